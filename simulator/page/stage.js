import { bdi, button, el, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { peopleCards } from "./people.js";
import { said, t, timeText } from "./texts.js";
import { avatar, fullName } from "./telegram/names.js";

/** Where things stand on the page: a seat for each phone, and the desk beside them where a desktop finds its place. */
export class Stage {
  #seats = new Map();

  constructor(app, root) {
    Object.assign(this, { app, root });
    this.desk = el("section", { class: "desk", id: "desk", "aria-label": t("who_to_be") });
    setInterval(() => this.drawTime(), 5000);
  }

  sayEmpty(text) {
    this.root.replaceChildren(el("p", { class: "stage-note", role: "status" }, text));
  }

  seat(phones) {
    for (const phone of this.#seats.keys()) if (!phones.includes(phone)) this.#seats.delete(phone);
    reconcile(this.root, [...phones.map((phone) => this.#seatOf(phone)), this.desk]);
    this.root.dataset.phones = phones.length;
    for (const phone of phones) this.#seatOf(phone).querySelector(".seat-close").hidden = phones.length < 2;
    this.drawPeople();
    this.drawTime();
  }

  #seatOf(phone) {
    if (!this.#seats.has(phone)) this.#seats.set(phone, this.#newSeat(phone));
    return this.#seats.get(phone);
  }

  #newSeat(phone) {
    const who = button(
      {
        class: "seat-who",
        label: t("switch_person_from", { name: fullName(phone.me) }),
        onClick: () => this.app.choosePerson(phone),
      },
      avatar(phone.me.id, fullName(phone.me), "small"),
      el("span", { class: "row-words" }, bdi(fullName(phone.me)), el("span", { class: "hint", dir: "auto" }, said(phone.me.label))),
      icon("down"),
    );
    const close = button(
      { class: "icon-button seat-close", label: t("close_phone"), onClick: () => this.app.closePhone(phone) },
      icon("close"),
    );
    const status = el(
      "div",
      { class: "status-bar", "aria-hidden": "true" },
      el("span", { class: "status-time" }),
      el("span", { class: "status-signs" }),
    );
    return el(
      "div",
      { class: "seat" },
      el("div", { class: "seat-head" }, who, close),
      el("div", { class: "frame" }, status, phone.element),
    );
  }

  drawPeople() {
    this.desk.replaceChildren(el("h2", {}, t("who_to_be")), el("p", { class: "hint" }, t("who_to_be_hint")), peopleCards(this.app));
  }

  drawTime() {
    for (const node of this.root.querySelectorAll(".status-time")) node.textContent = timeText(this.app.now());
  }
}
