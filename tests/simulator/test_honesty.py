"""The simulator invents nothing: its methods, its sentences and its shapes are Telegram's."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

import simulator
from simulator.telegram.errors import refuse
from simulator.telegram.methods import NAMES
from simulator.telegram.refusals import Refusal
from simulator.telegram.updates import ALL_KINDS
from tests.protocols.telegram.validate import bot_api, complaints, complaints_of_answer

PROTOCOL = Path(__file__).parents[1] / "protocols" / "telegram"
CODE = sorted((Path(simulator.__file__).parent / "telegram").rglob("*.py"))
PROMISED = """
    getMe getUpdates setWebhook deleteWebhook getWebhookInfo logOut close sendMessage sendPhoto sendDocument sendVoice
    sendVideo sendVideoNote sendAudio sendSticker sendAnimation sendMediaGroup sendContact sendLocation sendVenue
    sendChatAction editMessageText editMessageCaption editMessageMedia editMessageReplyMarkup deleteMessage
    deleteMessages answerCallbackQuery copyMessage copyMessages forwardMessage forwardMessages getFile pinChatMessage
    unpinChatMessage unpinAllChatMessages setMessageReaction getChat getChatMember getChatAdministrators
    getChatMemberCount leaveChat createForumTopic editForumTopic closeForumTopic reopenForumTopic deleteForumTopic
    unpinAllForumTopicMessages editGeneralForumTopic closeGeneralForumTopic reopenGeneralForumTopic
    hideGeneralForumTopic unhideGeneralForumTopic unpinAllGeneralForumTopicMessages getForumTopicIconStickers
    answerInlineQuery setMyName getMyName setMyDescription getMyDescription setMyShortDescription getMyShortDescription
    setMyCommands getMyCommands deleteMyCommands setChatMenuButton getChatMenuButton getUserProfilePhotos
"""


def official() -> set[str]:
    listed = json.loads((PROTOCOL / "official_server_errors.json").read_text())["errors"]
    more = json.loads((PROTOCOL / "more_errors.json").read_text())["errors"]
    pairs = [entry.split(" ", 1) for entry in listed] + [(one["code"], one["words"]) for one in more]
    return {refuse(int(code), words).description for code, words in pairs if int(code) in {400, 401, 403, 404, 409, 413}}


@pytest.mark.parametrize("refusal", list(Refusal), ids=lambda refusal: refusal.name)
def test_every_sentence_is_telegrams(refusal: Refusal) -> None:
    code, words = refusal.value
    assert refuse(code, words).description in official()


def test_no_sentence_is_said_past_the_table() -> None:
    """Only faults and budgets make an ApiError themselves, with the words of 429 and 502."""
    makers = {"refuse", "ApiError"}
    found = {
        path.name
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers
    }
    assert found == {"errors.py", "refusals.py", "api.py", "limits.py"}


def test_every_refusal_is_used() -> None:
    code = "\n".join(path.read_text() for path in CODE if path.name != "refusals.py")
    assert [refusal.name for refusal in Refusal if not re.search(rf"Refusal\.{refusal.name}\b", code)] == []


def test_methods_exist_and_all_promised_ones_are_there() -> None:
    assert set(bot_api()["methods"]) >= NAMES
    assert set(PROMISED.split()) <= NAMES


def test_kinds_of_updates_are_those_of_the_api() -> None:
    assert set(ALL_KINDS) == set(bot_api()["types"]["Update"]["fields"]) - {"update_id"}


def test_the_judge_sees_what_is_wrong() -> None:
    user = {"id": 1, "is_bot": False, "first_name": "x"}
    assert complaints("User", user) == []
    assert complaints("User", {**user, "id": "1"}) == ["User.id: '1' is no Integer"]
    assert complaints("User", {**user, "last_name": None}) == ["User.last_name: null, where it had to be absent"]
    assert complaints("User", {**user, "shoe_size": 40}) == ["User.shoe_size: unknown"]
    assert complaints("User", {"id": 1, "is_bot": False}) == ["User.first_name: missing"]
    assert complaints_of_answer("getMe", {"ok": True, "result": user}) == []
    assert complaints_of_answer("getUpdates", {"ok": True, "result": [{"update_id": "1"}]}) != []
