import { button, el } from "./dom.js";
import { icon } from "./icons.js";
import { said, t } from "./texts.js";
import { fullName } from "./telegram/names.js";

const DISMISSED = "voronka.intro.dismissed";

/** One line that says what this page is and what to do first; on a phone it can be put away. */
export function drawIntro(app, header) {
  const close = button({ class: "icon-button intro-close", label: t("close"), onClick: dismiss }, icon("close"));
  const people = button(
    { class: "icon-button intro-people", label: t("switch_person"), onClick: () => app.choosePerson(app.phones[0]) },
    icon("people"),
  );
  const world = button(
    { class: "intro-world", "aria-controls": "world", onClick: () => app.openWorld() },
    icon("clock"),
    t("world"),
  );
  header.replaceChildren(
    el("img", { src: "/page/icon.svg", alt: "", class: "logo" }),
    el("p", { class: "intro-words" }, el("strong", {}, t("intro_what")), " ", el("span", { dir: "auto" }, whoOneIs(app))),
    world,
    people,
    close,
  );
  header.classList.toggle("dismissed", localStorage.getItem(DISMISSED) === "yes");

  function dismiss() {
    localStorage.setItem(DISMISSED, "yes");
    header.classList.add("dismissed");
  }
}

function whoOneIs({ people, phones }) {
  const [{ me }] = phones;
  return me.id === people[0].id ? t("intro_newcomer") : t("intro_someone", { name: fullName(me), label: said(me.label) });
}
