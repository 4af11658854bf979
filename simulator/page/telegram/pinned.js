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
    const id = this.#newest();
    this.element.hidden = id === undefined;
    if (id === undefined) return;
    const message = screen.history.find(id);
    const unpin = button(
      { class: "icon-button", label: t("unpin"), onClick: () => screen.act("pin", { message: id, unpin: true }) },
      icon("close"),
    );
    const words = el("span", { class: "bar-text", dir: "auto" }, message ? preview(message) : "…");
    this.element.replaceChildren(
      button(
        { class: "pinned-words plain", onClick: () => screen.list.show(id) },
        el("span", { class: "bar-title" }, t("pinned")),
        words,
      ),
      unpin,
    );
  }

  /** In a topic only what is pinned there counts, and that is known once it is loaded. */
  #newest() {
    const { chat, history, thread } = this.screen;
    return chat?.pinned?.findLast((id) => thread === undefined || history.find(id));
  }
}
