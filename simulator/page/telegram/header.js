import { bdi, button, el } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";
import { avatar, chatTitle, fullName } from "./names.js";
import { showProfile } from "./profile.js";
import { findTopic } from "./topics.js";

const DOING = {
  upload_photo: "doing_photo",
  upload_document: "doing_document",
  record_voice: "doing_voice",
  upload_voice: "doing_voice",
  find_location: "doing_location",
  choose_sticker: "doing_sticker",
  record_video: "doing_video",
  upload_video: "doing_video",
};

/** The bar over a chat: back, who it is with and what they are doing, and the way to more. */
export function chatHeader(phone, chat, { thread, onMenu }) {
  const topic = thread === undefined ? null : findTopic(chat, thread);
  const title = topic?.name ?? chatTitle(chat);
  const others = phone.store.unread() - chat.unread;
  const back = button(
    { class: "icon-button back-button", label: t("back"), onClick: () => phone.back() },
    icon("back"),
    others > 0 ? el("span", { class: "badge", "aria-hidden": "true" }, String(others)) : null,
  );
  const profile = button(
    { class: "profile-button", onClick: () => showProfile(phone, chat) },
    avatar(chat.id, chatTitle(chat), "small"),
    el("span", { class: "who" }, bdi(title, { class: "who-title" }), subtitle(phone, chat)),
  );
  const menu = onMenu ? button({ class: "icon-button menu-button", label: t("chat_menu"), onClick: onMenu }, icon("more")) : null;
  return el("header", { class: "chat-header bar" }, back, profile, menu);
}

function subtitle(phone, chat) {
  if (!phone.store.online) return el("span", { class: "who-state" }, t("connecting"));
  const typing = phone.store.typingIn(chat.id);
  if (typing)
    return el(
      "span",
      { class: "who-state typing" },
      typingText(phone, chat, typing),
      el("span", { class: "dots", "aria-hidden": "true" }),
    );
  return el("span", { class: "who-state" }, stateText(chat));
}

function typingText(phone, chat, typing) {
  const doing = t(DOING[typing.action] ?? "typing");
  const who = chat.type === "private" ? null : phone.app.person(typing.from);
  return who ? `${fullName(who)}: ${doing}` : doing;
}

function stateText(chat) {
  if (chat.peer?.is_bot) return t("bot");
  if (chat.type === "private") return t("online_recently");
  return chat.members_count ? t("members", { n: chat.members_count }) : t(chat.type === "channel" ? "channel" : "group");
}
