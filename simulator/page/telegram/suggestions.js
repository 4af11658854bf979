import { bdi, button, el } from "../dom.js";
import { t } from "../texts.js";
import { InlineMode } from "./inline_mode.js";

/** The list over the composer: the bot's commands while one types "/", an inline bot's results while one asks it. */
export class Suggestions {
  constructor(screen, composer) {
    Object.assign(this, { screen, composer });
    this.element = el("div", { class: "suggestions", hidden: true });
    this.inline = new InlineMode(screen, this);
  }

  typed(text) {
    if (this.inline.typed(text)) return;
    const start = /^\/(\w*)$/.exec(text);
    this.#show(start ? this.#commands().filter(({ command }) => command.startsWith(start[1].toLowerCase())) : []);
  }

  toggleCommands() {
    if (this.element.hidden) this.#show(this.#commands());
    else this.close();
    this.element.querySelector("button")?.focus();
  }

  close() {
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  /** Put `rows` (buttons) on show. */
  fill(rows, name) {
    this.element.replaceChildren(el("div", { class: `suggestion-list ${name}`, role: "group", "aria-label": t(name) }, ...rows));
    this.element.hidden = rows.length === 0;
    this.element.firstChild.addEventListener("keydown", (event) => this.#move(event));
  }

  #commands() {
    return this.screen.chat?.bot?.commands ?? [];
  }

  #show(commands) {
    if (commands.length)
      this.fill(
        commands.map((command) => this.#row(command)),
        "commands",
      );
    else this.close();
  }

  #row({ command, description }) {
    const send = () => {
      this.close();
      this.composer.clear();
      this.screen.sendCommand(`/${command}`);
    };
    return button(
      { class: "suggestion command", onClick: send },
      el("span", { class: "command-name" }, `/${command}`),
      bdi(description, { class: "command-about" }),
    );
  }

  /** Keys in the composer that concern the list; true when the key is used up. */
  key(event) {
    if (this.element.hidden) return false;
    if (event.key === "Escape") this.close();
    else if (event.key === "ArrowUp" || event.key === "ArrowDown")
      this.#buttons()
        .at(event.key === "ArrowUp" ? -1 : 0)
        ?.focus();
    else return false;
    event.preventDefault();
    return true;
  }

  #buttons() {
    return [...this.element.querySelectorAll("button")];
  }

  #move(event) {
    const buttons = this.#buttons();
    const here = buttons.indexOf(document.activeElement);
    const step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      (buttons[here + step] ?? this.composer.field).focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
      this.composer.focus();
    }
  }
}
