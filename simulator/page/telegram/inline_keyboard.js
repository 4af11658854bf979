import { bdi, button, el } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";
import { chooseChat } from "./choose.js";
import { drafts } from "./drafts.js";

const PATIENCE = 20_000;

/** The buttons under a message, in the rows in which the bot sent them; null when it has none. */
export function inlineKeyboard(screen, message) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return el(
    "div",
    { class: "inline-keyboard", role: "group", "aria-label": t("buttons") },
    ...rows.map((row, at) =>
      el("div", { class: "keyboard-row" }, ...row.map((key, col) => inlineKey(screen, message, key, at, col))),
    ),
  );
}

function inlineKey(screen, message, key, row, col) {
  const corner = cornerIcon(key);
  const node = button(
    { class: ["inline-key", key.style].filter(Boolean).join(" "), onClick: () => use(screen, message, key, node, { row, col }) },
    bdi(key.text),
    corner && icon(corner),
  );
  return node;
}

function cornerIcon(key) {
  if (key.url || key.login_url) return "link";
  if (key.copy_text) return "copy";
  if (SWITCHES.some((name) => key[name] !== undefined)) return "forward";
  return null;
}

const SWITCHES = ["switch_inline_query", "switch_inline_query_current_chat", "switch_inline_query_chosen_chat"];

function use(screen, message, key, node, place) {
  if (key.url) return screen.phone.openLink(key.url);
  if (key.login_url) return screen.phone.openLink(key.login_url.url, "");
  if (key.copy_text) return screen.phone.copy(key.copy_text.text);
  if (SWITCHES.some((name) => key[name] !== undefined)) return switchInline(screen, message, key);
  if (key.callback_data === undefined) return screen.phone.toast(t("not_here"));
  return tap(screen, message, node, place);
}

async function switchInline(screen, message, key) {
  const bot = (message.via_bot ?? message.from).username;
  const here = key.switch_inline_query_current_chat;
  if (here !== undefined) return screen.bottom.composer.write(`@${bot} ${here}`);
  const query = key.switch_inline_query ?? key.switch_inline_query_chosen_chat?.query ?? "";
  const chat = await chooseChat(screen.phone, t("choose_chat"));
  if (!chat) return undefined;
  drafts.write(screen.phone.me.id, chat.id, undefined, `@${bot} ${query} `);
  return screen.phone.go({ chat: chat.id });
}

/** Tap and show that it is under way until the bot answers, a while has passed, or the message was drawn anew. */
async function tap(screen, message, node, place) {
  if (node.classList.contains("waiting")) return;
  wait(node, true);
  const tapped = await screen.act("tap", { message: message.message_id, ...place });
  const answer = tapped && (await answerOf(screen.phone.store, tapped.callback_id));
  wait(node, false);
  if (answer) showAnswer(screen.phone, message, answer);
}

function wait(node, waiting) {
  node.classList.toggle("waiting", waiting);
  node.setAttribute("aria-busy", String(waiting));
}

function answerOf(store, id) {
  const early = store.takeAnswer(id);
  if (early) return early;
  return new Promise((resolve) => {
    const stop = new AbortController();
    const finish = (answer) => {
      clearTimeout(timer);
      stop.abort();
      resolve(answer);
    };
    const timer = setTimeout(() => finish(null), PATIENCE);
    store.addEventListener("answer", ({ detail }) => detail.id === id && finish(store.takeAnswer(id)), { signal: stop.signal });
  });
}

function showAnswer(phone, message, answer) {
  if (answer.url) phone.openLink(answer.url);
  else if (answer.text && answer.show_alert) phone.sheets.alert(message.from?.first_name ?? t("bot"), answer.text);
  else if (answer.text) phone.toast(answer.text);
}
