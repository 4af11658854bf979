import { Events, Refused, act, get } from "../api.js";
import { History } from "./history.js";

const PAGE = 50;
const TYPING_LASTS = 5500;
const ANSWER_KEPT = 30_000;

const GENERAL = 1;
export const threadOf = ({ message_thread_id: thread, chat }) => (chat.is_forum ? (thread ?? GENERAL) : undefined);
export const historyKey = (chat, thread) => `${chat}/${thread ?? ""}`;

/**
 * What one person's phone knows. It tells of changes with the events "chats", "history" ({key}), "typing" ({chat}),
 * "line" (connected or not), "answer" ({id}), "arrived" ({chat, message}) and "people", "clock" from the world.
 */
export class Store extends EventTarget {
  chats = new Map();
  online = false;
  loaded = false;
  #histories = new Map();
  #typing = new Map();
  #answers = new Map();
  #refreshing = null;
  #refreshAgain = false;

  constructor(me) {
    super();
    this.me = me;
    this.events = new Events(me.id, {
      onEvent: (event) => this.#take(event),
      onOpen: () => this.#catchUp(),
      onClose: () => this.#setOnline(false),
    });
  }

  close() {
    this.events.close();
    for (const timer of this.#typing.values()) clearTimeout(timer.timeout);
  }

  tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  act(verb, details) {
    return act(this.me.id, verb, details);
  }

  /** Chats, newest first. */
  sortedChats() {
    return [...this.chats.values()].sort((a, b) => (b.last?.date ?? 0) - (a.last?.date ?? 0));
  }

  unread() {
    return [...this.chats.values()].reduce((sum, chat) => sum + chat.unread, 0);
  }

  /** The chat with this person or bot, which comes into being by being opened; null when nobody has that name. */
  async meet(username) {
    const wanted = username.toLowerCase();
    const known = [...(await get("/sim/bots")), ...(await get("/sim/people"))];
    const user = known.find((other) => other.username?.toLowerCase() === wanted && other.id !== this.me.id);
    return user ? this.meetById(user.id) : null;
  }

  async meetById(id) {
    await get(`/sim/chats/${id}/messages`, { as: this.me.id, limit: 1 });
    await this.refreshChats();
    if (!this.chats.has(id)) throw new Refused(`no chat ${id}`);
    return this.chats.get(id);
  }

  chatByUsername(username) {
    const wanted = username.toLowerCase();
    return [...this.chats.values()].find((chat) => chat.peer?.username?.toLowerCase() === wanted);
  }

  /** Ask for the list of chats again; calls that come while one is under way are served by one more. Never rejects. */
  async refreshChats() {
    if (this.#refreshing) {
      this.#refreshAgain = true;
      return this.#refreshing;
    }
    this.#refreshing = this.#loadChats().finally(() => {
      this.#refreshing = null;
    });
    await this.#refreshing;
    if (this.#refreshAgain) {
      this.#refreshAgain = false;
      await this.refreshChats();
    }
  }

  async #loadChats() {
    const chats = await get("/sim/chats", { as: this.me.id }).catch(() => null);
    if (!chats) return; // the line is down: when it is up again, everything is asked for anew
    this.chats = new Map(chats.map((chat) => [chat.id, chat]));
    this.loaded = true;
    this.tell("chats");
  }

  history(chat, thread) {
    const key = historyKey(chat, thread);
    if (!this.#histories.has(key)) this.#histories.set(key, new History(chat, thread));
    return this.#histories.get(key);
  }

  /** Load the newest page of a chat, or as much of it as was shown before. */
  async open(chat, thread) {
    const history = this.history(chat, thread);
    const limit = Math.max(PAGE, Math.min(history.messages.length, 200));
    let messages, asked;
    do {
      asked = history.changes;
      ({ messages } = await get("/sim/chats/" + chat + "/messages", { as: this.me.id, thread, limit }));
    } while (history.changes !== asked); // an event that came meanwhile may be newer than the page
    history.reset(messages, messages.length < limit);
    this.tell("history", { key: history.key });
  }

  async loadOlder(history) {
    const before = history.messages[0]?.message_id;
    const query = { as: this.me.id, thread: history.thread, before, limit: PAGE };
    const { messages } = await get(`/sim/chats/${history.chat}/messages`, query);
    messages.forEach((message) => history.put(message));
    history.complete = messages.length < PAGE;
    this.tell("history", { key: history.key });
  }

  /** A message that came as the answer to what this person did: it may be here before its event is. */
  keep(chat, message) {
    if (!message) return;
    const history = this.history(chat, threadOf(message));
    history.put(message);
    this.tell("history", { key: history.key });
  }

  typingIn(chat) {
    return this.#typing.get(chat)?.event ?? null;
  }

  /** The answer to a tap, if it has come. */
  takeAnswer(id) {
    const answer = this.#answers.get(id);
    this.#answers.delete(id);
    return answer;
  }

  async #catchUp() {
    this.#setOnline(true);
    const opened = [...this.#histories.values()].filter((history) => history.opened);
    try {
      await Promise.all([this.refreshChats(), ...opened.map((history) => this.open(history.chat, history.thread))]);
    } catch {
      this.#setOnline(false); // the line went down again while catching up; the next connection tries anew
    }
  }

  #setOnline(online) {
    this.online = online;
    this.tell("line", { online });
  }

  #take(event) {
    TAKE[event.type]?.call(this, event);
  }

  takeMessage({ chat, message }, isNew) {
    if (isNew) {
      this.#stopTyping(chat);
      this.tell("arrived", { chat, message });
    }
    const known = this.chats.get(chat);
    if (known && (isNew || known.last?.message_id === message.message_id)) known.last = message;
    this.keep(chat, message);
    this.refreshChats();
  }

  takeDeleted({ chat, message_id: id }) {
    for (const history of this.#histories.values()) {
      if (history.chat === chat && history.drop(id)) this.tell("history", { key: history.key });
    }
    this.refreshChats();
  }

  takeReaction({ chat, message_id: id, user_id: user, reaction }) {
    this.#change(
      chat,
      (message) => message.message_id === id,
      (message) => {
        const others = (message.reactions ?? []).filter((one) => one.user_id !== user);
        return { ...message, reactions: reaction.length ? [...others, { user_id: user, reaction }] : others };
      },
    );
  }

  takePins({ chat, message_ids: ids }) {
    this.#change(
      chat,
      (message) => ids.includes(message.message_id) !== Boolean(message.pinned),
      (message) => ({ ...message, pinned: !message.pinned }),
    );
    this.refreshChats();
  }

  /** Put a changed copy in the place of every loaded message of the chat that `wanted` picks. */
  #change(chat, wanted, changed) {
    for (const history of this.#histories.values()) {
      const found = history.chat === chat ? history.messages.filter(wanted) : [];
      found.forEach((message) => history.put(changed(message)));
      if (found.length) this.tell("history", { key: history.key });
    }
  }

  takeTyping(event) {
    clearTimeout(this.#typing.get(event.chat)?.timeout);
    const timeout = setTimeout(() => this.#stopTyping(event.chat), TYPING_LASTS);
    this.#typing.set(event.chat, { event, timeout });
    this.tell("typing", { chat: event.chat });
  }

  #stopTyping(chat) {
    clearTimeout(this.#typing.get(chat)?.timeout);
    if (this.#typing.delete(chat)) this.tell("typing", { chat });
  }

  takeAnswerEvent(event) {
    this.#answers.set(event.id, event);
    setTimeout(() => this.#answers.delete(event.id), ANSWER_KEPT);
    this.tell("answer", { id: event.id });
  }
}

const TAKE = {
  message(event) {
    this.takeMessage(event, true);
  },
  edited(event) {
    this.takeMessage(event, false);
  },
  reaction(event) {
    this.takeReaction(event);
  },
  deleted(event) {
    this.takeDeleted(event);
  },
  typing(event) {
    this.takeTyping(event);
  },
  callback_answer(event) {
    this.takeAnswerEvent(event);
  },
  chat() {
    this.refreshChats();
  },
  pinned(event) {
    this.takePins(event);
  },
  people() {
    this.tell("people");
    this.refreshChats();
  },
  clock(event) {
    this.tell("clock", event);
  },
};
