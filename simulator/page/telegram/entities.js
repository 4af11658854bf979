import { button, el } from "../dom.js";
import { icon } from "../icons.js";
import { language, t } from "../texts.js";

const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const PLAIN_TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s" };
const LONG_QUOTE = 240;

/**
 * The nodes of a text with its entities (offsets in UTF-16 units, which is what strings here count in). What a link,
 * mention, command or code does when used is asked of `acts`.
 */
export function richText(text, entities = [], acts = {}) {
  const ordered = entities.map((entity) => ({ ...entity, end: entity.offset + entity.length }));
  ordered.sort((a, b) => a.offset - b.offset || b.end - a.end);
  return between(text, 0, text.length, ordered, acts);
}

function between(text, from, to, entities, acts) {
  const nodes = [];
  let at = from;
  let afterBlock = false;
  const plain = (end) => {
    // the newline after a block is already shown by the block's own end
    const piece = text.slice(at, end);
    nodes.push(afterBlock && piece.startsWith("\n") ? piece.slice(1) : piece);
  };
  entities.forEach((entity, index) => {
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.end, to);
    if (start >= end) return;
    plain(start);
    const inner = between(text, start, end, entities.slice(index + 1), acts);
    nodes.push(dressed(entity, inner, text.slice(start, end), acts));
    at = end;
    afterBlock = BLOCKS.has(entity.type);
  });
  plain(to);
  return nodes.filter((node) => node !== "");
}

function dressed(entity, inner, piece, acts) {
  if (PLAIN_TAGS[entity.type]) return el(PLAIN_TAGS[entity.type], {}, ...inner);
  const draw = DRAW[entity.type];
  return draw ? draw({ entity, inner, piece, acts }) : el("span", {}, ...inner);
}

const DRAW = {
  spoiler: ({ inner }) => spoiler(inner),
  code: ({ inner, piece, acts }) => code(inner, piece, acts),
  pre: ({ entity, inner, piece, acts }) => preformatted(entity, inner, piece, acts),
  blockquote: ({ inner }) => el("blockquote", {}, ...inner),
  expandable_blockquote: ({ inner, piece }) => expandable(inner, piece),
  url: ({ inner, piece, acts }) => link(withScheme(piece), inner, () => acts.openLink?.(withScheme(piece))),
  text_link: ({ entity, inner, piece, acts }) => link(entity.url, inner, () => acts.openLink?.(entity.url, piece)),
  email: ({ inner, piece }) => el("a", { href: `mailto:${piece}` }, ...inner),
  phone_number: ({ inner, piece }) => el("a", { href: `tel:${piece.replace(/[^\d+]/g, "")}` }, ...inner),
  mention: ({ inner, piece, acts }) => link(null, inner, () => acts.openUsername?.(piece.slice(1))),
  text_mention: ({ entity, inner, acts }) => link(null, inner, () => acts.openUser?.(entity.user.id)),
  bot_command: ({ inner, piece, acts }) => link(null, inner, () => acts.sendCommand?.(piece)),
  hashtag: ({ inner }) => el("span", { class: "tag" }, ...inner),
  cashtag: ({ inner }) => el("span", { class: "tag" }, ...inner),
  date_time: ({ entity, inner }) => dateTime(entity, inner),
};

const SAFE = /^(https?|tg|mailto|tel):/i;
export const withScheme = (address) => (/^[a-z][a-z\d+.-]*:/i.test(address) ? address : `https://${address}`);
export const isSafe = (address) => SAFE.test(address);

/** A link that acts inside the page; a middle click still opens a harmless address of the outside world. */
function link(address, inner, act) {
  const onClick = (event) => {
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const outside =
    address && /^https?:/i.test(address) ? { href: address, target: "_blank", rel: "noopener noreferrer" } : { href: "#" };
  return el("a", { ...outside, on: { click: onClick } }, ...inner);
}

function spoiler(inner) {
  const hidden = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": t("spoiler_show") });
  const content = el("span", { "aria-hidden": "true", inert: true }, ...inner);
  hidden.append(content);
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    hidden.replaceWith(el("span", { class: "spoiler revealed" }, ...content.childNodes));
  };
  hidden.addEventListener("click", reveal);
  hidden.addEventListener("keydown", reveal);
  return hidden;
}

function code(inner, piece, acts) {
  const copy = (event) => {
    event.stopPropagation();
    acts.copy?.(piece);
  };
  return el("code", { title: t("copy"), on: { click: copy } }, ...inner);
}

function preformatted(entity, inner, piece, acts) {
  const copy = button({ class: "pre-copy", label: t("copy"), onClick: () => acts.copy?.(piece) }, icon("copy"));
  const head = el("span", { class: "pre-head" }, el("bdi", {}, entity.language ?? ""), copy);
  return el("span", { class: "pre" }, head, el("code", { dir: "ltr" }, ...inner));
}

function expandable(inner, piece) {
  const quote = el("blockquote", {}, ...inner);
  if (piece.length < LONG_QUOTE && piece.split("\n").length < 4) return quote;
  const toggle = button({ class: "quote-toggle", "aria-expanded": "false", onClick: () => unfold(quote, toggle) }, t("quote_more"));
  quote.classList.add("folded");
  quote.append(toggle);
  return quote;
}

function unfold(quote, toggle) {
  const folded = quote.classList.toggle("folded");
  toggle.setAttribute("aria-expanded", String(!folded));
  toggle.textContent = t(folded ? "quote_more" : "quote_less");
}

/** `r`: relative; otherwise w (weekday), d/D (short/long date), t/T (short/long time), as the Bot API names them. */
function dateTime(entity, inner) {
  const format = entity.date_time_format ?? "";
  const moment = new Date(entity.unix_time * 1000);
  const shown = format && !format.startsWith("r") ? [formatted(moment, format)] : inner;
  return el("time", { datetime: moment.toISOString(), title: moment.toLocaleString(language) }, ...shown);
}

function formatted(moment, format) {
  const options = {};
  if (format.includes("w")) options.weekday = "long";
  if (format.includes("d")) Object.assign(options, { day: "2-digit", month: "2-digit", year: "2-digit" });
  if (format.includes("D")) Object.assign(options, { day: "numeric", month: "long", year: "numeric" });
  if (/t/i.test(format)) Object.assign(options, { hour: "2-digit", minute: "2-digit" });
  if (format.includes("T")) options.second = "2-digit";
  return moment.toLocaleString(language, options);
}
