import { button, el } from "../dom.js";
import { t } from "../texts.js";
import { Composer } from "./composer.js";
import { findTopic } from "./topics.js";

/** What stands under the messages: START, a word why one cannot write, or the composer. */
export class Bottom {
  #kind = "";

  constructor(screen) {
    this.screen = screen;
    this.composer = new Composer(screen);
    this.element = el("div", { class: "bottom" });
    this.draw();
  }

  close() {
    this.composer.saveDraft();
  }

  opened() {
    if (!matchMedia("(pointer: coarse)").matches) this.focus();
  }

  focus() {
    if (this.#kind === "composer") this.composer.focus();
    else this.element.querySelector("button")?.focus();
  }

  draw() {
    const { chat } = this.screen;
    if (!chat) return;
    const kind = this.#wanted(chat);
    if (kind === "composer") this.composer.draw();
    if (kind === this.#kind) return;
    const hadFocus = this.element.contains(document.activeElement);
    this.#kind = kind;
    this.element.replaceChildren(this.#make(kind));
    if (hadFocus) this.focus();
  }

  #wanted(chat) {
    if (chat.blocked) return "blocked";
    if (chat.peer?.is_bot && (!chat.started || this.screen.start !== undefined)) return "start";
    if (findTopic(chat, this.screen.thread)?.closed) return "closed";
    return chat.type === "channel" ? "channel" : "composer";
  }

  #make(kind) {
    if (kind === "composer") return this.composer.element;
    if (kind === "start") return button({ class: "big-button start", onClick: () => this.#start() }, t("start"));
    if (kind === "blocked") return button({ class: "big-button", onClick: () => this.#unblock() }, t("unblock_bot"));
    return el("p", { class: "bottom-note" }, t(kind === "closed" ? "topic_closed" : "channel_note"));
  }

  async #start() {
    const { screen } = this;
    const done = await screen.phone.act("start", { bot: screen.chat.peer.username, payload: screen.start });
    if (!done) return;
    screen.phone.store.keep(screen.chatId, done.message);
    screen.start = undefined;
    await screen.phone.store.refreshChats();
    screen.phone.app.replace(screen.phone, { as: screen.phone.me.id, chat: screen.chatId });
    this.draw();
  }

  async #unblock() {
    await this.screen.phone.act("unblock", { bot: this.screen.chat.peer.username });
    await this.screen.phone.store.refreshChats();
  }

  replyTo(message, quote) {
    this.composer.replyTo(message, quote);
  }

  edit(message) {
    this.composer.startEdit(message);
  }

  takeReply() {
    return this.composer.takeReply();
  }
}
