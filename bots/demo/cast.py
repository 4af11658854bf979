"""Who lives in the demo: colleagues, two newcomers with an invite waiting, a customer."""

from dataclasses import dataclass
from typing import Any

from core.crm.people import Role

BOT_USERNAME = "voronka_bot"
BOT_NAME = "Voronka"
BOT_TOKEN = "7000000001:" + "demo-" * 7
"""Of the simulated Telegram only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """An account of the simulated Telegram. `label` and `about` are what the page says, by language."""

    key: str
    id: int
    first_name: str
    last_name: str
    username: str
    language: str
    phone: str
    label: dict[str, str]
    about: dict[str, str]
    role: Role | None = None
    team: str | None = None
    time_zone: str = "Europe/Moscow"

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    def told(self) -> dict[str, Any]:
        """As the simulator takes a person."""
        return {
            "id": self.id,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language,
            "phone": self.phone,
            "label": self.label,
            "about": self.about,
        }


VERA = Persona(
    key="vera",
    id=1001,
    first_name="Вера",
    last_name="Смирнова",
    username="vera_smirnova",
    language="ru",
    phone="+79740001001",
    label={"ru": "Новенькая", "en": "Newcomer (Russian)"},
    about={"ru": "Её пригласили на работу: откройте ссылку от Анны", "en": "Just hired: open the link that Anna has sent"},
    role=Role.REP,
    team="retail",
)
EMILY = Persona(
    key="emily",
    id=1002,
    first_name="Emily",
    last_name="Carter",
    username="emily_carter",
    language="en",
    phone="+442079460102",
    label={"ru": "Новенькая (по-английски)", "en": "Newcomer"},
    about={"ru": "Её пригласили на работу: откройте ссылку от Анны", "en": "Just hired: open the link that Anna has sent"},
    role=Role.REP,
    team="retail",
    time_zone="Europe/London",
)
OLGA = Persona(
    key="olga",
    id=1003,
    first_name="Ольга",
    last_name="Орлова",
    username="olga_orlova",
    language="ru",
    phone="+79740001003",
    label={"ru": "Менеджер по продажам", "en": "Sales rep"},
    about={"ru": "Розница: сделки, задачи на сегодня и просроченные", "en": "Retail: deals, tasks for today and overdue ones"},
    role=Role.REP,
    team="retail",
)
PAVEL = Persona(
    key="pavel",
    id=1004,
    first_name="Pavel",
    last_name="Novak",
    username="pavel_novak",
    language="en",
    phone="+442079460104",
    label={"ru": "Менеджер другой команды", "en": "Sales rep of another team"},
    about={"ru": "Экспорт: чужих клиентов не видит", "en": "Export: does not see the customers of others"},
    role=Role.REP,
    team="export",
    time_zone="Europe/London",
)
MAX = Persona(
    key="max",
    id=1005,
    first_name="Максим",
    last_name="Белов",
    username="max_belov",
    language="ru",
    phone="+79740001005",
    label={"ru": "Руководитель", "en": "Manager"},
    about={"ru": "Видит сделки розницы, переназначает, приглашает", "en": "Sees the deals of Retail, reassigns, invites"},
    role=Role.MANAGER,
    team="retail",
)
ANNA = Persona(
    key="anna",
    id=1006,
    first_name="Анна",
    last_name="Громова",
    username="anna_gromova",
    language="ru",
    phone="+79740001006",
    label={"ru": "Администратор", "en": "Administrator"},
    about={"ru": "Видит всё, настраивает воронки и команды", "en": "Sees everything, sets up pipelines and teams"},
    role=Role.ADMINISTRATOR,
)
CUSTOMER = Persona(
    key="igor",
    id=1007,
    first_name="Игорь",
    last_name="Фомин",
    username="igor_fomin",
    language="ru",
    phone="+79740001007",
    label={"ru": "Клиент", "en": "Customer"},
    about={"ru": "Не сотрудник: бот для него - обычный чат компании", "en": "No colleague: to him the bot is a company's chat"},
)

NEWCOMERS = (EMILY, VERA)
COLLEAGUES = (OLGA, PAVEL, MAX, ANNA)
CAST = (*NEWCOMERS, *COLLEAGUES, CUSTOMER)


def in_order(language: str) -> tuple[Persona, ...]:
    """The page opens as the first of them: a newcomer who speaks the visitor's language, where there is one."""
    return tuple(sorted(CAST, key=lambda persona: persona not in NEWCOMERS or persona.language != language))


INVITATIONS = {
    "ru": "Привет, {name}! Добро пожаловать в команду. Вот твоя ссылка в рабочего бота: {link}",
    "en": "Hi {name}, welcome to the team! Here is your link to our work bot: {link}",
}
"""What Anna writes to a newcomer."""
