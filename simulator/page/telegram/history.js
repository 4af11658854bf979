/** The messages of a chat or topic that were loaded, oldest first, and those still being sent. */
export class History {
  messages = [];
  sending = [];
  opened = false;
  complete = false;
  /** Counts what events brought: a page that was asked for before them is out of date. */
  changes = 0;

  constructor(chat, thread) {
    Object.assign(this, { chat, thread, key: `${chat}/${thread ?? ""}` });
  }

  reset(messages, complete) {
    this.messages = messages.filter((message) => !message.deleted).sort((a, b) => a.message_id - b.message_id);
    Object.assign(this, { complete, opened: true });
  }

  find(id) {
    return this.messages[this.#place(id)]?.message_id === id ? this.messages[this.#place(id)] : undefined;
  }

  put(message) {
    this.changes += 1;
    if (message.deleted) return void this.drop(message.message_id);
    const place = this.#place(message.message_id);
    const known = this.messages[place]?.message_id === message.message_id;
    this.messages.splice(place, known ? 1 : 0, message);
  }

  drop(id) {
    this.changes += 1;
    const place = this.#place(id);
    if (this.messages[place]?.message_id !== id) return false;
    this.messages.splice(place, 1);
    return true;
  }

  /** Where a message of this id stands or would stand. */
  #place(id) {
    let [low, high] = [0, this.messages.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.messages[middle].message_id < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The last of one's own messages that can be edited. */
  lastOwn() {
    return this.messages.findLast((message) => message.out && !message.forward_origin && (message.text || message.caption));
  }
}
