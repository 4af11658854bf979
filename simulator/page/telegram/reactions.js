import { button, el } from "../dom.js";
import { t } from "../texts.js";

export const QUICK_REACTIONS = ["👍", "❤", "🔥", "🎉", "😁", "🤔", "👎"];

const emojiOf = (reaction) => reaction.emoji ?? "⭐";

/** Each emoji of a message with who chose it, as a row of buttons; one's own is pressed. */
export function reactionRow(screen, message) {
  const counted = count(message.reactions ?? [], screen.phone.me.id);
  if (!counted.size) return null;
  const chips = [...counted].map(([emoji, { total, mine }]) =>
    button(
      {
        class: "reaction",
        "aria-pressed": String(mine),
        label: t("reaction", { emoji, n: total }),
        onClick: () => react(screen, message, mine ? null : emoji),
      },
      emoji,
      el("span", {}, String(total)),
    ),
  );
  return el("div", { class: "reactions" }, ...chips);
}

function count(reactions, me) {
  const counted = new Map();
  for (const { user_id: user, reaction } of reactions) {
    for (const one of reaction) {
      const entry = counted.get(emojiOf(one)) ?? { total: 0, mine: false };
      counted.set(emojiOf(one), { total: entry.total + 1, mine: entry.mine || user === me });
    }
  }
  return counted;
}

export const react = (screen, message, emoji) => screen.act("react", { message: message.message_id, emoji });

export function ownReaction(message, me) {
  const own = (message.reactions ?? []).find(({ user_id: user }) => user === me);
  return own?.reaction[0] ? emojiOf(own.reaction[0]) : null;
}
