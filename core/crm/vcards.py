"""vCards of every version and maker: RFC 6350 (4.0), RFC 2426 (3.0), the vCard 2.1 of IMC (1996).

Cards are split by lines first, so that a broken one spoils no other. Only what a contact has is read.
"""

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.clean import NAME_LIMIT, TEXT_LIMIT, clean_name, clean_text
from core.crm.contacts import NewContact
from core.crm.emails import parse_email
from core.crm.oneline import named
from core.crm.phones import parse_international
from core.errors import Refusal

MOST_CARDS = 1000
MOST_KEYS = 20
"""Phones and e-mails taken from one card."""

_BEGIN = re.compile(r"^\s*(?:[\w-]+\.)?BEGIN\s*:\s*VCARD\s*$", re.IGNORECASE)
_END = re.compile(r"^\s*(?:[\w-]+\.)?END\s*:\s*VCARD\s*$", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)")
_BARE_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class CardRead:
    """One card of a file; `number` counts from 1. Either `new` or `broken`, a refusal's key. `company` is yet to be looked up,
    `note` holds what has no field of its own, unreadable phones among it."""

    number: int
    new: NewContact | None = None
    company: str | None = None
    note: str = ""
    broken: str | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    parameters: dict[str, str]
    value: str


def decode(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else the Windows code page that old Russian phones wrote."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) if encoding == "utf-8" else 0 :].decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1251", errors="replace")


def read_vcards(text: str, region: str) -> list[CardRead]:
    """Every card of a file, in its order, the broken ones named. Raises Refusal `vcard.none`, `vcard.many`."""
    cards = list(_split(text))
    if not cards:
        raise Refusal("vcard.none")
    if len(cards) > MOST_CARDS:
        raise Refusal("vcard.many", n=len(cards), most=MOST_CARDS)
    return [_read(number, lines, region) for number, lines in enumerate(cards, 1)]


def _split(text: str) -> Iterator[list[str] | None]:
    """The lines of each card; None for one that never ends."""
    card: list[str] | None = None
    for line in re.split(r"\r\n|\r|\n", text):
        if _BEGIN.match(line):
            if card is not None:
                yield None
            card = []
        elif _END.match(line) and card is not None:
            yield card
            card = None
        elif card is not None:
            card.append(line)
    if card is not None:
        yield None


def _read(number: int, lines: list[str] | None, region: str) -> CardRead:
    if lines is None:
        return CardRead(number, broken="vcard.unfinished")
    try:
        return _card(number, list(_lines(lines)), region)
    except Refusal as refusal:
        return CardRead(number, broken=refusal.key)
    except (ValueError, LookupError):  # a number, a charset or an encoding that is none
        return CardRead(number, broken="vcard.unreadable")


def _lines(raw: list[str]) -> Iterator[_Line]:
    unfolded = _unfold(raw)
    for line in unfolded:
        head, colon, value = _parted(line)
        if not colon:
            continue
        name, *parameters = head.split(";")
        read = dict(_parameter(parameter) for parameter in parameters)
        yield _Line(name.rpartition(".")[2].strip().upper(), read, value)


def _unfold(raw: list[str]) -> list[str]:
    """A line that begins with a blank goes on from the one before; so does one after a quoted-printable `=` at the end."""
    lines: list[str] = []
    soft = False
    for line in raw:
        if soft and lines:
            lines[-1] = lines[-1][:-1] + line
        elif line[:1] in {" ", "\t"} and lines:
            lines[-1] += line[1:]
        else:
            lines.append(line)
        soft = bool(lines) and lines[-1].endswith("=") and "QUOTED-PRINTABLE" in _parted(lines[-1])[0].upper()
    return lines


def _parted(line: str) -> tuple[str, str, str]:
    """At the first colon outside quotes."""
    quoted = False
    for at, char in enumerate(line):
        if char == '"':
            quoted = not quoted
        elif char == ":" and not quoted:
            return line[:at], ":", line[at + 1 :]
    return line.partition(":")


def _parameter(written: str) -> tuple[str, str]:
    """`TYPE=CELL`, and the bare `CELL` or `QUOTED-PRINTABLE` of 2.1."""
    name, equals, value = written.partition("=")
    if equals:
        return name.strip().upper(), value.strip().strip('"')
    bare = name.strip().upper()
    return ("ENCODING", bare) if bare in _BARE_ENCODINGS else (bare, "")


def _value(line: _Line) -> str:
    encoding = line.parameters.get("ENCODING", "").upper()
    charset = line.parameters.get("CHARSET") or "utf-8"
    if encoding == "QUOTED-PRINTABLE":
        return quopri.decodestring(line.value.encode("utf-8", "replace")).decode(charset, errors="replace")
    if encoding in {"BASE64", "B"}:
        try:
            return binascii.a2b_base64("".join(line.value.split())).decode(charset, errors="replace")
        except binascii.Error as error:
            raise ValueError("no base64") from error
    return line.value


def _parts(value: str) -> list[str]:
    """The components of a structured value, unescaped: `\\;` and `\\,` are letters, `;` parts."""
    return [_plain(part) for part in re.split(r"(?<!\\);", value)]


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value).strip()


def _card(number: int, lines: list[_Line], region: str) -> CardRead:
    phones: dict[str, None] = {}
    emails: dict[str, None] = {}
    notes: list[str] = []
    texts: dict[str, str] = {}
    for line in lines:
        match line.name:
            case "TEL":
                _keep_phone(_value(line), region, phones, notes)
            case "EMAIL":
                _keep_email(_plain(_value(line)), emails, notes)
            case "NOTE":
                notes.append(_plain(_value(line)))
            case "URL" | "BDAY" | "ADR":
                notes.append(", ".join(part for part in _parts(_value(line)) if part))
            case "N" | "FN" | "ORG" | "TITLE" | "NICKNAME":
                texts.setdefault(line.name, _value(line))
    new = _named(texts, phones, emails)
    company = _parts(texts.get("ORG", ""))[0]
    job = _plain(texts.get("TITLE", ""))
    return CardRead(
        number,
        new=NewContact(
            first_name=new.first_name,
            last_name=new.last_name,
            middle_name=new.middle_name,
            phones=tuple(phones)[:MOST_KEYS],
            emails=tuple(emails)[:MOST_KEYS],
            job_title=clean_name(job)[:NAME_LIMIT] if clean_text(job) else None,
        ),
        company=clean_name(company) if clean_text(company) else None,
        note=clean_text("\n".join(note for note in notes if note)[:TEXT_LIMIT]),
    )


def _named(texts: dict[str, str], phones: dict[str, None], emails: dict[str, None]) -> NewContact:
    """By its parts; else as it is formatted; else by whatever names the card."""
    family, given, middle, *_ = [*_parts(texts.get("N", "")), "", "", ""]
    if clean_text(given) or clean_text(family):
        first, last = (given, family) if clean_text(given) else (family, "")
        return NewContact(first_name=clean_name(first), last_name=_name(last), middle_name=_name(middle))
    for name in (_plain(texts.get("FN", "")), _plain(texts.get("NICKNAME", "")), _parts(texts.get("ORG", ""))[0]):
        if clean_text(name):
            return named(name)
    known = next(iter([*phones, *emails]), None)
    if known is None:
        raise Refusal("contact.nameless")
    return NewContact(first_name=known)


def _name(text: str) -> str:
    return clean_name(text) if clean_text(text) else ""


def _keep_phone(value: str, region: str, phones: dict[str, None], notes: list[str]) -> None:
    """What is no phone stays as a note: nothing is lost."""
    written = _plain(value).removeprefix("tel:").partition(";")[0]
    try:
        phones[parse_international(written, region)] = None
    except Refusal:
        notes.append(written)


def _keep_email(value: str, emails: dict[str, None], notes: list[str]) -> None:
    try:
        emails[parse_email(value.removeprefix("mailto:"))] = None
    except Refusal:
        notes.append(value)
