import { arrows, bdi, button, el } from "../dom.js";
import { avatar, chatTitle } from "./names.js";

/** Ask for one of the person's chats; resolves to it, or to null when the question was left. */
export function chooseChat(phone, title) {
  return new Promise((resolve) => {
    let chosen = null;
    const row = (chat) =>
      button(
        {
          class: "menu-row",
          data: { chat: chat.id },
          onClick: () => {
            chosen = chat;
            close();
          },
        },
        avatar(chat.id, chatTitle(chat), "small"),
        bdi(chatTitle(chat)),
      );
    const open = phone.store.sortedChats().filter((chat) => !chat.blocked && (!chat.peer?.is_bot || chat.started));
    const list = el("div", { class: "menu-rows" }, ...open.map(row));
    arrows(list, ".menu-row");
    const close = phone.sheets.show({ title, content: [list], onClose: () => resolve(chosen) });
  });
}
