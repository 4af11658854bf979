import { bdi, button, el } from "../dom.js";
import { icon } from "../icons.js";
import { timeText, t } from "../texts.js";
import { richText } from "./entities.js";
import { inlineKeyboard } from "./inline_keyboard.js";
import { album, media } from "./media.js";
import { avatar, fullName, hue, originName, senderName } from "./names.js";
import { preview } from "./preview.js";
import { reactionRow } from "./reactions.js";
import { onLongPress } from "./gestures.js";

const EMOJI_ONLY = /^(?:\p{Extended_Pictographic}(?:\uFE0F|\u200D\p{Extended_Pictographic}|\p{Emoji_Modifier})*\s*){1,3}$/u;

/** The element of one message, or of the messages of one album. `read`: one's own message was seen by the other side. */
export function bubble(screen, group, read) {
  const [message] = group;
  const captioned = group.find((part) => part.caption) ?? message;
  const inGroup = screen.chat?.type !== "private" && !message.out;
  const body = el(
    "div",
    { class: "bubble" },
    ...head(screen, message, inGroup),
    ...content(screen, group, captioned),
    foot(message, captioned, read),
    reactionRow(screen, message),
  );
  const keyboard = inlineKeyboard(screen, message);
  const more = button(
    { class: "icon-button message-more", label: t("message_menu"), onClick: (event) => open(event) },
    icon("more"),
  );
  const node = el(
    "article",
    {
      class: [
        "message",
        message.out ? "out" : "in",
        inGroup && "with-avatar",
        looksBare(message) && "bare",
        keyboard && "with-keyboard",
      ]
        .filter(Boolean)
        .join(" "),
      role: "listitem",
      tabindex: "-1",
      "aria-label": label(message),
      data: { id: message.message_id },
    },
    inGroup ? avatar(message.from?.id ?? 0, senderName(message), "tiny") : null,
    el("div", { class: "column" }, el("div", { class: "line" }, body, more), keyboard),
  );
  const open = (event) => {
    event.preventDefault();
    event.stopPropagation();
    screen.openMenu(message, group);
  };
  body.addEventListener("contextmenu", (event) => {
    if (getSelection().isCollapsed) open(event);
  });
  onLongPress(body, open);
  return node;
}

const label = (message) =>
  [message.out ? t("you") : senderName(message), preview(message), timeText(new Date(message.date * 1000))].join(", ");

function looksBare(message) {
  const big = message.text && EMOJI_ONLY.test(message.text) && !message.entities?.some(({ type }) => type !== "custom_emoji");
  return Boolean(message.sticker || message.video_note || message.dice || big);
}

function head(screen, message, inGroup) {
  const parts = [];
  if (inGroup && message.from) parts.push(senderLine(screen, message));
  if (message.via_bot) parts.push(el("div", { class: "via" }, `${t("via")} `, bdi(`@${message.via_bot.username}`)));
  if (message.forward_origin)
    parts.push(el("div", { class: "forwarded" }, `${t("forwarded_from")} `, bdi(originName(message.forward_origin))));
  if (message.reply_to_message && !isTopicRoot(message)) parts.push(quoteOf(screen, message));
  return parts;
}

function senderLine(screen, message) {
  return button(
    { class: "sender plain", style: { "--hue": hue(message.from.id) }, onClick: () => screen.phone.openUser(message.from.id) },
    bdi(senderName(message)),
  );
}

/** In a forum every message that is no reply points to the service message that opened the topic. */
const isTopicRoot = (message) => Boolean(message.reply_to_message.forum_topic_created);

function quoteOf(screen, message) {
  const original = message.reply_to_message;
  return button(
    { class: "quote plain", style: { "--hue": hue(original.from?.id ?? 0) }, onClick: () => screen.list.show(original.message_id) },
    bdi(original.sender_chat?.title ?? fullName(original.from), { class: "quote-name" }),
    el("span", { class: "quote-text", dir: "auto" }, message.quote?.text ?? preview(original)),
  );
}

function content(screen, group, captioned) {
  const [message] = group;
  if (message.text !== undefined) return [textNode(screen, message.text, message.entities)];
  const drawn = group.length > 1 ? album(screen, group) : media(screen, message);
  if (!drawn) return [el("div", { class: "text hint" }, t("unsupported"))];
  if (!captioned.caption) return [drawn];
  const caption = textNode(screen, captioned.caption, captioned.caption_entities);
  return captioned.show_caption_above_media ? [caption, drawn] : [drawn, caption];
}

const textNode = (screen, text, entities) => el("div", { class: "text", dir: "auto" }, ...richText(text, entities, screen.acts));

function foot(message, captioned, read) {
  const sent = new Date(message.date * 1000);
  const edited = message.edit_date || captioned.edit_date ? el("span", { class: "edited" }, t("edited")) : null;
  const ticks = message.out
    ? el(
        "span",
        { class: `ticks ${read ? "read" : "sent"}`, role: "img", "aria-label": t(read ? "read" : "sent") },
        icon("check"),
        read ? icon("check") : null,
      )
    : null;
  const pin = message.pinned ? el("span", { role: "img", "aria-label": t("pinned") }, icon("pin")) : null;
  return el(
    "div",
    { class: "meta" },
    pin,
    edited,
    el("time", { datetime: sent.toISOString(), title: sent.toLocaleString() }, timeText(sent)),
    ticks,
  );
}
