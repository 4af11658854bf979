import { fileUrl } from "../api.js";
import { bdi, button, el } from "../dom.js";
import { icon } from "../icons.js";
import { durationText, t } from "../texts.js";

const BARS = 32;

/** A voice message or a piece of music: a button, a wave and the time. `title` is given for music. */
export function voiceNote(file, title) {
  const audio = el("audio", { src: fileUrl(file), preload: "none" });
  const time = el("span", { class: "voice-time" }, durationText(file.duration));
  const play = button({ class: "voice-play", label: t("play"), onClick: () => toggle(audio) }, icon("play"));
  const bars = wave(file.file_unique_id).map((height) => el("i", { style: { "--height": `${height}%` } }));
  const drawing = el("span", { class: "wave", "aria-hidden": "true" }, ...bars);
  follow(audio, play, time, bars, file.duration);
  return el(
    "div",
    { class: "voice", role: "group", "aria-label": title ?? t("kind_voice") },
    play,
    el("div", { class: "voice-body" }, title ? bdi(title, { class: "voice-title" }) : drawing, time),
    audio,
  );
}

function toggle(audio) {
  if (audio.paused)
    audio.play().catch(() => {}); // an unplayable file says so by its "error" event
  else audio.pause();
}

function follow(audio, play, time, bars, duration) {
  const draw = () => {
    play.replaceChildren(icon(audio.paused ? "play" : "pause"));
    play.setAttribute("aria-label", t(audio.paused ? "play" : "pause"));
    const share = audio.currentTime / (audio.duration || duration || 1);
    bars.forEach((bar, index) => bar.classList.toggle("played", index < share * bars.length));
    time.textContent = durationText(audio.currentTime || duration);
  };
  for (const type of ["play", "pause", "timeupdate", "ended"]) audio.addEventListener(type, draw);
  audio.addEventListener("error", () => {
    time.textContent = t("cannot_play");
  });
}

/** The Bot API gives bots no waveform, so the bars are drawn from the file's id: the same file always looks the same. */
function wave(id) {
  let seed = [...id].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) >>> 0, 7);
  return Array.from({ length: BARS }, () => {
    seed = (seed * 1_664_525 + 1_013_904_223) >>> 0;
    return 20 + (seed >>> 24) / 3.2;
  });
}
