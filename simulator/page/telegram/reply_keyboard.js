import { bdi, button, el } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";
import { mayShareContact } from "./contacts.js";
import { chooseLocation } from "./places.js";

/** The bot's keyboard under the composer. */
export class ReplyKeyboard {
  #shown = null;
  #folded = false;

  constructor(screen, composer) {
    Object.assign(this, { screen, composer });
    this.element = el("div", { class: "reply-keyboard", role: "group", "aria-label": t("reply_keyboard"), hidden: true });
    this.toggle = button(
      {
        class: "icon-button keyboard-toggle",
        label: t("reply_keyboard"),
        hidden: true,
        "aria-expanded": "false",
        onClick: () => this.#fold(!this.#folded),
      },
      icon("keyboard"),
    );
  }

  draw(markup) {
    const rows = markup?.keyboard;
    const text = rows ? JSON.stringify(markup) : null;
    if (text === this.#shown) return;
    this.#shown = text;
    this.toggle.hidden = !rows;
    this.oneTime = Boolean(markup?.one_time_keyboard);
    this.persistent = Boolean(markup?.is_persistent);
    this.element.classList.toggle("resize", Boolean(markup?.resize_keyboard));
    this.element.replaceChildren(
      ...(rows ?? []).map((row) => el("div", { class: "keyboard-row" }, ...row.map((key) => this.#key(key)))),
    );
    this.#fold(!rows);
  }

  #fold(folded) {
    this.#folded = folded;
    this.element.hidden = folded;
    this.toggle.setAttribute("aria-expanded", String(!folded));
  }

  /** On a phone the keys make room for the phone's own keyboard. */
  typingStarts() {
    if (matchMedia("(pointer: coarse)").matches && !this.persistent) this.#fold(true);
  }

  used() {
    if (this.oneTime) this.#fold(true);
  }

  #key(key) {
    const described = typeof key === "string" ? { text: key } : key;
    return button({ class: `key ${described.style ?? ""}`, onClick: () => this.#press(described) }, bdi(described.text));
  }

  async #press(key) {
    const done = await this.#carryOut(key);
    if (done) {
      this.used();
      this.screen.list.toEnd();
    }
  }

  async #carryOut(key) {
    if (key.request_contact) return (await mayShareContact(this.screen)) && this.screen.act("press", { text: key.text });
    if (key.request_location) return this.#shareLocation(key);
    if (key.request_users || key.request_chat || key.request_poll || key.web_app)
      return void this.screen.phone.toast(t("not_here"));
    this.composer.takeReply();
    return this.screen.act("press", { text: key.text });
  }

  async #shareLocation(key) {
    const place = await chooseLocation(this.screen.phone);
    return place && this.screen.act("press", { text: key.text, ...place });
  }
}
