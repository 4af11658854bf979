import { arrows, bdi, button, el, reconcile } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";
import { chatHeader } from "./header.js";

const topicId = (topic) => topic.message_thread_id ?? topic.id;

/** The topics of a forum. */
export class TopicList {
  #aborter = new AbortController();

  constructor(phone, chatId) {
    Object.assign(this, { phone, chatId });
    this.list = el("ul", { class: "chat-list", "aria-label": t("topics") });
    arrows(this.list, ".chat-row");
    this.top = el("div", { class: "top" });
    this.element = el("div", { class: "screen list-screen" }, this.top, this.list, this.#newTopic());
    phone.store.addEventListener("chats", () => this.#draw(), { signal: this.#aborter.signal });
    phone.store.addEventListener("line", () => this.#draw(), { signal: this.#aborter.signal });
    this.#draw();
  }

  opened([, , topic]) {
    if (topic && !matchMedia("(pointer: coarse)").matches) this.list.querySelector(`[data-topic="${topic}"]`)?.focus();
  }

  close() {
    this.#aborter.abort();
  }

  #draw() {
    const chat = this.phone.store.chats.get(this.chatId);
    if (!chat) return;
    this.top.replaceChildren(chatHeader(this.phone, chat, {}));
    reconcile(
      this.list,
      chat.topics.filter((topic) => !topic.hidden).map((topic) => this.#row(topic)),
    );
  }

  #row(topic) {
    const id = topicId(topic);
    const open = () => this.phone.go({ chat: this.chatId, thread: id });
    return el(
      "li",
      {},
      button(
        { class: "chat-row topic", onClick: open, data: { topic: id } },
        el("span", { class: "topic-icon", style: { "--topic": topicColor(topic) } }, icon("hash")),
        el("span", { class: "row-top" }, bdi(topic.name, { class: "row-title" })),
        topic.closed ? el("span", { class: "row-bottom hint" }, t("topic_closed")) : null,
      ),
    );
  }

  #newTopic() {
    return button({ class: "round-action", label: t("new_topic"), onClick: () => this.#askName() }, icon("edit"));
  }

  #askName() {
    const name = el("input", {
      class: "field",
      name: "topic",
      required: true,
      maxlength: "128",
      dir: "auto",
      "aria-label": t("topic_name"),
      placeholder: t("topic_name"),
    });
    const form = el("form", { class: "sheet-form" }, name, el("button", { class: "sheet-button primary" }, t("create")));
    const close = this.phone.sheets.show({ title: t("new_topic"), content: [form] });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      close();
      await this.phone.act("topic", { chat: this.chatId, action: "create", name: name.value });
      await this.phone.store.refreshChats();
    });
  }
}

const topicColor = (topic) => `#${(topic.icon_color ?? 0x6fb9f0).toString(16).padStart(6, "0")}`;

/** The topic of this id, and the id a message in it must be sent with (none in General, which is 1). */
export const findTopic = (chat, thread) => chat.topics?.find((topic) => topicId(topic) === thread);
