import { button, el } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";
import { preview } from "./preview.js";

/** The newest pinned message, under the header. */
export class PinnedBar {
  constructor(screen) {
    this.screen = screen;
    this.element = el("div", { class: "pinned-bar", hidden: true });
  }

  draw() {
    const { screen } = this;
    const message = screen.chat?.pinned ?? screen.history.messages.findLast((other) => other.pinned);
    this.element.hidden = !message;
    if (!message) return;
    const unpin = button({ class: "icon-button", label: t("unpin"), onClick: () => screen.act("pin", { message: message.message_id, unpin: true }) }, icon("close"));
    this.element.replaceChildren(
      button({ class: "pinned-words plain", onClick: () => screen.list.show(message.message_id) }, el("span", { class: "bar-title" }, t("pinned")), el("span", { class: "bar-text", dir: "auto" }, preview(message))),
      unpin);
  }
}
