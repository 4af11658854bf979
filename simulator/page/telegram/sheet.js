import { button, el } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";

const FOCUSABLE = "button:not([disabled]), input, textarea, select, a[href], [tabindex='0']";
let ids = 0;

/**
 * A layer over one phone that holds what must be answered first: menus, questions, choices. The rest of that phone is
 * inert meanwhile; Esc and a tap beside it close it, and the focus goes back to where it was.
 */
export class Sheets {
  #open = [];

  constructor(host, behind) {
    Object.assign(this, { host, behind });
  }

  /** Show `content` under `title`; answers a function that closes it. `kind`: sheet (from below), dialog or viewer. */
  show({ title, content, kind = "sheet", actions = [], onClose, role = "dialog" }) {
    const id = `sheet-${++ids}`;
    const heading = el("h2", { id, class: "sheet-title" }, el("bdi", {}, title));
    const cross = button({ class: "icon-button sheet-close", label: t("close"), onClick: () => this.#close(layer) }, icon("close"));
    const foot = actions.length ? el("footer", { class: "sheet-actions" }, ...actions) : null;
    const box = el(
      "div",
      { class: "sheet-box", role, "aria-modal": "true", "aria-labelledby": id },
      el("header", { class: "sheet-head" }, heading, cross),
      el("div", { class: "sheet-body" }, ...content),
      foot,
    );
    const veil = el("div", { class: "sheet-veil", on: { click: () => this.#close(layer) } });
    const node = el("div", { class: `sheet-layer ${kind}`, on: { keydown: (event) => this.#key(event, layer) } }, veil, box);
    const layer = { node, onClose, before: document.activeElement };
    this.#push(layer, box);
    return () => this.#close(layer);
  }

  #push(layer, box) {
    this.behind.inert = true;
    for (const { node } of this.#open) node.inert = true;
    this.#open.push(layer);
    this.host.append(layer.node);
    const wanted =
      box.querySelector("[autofocus]") ?? box.querySelector(`.sheet-body :is(${FOCUSABLE})`) ?? box.querySelector(FOCUSABLE);
    wanted?.focus();
  }

  #key(event, layer) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.#close(layer);
  }

  #close(layer) {
    if (!this.#open.includes(layer)) return;
    this.#open.splice(this.#open.indexOf(layer), 1);
    layer.node.remove();
    const top = this.#open.at(-1);
    if (top) top.node.inert = false;
    else this.behind.inert = false;
    if (layer.before?.isConnected) layer.before.focus();
    layer.onClose?.();
  }

  closeAll() {
    for (const layer of [...this.#open].reverse()) this.#close(layer);
  }

  /** Ask yes or no; resolves to true only when `ok` was chosen. */
  confirm({ title, text, ok, danger = false }) {
    return new Promise((resolve) => {
      let agreed = false;
      const yes = button(
        {
          class: `sheet-button ${danger ? "danger" : "primary"}`,
          autofocus: true,
          onClick: () => {
            agreed = true;
            close();
          },
        },
        ok,
      );
      const no = button({ class: "sheet-button", onClick: () => close() }, t("cancel"));
      const close = this.show({
        title,
        kind: "dialog",
        role: "alertdialog",
        content: [el("p", { dir: "auto" }, text)],
        actions: [no, yes],
        onClose: () => resolve(agreed),
      });
    });
  }

  /** Say something that must be acknowledged. */
  alert(title, text) {
    const ok = button({ class: "sheet-button primary", autofocus: true, onClick: () => close() }, t("ok"));
    const close = this.show({
      title,
      kind: "dialog",
      role: "alertdialog",
      content: [el("p", { dir: "auto" }, text)],
      actions: [ok],
    });
  }
}
