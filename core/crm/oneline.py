"""A contact said in one line: name, phones, e-mails and company, in any order."""

import re
from dataclasses import dataclass, replace

from core.clean import clean_name, clean_text
from core.crm.contacts import NewContact
from core.crm.emails import parse_email
from core.crm.names import split_name
from core.crm.phones import cut_phones, parse_phone
from core.errors import Refusal

EMAIL = re.compile(r"[^\s,;<>()\"]+@[^\s,;<>()\"]+")
_COMPANY = re.compile(
    r"(?:^|[\s«\"])(?:ооо|оао|зао|пао|ао|ип|нко|ano|gmbh|llc|ltd|inc|corp|co|ag|plc|bv|srl|oy|ab|sa|company|компания)(?:$|[\s.,»\"])",
    re.IGNORECASE,
)
_COMPANY_BEGINS = re.compile(r"(?<=\S)\s+(?=(?:ооо|оао|зао|пао|ао|ип|нко|компания)[\s«\"])", re.IGNORECASE)
"""Russian forms stand before the name: a company begins there, also behind a person's name without a comma."""
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_DIGITS = re.compile(r"\+?\d(?:[\s()./-]*\d){4,}")
"""Five digits or more that are no valid phone were surely meant as one."""


@dataclass(frozen=True, slots=True)
class ContactLine:
    """What a line says. `company` is a name yet to be looked up; `rest` is what has no field of its own."""

    new: NewContact
    company: str | None = None
    rest: str = ""


def read_line(text: str, region: str) -> ContactLine:
    """«Иван Петров +7 916 123-45-67, ООО Ромашка, ivan@x.ru». Raises Refusal for a bad phone or e-mail and without a name."""
    emails = tuple(dict.fromkeys(parse_email(found.strip(".")) for found in EMAIL.findall(text)))
    phones, rest = cut_phones(EMAIL.sub(", ", text), region)
    if meant := _DIGITS.search(rest):
        parse_phone(meant.group(), region)  # says what is wrong with it
        raise Refusal("phone.unreadable", text=meant.group()[:40])
    bracketed = _IN_BRACKETS.search(rest)
    rest = _COMPANY_BEGINS.sub(", ", _IN_BRACKETS.sub(" ", rest, count=1))
    parts = [part for part in (_tidy(part) for part in re.split(r"[,;\n]", rest)) if part]
    company = next((part for part in parts if _COMPANY.search(part)), bracketed.group(1) if bracketed else None)
    names = [part for part in parts if part != company]
    if not names:
        raise Refusal("contact.nameless")
    new = replace(named(names[0]), phones=phones, emails=emails)
    return ContactLine(new, company=clean_name(company) if company else None, rest=clean_text(", ".join(names[1:])))


def named(text: str) -> NewContact:
    """A contact of whom the name is known. Raises Refusal for one that is empty or too long."""
    cleaned = clean_name(text)
    if not any(char.isalnum() for char in cleaned) and not _is_emoji(cleaned):
        raise Refusal("contact.nameless")
    name = split_name(cleaned)
    return NewContact(first_name=name.first, middle_name=name.middle, last_name=name.last)


def _tidy(part: str) -> str:
    return " ".join(part.split()).strip(" -–—:.")


def _is_emoji(text: str) -> bool:
    """People do save a contact as «🐻»; a line of dashes and dots is nobody."""
    return any(ord(char) > 0x2190 for char in text)
