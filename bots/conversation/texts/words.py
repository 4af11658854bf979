"""Wording: a key and its facts become a sentence in the reader's language and time zone. Nothing is escaped here."""

import gettext
import io
import re
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property, lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal, get_currency_symbol

from core.facts import Fact, Term
from core.money import Money
from core.tasks.delivery import Notice

OWN_FIELD = "custom:"
LANGUAGES = ("ru", "en")


class Texts:
    """All catalogues, read at the first use of a language."""

    def __init__(self) -> None:
        self._catalogues: dict[str, gettext.GNUTranslations] = {}

    def words(self, language: str, time_zone: str = "UTC", now: datetime | None = None) -> "Words":
        """`now` is the moment of reading: a day of another year is then said with its year."""
        language = language if language in LANGUAGES else "en"
        if language not in self._catalogues:
            self._catalogues[language] = _read_catalogue(language)
        return Words(self._catalogues[language], language, time_zone, now)


class Words:
    """One reader's language and zone."""

    def __init__(self, catalogue: gettext.GNUTranslations, language: str, time_zone: str, now: datetime | None = None) -> None:
        self.language = language
        self._catalogue = catalogue
        self._time_zone = time_zone
        self._now = now

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self._time_zone)

    @cached_property
    def locale(self) -> Locale:
        return _locale(self.language)

    def say(self, key: str, /, **facts: Fact) -> str:
        """The sentence of a key. The fact `n` picks the plural form of a text that has them. Raises KeyError for an unknown key."""
        number = facts.get("n")
        template = key
        if isinstance(number, int) and not isinstance(number, bool):
            template = self._catalogue.ngettext(key, key, number)
        if template == key:
            template = self._catalogue.gettext(key)
        if template == key:
            raise KeyError(f"no text {key!r} in {self.language!r}")
        return template.format_map({name: self.fact(fact) for name, fact in facts.items()})

    def notice(self, notice: Notice) -> str:
        fields = notice.facts.get("fields")
        if isinstance(fields, str):
            return self.say(notice.key, **{**notice.facts, "fields": self.fields(fields)})
        return self.say(notice.key, **notice.facts)

    def fields(self, names: str) -> str:
        """«стадия, сумма» for "stage_id, amount"; what people have no word for is left out, unless it is all there is."""
        known = [self.field(name) for name in names.split(", ") if name.startswith(OWN_FIELD) or self.has(f"field.{name}")]
        return ", ".join(known) or self.say("field.other")

    def field(self, name: str) -> str:
        """A field of an administrator's making has its own name."""
        if name.startswith(OWN_FIELD):
            return name.removeprefix(OWN_FIELD)
        return self.say(f"field.{name}") if self.has(f"field.{name}") else name

    def has(self, key: str) -> bool:
        return self._catalogue.gettext(key) != key

    def fact(self, fact: Fact) -> str:
        match fact:
            case None:
                worded = "—"
            case bool():
                worded = self.say("yes" if fact else "no")
            case Money():
                worded = self.money(fact)
            case Decimal() | int():
                worded = str(format_decimal(fact, locale=self.locale))
            case datetime():
                worded = self.moment(fact)
            case date():
                worded = self.day(fact)
            case Term():
                worded = self.say(fact.key)
            case _:
                worded = fact
        return worded

    def money(self, money: Money) -> str:
        """Without a fraction where it is zero: «120 000 ₽». A code of letters stands apart from its figures: "RUB 120,000"."""
        whole = money.value == money.value.to_integral_value()
        style = self.locale.currency_formats["standard"].pattern
        pattern = style.replace("0.00", "0") if whole else style
        if get_currency_symbol(money.currency, self.locale)[-1:].isalpha():
            pattern = pattern.replace("¤#", "¤\N{NO-BREAK SPACE}#")
        worded = str(format_currency(money.value, money.currency, format=pattern, locale=self.locale, currency_digits=False))
        return _CODE_BY_FIGURE.sub("\u00a0", worded)

    def day(self, day: date) -> str:
        return self._date(day, _DAY[self.language])

    def day_of_month(self, day: date) -> str:
        """«25 дек.», for lines where the day of the week would be too much."""
        return self._date(day, _DAY_OF_MONTH[self.language])

    def clock(self, moment: time) -> str:
        return str(format_time(moment, "HH:mm", locale=self.locale))

    def moment(self, moment: datetime) -> str:
        local = moment.astimezone(self.zone)
        return f"{self.day(local.date())}, {local:%H:%M}"

    def _date(self, day: date, pattern: str) -> str:
        this_year = self._now is None or self._now.astimezone(self.zone).year == day.year
        return str(format_date(day, pattern if this_year else f"{pattern}{_YEAR[self.language]}", locale=self.locale))


_CODE_BY_FIGURE = re.compile(r"(?<=[A-Z])(?=\d)")
"""«RUB 720,000»: Unicode parts a code from its figure, which babel leaves to us."""
_DAY_OF_MONTH = {"ru": "d MMM", "en": "MMM d"}
_YEAR = {"ru": " y", "en": ", y"}
_DAY = {"ru": "EE, d MMM", "en": "EE, MMM d"}


@lru_cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


def _read_catalogue(language: str) -> gettext.GNUTranslations:
    """The .po files, one a room, are the source; compiled in memory in a few milliseconds, so no binary can grow stale."""
    whole = Catalog(locale=language)
    for source in sorted(resources.files(__package__).joinpath(language).iterdir(), key=lambda file: file.name):
        if source.name.endswith(".po"):
            for message in read_po(io.BytesIO(source.read_bytes()), locale=language):
                if message.id and whole.get(message.id if isinstance(message.id, str) else message.id[0]):
                    raise ValueError(f"{language}/{source.name}: {message.id!r} is there already")
                whole[message.id] = message
    compiled = io.BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
