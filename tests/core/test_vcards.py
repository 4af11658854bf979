"""Address books of every maker: read card by card, nothing lost, nothing thrown."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.crm.vcards import decode, read_vcards
from core.errors import Refusal


def card(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VCARD", *lines, "END:VCARD"])


def test_version_2_1_with_quoted_printable_over_two_lines() -> None:
    text = card(
        "VERSION:2.1",
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=9F=D0=B5=D1=82=D1=80=D0=BE=D0=B2;=D0=98=D0=",
        "=B2=D0=B0=D0=BD",
        "TEL;CELL;VOICE:8 916 123-45-67",
        "NOTE:one, two, three",
        "PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD/",
        " 2wBDAAgGBgcG",
        "",
    )
    (read,) = read_vcards(text, "RU")
    assert read.new is not None
    assert (read.new.first_name, read.new.last_name) == ("Иван", "Петров")
    assert read.new.phones == ("+79161234567",)
    assert read.note == "one, two, three"


def test_version_2_1_in_the_windows_code_page() -> None:
    text = card("VERSION:2.1", "N;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:=CF=E5=F2=F0=EE=E2;=C8=E2=E0=ED")
    (read,) = read_vcards(text, "RU")
    assert read.new is not None
    assert read.new.last_name == "Петров"


def test_version_3_0_with_groups_escapes_and_folding() -> None:
    text = card(
        "VERSION:3.0",
        "item1.TEL;type=pref:+44 20 7946 0958",
        "item1.X-ABLabel:work",
        r"N:O\;Smith;Jane;Mary\, Ann;;",
        r"ORG:Acme\; Inc;Sales",
        "TITLE:Head of",
        "  sales",
        "EMAIL;TYPE=INTERNET:Jane@Acme.com",
        r"NOTE:first\nsecond\, third",
    )
    (read,) = read_vcards(text, "RU")
    assert read.new is not None
    assert (read.new.first_name, read.new.middle_name, read.new.last_name) == ("Jane", "Mary, Ann", "O;Smith")
    assert (read.company, read.new.job_title) == ("Acme; Inc", "Head of sales")
    assert read.new.emails == ("jane@acme.com",)
    assert read.note == "first\nsecond, third"


def test_version_4_0_with_uris() -> None:
    text = card(
        "VERSION:4.0", "FN:Jane Smith", 'TEL;VALUE=uri;TYPE="voice,home":tel:+44-20-7946-0958;ext=12', "EMAIL:mailto:j@x.co"
    )
    (read,) = read_vcards(text, "RU")
    assert read.new is not None
    assert (read.new.first_name, read.new.last_name) == ("Jane", "Smith")
    assert (read.new.phones, read.new.emails) == (("+442079460958",), ("j@x.co",))


def test_what_is_no_phone_or_email_is_kept_as_a_note() -> None:
    (read,) = read_vcards(card("FN:X", "TEL:01", "EMAIL:nope"), "RU")
    assert read.new is not None
    assert not read.new.phones
    assert read.note == "01\nnope"


def test_a_card_without_a_name_is_called_by_its_company_or_phone() -> None:
    text = "\n".join([card("ORG:Acme"), card("TEL:+79161234567"), card("VERSION:3.0")])
    company, phone, nobody = read_vcards(text, "RU")
    assert company.new is not None
    assert company.new.first_name == "Acme"
    assert phone.new is not None
    assert phone.new.first_name == "+79161234567"
    assert nobody.broken == "contact.nameless"


def test_a_broken_card_spoils_no_other() -> None:
    text = "\n".join(
        [
            card("FN:One"),
            "BEGIN:VCARD\nFN:Unfinished",
            card("FN:Two"),
            card("N;ENCODING=BASE64:!", "FN;CHARSET=nonsense;ENCODING=QUOTED-PRINTABLE:=41"),
            "garbage between",
            card("FN:Three"),
        ]
    )
    read = read_vcards(text, "RU")
    assert [one.new.first_name if one.new else one.broken for one in read] == [
        "One",
        "vcard.unfinished",
        "Two",
        "vcard.unreadable",
        "Three",
    ]
    assert [one.number for one in read] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("text", ["", "hello", "BEGIN:VCALENDAR\nEND:VCALENDAR"])
def test_no_card_at_all(text: str) -> None:
    with pytest.raises(Refusal, match=r"vcard\.none"):
        read_vcards(text, "RU")


def test_too_many() -> None:
    with pytest.raises(Refusal, match=r"vcard\.many"):
        read_vcards("\n".join([card("FN:X")] * 1001), "RU")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_bytes_of_every_encoding(encoding: str) -> None:
    assert decode("FN:Иван".encode(encoding)) == "FN:Иван"


NAMES = st.sampled_from(["N", "FN", "TEL", "EMAIL", "ORG", "NOTE", "ADR", "TITLE"])
PARAMETERS = st.sampled_from(["", ";ENCODING=QUOTED-PRINTABLE", ";ENCODING=B", ";CHARSET=utf-7", ';X="a:b"'])
LINES = st.one_of(st.text(max_size=60), st.builds("{}{}:{}".format, NAMES, PARAMETERS, st.text(max_size=60)))


@given(st.lists(LINES, max_size=12))
def test_any_lines_are_read_or_named(lines: list[str]) -> None:
    for read in read_vcards(card(*lines), "RU"):
        assert (read.new is None) == (read.broken is not None)


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    with contextlib.suppress(Refusal):
        read_vcards(decode(data), "RU")
