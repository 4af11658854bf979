"""settings.toml as types: every knob, its default, what is allowed. Comments stand in the file, explanations in the guide."""

from datetime import time
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from core.crm.access import Right

Language = Literal["ru", "en"]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError("an IANA time zone such as Europe/Moscow") from error
    return name


def _database_url(url: str) -> str:
    scheme, _, rest = url.partition("://")
    if (scheme == "sqlite" and len(rest) > 1 and rest.startswith("/")) or (scheme == "postgresql" and rest):
        return url
    raise ValueError("sqlite:///path/to/file or postgresql://user@host/database")


def _address(url: str) -> str:
    if not url.startswith(("http://", "https://")) or len(url.split("/")[2]) == 0:
        raise ValueError("an address that begins with http:// or https://")
    return url.rstrip("/")


def _public_address(url: str) -> str:
    if url and not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise ValueError("an address that begins with https://, as Telegram calls no other (a Bot API server on this machine does)")
    return url.rstrip("/")


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Company(Section):
    name: str = Field(default="Voronka", min_length=1, max_length=100)
    language: Language = "en"
    time_zone: Annotated[str, AfterValidator(_time_zone)] = "Europe/Moscow"
    currency: str = Field(default="RUB", pattern="^[A-Z]{3}$", description="three capital letters (ISO 4217) such as RUB or EUR")
    phone_region: str = Field(default="RU", pattern="^[A-Z]{2}$", description="two capital letters (ISO 3166) such as RU or GB")


class WorkingDay(Section):
    starts: time = time(9)
    ends: time = time(18)
    days: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.starts >= self.ends:
            raise ValueError("starts must come before ends")
        return self


class Database(Section):
    url: Annotated[str, AfterValidator(_database_url)] = "sqlite:///var/voronka.sqlite3"


class Webhook(Section):
    url: Annotated[str, AfterValidator(_public_address)] = ""
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=1, le=65535)
    path: str = Field(default="/telegram", pattern="^/[^?# ]*$", description="a path that begins with /")


class Budget(Section):
    """How much may be sent: no more than what Telegram asks for, or it silences the bot."""

    per_second: int = Field(default=30, ge=1, le=1000)
    per_chat_per_second: int = Field(default=1, ge=1, le=30)
    per_group_per_minute: int = Field(default=20, ge=1, le=600)


class Telegram(Section):
    api: Annotated[str, AfterValidator(_address)] = "https://api.telegram.org"
    mode: Literal["polling", "webhook"] = "polling"
    polling_seconds: int = Field(default=25, ge=1, le=50)
    webhook: Webhook = Webhook()
    budget: Budget = Budget()

    @model_validator(mode="after")
    def _webhook_has_an_address(self) -> Self:
        if self.mode == "webhook" and not self.webhook.url:
            raise ValueError('mode = "webhook" needs telegram.webhook.url, the public address that Telegram calls')
        return self


class Delivery(Section):
    tries: int = Field(default=5, ge=1, le=100)
    lease_seconds: int = Field(default=60, ge=5, le=3600)
    patience_hours: int = Field(default=24, ge=1, le=720)


class Limits(Section):
    form_hours: int = Field(default=24, ge=1, le=720)
    invite_hours: int = Field(default=72, ge=1, le=8760)


class Files(Section):
    folder: str = Field(default="var/files", min_length=1)
    max_megabytes: int = Field(default=20, ge=0, le=2000)


class Retention(Section):
    """Of what is over and only kept for a while; never of cards and their timelines."""

    inbox_days: int = Field(default=7, ge=1, le=3650)
    outbox_days: int = Field(default=30, ge=1, le=3650)
    requests_days: int = Field(default=30, ge=2, le=3650)
    placements_days: int = Field(default=180, ge=1, le=3650)


class Log(Section):
    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["text", "json"] = "text"


class Roles(Section):
    """What each role may do beyond its own cards."""

    administrator: frozenset[Right] = frozenset(Right)
    manager: frozenset[Right] = frozenset({Right.SEE_TEAM, Right.REASSIGN, Right.INVITE})
    rep: frozenset[Right] = frozenset()

    @model_validator(mode="after")
    def _somebody_administers(self) -> Self:
        if Right.ADMINISTER not in self.administrator:
            raise ValueError('administrator needs the right "administer", or nobody could mend this by chat')
        return self


class Settings(Section):
    company: Company = Company()
    working_day: WorkingDay = WorkingDay()
    database: Database = Database()
    telegram: Telegram = Telegram()
    delivery: Delivery = Delivery()
    limits: Limits = Limits()
    files: Files = Files()
    retention: Retention = Retention()
    log: Log = Log()
    roles: Roles = Roles()

    def rights(self) -> dict[str, frozenset[Right]]:
        return {role: getattr(self.roles, role) for role in Roles.model_fields}

    def changed(self, section: str, **knobs: Any) -> Self:
        """A copy with other knobs in one section, checked again: `changed("telegram", api=url)`."""
        known = getattr(self, section)
        other = type(known).model_validate({name: getattr(known, name) for name in type(known).model_fields} | knobs)
        return self.model_copy(update={section: other})
