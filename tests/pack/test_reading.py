"""YAML as the pack means it, tables, and the line of every value."""

from datetime import date

import pytest

from honglam.pack.reading import Unreadable, decode, line_of, plain, read_csv, read_yaml


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("on", "on"),
        ("no", "no"),
        ("yes", "yes"),
        ("true", True),
        ("16:30", "16:30"),
        ("07", "07"),
        ("018073", "018073"),
        ("'18073'", "18073"),
        ("18073", 18073),
        ("-3", -3),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        ("2.50", 2.5),
        ("~", None),
        ("", None),
        ("null", None),
        ("'null'", "null"),
        ("2025-07-01", date(2025, 7, 1)),
        ("'2025-07-01'", "2025-07-01"),
        ("2025-07-01 08:00", "2025-07-01 08:00"),
        ("=", "="),
        ("12345678901234567890", "12345678901234567890"),
    ],
)
def test_scalars_are_read_as_yaml_1_2(written: str, meant: object) -> None:
    value = plain(read_yaml(f"a: {written}\n"))["a"]
    assert value == meant
    assert type(value) is type(meant)


def test_a_key_called_on_stays_a_word() -> None:
    assert plain(read_yaml("{on: 2025-07-01, no: 1}\n")) == {"on": date(2025, 7, 1), "no": 1}


def test_aliases_share_what_they_name() -> None:
    node = read_yaml("a: &x {b: [1, 2]}\nc: *x\n")
    assert plain(node) == {"a": {"b": [1, 2]}, "c": {"b": [1, 2]}}


def test_an_anchor_is_not_known_inside_itself() -> None:
    with pytest.raises(Unreadable) as refused:
        read_yaml("a: &x [*x]\n")
    assert refused.value.code == "unknown_anchor"


def test_every_place_knows_its_line() -> None:
    node = read_yaml(
        "agencies:\n  - code: A\n    posts:\n      - {code: X}\n      - code: Y\n        roles:\n          - r\n"
    )
    assert line_of(node, "agencies[0].posts[1].roles[0]") == 7
    assert line_of(node, "agencies[0].posts[0].code") == 4
    assert line_of(node, "agencies[0].posts[7].code") == 4
    assert line_of(node, "agencies[0].nothing") == 2


def test_text_is_composed_and_a_byte_order_mark_is_dropped() -> None:
    assert decode("\ufeffHo\u0300a".encode()) == "Hòa"


def test_a_cell_over_two_lines_keeps_the_line_it_starts_on() -> None:
    header, rows = read_csv('code,name\n1,"two\nlines"\n2,x\n')
    assert header == ["code", "name"]
    assert [(row.line, plain(row)) for row in rows] == [
        (2, {"code": "1", "name": "two\nlines"}),
        (4, {"code": "2", "name": "x"}),
    ]


def test_an_empty_cell_is_absent() -> None:
    assert plain(read_csv("a,b\n,2\n")[1][0]) == {"b": "2"}
