import { button, el } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";
import { showAttachMenu } from "./attach.js";
import { drafts } from "./drafts.js";
import { senderName } from "./names.js";
import { preview } from "./preview.js";
import { ReplyKeyboard } from "./reply_keyboard.js";
import { Suggestions } from "./suggestions.js";

const LONGEST = 4096;
const PATIENCE = 300;

/** Where one writes: text with its draft, what is replied to or edited, the bot's menu, attachments, the reply keyboard. */
export class Composer {
  #reply = null;
  #editing = null;
  #forced = null;
  #queue = Promise.resolve();

  constructor(screen) {
    this.screen = screen;
    this.place = [screen.phone.me.id, screen.chatId, screen.thread];
    this.field = this.#field();
    this.bar = el("div", { class: "reply-bar", hidden: true });
    this.keyboard = new ReplyKeyboard(screen, this);
    this.suggestions = new Suggestions(screen, this);
    this.menu = button(
      { class: "menu-commands", label: t("commands"), hidden: true, onClick: () => this.suggestions.toggleCommands() },
      icon("menu"),
    );
    this.attach = button({ class: "icon-button", label: t("attach"), onClick: () => showAttachMenu(screen) }, icon("attach"));
    this.send = el(
      "button",
      { type: "submit", class: "icon-button send", "aria-label": t("send"), title: t("send") },
      icon("send"),
    );
    const form = el(
      "form",
      { class: "composer", on: { submit: (event) => this.#submit(event) } },
      this.menu,
      this.attach,
      this.field,
      this.keyboard.toggle,
      this.send,
    );
    this.element = el("div", { class: "composer-box" }, this.suggestions.element, this.bar, form, this.keyboard.element);
    this.field.value = drafts.read(...this.place);
    this.draw();
  }

  #field() {
    return el("textarea", {
      class: "message-field",
      rows: "1",
      dir: "auto",
      "aria-label": t("message"),
      placeholder: t("message"),
      enterkeyhint: "send",
      autocomplete: "off",
      on: { input: () => this.#typed(), keydown: (event) => this.#key(event), focus: () => this.keyboard.typingStarts() },
    });
  }

  draw() {
    const { chat } = this.screen;
    if (!chat) return;
    const keyboard = chat.keyboard;
    this.menu.hidden = !chat.bot?.commands?.length;
    this.keyboard.draw(keyboard);
    this.field.placeholder = keyboard?.input_field_placeholder || t("message");
    if (keyboard?.force_reply) this.#forceReply();
    this.#fit();
  }

  /** Reply to the message that asked for it, once for each such message. */
  #forceReply() {
    const asking = this.screen.history.messages.findLast((message) => message.reply_markup?.force_reply);
    if (!asking || asking.message_id === this.#forced) return;
    this.#forced = asking.message_id;
    this.replyTo(asking);
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  /** Put `text` into the field, the cursor after it. */
  write(text) {
    this.field.value = text;
    this.focus();
    this.field.setSelectionRange(text.length, text.length);
    this.#typed();
  }

  /** Empty the field; a phone's own keyboard is not called up by it. */
  clear() {
    if (matchMedia("(pointer: coarse)").matches && document.activeElement !== this.field) {
      this.field.value = "";
      this.#typed();
    } else {
      this.write("");
    }
  }

  #typed() {
    this.#fit();
    if (!this.#editing) this.saveDraft();
    this.suggestions.typed(this.field.value);
  }

  #fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
    this.send.classList.toggle("ready", Boolean(this.field.value.trim()));
  }

  saveDraft() {
    if (!this.#editing) drafts.write(...this.place, this.field.value);
  }

  #key(event) {
    if (this.suggestions.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.#submit(event);
    else if (event.key === "Escape" && (this.#reply || this.#editing)) {
      event.preventDefault();
      this.#cancel();
    } else if (event.key === "ArrowUp" && !this.field.value) {
      const own = this.screen.history.lastOwn();
      if (!own) return;
      event.preventDefault();
      this.startEdit(own);
    }
  }

  #submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text) return;
    if (text.length > LONGEST) this.screen.phone.toast(t("too_long", { n: text.length - LONGEST }));
    else if (this.#editing) this.#saveEdit(text);
    else this.#sendText(text);
  }

  /** The field is free at once for the next message; messages leave in the order in which they were written. */
  #sendText(text) {
    const reply = this.#reply;
    const details = this.takeReply();
    this.clear();
    const before = this.#queue;
    this.#queue = (async () => {
      await before;
      await this.#sendNow(text, details, reply);
    })();
  }

  /** What could not be sent comes back into the field, so that nothing is lost. */
  async #sendNow(text, details, reply) {
    let line = null;
    const shown = setTimeout(() => {
      line = this.screen.list.showSending(text);
    }, PATIENCE);
    const sent = await this.screen.send({ text }, details);
    clearTimeout(shown);
    line?.remove();
    if (sent) return this.keyboard.used();
    this.write([text, this.field.value].filter(Boolean).join("\n"));
    if (reply) this.replyTo(reply.message, reply.quote);
    return undefined;
  }

  async #saveEdit(text) {
    const message = this.#editing;
    const field = message.text === undefined ? "caption" : "text";
    if (message[field] === text) return this.#cancel();
    const done = await this.screen.act("edit", { message: message.message_id, [field]: text });
    if (done) this.#cancel();
    return done;
  }

  replyTo(message, quote) {
    this.#editing = null;
    this.#reply = { message, quote };
    this.#showBar("reply", senderName(message), quote ?? preview(message));
    this.focus();
  }

  /** What the next message replies to, as `send` wants it; used up by being taken. */
  takeReply() {
    if (!this.#reply) return {};
    const { message, quote } = this.#reply;
    this.#reply = null;
    this.bar.hidden = true;
    return { reply_to: message.message_id, quote };
  }

  startEdit(message) {
    this.saveDraft();
    this.#reply = null;
    this.#editing = message;
    this.#showBar("edit", t("editing"), preview(message));
    this.write(message.text ?? message.caption ?? "");
  }

  #cancel() {
    const edited = this.#editing !== null;
    this.#editing = this.#reply = null;
    this.bar.hidden = true;
    if (edited) this.write(drafts.read(...this.place));
    else this.focus();
    return true;
  }

  #showBar(kind, title, text) {
    const cross = button({ class: "icon-button", label: t("cancel"), onClick: () => this.#cancel() }, icon("close"));
    this.bar.replaceChildren(
      icon(kind),
      el(
        "span",
        { class: "bar-words" },
        el("bdi", { class: "bar-title" }, title),
        el("span", { class: "bar-text", dir: "auto" }, text),
      ),
      cross,
    );
    this.bar.hidden = false;
  }
}
