import { Refused, upload } from "../api.js";
import { arrows, bdi, button, el } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";
import { chooseContact } from "./contacts.js";
import { sendLocation } from "./places.js";

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
  const rows = choices.map(([picture, text, act]) =>
    button(
      {
        class: "menu-row",
        data: { kind: picture },
        onClick: () => {
          close();
          act();
        },
      },
      icon(picture),
      t(text),
    ),
  );
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

/** Show what will be sent, with room for a caption. */
function confirmFiles(screen, kind, files) {
  screen.element.querySelector("input[type=file]")?.remove();
  if (!files.length) return;
  const tooLarge = files.find((file) => file.size > LARGEST);
  if (tooLarge) return void screen.phone.toast(t("file_too_large", { name: tooLarge.name }));
  const caption = el("input", {
    class: "field",
    dir: "auto",
    maxlength: "1024",
    placeholder: t("caption"),
    "aria-label": t("caption"),
    autofocus: true,
  });
  const form = el(
    "form",
    { class: "sheet-form" },
    el("div", { class: "picked" }, ...files.map((file) => picked(kind, file))),
    caption,
    el("button", { class: "sheet-button primary" }, t("send")),
  );
  const urls = form.querySelectorAll("img");
  const close = screen.phone.sheets.show({
    title: t(`attach_${kind === "document" ? "file" : kind}`),
    content: [form],
    onClose: () => urls.forEach((image) => URL.revokeObjectURL(image.src)),
  });
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
    const ids = await Promise.all(
      files.map(async (file) => upload(file, kind, kind === "voice" ? { duration: await seconds(file) } : {})),
    );
    await screen.send(
      ids.length === 1
        ? { [kind]: ids[0], caption }
        : { media: ids.map((id, index) => ({ [kind]: id, caption: index ? undefined : caption })) },
    );
  } catch (error) {
    screen.phone.toast(error instanceof Refused ? error.message : t("no_connection"));
  } finally {
    sending.remove();
  }
}

/** How long a recording lasts, at least a second; a second also when the browser cannot play it. */
function seconds(file) {
  const audio = new Audio(URL.createObjectURL(file));
  return new Promise((resolve) => {
    audio.addEventListener("loadedmetadata", () =>
      resolve(Number.isFinite(audio.duration) ? Math.max(1, Math.round(audio.duration)) : 1),
    );
    audio.addEventListener("error", () => resolve(1));
  }).finally(() => URL.revokeObjectURL(audio.src));
}

/** Files dropped on the chat or pasted into it are sent as if they had been chosen. */
export function takeDropped(screen) {
  const take = (event, files) => {
    if (!files.length || screen.chat?.blocked) return;
    event.preventDefault();
    confirmFiles(screen, files.every((file) => file.type.startsWith("image/")) ? "photo" : "document", files);
  };
  screen.element.addEventListener("dragover", (event) => event.preventDefault());
  screen.element.addEventListener("drop", (event) => take(event, [...event.dataTransfer.files]));
  screen.element.addEventListener("paste", (event) => take(event, [...event.clipboardData.files]));
}
