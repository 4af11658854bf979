/**
 * Which phones are shown is written in the address: `#as=7&chat=42` is one phone, every further `as` begins another
 * (`#as=7&chat=42&as=8`). `thread` opens a forum topic, `start` a bot's chat with that payload waiting for START.
 */
export function readRoute(hash = location.hash) {
  const phones = [];
  for (const [key, value] of new URLSearchParams(hash.slice(1))) {
    if (key === "as") phones.push({ as: Number(value) });
    else if (!phones.length) continue;
    else if (key === "start") phones.at(-1).start = value;
    else if (key === "chat" || key === "thread") phones.at(-1)[key] = Number(value);
  }
  return phones.filter((phone) => Number.isSafeInteger(phone.as));
}

export function writeRoute(phones) {
  const query = new URLSearchParams();
  for (const phone of phones) {
    for (const key of ["as", "chat", "thread", "start"]) if (phone[key] !== undefined) query.append(key, phone[key]);
  }
  return `#${query}`;
}
