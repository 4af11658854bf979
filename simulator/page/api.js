/** The control API of the simulator; the page uses this and nothing else. */

export class Refused extends Error {}

export async function get(path, query = {}) {
  return answer(await fetch(`${path}?${new URLSearchParams(definedOnly(query))}`));
}

export async function post(path, body = {}) {
  return answer(await fetch(path, jsonRequest("POST", body)));
}

export async function remove(path) {
  return answer(await fetch(path, { method: "DELETE" }));
}

/** Do `verb` as the person `as`. Throws Refused with the simulator's sentence. */
export const act = (as, verb, details = {}) => post("/sim/act", { as, do: verb, ...definedOnly(details) });

/** Bring a file into the world; answers the id to send it by. */
export async function upload(file, kind, about = {}) {
  const form = new FormData();
  form.append("file", file, file.name);
  const query = new URLSearchParams({ kind, ...about });
  return (await answer(await fetch(`/sim/upload?${query}`, { method: "POST", body: form }))).upload;
}

export const fileUrl = (file) => `/sim/files/${encodeURIComponent(file.file_unique_id)}`;

function jsonRequest(method, body) {
  return { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

function definedOnly(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== null));
}

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body.error ?? `HTTP ${response.status}`);
  return body;
}

/**
 * A person's events, for as long as the page is open. After every (re)connection `onOpen` is called so that the
 * listener can catch up on what it missed; `onClose` when the line is down.
 */
export class Events {
  #socket = null;
  #pause = 250;
  #timer = 0;
  #closed = false;

  constructor(as, { onEvent, onOpen, onClose }) {
    Object.assign(this, { as, onEvent, onOpen, onClose });
    this.#connect();
  }

  #connect() {
    const socket = new WebSocket(`${location.origin.replace("http", "ws")}/sim/events?as=${this.as}`);
    this.#socket = socket;
    socket.onopen = () => {
      this.#pause = 250;
      this.onOpen();
    };
    socket.onmessage = ({ data }) => this.onEvent(JSON.parse(data));
    socket.onclose = () => this.#retry();
  }

  #retry() {
    if (this.#closed) return;
    this.onClose();
    this.#timer = setTimeout(() => this.#connect(), this.#pause);
    this.#pause = Math.min(this.#pause * 2, 5000);
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket.close();
  }
}
