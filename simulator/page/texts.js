import { en } from "./texts/en.js";
import { ru } from "./texts/ru.js";

export const language = (navigator.languages?.[0] ?? navigator.language ?? "en").startsWith("ru") ? "ru" : "en";
const catalogue = { en, ru }[language];
const plurals = new Intl.PluralRules(language);

/** The sentence of this key in the language of the browser; a plural is chosen by `n`. */
export function t(key, values = {}) {
  const found = catalogue[key];
  if (found === undefined) throw new Error(`no text for ${key}`);
  const sentence = typeof found === "string" ? found : (found[plurals.select(values.n)] ?? found.other);
  return sentence.replace(/\{(\w+)\}/g, (_, name) => isolated(String(values[name])));
}

const TURNS = /[\u0590-\u08FF\u200E\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFEFC]/;

/** A value that could turn the direction of the sentence around it is shut between isolates. */
const isolated = (value) => (TURNS.test(value) ? `\u2068${value}\u2069` : value);

/** What the world says in one language, or in several: {ru, en}. */
export const said = (words) => (words && typeof words === "object" ? (words[language] ?? words.en) : (words ?? ""));

export const hasText = (key) => catalogue[key] !== undefined;

const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
const dayOfYear = new Intl.DateTimeFormat(language, { day: "numeric", month: "long" });
const dayOfAnyYear = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric" });
const weekday = new Intl.DateTimeFormat(language, { weekday: "short" });
const shortDay = new Intl.DateTimeFormat(language, { day: "2-digit", month: "2-digit", year: "2-digit" });
const moment = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium" });

export const timeText = (date) => clock.format(date);
export const momentText = (date) => moment.format(date);
export const dayKey = (date) => `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;

/** "Today", "Yesterday" or the date, as the line between two days of a chat says it. */
export function dayText(date, now) {
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (dayKey(date) === dayKey(now)) return t("today");
  if (dayKey(date) === dayKey(yesterday)) return t("yesterday");
  return (date.getFullYear() === now.getFullYear() ? dayOfYear : dayOfAnyYear).format(date);
}

/** Time, weekday or date: the shortest that is clear in a list. */
export function listTime(date, now) {
  const days = (now - date) / 86_400_000;
  if (dayKey(date) === dayKey(now)) return timeText(date);
  return (days >= 0 && days < 6 ? weekday : shortDay).format(date);
}

export function sizeText(bytes) {
  if (bytes === undefined) return "";
  const step = bytes < 1024 ? 0 : bytes < 1024 ** 2 ? 1 : 2;
  const value = new Intl.NumberFormat(language, { maximumFractionDigits: step ? 1 : 0 }).format(bytes / 1024 ** step);
  return t(["bytes", "kilobytes", "megabytes"][step], { n: value });
}

export const durationText = (seconds = 0) => `${Math.floor(seconds / 60)}:${String(Math.round(seconds) % 60).padStart(2, "0")}`;
