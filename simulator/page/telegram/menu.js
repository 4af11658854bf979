import { arrows, button, el } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";
import { preview } from "./preview.js";
import { QUICK_REACTIONS, ownReaction, react } from "./reactions.js";

/** What one can do with a message. `group`: all messages of its album. */
export function showMessageMenu(screen, message, group = [message]) {
  const entries = [
    ["reply", "reply", () => screen.reply(message, selectedIn(screen, message))],
    message.text || message.caption ? ["copy", "copy_text", () => screen.phone.copy(message.text ?? message.caption)] : null,
    ["forward", "forward", () => screen.forward(group)],
    canEdit(message) ? ["edit", "edit", () => screen.edit(message)] : null,
    [
      "pin",
      message.pinned ? "unpin" : "pin",
      () => screen.act("pin", { message: message.message_id, unpin: message.pinned || undefined }),
    ],
    canDelete(screen, message) ? ["trash", "delete", () => screen.remove(message)] : null,
  ].filter(Boolean);
  const run = (act) => {
    close();
    act();
  };
  const rows = entries.map(([picture, text, act]) =>
    button({ class: `menu-row ${picture === "trash" ? "danger" : ""}`, onClick: () => run(act) }, icon(picture), t(text)),
  );
  const list = el("div", { class: "menu-rows" }, ...rows);
  arrows(list, ".menu-row");
  const close = screen.phone.sheets.show({
    title: shorten(preview(message)),
    content: [reactionChoice(screen, message, run), list],
  });
}

function reactionChoice(screen, message, run) {
  const own = ownReaction(message, screen.phone.me.id);
  const chips = QUICK_REACTIONS.map((emoji) =>
    button(
      {
        class: "reaction-choice",
        "aria-pressed": String(own === emoji),
        onClick: () => run(() => react(screen, message, own === emoji ? null : emoji)),
      },
      emoji,
    ),
  );
  const row = el("div", { class: "reaction-choices", role: "group", "aria-label": t("react") }, ...chips);
  arrows(row, ".reaction-choice", { horizontal: true });
  return row;
}

/** The part of the message that is selected, to be quoted; undefined when nothing or something else is. */
function selectedIn(screen, message) {
  const selection = getSelection();
  const text = selection.toString().trim();
  const node = screen.list.find(message.message_id);
  return text && node?.contains(selection.anchorNode) && (message.text ?? "").includes(text) ? text : undefined;
}

const canEdit = (message) => message.out && !message.forward_origin && !message.via_bot && Boolean(message.text || message.caption);
const canDelete = (screen, message) => message.out || screen.chat?.type === "private" || screen.chat?.admin;
const shorten = (text) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
