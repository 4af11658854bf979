import { button, el, reconcile } from "../dom.js";
import { icon } from "../icons.js";
import { dayKey, dayText, t } from "../texts.js";
import { bubble } from "./bubble.js";
import { replyBySwipe } from "./gestures.js";
import { noticeOf } from "./notice.js";
import { serviceText } from "./service.js";

const NEAR = 80;
const GROUP_SECONDS = 600;

/** The messages of a chat with the lines between days; a message keeps its element until it changes. */
export class MessageList {
  #drawn = new Map();
  #atEnd = true;
  #unseen = 0;
  #loading = false;
  #reading = false;

  constructor(screen) {
    Object.assign(this, { screen, history: screen.history });
    this.list = el("div", { class: "messages", role: "list", "aria-label": t("messages") });
    this.scroller = el("div", { class: "scroller" }, this.list);
    this.jump = button({ class: "jump", label: t("to_end"), hidden: true, onClick: () => this.toEnd() }, icon("down"));
    this.element = el("div", { class: "message-area" }, this.scroller, this.jump);
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.list.addEventListener("keydown", (event) => this.#key(event));
    this.list.addEventListener("focusin", (event) => this.#activate(event.target.closest(".message")));
    this.resizes = new ResizeObserver(() => this.#atEnd && this.#stick());
    this.resizes.observe(this.scroller);
    this.resizes.observe(this.list);
    replyBySwipe(this.list, (id) => this.#replyTo(id));
  }

  close() {
    this.resizes.disconnect();
  }

  render() {
    const { scroller } = this;
    const height = scroller.scrollHeight;
    this.list.setAttribute("aria-busy", String(!this.history.opened));
    const focus = this.#focusPlace();
    const grown = this.#newAtEnd();
    reconcile(this.list, this.#nodes());
    this.#forgetGone();
    this.#restoreFocus(focus);
    if (this.#atEnd) this.#stick();
    else if (this.#loading) scroller.scrollTop += scroller.scrollHeight - height;
    else if (grown) this.#unseen += grown;
    this.#drawJump();
    this.#activate(this.list.querySelector(".message.active") ?? this.list.querySelector(".message:last-of-type"));
    this.readIfSeen();
  }

  #newAtEnd() {
    const last = this.lastId ?? Infinity;
    this.lastId = this.history.messages.at(-1)?.message_id;
    return this.history.messages.filter((message) => message.message_id > last && !message.out).length;
  }

  #nodes() {
    const nodes = [];
    const { messages } = this.history;
    const now = this.screen.phone.app.now();
    let before = null;
    const notice = this.history.complete ? noticeOf(this.screen) : null;
    if (notice) nodes.push(this.#keep("notice", [notice.key], () => notice.draw()));
    for (const group of albums(messages)) {
      const [first] = group;
      const day = new Date(first.date * 1000);
      const newDay = !before || dayKey(new Date(before.date * 1000)) !== dayKey(day);
      if (newDay) nodes.push(this.#keep(`day ${dayKey(day)}`, [dayText(day, now)], (text) => line("day-line", text)));
      const node = this.#message(group);
      node.classList.toggle("joined", !newDay && follows(before, first));
      nodes.push(node);
      before = group.at(-1);
    }
    return nodes;
  }

  #message(group) {
    const [first] = group;
    const ticks = first.out ? isRead(first, this.history) : false;
    const draw = () => (serviceText(first) ? serviceLine(this.screen, first) : bubble(this.screen, group, ticks));
    return this.#keep(`message ${first.message_id}`, [...group, ticks], draw);
  }

  /** The element drawn under `key` for the same values before, or a new one. */
  #keep(key, values, draw) {
    const known = this.#drawn.get(key);
    if (known && same(known.values, values)) {
      known.used = true;
      return known.node;
    }
    const node = draw(...values);
    if (known?.node.classList.contains("active")) node.classList.add("active");
    this.#drawn.set(key, { values, node, used: true });
    return node;
  }

  #forgetGone() {
    for (const [key, drawn] of this.#drawn) {
      if (!drawn.used) this.#drawn.delete(key);
      drawn.used = false;
    }
  }

  /** Where the focus was, so that a message edited under it gives it back to the same control. */
  #focusPlace() {
    const message = document.activeElement?.closest?.(".message");
    if (!message || !this.list.contains(message)) return null;
    const controls = [...message.querySelectorAll("button, a")];
    return { id: message.dataset.id, control: controls.indexOf(document.activeElement) };
  }

  #restoreFocus(place) {
    if (!place || this.list.contains(document.activeElement)) return;
    const message = this.find(Number(place.id));
    if (!message) return;
    const controls = [...message.querySelectorAll("button, a")];
    (controls[Math.min(place.control, controls.length - 1)] ?? message).focus({ preventScroll: true });
  }

  find(id) {
    return this.list.querySelector(`.message[data-id="${id}"], [data-part="${id}"]`)?.closest(".message") ?? null;
  }

  /** Scroll to a message and let it flash; older pages are loaded until it is there. */
  async show(id) {
    while (!this.find(id) && !this.history.complete && this.history.messages.length) await this.#older();
    const message = this.find(id);
    if (!message) return this.screen.phone.toast(t("message_gone"));
    message.scrollIntoView({ block: "center", behavior: "smooth" });
    message.focus({ preventScroll: true });
    message.classList.add("flash");
    setTimeout(() => message.classList.remove("flash"), 1600);
    return undefined;
  }

  /** A line that says what is on its way; the caller removes it. */
  showSending(text) {
    const node = el("div", { class: "sending", role: "status" }, icon("clock"), el("span", { dir: "auto" }, text));
    this.scroller.append(node);
    this.toEnd();
    return node;
  }

  toEnd() {
    this.#atEnd = true;
    this.#stick();
    this.#scrolled();
  }

  #stick() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.#atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    if (this.#atEnd) this.#unseen = 0;
    this.#drawJump();
    this.readIfSeen();
    if (scrollTop < NEAR && this.history.opened && !this.history.complete) this.#older();
  }

  #drawJump() {
    this.jump.hidden = this.#atEnd;
    this.jump.dataset.count = this.#unseen || "";
  }

  async #older() {
    if (this.#loading) return;
    this.#loading = true;
    try {
      await this.screen.phone.store.loadOlder(this.history);
    } catch {
      this.screen.phone.toast(t("no_connection"));
    } finally {
      this.#loading = false;
    }
  }

  /** Tell the world that the messages were read once they stand on a visible page. */
  async readIfSeen() {
    const { chat } = this.screen;
    if (!chat?.unread || !this.#atEnd || !this.history.opened || this.#reading || document.hidden) return;
    this.#reading = true;
    await this.screen.act("read", {});
    this.#reading = false;
  }

  #replyTo(id) {
    const message = this.history.find(id);
    if (message) this.screen.reply(message);
  }

  /** Only the controls of the active message are tab stops; the arrows choose which message that is. */
  #activate(message) {
    if (!message) return;
    for (const other of this.list.querySelectorAll(".message")) {
      const active = other === message;
      other.classList.toggle("active", active);
      other.tabIndex = active ? 0 : -1;
      for (const control of other.querySelectorAll("button, a, [role=button], audio, video")) control.tabIndex = active ? 0 : -1;
    }
  }

  #key(event) {
    const message = event.target.closest(".message");
    if (!message || event.target.matches("input")) return;
    const all = [...this.list.querySelectorAll(".message")];
    const here = all.indexOf(message);
    const next = { ArrowUp: here - 1, ArrowDown: here + 1, Home: 0, End: all.length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      if (next >= all.length) this.screen.bottom.focus();
      else all[Math.max(next, 0)].focus();
    } else if (event.target === message && (event.key === "Enter" || event.key === " " || event.key === "ContextMenu")) {
      event.preventDefault();
      const found = this.history.find(Number(message.dataset.id));
      if (found && !message.classList.contains("service")) this.screen.openMenu(found);
    }
  }
}

const same = (one, other) => one.length === other.length && one.every((value, index) => value === other[index]);
const line = (name, text) => el("div", { class: name, role: "listitem" }, el("span", {}, text));

function serviceLine(screen, message) {
  const text = el("span", { dir: "auto" }, serviceText(message));
  const node = el("div", { class: "message service", role: "listitem", tabindex: "-1", data: { id: message.message_id } }, text);
  const target = message.pinned_message?.message_id;
  if (target) text.replaceChildren(button({ class: "plain", onClick: () => screen.list.show(target) }, serviceText(message)));
  return node;
}

/** Messages in groups: the parts of one album together, any other alone. */
function albums(messages) {
  const groups = [];
  for (const message of messages) {
    const last = groups.at(-1);
    if (message.media_group_id && last?.[0].media_group_id === message.media_group_id) last.push(message);
    else groups.push([message]);
  }
  return groups;
}

const author = (message) => message.from?.id ?? message.sender_chat?.id;

function follows(before, message) {
  return (
    Boolean(before) &&
    !serviceText(before) &&
    !serviceText(message) &&
    author(before) === author(message) &&
    message.date - before.date < GROUP_SECONDS
  );
}

/** One's own message counts as read when somebody wrote after it: the world keeps no other trace of reading. */
function isRead(message, history) {
  return history.messages.some((other) => other.message_id > message.message_id && !other.out);
}
