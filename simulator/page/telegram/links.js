import { t } from "../texts.js";
import { isSafe, withScheme } from "./entities.js";

/** Open a link as Telegram does: its own kind inside, any other in a new tab, asked for when its text hides where it leads. */
export async function openLink(phone, address, shown = address) {
  const inside = insideTelegram(address);
  if (inside) return openInside(phone, inside);
  if (!isSafe(address)) return phone.toast(t("unsafe_link"));
  if (withScheme(shown) !== address && !(await confirmed(phone, address))) return undefined;
  return window.open(address, "_blank", "noopener,noreferrer");
}

const confirmed = (phone, address) => phone.sheets.confirm({ title: t("open_link"), text: address, ok: t("open") });

/** `{username, start}` or `{user}` of a t.me or tg:// address; null of any other. */
export function insideTelegram(address) {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url) return null;
  const query = url.searchParams;
  if (url.protocol === "tg:") {
    if (address.startsWith("tg://user")) return { user: Number(query.get("id")) };
    return query.get("domain") ? { username: query.get("domain"), start: query.get("start") ?? undefined } : null;
  }
  if (!["t.me", "telegram.me", "www.t.me"].includes(url.hostname)) return null;
  const username = url.pathname.split("/")[1];
  return /^\w{4,}$/.test(username) ? { username, start: query.get("start") ?? undefined } : null;
}

async function openInside(phone, { user, username, start }) {
  if (user !== undefined) return phone.openUser(user);
  return phone.openUsername(username, start);
}
