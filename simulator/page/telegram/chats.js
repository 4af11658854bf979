import { get } from "../api.js";
import { arrows, bdi, button, el, reconcile } from "../dom.js";
import { icon } from "../icons.js";
import { listTime, t } from "../texts.js";
import { drafts } from "./drafts.js";
import { avatar, chatTitle, fullName, senderName } from "./names.js";
import { preview } from "./preview.js";
import { serviceText } from "./service.js";

/** The first screen of a phone: every chat, newest first. */
export class ChatList {
  #aborter = new AbortController();
  #filter = "";
  #known = [];

  constructor(phone) {
    this.phone = phone;
    this.heading = el("h1", { class: "screen-title" });
    this.list = el("ul", { class: "chat-list", "aria-label": t("chats") });
    arrows(this.list, ".chat-row");
    this.element = el("div", { class: "screen list-screen" }, this.#header(), this.list);
    for (const type of ["chats", "typing", "line"]) this.#on(type, () => this.#draw());
    this.#draw();
    this.#loadKnown();
  }

  /** Coming back from a chat, the focus stands on its row again. */
  opened([, chat]) {
    if (chat && !matchMedia("(pointer: coarse)").matches) this.list.querySelector(`[data-chat="${chat}"]`)?.focus();
  }

  #on(type, listener) {
    this.phone.store.addEventListener(type, listener, { signal: this.#aborter.signal });
  }

  close() {
    this.#aborter.abort();
  }

  #header() {
    const { me, app } = this.phone;
    const who = button(
      { class: "who-button", label: t("switch_person_from", { name: fullName(me) }), onClick: () => app.choosePerson(this.phone) },
      avatar(me.id, fullName(me), "small"),
      icon("down"),
    );
    const world = button({ class: "icon-button world-button", label: t("world"), onClick: () => app.openWorld() }, icon("clock"));
    const search = el("input", {
      class: "search",
      type: "search",
      placeholder: t("search"),
      "aria-label": t("search"),
      dir: "auto",
      on: {
        input: ({ target }) => {
          this.#filter = target.value.trim().toLowerCase();
          this.#draw();
        },
        keydown: (event) => this.#searchKey(event),
      },
    });
    return el(
      "header",
      { class: "list-header" },
      el("div", { class: "bar" }, who, this.heading, world),
      el("div", { class: "search-box" }, icon("search"), search),
    );
  }

  #searchKey(event) {
    if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      this.list.querySelector(".chat-row")?.focus();
    } else if (event.key === "Escape" && event.target.value) {
      event.stopPropagation();
      event.target.value = this.#filter = "";
      this.#draw();
    }
  }

  #draw() {
    const { store } = this.phone;
    this.heading.textContent = store.online ? t("chats") : t("connecting");
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.chat : null;
    const found = store.sortedChats().filter((chat) => this.#matches(chat));
    const others = this.#strangers(found);
    const rows = [
      ...found.map((chat) => this.#row(chat)),
      others.length ? el("li", { class: "list-title" }, t("others")) : null,
      ...others.map((user) => this.#stranger(user)),
    ];
    reconcile(this.list, found.length + others.length ? rows.filter(Boolean) : [this.#empty()]);
    if (focused) this.list.querySelector(`[data-chat="${focused}"]`)?.focus();
  }

  /** Without a search, chats in which something was said (or can be begun); with one, all whose name has it. */
  #matches(chat) {
    if (this.#filter) return named(chatTitle(chat), chat.peer?.username, this.#filter);
    return Boolean(chat.last || chat.peer?.is_bot || drafts.read(this.phone.me.id, chat.id));
  }

  /** Bots and people one has no chat with: found by their names, or offered when there is no chat at all. */
  #strangers(found) {
    if (!this.#filter && found.length) return [];
    const shown = new Set([this.phone.me.id, ...found.map((chat) => chat.id)]);
    return this.#known.filter(
      (user) => !shown.has(user.id) && (this.#filter ? named(fullName(user), user.username, this.#filter) : user.is_bot),
    );
  }

  async #loadKnown() {
    this.#known = [...(await get("/sim/bots").catch(() => [])), ...this.phone.app.people];
    this.#draw();
  }

  #stranger(user) {
    return el(
      "li",
      {},
      button(
        { class: "chat-row", onClick: () => this.phone.openUser(user.id) },
        avatar(user.id, fullName(user)),
        el("span", { class: "row-top" }, bdi(fullName(user), { class: "row-title" })),
        el(
          "span",
          { class: "row-bottom" },
          el("span", { class: "row-text hint" }, user.username ? `@${user.username}` : (user.label ?? "")),
        ),
      ),
    );
  }

  #empty() {
    return el("li", { class: "empty" }, this.phone.store.loaded ? t("no_chats") : "");
  }

  #row(chat) {
    const title = chatTitle(chat);
    const now = this.phone.app.now();
    const time = chat.last ? listTime(new Date(chat.last.date * 1000), now) : "";
    const badge = chat.unread
      ? el("span", { class: "badge", "aria-label": t("unread", { n: chat.unread }) }, String(chat.unread))
      : null;
    const row = button(
      { class: "chat-row", data: { chat: chat.id }, onClick: () => this.phone.go({ chat: chat.id }) },
      avatar(chat.id, title),
      el(
        "span",
        { class: "row-top" },
        bdi(title, { class: "row-title" }),
        chat.peer?.is_bot ? el("span", { class: "bot-mark" }, t("bot")) : null,
        el("time", { class: "row-time" }, time),
      ),
      el("span", { class: "row-bottom" }, this.#line(chat), badge),
    );
    return el("li", {}, row);
  }

  #line(chat) {
    const typing = this.phone.store.typingIn(chat.id);
    if (typing) return el("span", { class: "row-text typing" }, t("typing"));
    const draft = drafts.read(this.phone.me.id, chat.id);
    if (draft) return el("span", { class: "row-text", dir: "auto" }, el("span", { class: "draft" }, `${t("draft")}: `), draft);
    if (!chat.last) return el("span", { class: "row-text hint" }, chat.peer?.is_bot && !chat.started ? t("not_started") : "");
    return el("span", { class: "row-text" }, this.#author(chat), bdi(preview(chat.last)));
  }

  #author(chat) {
    const { last } = chat;
    if (serviceText(last)) return null;
    if (last.out) return el("span", { class: "row-author" }, `${t("you")}: `);
    return chat.type === "private" ? null : el("span", { class: "row-author" }, bdi(senderName(last)), ": ");
  }
}

const named = (title, username, words) => [title, username ?? ""].some((name) => name.toLowerCase().includes(words));
