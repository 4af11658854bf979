import { bdi, button, el } from "../dom.js";
import { t } from "../texts.js";
import { avatar } from "./names.js";

const PAUSE = 350;
const ASKED = /^@(\w{4,})\s([^]*)$/;

/** "@bot words" in the composer asks that bot and shows what it found; a chosen result is sent into the chat. */
export class InlineMode {
  #timer = 0;
  #number = 0;

  constructor(screen, suggestions) {
    Object.assign(this, { screen, suggestions });
  }

  /** True when the text asks a bot, so that nothing else is suggested. */
  typed(text) {
    clearTimeout(this.#timer);
    this.#number += 1;
    const asked = ASKED.exec(text);
    if (!asked) return false;
    this.#timer = setTimeout(() => this.#ask(asked[1], asked[2]), PAUSE);
    return true;
  }

  async #ask(bot, query, offset = "") {
    const number = this.#number;
    const found = await this.screen.act("inline", { bot, query, offset });
    if (!found || number !== this.#number) return;
    const rows = found.results.map((result) => this.#row(found, result));
    if (found.button) rows.unshift(this.#switchButton(bot, found.button));
    if (found.next_offset)
      rows.push(button({ class: "suggestion more", onClick: () => this.#ask(bot, query, found.next_offset) }, t("more_results")));
    if (!rows.length) rows.push(el("p", { class: "suggestion none" }, t("no_results")));
    this.suggestions.fill(rows, "inline_results");
  }

  #row(found, result) {
    const title = result.title ?? result.first_name ?? result.caption ?? result.type;
    return button(
      { class: "suggestion result", onClick: () => this.#choose(found, result) },
      avatar(title.length, title, "square"),
      el(
        "span",
        { class: "result-words" },
        bdi(title, { class: "result-title" }),
        result.description ? el("span", { class: "result-about", dir: "auto" }, result.description) : null,
      ),
    );
  }

  #switchButton(bot, { text, start_parameter: start }) {
    const open = () => {
      const chat = this.screen.phone.store.chatByUsername(bot);
      if (chat) this.screen.phone.go({ chat: chat.id, start: start ?? "" });
    };
    return button({ class: "suggestion switch", onClick: open }, bdi(text));
  }

  async #choose(found, result) {
    this.suggestions.close();
    this.suggestions.composer.clear();
    const done = await this.screen.act("choose", { query_id: found.query_id, result_id: result.id });
    if (done?.message) this.screen.phone.store.keep(this.screen.chatId, done.message);
    this.screen.list.toEnd();
  }
}
