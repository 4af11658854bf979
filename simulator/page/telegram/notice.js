import { el } from "../dom.js";
import { t } from "../texts.js";
import { richText } from "./entities.js";

/** What stands over the first message: the bot's own description, or that nobody has written yet. */
export function noticeOf(screen) {
  const { chat, history } = screen;
  if (!chat) return null;
  const description = chat.bot?.description;
  if (description) return { key: description, draw: () => box(t("what_bot_does"), richText(description, [], screen.acts)) };
  if (!history.messages.length) return { key: "empty", draw: () => box(t("nothing_here"), [t("nothing_here_hint")]) };
  return null;
}

const box = (title, words) =>
  el(
    "div",
    { class: "notice", role: "listitem" },
    el("div", { class: "notice-box" }, el("strong", {}, title), el("p", { dir: "auto" }, ...words)),
  );
