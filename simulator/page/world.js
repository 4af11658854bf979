import { get, post, remove } from "./api.js";
import { button, el } from "./dom.js";
import { icon } from "./icons.js";
import { momentText, t } from "./texts.js";

const HOUR = 3600;
const SIGHT = 1000;

/** What can be played with: time and failure. */
const FAULTS = [
  ["fault_429", { on: "*", kind: "429", times: 3, retry_after: 5 }],
  ["fault_5xx", { on: "*", kind: "5xx", times: 3 }],
  ["fault_slow", { on: "*", kind: "slow", times: 10, seconds: 3 }],
  ["fault_drop", { on: "*", kind: "drop_after", times: 1 }],
  ["fault_duplicate", { on: "getUpdates", kind: "duplicate", times: 3 }],
];
const DISCONNECT = { on: "*", kind: "disconnect" };

export class WorldPanel {
  #timer = 0;
  #faults = [];

  constructor(app, root) {
    Object.assign(this, { app, root });
    this.time = el("output", { class: "world-time" });
    this.planned = el("ul", { class: "planned" });
    this.runs = button({ class: "chip", onClick: () => this.#change({ run: !app.clock.running }) });
    this.line = button({ class: "chip", "aria-pressed": "false", onClick: () => this.#toggleLine() }, t("fault_disconnect"));
    root.setAttribute("aria-label", t("world"));
    root.append(this.#head(), this.#clockBox(), this.#faultBox());
    this.draw();
    root.addEventListener("keydown", (event) => event.key === "Escape" && this.toggle(false));
  }

  #head() {
    return el(
      "header",
      { class: "panel-head" },
      el("h2", {}, t("world")),
      button({ class: "icon-button", label: t("close"), onClick: () => this.toggle(false) }, icon("close")),
    );
  }

  #clockBox() {
    const to = el("input", { class: "field", type: "datetime-local", step: "60", required: true, "aria-label": t("clock_to") });
    const form = el("form", { class: "panel-row" }, to, el("button", { class: "chip" }, t("clock_set")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#change({ set: new Date(to.value).toISOString() });
    });
    const steps = [
      ["clock_minute", 60],
      ["clock_hour", HOUR],
      ["clock_day", 24 * HOUR],
    ];
    const chips = steps.map(([text, seconds]) =>
      button({ class: "chip", onClick: () => this.#change({ advance: seconds }) }, t(text)),
    );
    return el(
      "section",
      { "aria-label": t("clock") },
      el("h3", {}, t("clock")),
      this.time,
      el("div", { class: "panel-row" }, ...chips, this.runs),
      form,
    );
  }

  #faultBox() {
    const chips = FAULTS.map(([text, fault]) => button({ class: "chip", onClick: () => this.#plan(fault) }, t(text)));
    const clear = button({ class: "chip", onClick: () => this.#clear() }, t("fault_clear"));
    return el(
      "section",
      { "aria-label": t("faults") },
      el("h3", {}, t("faults")),
      el("p", { class: "hint" }, t("faults_hint")),
      el("div", { class: "panel-row" }, ...chips, this.line, clear),
      this.planned,
    );
  }

  toggle(open = this.root.hidden) {
    if (open === !this.root.hidden) return;
    this.root.hidden = !open;
    clearInterval(this.#timer);
    if (open) {
      this.before = document.activeElement;
      this.#timer = setInterval(() => this.draw(), SIGHT);
      this.#refresh();
      this.root.querySelector("button").focus();
    } else {
      this.before?.focus();
    }
  }

  draw() {
    this.time.textContent = momentText(this.app.now());
    this.runs.textContent = t(this.app.clock.running ? "clock_stop" : "clock_run");
    const cut = this.#faults.some((fault) => fault.kind === "disconnect");
    this.line.setAttribute("aria-pressed", String(cut));
    this.planned.replaceChildren(
      ...this.#faults.map((fault) =>
        el("li", {}, t("fault_line", { kind: fault.kind, on: fault.on, struck: fault.struck ?? 0, times: fault.times ?? "∞" })),
      ),
    );
  }

  async #change(how) {
    await this.app.clock.change(how);
    this.app.clockChanged({ now: this.app.now().toISOString(), running: this.app.clock.running });
  }

  async #plan(fault) {
    await post("/sim/faults", fault);
    await this.#refresh();
  }

  async #clear() {
    await remove("/sim/faults");
    await this.#refresh();
  }

  async #toggleLine() {
    if (this.line.getAttribute("aria-pressed") === "true") await this.#clear();
    else await this.#plan(DISCONNECT);
  }

  async #refresh() {
    const told = await get("/sim/faults").catch(() => []);
    this.#faults = Array.isArray(told) ? told : (told.faults ?? []);
    this.draw();
  }
}
