import { t } from "../texts.js";
import { fullName } from "./names.js";
import { serviceText } from "./service.js";

const KINDS = [
  "photo",
  "video",
  "animation",
  "voice",
  "video_note",
  "audio",
  "contact",
  "location",
  "venue",
  "poll",
  "game",
  "invoice",
];

/** What a message says, in one line: for lists, quotes, notices and screen readers. */
export function preview(message) {
  const service = serviceText(message);
  if (service) return service;
  if (message.text) return message.text;
  return [kindText(message), message.caption].filter(Boolean).join(", ") || t("unsupported");
}

function kindText(message) {
  if (message.venue) return `${t("kind_venue")}: ${message.venue.title}`;
  if (message.document && !message.animation) return message.document.file_name ?? t("kind_document");
  if (message.sticker) return `${message.sticker.emoji ?? ""} ${t("kind_sticker")}`.trim();
  if (message.dice) return message.dice.emoji;
  if (message.contact) return `${t("kind_contact")}: ${fullName(message.contact)}`;
  const kind = KINDS.find((name) => message[name]);
  return kind && t(`kind_${kind}`);
}
