import { arrows, button, el } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";
import { showProfile } from "./profile.js";
import { findTopic } from "./topics.js";

/** What one can do with the chat itself. */
export function showChatMenu(screen) {
  const { chat, phone } = screen;
  const rows = entries(screen, chat).map(([picture, text, act]) =>
    button(
      {
        class: "menu-row",
        onClick: () => {
          close();
          act();
        },
      },
      icon(picture),
      t(text),
    ),
  );
  const list = el(
    "div",
    { class: "menu-rows" },
    button(
      {
        class: "menu-row",
        onClick: () => {
          close();
          showProfile(phone, chat);
        },
      },
      icon("person"),
      t("profile"),
    ),
    ...rows,
    button(
      {
        class: "menu-row",
        onClick: () => {
          close();
          phone.app.choosePerson(phone);
        },
      },
      icon("people"),
      t("switch_person"),
    ),
    button(
      {
        class: "menu-row",
        onClick: () => {
          close();
          phone.app.openWorld();
        },
      },
      icon("clock"),
      t("world"),
    ),
  );
  arrows(list, ".menu-row");
  const close = phone.sheets.show({ title: t("chat_menu"), content: [list] });
}

function entries(screen, chat) {
  const { phone } = screen;
  const topic = screen.thread === undefined ? null : findTopic(chat, screen.thread);
  const change = async (verb, details) => {
    await phone.act(verb, details);
    await phone.store.refreshChats();
  };
  if (topic) {
    const action = topic.closed ? "reopen" : "close";
    return [["hash", `topic_${action}`, () => change("topic", { chat: chat.id, action, thread: screen.thread })]];
  }
  if (chat.peer?.is_bot) {
    const verb = chat.blocked ? "unblock" : "block";
    return [["block", `${verb}_bot`, () => change(verb, { bot: chat.peer.username })]];
  }
  if (chat.type === "private") return [];
  return [["close", "leave", () => change("leave", { chat: chat.id }).then(() => phone.back())]];
}
