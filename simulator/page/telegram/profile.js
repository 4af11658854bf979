import { bdi, button, el } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";
import { avatar, chatTitle } from "./names.js";

/** Who or what a chat is with: picture, names, a bot's own words, blocking. */
export function showProfile(phone, chat) {
  const peer = chat.peer ?? {};
  const lines = [
    peer.username && ["@" + peer.username, t("username")],
    peer.phone && [peer.phone, t("phone_number")],
    (chat.bot?.short_description || chat.bot?.description) && [chat.bot.short_description || chat.bot.description, t("about")],
  ].filter(Boolean);
  const facts = el(
    "dl",
    { class: "facts" },
    ...lines.flatMap(([value, name]) => [el("dt", {}, name), el("dd", { dir: "auto" }, value)]),
  );
  const close = phone.sheets.show({
    title: chatTitle(chat),
    content: [
      el("div", { class: "profile-head" }, avatar(chat.id, chatTitle(chat), "huge"), bdi(chatTitle(chat))),
      facts,
      peer.is_bot ? blocking(phone, chat, () => close()) : null,
    ].filter(Boolean),
  });
}

function blocking(phone, chat, done) {
  const verb = chat.blocked ? "unblock" : "block";
  const change = async () => {
    done();
    await phone.act(verb, { bot: chat.peer.username });
    await phone.store.refreshChats();
  };
  return button({ class: "sheet-button danger", onClick: change }, icon("block"), t(`${verb}_bot`));
}
