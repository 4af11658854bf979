import { arrows, bdi, button, el } from "../dom.js";
import { t } from "../texts.js";
import { avatar, fullName } from "./names.js";

/** The choice of whose contact to send: one's own, somebody's of this world, or one typed in. */
export function chooseContact(screen) {
  const { me, app, sheets } = screen.phone;
  const row = (person, act) =>
    button(
      {
        class: "menu-row",
        onClick: () => {
          close();
          act();
        },
      },
      avatar(person.id, fullName(person), "small"),
      el(
        "span",
        { class: "row-words" },
        bdi(person.id === me.id ? t("my_contact") : fullName(person)),
        el("span", { class: "hint" }, person.phone),
      ),
    );
  const others = app.people.filter((person) => person.id !== me.id && person.phone);
  const rows = [
    row(me, () => sendOwnContact(screen)),
    ...others.map((person) => row(person, () => sendContact(screen, { ...contactOf(person), user_id: person.id }))),
  ];
  const list = el("div", { class: "menu-rows" }, ...rows);
  arrows(list, ".menu-row");
  const close = sheets.show({
    title: t("attach_contact"),
    content: [
      list,
      contactForm((contact) => {
        close();
        sendContact(screen, contact);
      }),
    ],
  });
}

function contactForm(send) {
  const input = (name, extra) =>
    el("input", { class: "field", name, dir: "auto", placeholder: t(name), "aria-label": t(name), ...extra });
  const form = el(
    "form",
    { class: "sheet-form" },
    el("p", { class: "hint" }, t("other_contact")),
    input("first_name", { required: true }),
    input("last_name"),
    input("phone_number", { required: true, type: "tel" }),
    el("button", { class: "sheet-button primary" }, t("send")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { first_name, last_name, phone_number } = Object.fromEntries(new FormData(form));
    send({ first_name, last_name: last_name || undefined, phone_number });
  });
  return form;
}

const contactOf = ({ first_name, last_name, phone }) => ({ first_name, last_name, phone_number: phone });
const sendContact = (screen, contact) => screen.send({ contact });

/** Whether one agrees to show one's own number. */
export async function mayShareContact({ phone }) {
  const { me, sheets } = phone;
  if (me.phone)
    return sheets.confirm({
      title: t("share_contact_title"),
      text: t("share_contact_question", { phone: me.phone }),
      ok: t("share"),
    });
  phone.toast(t("no_phone"));
  return false;
}

async function sendOwnContact(screen) {
  const { me } = screen.phone;
  if (await mayShareContact(screen)) await sendContact(screen, { ...contactOf(me), user_id: me.id });
}
