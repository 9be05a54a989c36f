"""The language of letters, when to try again, how texts become HTML. No database."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honglam.notices.contracts import FormatUnknown, Kind, PlaceholderUnknown, TextNotUnderstood
from honglam.notices.rules import language
from honglam.notices.rules.retry import DELAYS, next_attempt
from honglam.notices.rules.writing import as_html, masked, one_line

FIELDS = {"code": Kind.TEXT, "due_at": Kind.DATETIME, "items": Kind.LIST, "fee": Kind.MONEY}


def render(text: str, **values: Any) -> str:
    return language.render(text, values, lambda value, form: f"{form}<{value}>" if form else str(value))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hồ sơ {code}.", "Hồ sơ H27.7."),
        ("{code}{code}", "H27.7H27.7"),
        ("Hẹn {due_at:datetime}", "Hẹn datetime<16:30>"),
        ("A[ lý do {reason}]B", "AB"),
        ("A[ mã {code}]B", "A mã H27.7B"),
        ("A[ mã {code}, {reason}]B", "AB"),
        ("[chỉ chữ]", "chỉ chữ"),
        ("{{code}} [[x]]", "{code} [x]"),
        ("", ""),
    ],
)
def test_fields_are_inserted_and_empty_parts_vanish(text: str, expected: str) -> None:
    assert render(text, code="H27.7", due_at="16:30", reason="") == expected


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "}",
        "{Code}",
        "{code.x}",
        "{code!r}",
        "{0}",
        "{code[0]}",
        "{ code }",
        "{code:%d}",
        "[a[b]]",
        "[",
        "a]",
        "{}",
    ],
)
def test_whatever_is_not_the_language_is_refused(text: str) -> None:
    with pytest.raises(TextNotUnderstood):
        language.check(text, FIELDS)


def test_a_value_is_never_read_as_language() -> None:
    assert render("Lý do: {reason}", reason="{code} [x] {{") == "Lý do: {code} [x] {{"


@given(st.text(), st.text())
def test_no_text_and_no_value_can_do_harm(text: str, value: str) -> None:
    try:
        made = language.render(text, {"code": value}, lambda given, _form: str(given))
    except (TextNotUnderstood, KeyError):
        return
    assert "__class__" not in made or "__class__" in text + value


def test_a_text_may_only_ask_for_the_fields_of_its_letter() -> None:
    language.check("{code} {due_at} {due_at:date} {due_at:time} {items:list} {fee:money}", FIELDS)
    with pytest.raises(PlaceholderUnknown) as refusal:
        language.check("{codde}", FIELDS)
    assert refusal.value.params == {"name": "codde", "known": "code, due_at, fee, items"}
    for wrong in ("{code:date}", "{items:money}", "{due_at:list}", "{code:shout}"):
        with pytest.raises(FormatUnknown):
            language.check(wrong, FIELDS)


def test_attempts_go_on_for_two_days_and_then_end() -> None:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    waits = [next_attempt(attempts=count, at=at) for count in range(1, len(DELAYS) + 1)]
    assert waits[:3] == [at + timedelta(minutes=1), at + timedelta(minutes=5), at + timedelta(minutes=15)]
    assert sorted(waits) == waits  # type: ignore[type-var]
    assert sum(DELAYS, timedelta()) > timedelta(days=1, hours=22)
    assert next_attempt(attempts=len(DELAYS) + 1, at=at) is None


def test_html_is_simple_and_escapes_everything() -> None:
    html = as_html(
        "Kính gửi <b>An</b>,\nđây.\n\n- một\n- hai\n\nXem https://a.vn/x?a=1&b=2.", title="A & B", language="vi"
    )
    assert '<html lang="vi">' in html
    assert "<title>A &amp; B</title>" in html
    assert "<p>Kính gửi &lt;b&gt;An&lt;/b&gt;,<br>đây.</p>" in html
    assert "<ul><li>một</li><li>hai</li></ul>" in html
    assert '<a href="https://a.vn/x?a=1&amp;b=2">https://a.vn/x?a=1&amp;b=2</a>.</p>' in html
    assert "style" not in html
    assert "<img" not in html


def test_a_subject_cannot_smuggle_a_header() -> None:
    assert one_line("Hồ sơ\r\nBcc: x@y.vn") == "Hồ sơ Bcc: x@y.vn"


@pytest.mark.parametrize(
    ("address", "shown"),
    [("nguyen.an@example.vn", "ng•••@example.vn"), ("0912345678", "•••••••678"), ("", ""), ("a@b.vn", "a•••@b.vn")],
)
def test_an_address_is_masked(address: str, shown: str) -> None:
    assert masked(address) == shown
