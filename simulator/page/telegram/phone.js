import { Refused } from "../api.js";
import { el } from "../dom.js";
import { t } from "../texts.js";
import { ChatScreen } from "./chat.js";
import { ChatList } from "./chats.js";
import { openLink } from "./links.js";
import { fullName } from "./names.js";
import { Sheets } from "./sheet.js";
import { Store } from "./store.js";
import { TopicList } from "./topics.js";

const TOAST_LASTS = 3500;

/** One person's phone. `app` is what it asks of the page around it (see app.js). */
export class Phone {
  #screen = null;
  #shown = "";
  #unknown = new Set();
  #meeting = false;

  constructor(person, app) {
    Object.assign(this, { me: person, app, route: {} });
    this.store = new Store(person);
    this.host = el("div", { class: "screens" });
    this.toasts = el("div", { class: "toasts", role: "status", "aria-live": "polite" });
    this.live = el("div", { class: "visually-hidden", "aria-live": "polite", "aria-atomic": "false" });
    this.element = el(
      "section",
      { class: "phone", "aria-label": t("phone_of", { name: fullName(person) }), data: { as: person.id } },
      this.host,
      this.toasts,
      this.live,
    );
    this.sheets = new Sheets(this.element, this.host);
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.store.addEventListener("chats", () => this.#redraw());
    this.store.addEventListener("chats", () => app.unreadChanged());
    this.store.addEventListener("line", ({ detail }) => {
      this.element.dataset.line = detail.online ? "up" : "down";
    });
    this.store.addEventListener("people", () => app.peopleChanged());
    this.store.addEventListener("clock", ({ detail }) => app.clockChanged(detail));
  }

  close() {
    this.#screen?.close();
    this.store.close();
    this.element.remove();
  }

  /** Show what the route says: no chat is the list of chats, a forum without a thread the list of its topics. */
  show(route) {
    this.route = route;
    this.#redraw();
  }

  #redraw() {
    const chat = this.store.chats.get(this.route.chat);
    if (this.route.chat !== undefined && !chat && !this.#unknown.has(this.route.chat)) return void this.#meet(this.route.chat);
    const kind = !chat ? "list" : isForum(chat) && this.route.thread === undefined ? "topics" : "chat";
    const wanted = [kind, this.route.chat, this.route.thread, this.route.start].join("/");
    if (wanted === this.#shown) return;
    const forward = this.#shown !== "" && kind !== "list";
    const came = this.#shown.split("/");
    this.#shown = wanted;
    this.sheets.closeAll();
    this.#screen?.close();
    this.#screen = this.#make(kind, chat);
    this.#screen.element.classList.toggle("enters", forward);
    this.host.replaceChildren(this.#screen.element);
    this.#screen.opened?.(came);
  }

  /** The address names a chat that is not listed yet: begin it, or show the list when there is none. */
  async #meet(id) {
    if (!this.store.loaded || this.#meeting) return;
    this.#meeting = true;
    await this.store.meetById(id).catch(() => this.#unknown.add(id));
    this.#meeting = false;
    this.#redraw();
  }

  #make(kind, chat) {
    if (kind === "list") return new ChatList(this);
    if (kind === "topics") return new TopicList(this, chat.id);
    return new ChatScreen(this, chat.id, this.route);
  }

  go({ chat, thread, start }) {
    this.app.navigate(this, { as: this.me.id, chat, thread, start });
  }

  back() {
    if (this.route.thread !== undefined) this.go({ chat: this.route.chat });
    else this.go({});
  }

  #key(event) {
    if (event.key !== "Escape" || event.defaultPrevented || this.route.chat === undefined) return;
    event.preventDefault();
    this.back();
  }

  /** Do `verb`; a refusal is shown in the simulator's words and answered as null. */
  async act(verb, details) {
    try {
      return await this.store.act(verb, details);
    } catch (error) {
      this.toast(error instanceof Refused ? error.message : t("no_connection"));
      return null;
    }
  }

  toast(text) {
    const node = el("div", { class: "toast", dir: "auto" }, text);
    this.toasts.append(node);
    setTimeout(() => node.remove(), TOAST_LASTS);
  }

  say(text) {
    this.live.append(el("p", {}, text));
    while (this.live.childNodes.length > 5) this.live.firstChild.remove();
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return this.sheets.alert(t("copy"), text); // no permission: at least it can be selected by hand
    }
    return this.toast(t("copied"));
  }

  openLink(address, shown) {
    return openLink(this, address, shown);
  }

  async openUser(id) {
    if (id === this.me.id) this.toast(t("that_is_you"));
    else this.#enter(() => this.store.chats.get(id) ?? this.store.meetById(id));
  }

  async openUsername(username, start) {
    if (username.toLowerCase() === this.me.username?.toLowerCase()) this.toast(t("that_is_you"));
    else this.#enter(() => this.store.chatByUsername(username) ?? this.store.meet(username), start);
  }

  /** Go into the chat that `find` finds, or say that there is none. */
  async #enter(find, start) {
    try {
      const chat = await find();
      if (chat) this.go({ chat: chat.id, start });
      else this.toast(t("no_such_chat"));
    } catch (error) {
      this.toast(error instanceof Refused ? t("no_such_chat") : t("no_connection"));
    }
  }
}

export const isForum = (chat) => Boolean(chat.is_forum ?? chat.topics?.length);
