"""Markup to entities, in UTF-16 units, with Telegram's own complaints."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from simulator.telegram.errors import ApiError
from simulator.telegram.text.entities import Entity, settle, utf16_length
from simulator.telegram.text.formatting import format_text

STYLES = {"b": "bold", "i": "italic", "u": "underline", "s": "strikethrough"}
# what no automatic entity, no control character and no trimming can grow out of
WORDS = st.text(alphabet="абвгд жзиABCDEF😀👍🏽é𝔘", min_size=1, max_size=12)


def said(source: str, mode: str = "", **how: object) -> list[tuple[str, str]]:
    text, entities = format_text(source, mode, **how)  # type: ignore[arg-type]  # the values are the test's own
    return [(entity.type, covered(text, entity)) for entity in entities]


def covered(text: str, entity: Entity) -> str:
    return text.encode("utf-16-le")[entity.offset * 2 : entity.end * 2].decode("utf-16-le")


@pytest.mark.parametrize(
    ("source", "mode", "expected"),
    [
        ("<b>жир</b>", "HTML", [("bold", "жир")]),
        ("😀<i>😀x</i>", "html", [("italic", "😀x")]),
        ("<b>a <i>b</i> c</b>", "HTML", [("bold", "a "), ("bold", "b c"), ("italic", "b")]),
        ("<b>a</b><b>b</b>", "HTML", [("bold", "ab")]),
        ("<code>x</code> <pre>y</pre>", "HTML", [("code", "x"), ("pre", "y")]),
        ("<code><b>x</b></code>", "HTML", [("code", "x")]),
        ("<blockquote expandable>q</blockquote>", "HTML", [("expandable_blockquote", "q")]),
        ("<span class=\"tg-spoiler\">s</span>", "HTML", [("spoiler", "s")]),
        ("&lt;b&gt; &amp; &quot;&#33;&#x41;", "HTML", []),
        ("<b>  </b> x", "HTML", [("bold", "  ")]),
        ("*b* _i_ __u__ ~s~ ||p|| `c`", "MarkdownV2",
         [("bold", "b"), ("italic", "i"), ("underline", "u"), ("strikethrough", "s"), ("spoiler", "p"), ("code", "c")]),
        ("*a _b_*", "MarkdownV2", [("bold", "a "), ("bold", "b"), ("italic", "b")]),
        ("\\*no\\*", "MarkdownV2", []),
        (">one\n>two\nthree", "MarkdownV2", [("blockquote", "one\ntwo\n")]),
        ("*b* _i_ `c` [l](http://a.bc)", "Markdown",
         [("bold", "b"), ("italic", "i"), ("code", "c"), ("text_link", "l")]),
    ],
)  # fmt: skip
def test_markup_becomes_entities(source: str, mode: str, expected: list[tuple[str, str]]) -> None:
    assert said(source, mode) == expected


def test_references_are_decoded() -> None:
    assert format_text("&lt;b&gt; &amp; &quot;&#33;&#x41; &nbsp;", "HTML")[0] == '<b> & "!A &nbsp;'


def test_code_keeps_its_language() -> None:
    for source, mode in (
        ('<pre><code class="language-python">x</code></pre>', "HTML"),
        ("```python\nx```", "MarkdownV2"),
    ):
        _, entities = format_text(source, mode)
        assert [entity.shape() for entity in entities] == [{"type": "pre", "offset": 0, "length": 1, "language": "python"}]


@pytest.mark.parametrize(
    ("source", "mode", "words"),
    [
        ("<b>x", "HTML", 'Can\'t find end tag corresponding to start tag "b"'),
        ("я <x>", "HTML", 'Unsupported start tag "x" at byte offset 3'),
        ("x</b>", "HTML", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", "HTML", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b", "HTML", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "HTML", "Unclosed end tag at byte offset 4"),
        ('<a href="x>y</a>', "HTML", "Unclosed start tag at byte offset 0"),
        ("<a =x>y</a>", "HTML", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>x</span>", "HTML", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("1.5", "MarkdownV2", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a-b", "MarkdownV2", "Character '-' is reserved and must be escaped with the preceding '\\'"),
        ("*я", "MarkdownV2", "Can't find end of Bold entity at byte offset 0"),
        ("я [x](http://a", "MarkdownV2", "Can't find end of a URL at byte offset 7"),
        ("я _x", "Markdown", "Can't find end of the entity starting at byte offset 3"),
    ],
)
def test_broken_markup_is_refused_in_telegrams_words(source: str, mode: str, words: str) -> None:
    with pytest.raises(ApiError) as refusal:
        format_text(source, mode)
    assert refusal.value.description == f"Bad Request: can't parse entities: {words}"


def test_unknown_mode_is_refused() -> None:
    with pytest.raises(ApiError, match="Bad Request: unsupported parse_mode"):
        format_text("x", "BBCode")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("зайди на t.me/abc.", [("url", "t.me/abc")]),
        ("https://example.com/a?b=c).", [("url", "https://example.com/a?b=c")]),
        ("пиши на ivan@romashka.ru!", [("email", "ivan@romashka.ru")]),
        ("+7 916 123-45-67", [("phone_number", "+7 916 123-45-67")]),
        ("/start /help@voronka_bot a/b", [("bot_command", "/start"), ("bot_command", "/help@voronka_bot")]),
        ("@olga_s привет", [("mention", "@olga_s")]),
        ("#окна #123 $USD", [("hashtag", "#окна"), ("cashtag", "$USD")]),
        ("конец предложения.Начало", []),
        ("3 окна на 120к, завтра в 15.30", []),
        ("😀 @olga_s", [("mention", "@olga_s")]),
    ],
)
def test_telegram_finds_these_by_itself(source: str, expected: list[tuple[str, str]]) -> None:
    assert said(source) == expected


def test_links_say_what_they_open() -> None:
    text, entities = format_text('<a href="example.com">x</a> <a href="tg://user?id=42">o</a> <a href="no">n</a>', "HTML")
    assert text == "x o n"
    assert [entity.extra for entity in entities] == [{"url": "http://example.com/"}, {"user": {"id": 42}}]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("  \n привет \n ", "привет"),
        ("a\tb\x00c", "a b c"),
        ("a\r\nb", "a\nb"),
        ("a\u202eb", "ab"),
        (" \u200b\ufeff ", ""),
        ("\u2800", ""),
        ("", ""),
    ],
)
def test_text_is_cleaned_and_trimmed(source: str, text: str) -> None:
    assert format_text(source)[0] == text


def test_entities_follow_the_trimming() -> None:
    assert said("  <b>x</b>  ", "HTML") == [("bold", "x")]
    assert said("<b>  x  </b>", "HTML") == [("bold", "  x")]
    assert said("ab\r\ncd", entities=[{"type": "bold", "offset": 4, "length": 2}]) == [("bold", "cd")]


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        ({"type": "bold", "offset": 9, "length": 1}, "entity begins after the end of the text at UTF-16 offset 9"),
        ({"type": "bold", "offset": 0, "length": 9},
         "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 9"),
        ({"type": "bold", "offset": 1, "length": 1}, "entity begins in a middle of a UTF-16 symbol at byte offset 4"),
        ({"type": "bold", "offset": 0, "length": 1},
         "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 4"),
        ({"type": "bold", "offset": 0}, "can't parse MessageEntity: Can't find field \"length\""),
        ({"type": "loud", "offset": 0, "length": 2}, "can't parse MessageEntity: Unsupported type specified"),
    ],
)  # fmt: skip
def test_wrong_entities_are_refused(entity: dict[str, object], words: str) -> None:
    with pytest.raises(ApiError) as refusal:
        format_text("😀", "", [entity])
    assert refusal.value.description == f"Bad Request: {words}"


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> list[object]:
    """Text with nested styles: strings, and pairs of a tag and what it holds."""
    if depth == 0:
        return [draw(WORDS)]
    parts = draw(st.lists(st.one_of(WORDS, st.tuples(st.sampled_from(sorted(STYLES)), trees(depth - 1))), min_size=1, max_size=3))
    return list(parts)


def as_html(tree: list[object]) -> str:
    return "".join(
        html.escape(part) if isinstance(part, str) else f"<{part[0]}>{as_html(part[1])}</{part[0]}>"  # type: ignore[index]
        for part in tree
    )


def as_styles(tree: list[object], styles: frozenset[str] = frozenset()) -> list[tuple[str, frozenset[str]]]:
    """Character by character: which styles it must have."""
    marked: list[tuple[str, frozenset[str]]] = []
    for part in tree:
        if isinstance(part, str):
            marked += [(char, styles) for char in part]
        else:
            marked += as_styles(part[1], styles | {STYLES[part[0]]})  # type: ignore[index]
    return marked


@given(trees())
def test_every_character_gets_the_styles_it_was_given(tree: list[object]) -> None:
    text, entities = format_text(as_html(tree), "HTML")
    wanted = as_styles(tree)
    whole = "".join(char for char, _ in wanted)
    start = _position(whole, text)
    got: list[tuple[str, frozenset[str]]] = []
    unit = 0
    for char in text:
        got.append((char, frozenset(e.type for e in entities if e.offset <= unit < e.end)))
        unit += utf16_length(char)
    assert got == wanted[start : start + len(text)]


def _position(whole: str, text: str) -> int:
    """Where the trimmed text begins in what was written."""
    leading = len(whole) - len(whole.lstrip())
    return next((cut for cut in range(leading + 1) if whole[cut:].rstrip() == text), 0)


SPANS = st.builds(
    Entity,
    st.sampled_from([*STYLES.values(), "code", "text_link", "blockquote", "custom_emoji"]),
    st.integers(0, 30),
    st.integers(0, 12),
)


@given(st.lists(SPANS, max_size=8))
def test_settled_entities_never_cross_and_stay_settled(given_entities: list[Entity]) -> None:
    settled = settle(given_entities)
    for index, one in enumerate(settled):
        assert one.length > 0
        for other in settled[index + 1 :]:
            inside = one.offset <= other.offset and other.end <= one.end
            around = other.offset <= one.offset and one.end <= other.end
            assert inside or around or one.end <= other.offset
    assert settle(settled) == settled


@given(st.text(max_size=60))
def test_escaped_text_is_what_was_meant(source: str) -> None:
    plain = format_text(source)
    assert format_text(html.escape(source, quote=False), "HTML") == plain
    escaped = re.sub(r"([_*\[\]()~`>#+\-=|{}.!\\])", r"\\\1", source)
    assert format_text(escaped, "MarkdownV2") == plain


@given(st.text(alphabet="<>/b i=\"'&;a#*_`[]()~|>!\\\n😀я", max_size=40), st.sampled_from(["HTML", "MarkdownV2", "Markdown"]))
def test_any_source_is_parsed_or_refused(source: str, mode: str) -> None:
    try:
        text, entities = format_text(source, mode)
    except ApiError:
        event("refused")
    else:
        assert all(e.offset >= 0 and e.end <= utf16_length(text) for e in entities)
