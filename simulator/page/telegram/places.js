import { arrows, button, el } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";

export async function sendLocation(screen) {
  const location = await chooseLocation(screen.phone);
  if (location) await screen.send({ location });
}

const PLACES = [
  ["Moscow", 55.7522, 37.6156],
  ["Saint Petersburg", 59.9398, 30.3146],
  ["Novosibirsk", 55.0302, 82.9204],
  ["Vladivostok", 43.1155, 131.8855],
  ["London", 51.5074, -0.1278],
  ["New York", 40.7128, -74.006],
  ["Tokyo", 35.6812, 139.7671],
];

/** Ask where one is; resolves to {latitude, longitude}, or null when the question was left. */
export function chooseLocation(phone) {
  return new Promise((resolve) => {
    let chosen = null;
    const choose = (latitude, longitude) => {
      chosen = { latitude, longitude };
      close();
    };
    const rows = PLACES.map(([name, latitude, longitude]) =>
      button(
        { class: "menu-row", onClick: () => choose(latitude, longitude) },
        icon("place"),
        t(`place_${name.replace(" ", "_")}`),
      ),
    );
    const list = el("div", { class: "menu-rows" }, ...rows);
    arrows(list, ".menu-row");
    const close = phone.sheets.show({
      title: t("where_are_you"),
      content: [list, coordinateForm(choose)],
      onClose: () => resolve(chosen),
    });
  });
}

function coordinateForm(choose) {
  const input = (name, limit) =>
    el("input", {
      class: "field",
      name,
      type: "number",
      step: "any",
      min: -limit,
      max: limit,
      required: true,
      placeholder: t(name),
      "aria-label": t(name),
    });
  const form = el(
    "form",
    { class: "sheet-form in-row" },
    input("latitude", 90),
    input("longitude", 180),
    el("button", { class: "sheet-button primary" }, t("send")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { latitude, longitude } = Object.fromEntries(new FormData(form));
    choose(Number(latitude), Number(longitude));
  });
  return form;
}
