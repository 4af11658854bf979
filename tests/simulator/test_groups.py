"""Groups: who comes and goes, what bots hear, topics, the move to a supergroup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.phone import Phone
    from tests.simulator.conftest import Api


async def forum(api: Api, olga: Phone, *, admin: bool = True) -> int:
    admins = [olga.phones.bot] if admin else []
    group = await olga.phones.group("Клиенты", [olga], is_forum=True, admins=admins)
    await api.updates()
    return group


async def test_a_bot_in_a_group_hears_what_is_for_it(api: Api, olga: Phone) -> None:
    await api.updates()
    group = await olga.phones.group("Отдел", [olga])
    kinds = [set(update) - {"update_id"} for update in await api.updates()]
    assert kinds == [{"my_chat_member"}, {"message"}]
    here = olga.in_chat(group)
    answered = await api("sendMessage", chat_id=group, text="я здесь")
    seen = await here.sees("я здесь")
    await here.says("просто разговор")
    for text in ("/deals", "/deals@voronka_bot", "спросим @voronka_bot"):
        await here.says(text)
    await here.says("/deals@other_bot")
    await here.says("ответ боту", reply_to=seen)
    texts = [update["message"]["text"] for update in await api.updates()]
    assert texts == ["/deals", "/deals@voronka_bot", "спросим @voronka_bot", "ответ боту"]
    assert answered["chat"] == {"id": group, "type": "supergroup", "title": "Отдел"}


async def test_an_administrator_bot_hears_all(api: Api, olga: Phone, max_: Phone) -> None:
    group = await olga.phones.group("Отдел", [olga, max_], admins=[olga.phones.bot])
    await api.updates(allowed_updates=["message", "chat_member"])
    await max_.in_chat(group).says("просто разговор")
    await max_.in_chat(group).does("leave")
    said, left, member = await api.updates()
    assert said["message"]["text"] == "просто разговор"
    assert left["message"]["left_chat_member"]["id"] == max_.id
    assert member["chat_member"]["new_chat_member"]["status"] == "left"
    assert (await api("getChatMember", chat_id=group, user_id=max_.id))["status"] == "left"
    assert await api("getChatMemberCount", chat_id=group) == 2
    administrators = await api("getChatAdministrators", chat_id=group)
    assert {one["status"] for one in administrators} == {"creator", "administrator"}


async def test_a_bot_that_is_out_cannot_write(api: Api, olga: Phone) -> None:
    group = await olga.phones.group("Отдел", [olga])
    await olga.in_chat(group).does("kick", user=olga.phones.bot)
    words = "Forbidden: bot was kicked from the supergroup chat"
    assert await api.refused("sendMessage", chat_id=group, text="x") == words
    await olga.in_chat(group).does("add", user=olga.phones.bot)
    await api("leaveChat", chat_id=group)
    words = "Forbidden: bot is not a member of the supergroup chat"
    assert await api.refused("sendMessage", chat_id=group, text="x") == words


async def test_a_group_moves_and_says_where(api: Api, olga: Phone) -> None:
    group = await olga.phones.group("Отдел", [olga], type="group")
    await api.updates()
    moved = await olga.phones.post("/sim/migrate", {"chat": group})
    old, new = (update["message"] for update in await api.updates())
    assert (old["chat"]["id"], old["migrate_to_chat_id"]) == (group, moved["chat"])
    assert (new["chat"]["id"], new["migrate_from_chat_id"]) == (moved["chat"], group)
    answer = await api.raw("sendMessage", chat_id=group, text="x")
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": moved["chat"]}
    await api("sendMessage", chat_id=moved["chat"], text="новый дом")
    await olga.in_chat(moved["chat"]).sees("новый дом")


async def test_messages_of_a_topic_answer_its_first_message(api: Api, olga: Phone) -> None:
    group = await forum(api, olga)
    topic = await api("createForumTopic", chat_id=group, name="Иван Петров")
    thread = topic["message_thread_id"]
    (created,) = await api.updates()
    assert created["message"]["forum_topic_created"]["name"] == "Иван Петров"
    said = await olga.in_chat(group).says("внутреннее", thread=thread)
    (update,) = await api.updates()
    for message in (update["message"], await api("sendMessage", chat_id=group, message_thread_id=thread, text="x")):
        assert message["message_thread_id"] == thread
        assert message["is_topic_message"] is True
        assert message["reply_to_message"]["message_id"] == thread
        assert "forum_topic_created" in message["reply_to_message"]
    answer = await api("sendMessage", chat_id=group, text="ответ", reply_parameters={"message_id": said.id})
    assert answer["message_thread_id"] == thread
    assert answer["reply_to_message"]["message_id"] == said.id
    general = await olga.in_chat(group).says("в общую")
    assert "message_thread_id" not in general.raw
    assert "reply_to_message" not in general.raw


async def test_topics_are_renamed_closed_and_deleted(api: Api, olga: Phone) -> None:
    group = await forum(api, olga)
    thread = (await api("createForumTopic", chat_id=group, name="Иван", icon_color=7322096))["message_thread_id"]
    place = {"chat_id": group, "message_thread_id": thread}
    await api("editForumTopic", **place, name="Иван · закрыт")
    await api("closeForumTopic", **place)
    assert await api.refused("closeForumTopic", **place) == "Bad Request: TOPIC_NOT_MODIFIED"
    await api("sendMessage", **place, text="администратору можно")
    await api("reopenForumTopic", **place)
    kinds = [next(k for k in update["message"] if k.startswith("forum_topic")) for update in await api.updates()]
    assert kinds == ["forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened"]
    await api("deleteForumTopic", **place)
    assert await api.refused("sendMessage", **place, text="x") == "Bad Request: message thread not found"
    assert await api.refused("editForumTopic", **place, name="x") == "Bad Request: TOPIC_ID_INVALID"
    entry = await olga.in_chat(group).in_list()
    assert [topic["name"] for topic in entry["topics"]] == ["General"]


async def test_a_closed_topic_stops_who_is_no_administrator(api: Api, olga: Phone) -> None:
    group = await forum(api, olga, admin=False)
    made = await olga.in_chat(group).does("topic", action="create", name="Иван")
    await olga.in_chat(group).does("topic", action="close", thread=made["thread"])
    refusal = await api.refused("sendMessage", chat_id=group, message_thread_id=made["thread"], text="x")
    assert refusal == "Bad Request: TOPIC_CLOSED"
    assert await api.refused("createForumTopic", chat_id=group, name="x") == ("Bad Request: not enough rights to create a topic")


async def test_general_is_closed_hidden_and_shown(api: Api, olga: Phone) -> None:
    group = await forum(api, olga)
    for method in (
        "editGeneralForumTopic", "closeGeneralForumTopic", "reopenGeneralForumTopic", "hideGeneralForumTopic",
        "unhideGeneralForumTopic", "unpinAllGeneralForumTopicMessages",
    ):  # fmt: skip
        assert await api(method, chat_id=group, name="Общая") is True
    assert await api.refused("sendMessage", chat_id=group, message_thread_id=1, text="x") == (
        "Bad Request: message thread not found"
    )


@pytest.mark.parametrize(
    ("method", "params", "words"),
    [
        ("createForumTopic", {"name": "x"}, "Bad Request: the chat is not a forum"),
        ("getChatMember", {"user_id": 404}, "Bad Request: member not found"),
        ("getChatMember", {"user_id": 0}, "Bad Request: invalid user_id specified"),
        ("pinChatMessage", {"message_id": 999}, "Bad Request: message to pin not found"),
        ("getChat", {"chat_id": "-100"}, "Bad Request: chat not found"),
    ],
)
async def test_refusals_in_groups(api: Api, olga: Phone, method: str, params: dict[str, object], words: str) -> None:
    group = await olga.phones.group("Отдел", [olga])
    assert await api.refused(method, **{"chat_id": group, **params}) == words


async def test_pins_need_rights_in_groups(api: Api, olga: Phone) -> None:
    group = await olga.phones.group("Отдел", [olga])
    sent = await api("sendMessage", chat_id=group, text="важно")
    refusal = await api.refused("pinChatMessage", chat_id=group, message_id=sent["message_id"])
    assert refusal == "Bad Request: not enough rights to manage pinned messages in the chat"


async def test_private_chats_have_no_administrators(api: Api, olga: Phone) -> None:
    refusal = await api.refused("getChatAdministrators", chat_id=olga.id)
    assert refusal == "Bad Request: there are no administrators in the private chat"
    assert (await api("getChatMember", chat_id=olga.id, user_id=olga.id))["status"] == "member"


async def test_a_channel_is_written_by_its_administrators(api: Api, olga: Phone) -> None:
    channel = await olga.phones.group("Новости", [olga], type="channel", admins=[olga.phones.bot])
    await api.updates()
    sent = await api("sendMessage", chat_id=channel, text="новость")
    assert sent["sender_chat"]["id"] == channel
    await olga.in_chat(channel).says("от редакции")
    (update,) = await api.updates()
    assert update["channel_post"]["text"] == "от редакции"
    assert "from" not in update["channel_post"]
