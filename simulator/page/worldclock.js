import { get, post } from "./api.js";

/** The world's time as last told, carried on by this page's own clock while it runs. */
export class WorldClock {
  #base = Date.now();
  #told = performance.now();
  running = true;

  async load() {
    this.take(await get("/sim/clock"));
  }

  take({ now, running }) {
    this.#base = Date.parse(now);
    this.#told = performance.now();
    this.running = running;
  }

  now() {
    return new Date(this.#base + (this.running ? performance.now() - this.#told : 0));
  }

  async change(how) {
    this.take(await post("/sim/clock", how));
  }
}
