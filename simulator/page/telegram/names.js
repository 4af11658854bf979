import { el } from "../dom.js";
import { t } from "../texts.js";

export const fullName = (user) => [user?.first_name, user?.last_name].filter(Boolean).join(" ") || t("nameless");
export const chatTitle = (chat) => (chat.peer ? fullName(chat.peer) : chat.title || t("nameless"));

const HUES = [6, 28, 140, 178, 208, 262, 322];
export const hue = (id) => HUES[Math.abs(Number(id)) % HUES.length];

/** The round picture of a person, bot or group: the first letters of its name on its own colour. */
export function avatar(id, title, size = "") {
  const letters = title
    .trim()
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? "")
    .join("")
    .toUpperCase();
  return el("span", { class: `avatar ${size}`, "aria-hidden": "true", style: { "--hue": hue(id) } }, el("bdi", {}, letters || "?"));
}

/** Who wrote a message, as the reader should see it. */
export function senderName(message) {
  return message.sender_chat ? message.sender_chat.title : fullName(message.from);
}

/** Who first wrote a forwarded message. */
export function originName(origin) {
  if (origin.type === "user") return fullName(origin.sender_user);
  if (origin.type === "hidden_user") return origin.sender_user_name;
  return (origin.sender_chat ?? origin.chat)?.title ?? t("nameless");
}
