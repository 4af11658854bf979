import { get } from "./api.js";
import { drawIntro } from "./intro.js";
import { peopleSheet } from "./people.js";
import { readRoute, writeRoute } from "./route.js";
import { Stage } from "./stage.js";
import { language, t } from "./texts.js";
import { fullName } from "./telegram/names.js";
import { Phone } from "./telegram/phone.js";
import { WorldPanel } from "./world.js";
import { WorldClock } from "./worldclock.js";

const RETRY = 1000;

/** The page: the phones that the address names, and the world they live in. */
class App {
  people = [];
  phones = [];

  async start() {
    document.documentElement.lang = language;
    this.clock = new WorldClock();
    this.stage = new Stage(this, document.getElementById("stage"));
    this.world = new WorldPanel(this, document.getElementById("world"));
    await this.#waitForPeople();
    await this.clock.load();
    if (!readRoute().length) history.replaceState(null, "", writeRoute([await this.#firstView()]));
    addEventListener("hashchange", () => this.#apply());
    this.#apply();
  }

  async #waitForPeople() {
    while (!this.people.length) {
      this.people = await get("/sim/people").catch(() => []);
      if (this.people.length) return;
      this.stage.sayEmpty(t("no_people"));
      await new Promise((resolve) => {
        setTimeout(resolve, RETRY);
      });
    }
  }

  /** The first person of the world, its newcomer, with the invite in sight, or else the newest that was said. */
  async #firstView() {
    const [first] = this.people;
    const chats = await get("/sim/chats", { as: first.id });
    const spoken = chats.filter((chat) => chat.last).sort((a, b) => b.last.date - a.last.date);
    const invited = spoken.find((chat) => /[?&]start=/.test(chat.last.text));
    return { as: first.id, chat: (invited ?? spoken[0])?.id };
  }

  /** Bring the phones in line with the address; a phone whose person stays is kept. */
  #apply() {
    const routes = readRoute().filter((route) => this.person(route.as));
    if (!routes.length) routes.push({ as: this.people[0].id });
    this.phones = routes.map((route, place) => this.#phoneFor(route, place));
    this.stage.seat(this.phones);
    this.phones.forEach((phone, place) => phone.show(routes[place]));
    this.unreadChanged();
    drawIntro(this, document.getElementById("intro"));
  }

  #phoneFor(route, place) {
    const known = this.phones[place];
    if (known?.me.id === route.as) return known;
    known?.close();
    return new Phone(this.person(route.as), this);
  }

  person(id) {
    return this.people.find((person) => person.id === id);
  }

  now() {
    return this.clock.now();
  }

  navigate(phone, route) {
    location.hash = writeRoute(this.#routesWith(phone, route));
  }

  /** As navigate, but the way back does not lead to where we were. */
  replace(phone, route) {
    history.replaceState(null, "", writeRoute(this.#routesWith(phone, route)));
    this.#apply();
  }

  #routesWith(phone, route) {
    return this.phones.map((other) => (other === phone ? route : other.route));
  }

  choosePerson(phone) {
    peopleSheet(this, phone);
  }

  /** Put another phone beside those shown, or take one away. */
  openBeside(id) {
    location.hash = writeRoute([...this.phones.map((phone) => phone.route), { as: id }]);
  }

  closePhone(phone) {
    phone.close();
    this.phones = this.phones.filter((other) => other !== phone);
    location.hash = writeRoute(this.phones.map((other) => other.route));
  }

  openWorld() {
    this.world.toggle();
  }

  unreadChanged() {
    const unread = this.phones.reduce((sum, phone) => sum + phone.store.unread(), 0);
    const names = this.phones.map((phone) => fullName(phone.me)).join(" + ");
    document.title = `${unread ? `(${unread}) ` : ""}${names} - Voronka`;
  }

  async peopleChanged() {
    this.people = await get("/sim/people").catch(() => this.people);
    this.stage.drawPeople();
  }

  clockChanged(told) {
    this.clock.take(told);
    this.world.draw();
    this.stage.drawTime();
  }
}

new App().start();
