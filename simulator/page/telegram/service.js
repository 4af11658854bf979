import { t } from "../texts.js";
import { fullName } from "./names.js";

/** The sentence of a service message (someone joined, a topic was closed ...), or null if a person or bot wrote it. */
export function serviceText(message) {
  for (const [field, sentence] of Object.entries(SENTENCES)) {
    if (message[field] !== undefined) return sentence(message[field], message);
  }
  return null;
}

const by = (message) => ({ name: fullName(message.from) });

const SENTENCES = {
  new_chat_members: (members, message) => joined(members, message),
  left_chat_member: (member, message) =>
    member.id === message.from?.id
      ? t("service_left", by(message))
      : t("service_removed", { ...by(message), who: fullName(member) }),
  new_chat_title: (title, message) => t("service_title", { ...by(message), title }),
  new_chat_photo: (_, message) => t("service_photo", by(message)),
  delete_chat_photo: (_, message) => t("service_photo_removed", by(message)),
  group_chat_created: (_, message) => t("service_created", by(message)),
  supergroup_chat_created: () => t("service_supergroup"),
  channel_chat_created: () => t("service_channel"),
  migrate_to_chat_id: () => t("service_migrated"),
  migrate_from_chat_id: () => t("service_migrated"),
  pinned_message: (_, message) => t("service_pinned", by(message)),
  forum_topic_created: (topic, message) => t("service_topic_created", { ...by(message), topic: topic.name }),
  forum_topic_edited: (topic, message) => t("service_topic_edited", { ...by(message), topic: topic.name ?? "" }),
  forum_topic_closed: (_, message) => t("service_topic_closed", by(message)),
  forum_topic_reopened: (_, message) => t("service_topic_reopened", by(message)),
  general_forum_topic_hidden: () => t("service_general_hidden"),
  general_forum_topic_unhidden: () => t("service_general_shown"),
  write_access_allowed: () => t("service_write_allowed"),
  message_auto_delete_timer_changed: () => t("service_timer"),
  successful_payment: () => t("service_paid"),
  users_shared: () => t("service_users_shared"),
  chat_shared: () => t("service_chat_shared"),
};

function joined(members, message) {
  if (members.length === 1 && members[0].id === message.from?.id) return t("service_joined", by(message));
  return t("service_added", { ...by(message), who: members.map(fullName).join(", ") });
}
