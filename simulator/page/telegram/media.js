import { fileUrl } from "../api.js";
import { bdi, button, el } from "../dom.js";
import { icon } from "../icons.js";
import { sizeText, t } from "../texts.js";
import { voiceNote } from "./voice.js";
import { avatar, fullName } from "./names.js";

/** What a message carries besides its text, or null when this page cannot show it. */
export function media(screen, message) {
  const kind = Object.keys(DRAW).find((name) => message[name] !== undefined);
  return kind ? DRAW[kind](message[kind], message, screen) : null;
}

// The order decides: an animation comes with a document, a venue with a location.
const DRAW = {
  photo: (sizes, message, screen) => photo(screen, message, sizes.at(-1)),
  animation: (file, message) => moving(file, message, { loop: true, muted: true }),
  video: (file, message) => moving(file, message, {}),
  video_note: (file) =>
    el("video", { class: "video-note", src: fileUrl(file), controls: true, preload: "none", "aria-label": t("kind_video_note") }),
  voice: (file) => voiceNote(file),
  audio: (file) => voiceNote(file, [file.title, file.performer].filter(Boolean).join(" - ") || file.file_name),
  document: (file) => documentTile(file),
  sticker: (file) => sticker(file),
  contact: (contact, _, screen) => contactCard(screen, contact),
  venue: (venue) => place(venue.location, venue),
  location: (location) => place(location),
  poll: (poll) => pollCard(poll),
  dice: ({ emoji, value }) =>
    el("div", { class: "dice", "aria-label": `${emoji} ${value}` }, emoji, el("span", { class: "dice-value" }, String(value))),
};

function photo(screen, message, size) {
  const image = el("img", {
    src: fileUrl(size),
    alt: message.caption || t("kind_photo"),
    width: size.width,
    height: size.height,
    decoding: "async",
  });
  image.addEventListener("error", () => image.replaceWith(icon("photo")));
  const open = button(
    {
      class: `photo ${message.has_media_spoiler ? "veiled" : ""}`,
      label: t("open_photo"),
      onClick: () => {
        if (open.classList.contains("veiled")) open.classList.remove("veiled");
        else showPhoto(screen, message, size);
      },
    },
    image,
  );
  open.style.aspectRatio = `${size.width || 4} / ${size.height || 3}`;
  open.style.inlineSize = `${Math.min(size.width || 320, 320)}px`;
  return open;
}

function showPhoto(screen, message, size) {
  const image = el("img", { src: fileUrl(size), alt: message.caption || t("kind_photo"), class: "viewed" });
  const caption = message.caption ? [el("p", { dir: "auto" }, message.caption)] : [];
  screen.phone.sheets.show({ title: t("kind_photo"), kind: "viewer", content: [image, ...caption] });
}

/** The messages of an album as one grid; each part keeps its own number. */
export function album(screen, group) {
  const parts = group.map((message) => {
    const part = media(screen, message);
    part.dataset.part = message.message_id;
    return part;
  });
  const pictures = group.every((message) => message.photo || message.video);
  return el("div", { class: pictures ? "album" : "album-list", data: { count: Math.min(group.length, 5) } }, ...parts);
}

function moving(file, message, how) {
  const node = el("video", {
    class: "video",
    src: fileUrl(file),
    controls: true,
    playsinline: true,
    preload: "none",
    width: file.width,
    height: file.height,
    "aria-label": message.caption || t("kind_video"),
    ...how,
  });
  node.muted = Boolean(how.muted);
  return node;
}

function documentTile(file) {
  const name = file.file_name ?? t("kind_document");
  const extension = /\.(\w{1,4})$/.exec(name)?.[1] ?? "";
  return el(
    "a",
    { class: "document", href: fileUrl(file), download: name },
    el("span", { class: "document-icon" }, extension ? el("span", { "aria-hidden": "true" }, extension) : icon("file")),
    el(
      "span",
      { class: "document-words" },
      bdi(name, { class: "document-name" }),
      el("span", { class: "hint" }, sizeText(file.file_size)),
    ),
  );
}

function sticker(file) {
  const words = el(
    "span",
    { class: "sticker-emoji", role: "img", "aria-label": `${t("kind_sticker")} ${file.emoji ?? ""}` },
    file.emoji ?? "🖼️",
  );
  if (file.is_animated || file.is_video) return words;
  const image = el("img", {
    class: "sticker",
    src: fileUrl(file),
    alt: `${t("kind_sticker")} ${file.emoji ?? ""}`,
    width: 160,
    height: 160,
  });
  image.addEventListener("error", () => image.replaceWith(words));
  return image;
}

function contactCard(screen, contact) {
  const name = fullName(contact);
  const words = el(
    "span",
    { class: "contact-words" },
    bdi(name, { class: "contact-name" }),
    el("a", { href: `tel:${contact.phone_number}`, dir: "ltr" }, contact.phone_number),
  );
  const write =
    contact.user_id && contact.user_id !== screen.phone.me.id
      ? button({ class: "contact-write", onClick: () => screen.phone.openUser(contact.user_id) }, t("write"))
      : null;
  return el(
    "div",
    { class: "contact-card" },
    el("div", { class: "contact-top" }, avatar(contact.user_id ?? name.length, name), words),
    write,
  );
}

/** A drawn map: nothing is asked of a map service. */
function place({ latitude, longitude, live_period: live }, venue) {
  const where = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const map = el(
    "div",
    {
      class: "map",
      role: "img",
      "aria-label": `${t("kind_location")}: ${where}`,
      style: { "--east": `${-(Math.abs(longitude) * 997) % 80}px`, "--north": `${(Math.abs(latitude) * 997) % 80}px` },
    },
    icon("place"),
  );
  const words = venue
    ? [bdi(venue.title, { class: "contact-name" }), el("span", { class: "hint", dir: "auto" }, venue.address)]
    : [el("span", { class: "hint", dir: "ltr" }, where), live ? el("span", { class: "hint" }, t("live_location")) : null];
  return el("div", { class: "place" }, map, el("div", { class: "place-words" }, ...words.filter(Boolean)));
}

function pollCard(poll) {
  const options = poll.options.map((option) =>
    el("li", {}, bdi(option.text), el("span", { class: "hint" }, ` ${option.voter_count}`)),
  );
  return el(
    "div",
    { class: "poll" },
    el("strong", { dir: "auto" }, poll.question),
    el("ul", {}, ...options),
    el("span", { class: "hint" }, t("votes", { n: poll.total_voter_count })),
  );
}
