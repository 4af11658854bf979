"""A small world for the page's own tests: its people, and a bot that says what the test tells it to."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aiohttp import ClientSession

TOKEN = "4200:test"
BOT_ID = 4200
BOT = "voronka_test_bot"
OLGA, PAVEL, MAX, HOSTILE = 101, 102, 103, 104
EVIL_NAME = """<b onclick="alert(1)">&"'</b>"""


def person(number: int, first_name: str, label: str, **more: str) -> dict[str, Any]:
    return {"id": number, "first_name": first_name, "label": label, "language_code": "en", "phone": f"+7916000{number:04}", **more}


PEOPLE = [
    person(OLGA, "Olga", "Newcomer", last_name="Novikova", username="olga_n", phone="+79161234567", about="Holds an invite"),
    person(PAVEL, "Павел", "Rep", username="pavel_s", language_code="ru"),
    person(MAX, "Max", "Head of sales"),
    person(HOSTILE, EVIL_NAME, "Customer", last_name="\u202eevil"),
]


@dataclass(slots=True)
class World:
    """The control API and the Bot API of one simulator."""

    url: str
    session: ClientSession
    offset: int = 0

    async def post(self, path: str, **body: Any) -> Any:
        async with self.session.post(self.url + path, json=body) as response:
            answer = await response.json()
            assert response.status == 200, answer
            return answer

    async def get(self, path: str, **query: Any) -> Any:
        async with self.session.get(self.url + path, params=query) as response:
            answer = await response.json()
            assert response.status == 200, answer
            return answer

    async def act(self, person: int, verb: str, **details: Any) -> Any:
        return await self.post("/sim/act", **{"as": person, "do": verb, **details})

    async def bot(self, method: str, **params: Any) -> Any:
        """One Bot API call; the result, or an assertion with the refusal."""
        async with self.session.post(f"{self.url}/bot{TOKEN}/{method}", json=params) as response:
            answer = await response.json()
            assert answer["ok"], answer
            return answer["result"]

    async def says(self, text: str, to: int = OLGA, **how: Any) -> Any:
        """The bot writes to a person."""
        return await self.bot("sendMessage", chat_id=to, text=text, **how)

    async def next(self, kind: str, field: str = "from") -> Any:
        """The bot's next update of this kind that has this field; those before it are confirmed and forgotten."""
        async with asyncio.timeout(15):
            while True:
                for update in await self.bot("getUpdates", offset=self.offset, limit=1, timeout=10):
                    self.offset = update["update_id"] + 1
                    if kind in update and field in update[kind]:
                        return update[kind]

    async def settle(self) -> None:
        for one in PEOPLE:
            await self.post("/sim/people", **one)
        await self.post("/sim/bots", token=TOKEN, username=BOT, name="Voronka")
