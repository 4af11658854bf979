import { el } from "../dom.js";
import { t } from "../texts.js";
import { takeDropped } from "./attach.js";
import { Bottom } from "./bottom.js";
import { chooseChat } from "./choose.js";
import { chatHeader } from "./header.js";
import { MessageList } from "./messages.js";
import { showMessageMenu } from "./menu.js";
import { fullName, senderName } from "./names.js";
import { PinnedBar } from "./pinned.js";
import { preview } from "./preview.js";
import { showChatMenu } from "./chatmenu.js";

/** One chat (or one topic of a forum): header, pinned message, messages and what one can write with. */
export class ChatScreen {
  #aborter = new AbortController();

  constructor(phone, chatId, { thread, start }) {
    Object.assign(this, { phone, chatId, thread, start });
    this.history = phone.store.history(chatId, thread);
    this.top = el("div", { class: "top" });
    this.pinned = new PinnedBar(this);
    this.list = new MessageList(this);
    this.bottom = new Bottom(this);
    this.element = el(
      "div",
      { class: "screen chat-screen" },
      this.top,
      this.pinned.element,
      this.list.element,
      this.bottom.element,
    );
    takeDropped(this);
    this.on("chats", () => this.#chatChanged());
    this.on("line", () => this.#drawHeader());
    this.on("typing", ({ detail }) => detail.chat === chatId && this.#drawHeader());
    this.on("history", ({ detail }) => detail.key === this.history.key && this.#historyChanged());
    this.on("arrived", ({ detail }) => this.#announce(detail));
    document.addEventListener("visibilitychange", () => this.list.readIfSeen(), { signal: this.#aborter.signal });
    this.#drawHeader();
  }

  get chat() {
    return this.phone.store.chats.get(this.chatId);
  }

  on(type, listener) {
    this.phone.store.addEventListener(type, listener, { signal: this.#aborter.signal });
  }

  close() {
    this.#aborter.abort();
    this.bottom.close();
    this.list.close();
  }

  /** Called when the screen stands on the page. */
  async opened() {
    this.list.render();
    this.bottom.opened();
    try {
      await this.phone.store.open(this.chatId, this.thread);
    } catch {
      this.phone.toast(t("no_connection"));
    }
  }

  #drawHeader() {
    if (!this.chat) return;
    const focused = this.top.contains(document.activeElement) ? document.activeElement.className : null;
    const onMenu = () => showChatMenu(this);
    this.top.replaceChildren(chatHeader(this.phone, this.chat, { thread: this.thread, onMenu }));
    if (focused) this.top.querySelector(`.${focused.split(" ").at(-1)}`)?.focus();
  }

  #chatChanged() {
    if (!this.chat) return;
    this.#drawHeader();
    this.bottom.draw();
    this.pinned.draw();
    this.list.readIfSeen();
  }

  #historyChanged() {
    this.list.render();
    this.pinned.draw();
    this.bottom.draw();
  }

  #announce({ chat, message }) {
    if (chat === this.chatId && !message.out) this.phone.say(`${senderName(message)}: ${preview(message)}`);
  }

  /** Do `verb` in this chat and topic. */
  act(verb, details) {
    return this.phone.act(verb, { chat: this.chatId, ...details });
  }

  /** Send what `content` says, as a reply if one was begun; what is answered stands in the list at once. */
  async send(content, reply = this.bottom.takeReply()) {
    const result = await this.act("send", { ...content, ...reply, thread: sendableThread(this.thread) });
    if (!result) return false;
    for (const message of result.messages ?? [result.message]) this.phone.store.keep(this.chatId, message);
    this.list.toEnd();
    return true;
  }

  openMenu(message, at) {
    showMessageMenu(this, message, at);
  }

  reply(message, quote) {
    this.bottom.replyTo(message, quote);
  }

  edit(message) {
    this.bottom.edit(message);
  }

  async remove(message) {
    const ok = await this.phone.sheets.confirm({
      title: t("delete_title"),
      text: t("delete_question"),
      ok: t("delete"),
      danger: true,
    });
    if (ok) await this.act("delete", { message: message.message_id });
  }

  async forward(messages) {
    const chat = await chooseChat(this.phone, t("forward_to"));
    if (!chat) return;
    const ids = messages.map((message) => message.message_id);
    const details = ids.length === 1 ? { message: ids[0] } : { messages: ids };
    const done = await this.phone.act("forward", { from: this.chatId, ...details, chat: chat.id });
    if (done) this.phone.toast(t("forwarded", { name: chat.title || fullName(chat.peer) }));
  }

  sendCommand(command) {
    return this.send({ text: command });
  }

  /** What entities in this chat do when used. */
  get acts() {
    return {
      openLink: (address, shown) => this.phone.openLink(address, shown),
      openUsername: (username) => this.phone.openUsername(username),
      openUser: (id) => this.phone.openUser(id),
      sendCommand: (command) => this.sendCommand(command),
      copy: (text) => this.phone.copy(text),
    };
  }
}

/** General (topic 1) is written to without naming a topic. */
const sendableThread = (thread) => (thread === 1 ? undefined : thread);
