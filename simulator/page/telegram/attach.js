import { Refused, upload } from "../api.js";
import { arrows, bdi, button, el } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";
import { avatar, fullName } from "./names.js";

const LARGEST = 2000 * 1024 * 1024;

/** The choice of what to attach. */
export function showAttachMenu(screen) {
  const choices = [
    ["photo", "attach_photo", () => pickFiles(screen, { kind: "photo", accept: "image/*" })],
    ["file", "attach_file", () => pickFiles(screen, { kind: "document" })],
    ["mic", "attach_voice", () => pickFiles(screen, { kind: "voice", accept: "audio/*" })],
    ["person", "attach_contact", () => chooseContact(screen)],
    ["place", "attach_location", () => sendLocation(screen)],
  ];
  const rows = choices.map(([picture, text, act]) => button({ class: "menu-row", data: { kind: picture }, onClick: () => { close(); act(); } }, icon(picture), t(text)));
  const list = el("div", { class: "menu-rows" }, ...rows);
  arrows(list, ".menu-row");
  const close = screen.phone.sheets.show({ title: t("attach"), content: [list] });
}

function pickFiles(screen, { kind, accept }) {
  const input = el("input", { type: "file", accept, multiple: kind !== "voice", class: "visually-hidden" });
  input.addEventListener("change", () => confirmFiles(screen, kind, [...input.files]));
  screen.element.append(input); // a picker whose input is not in the document is not opened everywhere
  input.addEventListener("cancel", () => input.remove());
  input.click();
}

/** Show what will be sent, with room for a caption. Also used for files dropped or pasted into the chat. */
export function confirmFiles(screen, kind, files) {
  screen.element.querySelector("input[type=file]")?.remove();
  if (!files.length) return;
  const tooLarge = files.find((file) => file.size > LARGEST);
  if (tooLarge) return void screen.phone.toast(t("file_too_large", { name: tooLarge.name }));
  const caption = el("input", { class: "field", dir: "auto", maxlength: "1024", placeholder: t("caption"), "aria-label": t("caption"), autofocus: true });
  const form = el("form", { class: "sheet-form" }, el("div", { class: "picked" }, ...files.map((file) => picked(kind, file))), caption, el("button", { class: "sheet-button primary" }, t("send")));
  const urls = form.querySelectorAll("img");
  const close = screen.phone.sheets.show({ title: t(`attach_${kind === "document" ? "file" : kind}`), content: [form], onClose: () => urls.forEach((image) => URL.revokeObjectURL(image.src)) });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    close();
    sendFiles(screen, kind, files, caption.value.trim() || undefined);
  });
}

function picked(kind, file) {
  if (kind === "photo") return el("img", { src: URL.createObjectURL(file), alt: file.name });
  return el("div", { class: "picked-file" }, icon("file"), bdi(file.name));
}

async function sendFiles(screen, kind, files, caption) {
  const sending = screen.list.showSending(files.map((file) => file.name).join(", "));
  try {
    const ids = await Promise.all(files.map((file) => upload(file, kind)));
    await screen.send(ids.length === 1 ? { [kind]: ids[0], caption } : { media: ids.map((id, index) => ({ [kind]: id, caption: index ? undefined : caption })) });
  } catch (error) {
    screen.phone.toast(error instanceof Refused ? error.message : t("no_connection"));
  } finally {
    sending.remove();
  }
}

/** The choice of whose contact to send: one's own, somebody's of this world, or one typed in. */
function chooseContact(screen) {
  const { me, app, sheets } = screen.phone;
  const row = (person, act) => button({ class: "menu-row", onClick: () => { close(); act(); } }, avatar(person.id, fullName(person), "small"),
    el("span", { class: "row-words" }, bdi(person.id === me.id ? t("my_contact") : fullName(person)), el("span", { class: "hint" }, person.phone)));
  const others = app.people.filter((person) => person.id !== me.id && person.phone);
  const rows = [row(me, () => sendOwnContact(screen)), ...others.map((person) => row(person, () => sendContact(screen, { ...contactOf(person), user_id: person.id })))];
  const list = el("div", { class: "menu-rows" }, ...rows);
  arrows(list, ".menu-row");
  const close = sheets.show({ title: t("attach_contact"), content: [list, contactForm((contact) => { close(); sendContact(screen, contact); })] });
}

function contactForm(send) {
  const input = (name, extra) => el("input", { class: "field", name, dir: "auto", placeholder: t(name), "aria-label": t(name), ...extra });
  const form = el("form", { class: "sheet-form" }, el("p", { class: "hint" }, t("other_contact")), input("first_name", { required: true }), input("last_name"), input("phone_number", { required: true, type: "tel" }), el("button", { class: "sheet-button primary" }, t("send")));
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
  if (me.phone) return sheets.confirm({ title: t("share_contact_title"), text: t("share_contact_question", { phone: me.phone }), ok: t("share") });
  phone.toast(t("no_phone"));
  return false;
}

async function sendOwnContact(screen) {
  const { me } = screen.phone;
  if (await mayShareContact(screen)) await sendContact(screen, { ...contactOf(me), user_id: me.id });
}

async function sendLocation(screen) {
  const location = await chooseLocation(screen.phone);
  if (location) await screen.send({ location });
}

const PLACES = [
  ["Moscow", 55.7522, 37.6156], ["Saint Petersburg", 59.9398, 30.3146], ["Novosibirsk", 55.0302, 82.9204], ["Vladivostok", 43.1155, 131.8855],
  ["London", 51.5074, -0.1278], ["New York", 40.7128, -74.006], ["Tokyo", 35.6812, 139.7671],
];

/** Ask where one is; resolves to {latitude, longitude}, or null when the question was left. */
export function chooseLocation(phone) {
  return new Promise((resolve) => {
    let chosen = null;
    const choose = (latitude, longitude) => { chosen = { latitude, longitude }; close(); };
    const rows = PLACES.map(([name, latitude, longitude]) => button({ class: "menu-row", onClick: () => choose(latitude, longitude) }, icon("place"), t(`place_${name.replace(" ", "_")}`)));
    const list = el("div", { class: "menu-rows" }, ...rows);
    arrows(list, ".menu-row");
    const close = phone.sheets.show({ title: t("where_are_you"), content: [list, coordinateForm(choose)], onClose: () => resolve(chosen) });
  });
}

function coordinateForm(choose) {
  const input = (name, limit) => el("input", { class: "field", name, type: "number", step: "any", min: -limit, max: limit, required: true, placeholder: t(name), "aria-label": t(name) });
  const form = el("form", { class: "sheet-form in-row" }, input("latitude", 90), input("longitude", 180), el("button", { class: "sheet-button primary" }, t("send")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { latitude, longitude } = Object.fromEntries(new FormData(form));
    choose(Number(latitude), Number(longitude));
  });
  return form;
}
