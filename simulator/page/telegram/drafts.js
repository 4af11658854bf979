const key = (person, chat, thread) => `voronka.draft.${person}.${chat}.${thread ?? ""}`;

/** Unsent texts, kept per person, chat and topic across reloads of the page. */
export const drafts = {
  read: (person, chat, thread) => localStorage.getItem(key(person, chat, thread)) ?? "",

  write(person, chat, thread, text) {
    if (text.trim()) localStorage.setItem(key(person, chat, thread), text);
    else localStorage.removeItem(key(person, chat, thread));
  },
};
