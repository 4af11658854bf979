import { arrows, bdi, button, el } from "./dom.js";
import { icon } from "./icons.js";
import { said, t } from "./texts.js";
import { avatar, fullName } from "./telegram/names.js";

/** The people one can be, as a choice inside a phone. */
export function peopleSheet(app, phone) {
  const rows = app.people.map((person) => {
    const here = person.id === phone.me.id;
    const be = () => {
      close();
      app.navigate(phone, { as: person.id });
    };
    const beside = () => {
      close();
      app.openBeside(person.id);
    };
    return el(
      "li",
      { class: "person-row" },
      button(
        { class: "menu-row", "aria-current": here ? "true" : undefined, data: { person: person.id }, onClick: be },
        avatar(person.id, fullName(person), "small"),
        personWords(person),
        here ? icon("check") : null,
      ),
      here
        ? null
        : button(
            { class: "icon-button beside-button", label: t("open_beside", { name: fullName(person) }), onClick: beside },
            icon("beside"),
          ),
    );
  });
  const list = el("ul", { class: "menu-rows" }, ...rows);
  arrows(list, ".menu-row");
  const close = phone.sheets.show({ title: t("who_to_be"), content: [list] });
}

/** The same people as cards, for the empty half of a wide page. */
export function peopleCards(app) {
  const cards = app.people.map((person) =>
    el(
      "li",
      {},
      button(
        {
          class: "person-card",
          data: { person: person.id },
          "aria-current": app.phones.some((phone) => phone.me.id === person.id) ? "true" : undefined,
          onClick: () => app.navigate(app.phones[0], { as: person.id }),
        },
        avatar(person.id, fullName(person)),
        personWords(person),
      ),
    ),
  );
  const list = el("ul", { class: "person-cards" }, ...cards);
  arrows(list, ".person-card");
  return list;
}

const personWords = (person) =>
  el(
    "span",
    { class: "row-words" },
    bdi(fullName(person)),
    person.label ? el("span", { class: "person-label", dir: "auto" }, said(person.label)) : null,
    person.about ? el("span", { class: "hint", dir: "auto" }, said(person.about)) : null,
  );
