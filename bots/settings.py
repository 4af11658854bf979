"""settings.toml as types: every knob, its default, what is allowed."""

from pydantic import BaseModel, ConfigDict, Field

from core.crm.access import Right
from core.crm.people import Role


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Company(Section):
    name: str = "Voronka"
    language: str = "en"
    time_zone: str = "Europe/Moscow"
    currency: str = "RUB"
    phone_region: str = "RU"


class Database(Section):
    url: str = "sqlite:///var/voronka.sqlite3"


class Telegram(Section):
    api: str = "https://api.telegram.org"


class Limits(Section):
    form_hours: int = Field(default=24, ge=1)
    invite_hours: int = Field(default=72, ge=1)


class RoleRights(Section):
    rights: frozenset[Right]


class Settings(Section):
    company: Company = Company()
    database: Database = Database()
    telegram: Telegram = Telegram()
    limits: Limits = Limits()
    roles: dict[Role, RoleRights] = {
        Role.ADMINISTRATOR: RoleRights(rights=frozenset(Right)),
        Role.MANAGER: RoleRights(rights=frozenset({Right.SEE_TEAM, Right.REASSIGN, Right.INVITE})),
        Role.REP: RoleRights(rights=frozenset()),
    }

    def rights(self) -> dict[str, frozenset[Right]]:
        return {role: granted.rights for role, granted in self.roles.items()}
