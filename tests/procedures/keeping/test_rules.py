"""The editor's pure part: what is shown and sent back is what was there; rows move; versions compare; turns follow."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from honglam.kernel.values import DomainError, text_noop
from honglam.pack.reading import plain, read_yaml
from honglam.procedures.contracts import (
    Act,
    BaseOvertaken,
    BaseWithdrawn,
    DecisionAfterward,
    DraftState,
    NumberMissing,
    StartsInThePast,
    VersionStandsThen,
    WrongDraftState,
)
from honglam.procedures.contracts.shapes import ProcedureShape, stored
from honglam.procedures.rules.faults import Fault
from honglam.procedures.rules.keeping.comparing import differences
from honglam.procedures.rules.keeping.lifecycle import TURNS, Standing, after, check_decision, handover
from honglam.procedures.rules.keeping.moving import moved
from honglam.procedures.rules.keeping.outline import find
from honglam.procedures.rules.keeping.reading import MOST_ROWS, read_parts
from honglam.procedures.rules.keeping.sheets import CHANNELS, FEES, GENERAL, PAPERS, PROCESS, SHEETS, sheet_of
from honglam.procedures.rules.keeping.showing import shown
from tests.procedures.keeping.browsers import sent_by

PACKS = Path(__file__).resolve().parents[3] / "packs"
FILES = sorted(PACKS.glob("*/procedures/*/*.yaml"))


def contents(file: Path) -> list[dict[str, Any]]:
    """What each version of a file says, as it is stored."""
    shape = msgspec.convert(plain(read_yaml(file.read_text(encoding="utf-8"))), ProcedureShape, strict=False)
    return [json.loads(json.dumps(stored(version))) for version in shape.versions]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parts[-4]}-{file.stem}")
def test_what_is_shown_and_sent_back_is_what_was_there(file: Path) -> None:
    for content in contents(file):
        for sheet in SHEETS:
            sheet_shown = shown(sheet.parts, content, [], str)
            assert read_parts(sheet.parts, content, sent_by(sheet_shown.parts)) == content, sheet.slug


def test_a_sheet_changes_only_what_it_shows() -> None:
    content = {"fees": [{"code": "LP"}], "channels": [{"channel": "online", "duration": "3wd"}]}
    done = read_parts(
        CHANNELS.parts,
        content,
        {"_count.channels": ["1"], "channels.0.duration": ["2"], "channels.0.duration_unit": ["wh"]},
    )
    assert done == {"fees": [{"code": "LP"}], "channels": [{"channel": "online", "duration": "2wh"}]}


@pytest.mark.parametrize(
    ("name", "text", "stored_as"),
    [
        ("fees.0.amount", "1.215.000", 1215000),
        ("fees.0.amount", "1 215 000 đ", 1215000),
        ("fees.0.amount", "tám nghìn", "tám nghìn"),
        ("fees.0.amount", "", None),
        ("fees.0.source.date", "22/11/2026", "2026-11-22"),
        ("fees.0.source.date", "31/02/2026", "31/02/2026"),
        ("fees.0.name", "  Lệ phí\0 ", "Lệ phí"),
    ],
)
def test_what_cannot_be_understood_is_kept_as_typed(name: str, text: str, stored_as: Any) -> None:
    content = read_parts(FEES.parts, {"fees": [{"code": "LP"}]}, {"_count.fees": ["1"], name: [text]})
    value: Any = content["fees"][0]
    for step in name.split(".")[2:]:
        value = value.get(step) if isinstance(value, dict) else None
    assert value == stored_as


def test_a_count_that_nobody_could_have_typed_is_cut_short() -> None:
    content = read_parts(FEES.parts, {}, {"_count.fees": ["999999"]})
    assert len(content["fees"]) == MOST_ROWS
    for count in ("-1", "²", "٣", "9" * 5000):
        assert read_parts(FEES.parts, {"fees": [{"code": "A"}]}, {"_count.fees": [count]}) == {"fees": [{"code": "A"}]}


@pytest.mark.parametrize(
    ("sent", "held"),
    [
        ({"competent.agency": ["A"], "competent.agency_text": ["A"]}, "A"),
        ({"competent.agency": ["A"], "competent.agency_text": ["Sở Mẫu (A)"]}, "A"),
        ({"competent.agency": ["B"], "competent.agency_text": ["Sở Hai (B)"]}, "B"),
        ({"competent.agency": ["A"], "competent.agency_text": ["B"]}, "B"),
        ({"competent.agency": ["A"], "competent.agency_text": [""]}, None),
        ({"competent.agency": [""], "competent.agency_text": ["Sở Hai (B)"]}, "B"),
        ({"competent.agency": ["B"]}, "B"),
    ],
)
def test_an_agency_is_changed_by_its_text_without_scripts(sent: dict[str, list[str]], held: str | None) -> None:
    done = read_parts(GENERAL.parts, {"competent": {"agency": "A"}}, sent)
    assert done == ({"competent": {"agency": held}} if held else {})


@pytest.mark.parametrize(
    ("command", "codes"),
    [
        ("up:fees.1", "BAC"),
        ("up:fees.0", "ABC"),
        ("down:fees.1", "ACB"),
        ("down:fees.2", "ABC"),
        ("remove:fees.1", "AC"),
        ("copy:fees.0", "AABC"),
        ("remove:fees.7", "ABC"),
        ("remove:fees", "ABC"),
        ("drop:fees.0", "ABC"),
        ("up:fees.0.name", "ABC"),
        ("add:__class__", "ABC"),
        ("remove:fees." + "9" * 5000, "ABC"),
        ("add:fees.².exemptions", "ABC"),
    ],
)
def test_rows_move(command: str, codes: str) -> None:
    content = {"fees": [{"code": letter} for letter in "ABC"]}
    assert "".join(fee["code"] for fee in moved(FEES.parts, content, command)["fees"]) == codes


def test_rows_are_added_where_there_are_none_and_inside_others() -> None:
    content = moved(FEES.parts, {}, "add:fees")
    assert content["fees"] == [{"kind": "fee", "collect": "on_receipt"}]
    content = moved(FEES.parts, content, "add:fees.0.exemptions")
    assert content["fees"][0]["exemptions"] == [{"percent": 100}]
    content = moved(PROCESS.parts, moved(PROCESS.parts, {}, "add:process.steps"), "add:process.steps.0.next")
    assert content["process"]["steps"][0]["next"] == [{}]
    content = moved(PROCESS.parts, content, "remove:process.steps.0.next.0")
    assert "next" not in content["process"]["steps"][0]


def test_a_fault_stands_at_the_smallest_place_that_shows_it() -> None:
    content = {"fees": [{"code": "A", "exemptions": [{"name": "x", "percent": 300}]}], "channels": []}
    message = text_noop("Add at least one.")
    paths = ["fees[0].exemptions[0].percent", "fees[0]", "fees", "fees[0].source.nothing", "elsewhere"]
    made = shown(FEES.parts, content, [Fault(path=path, code="x", message=message) for path in paths], str)
    assert {name for name, _ in made.errors} == {"fees.0.exemptions.0.percent", "fees.0", "fees", ""}
    assert sheet_of("fees[0]") is FEES
    assert sheet_of("components[1].when") is PAPERS
    assert sheet_of("form.schema") is None


def test_versions_are_compared_in_words_and_things_by_what_names_them() -> None:
    before = {
        "applicants": ["citizen"],
        "channels": [{"channel": "online", "duration": "3wd"}],
        "fees": [{"code": "A", "name": "Phí một", "amount": 5000}, {"code": "B", "name": "Phí hai", "amount": 1}],
    }
    later = {
        "applicants": ["citizen", "enterprise"],
        "channels": [{"channel": "online", "duration": "sd"}],
        "fees": [{"code": "B", "name": "Phí hai", "amount": 1}, {"code": "A", "name": "Phí một", "amount": 8000}],
    }
    found = [(one.place, one.before, one.after) for one in differences(SHEETS, before, later, str)]
    assert found == [
        (("Who can file",), "Vietnamese citizens", "Vietnamese citizens, Enterprises"),
        (("Ways of filing", "Online", "Time limit"), "3 working days", "the same day"),
        (("Fees and charges", "Phí một", "Amount"), "5.000 đ", "8.000 đ"),
    ]


@pytest.mark.parametrize("place", ["fees.²", "fees." + "9" * 5000, "fees.-1", "fees.7"])
def test_a_place_that_is_none_holds_nothing(place: str) -> None:
    assert find({"fees": [{"code": "A"}]}, place) is None


def test_only_the_turns_of_the_table_follow() -> None:
    for state in DraftState:
        for act in Act:
            if (state, act) in TURNS:
                assert after(state, act) is TURNS[state, act]
            else:
                with pytest.raises(WrongDraftState):
                    after(state, act)


TODAY = date(2026, 11, 22)


def version(number: int, first: str, last: str = "", *, in_use: bool = False) -> Standing:
    """A published version."""
    return Standing(
        number=number,
        valid_from=date.fromisoformat(first),
        valid_to=date.fromisoformat(last) if last else None,
        in_use=in_use,
    )


@pytest.mark.parametrize(
    ("versions", "base", "first_day", "number", "replaces", "ends"),
    [
        ([], None, "2026-11-22", 1, False, ()),
        ([version(1, "2026-01-01", in_use=True)], 1, "2026-12-01", 2, False, (1,)),
        ([version(1, "2026-01-01")], 1, "2026-12-01", 2, False, (1,)),
        ([version(1, "2025-01-01", "2025-12-31"), version(2, "2026-01-01")], 2, "2026-11-22", 3, False, (2,)),
        # not begun, nothing stands on it: put right under its own number, and the one before reaches up to it
        ([version(1, "2026-01-01", "2026-12-31"), version(2, "2027-01-01")], 2, "2027-02-01", 2, True, (1,)),
    ],
)
def test_a_new_version_takes_over(
    versions: list[Standing], base: int | None, first_day: str, number: int, replaces: bool, ends: tuple[int, ...]
) -> None:
    room = handover(versions, base, date.fromisoformat(first_day), TODAY)
    eve = date.fromisoformat(first_day) - timedelta(days=1)
    assert (room.number, room.replaces, room.ends) == (number, replaces, dict.fromkeys(ends, eve))


@pytest.mark.parametrize(
    ("ended", "end"),
    [
        (None, "2027-01-31"),
        ({1: None}, "2027-01-31"),
        ({1: date(2027, 1, 15)}, "2027-01-15"),
        ({}, None),
    ],
)
def test_an_end_that_was_said_is_not_moved_when_the_next_one_comes_later(
    ended: dict[int, date | None] | None, end: str | None
) -> None:
    versions = [version(1, "2026-01-01", "2026-12-31"), version(2, "2027-01-01")]
    room = handover(versions, 2, date(2027, 2, 1), TODAY, ended=ended)
    assert room.ends == ({1: date.fromisoformat(end)} if end else {})


def test_what_stood_until_now_may_be_the_base() -> None:
    versions, gone = [version(1, "2026-01-01", "2026-10-31")], version(2, "2026-11-01")
    assert handover(versions, 2, date(2026, 12, 1), TODAY, highest=2, let_go=[gone]).number == 3


@pytest.mark.parametrize(
    ("versions", "base", "first_day", "refusal"),
    [
        ([version(1, "2026-01-01")], 1, "2026-11-21", StartsInThePast),
        ([version(1, "2026-01-01"), version(2, "2027-01-01", in_use=True)], 2, "2027-01-01", VersionStandsThen),
        ([version(1, "2026-01-01"), version(2, "2027-01-01")], 1, "2026-12-01", VersionStandsThen),
        ([version(1, "2026-11-22", in_use=False)], 1, "2026-11-22", VersionStandsThen),
        # what waits for its day does not come earlier because something had to change before
        ([version(1, "2026-01-01", "2026-12-31"), version(2, "2027-01-01")], 2, "2026-12-01", VersionStandsThen),
        # what came in since the draft was begun
        ([version(1, "2025-01-01", "2026-10-31"), version(2, "2026-11-01")], 1, "2026-12-01", BaseOvertaken),
        ([version(1, "2025-01-01")], None, "2026-12-01", BaseOvertaken),
        # what it was made from stands no longer
        ([version(1, "2025-01-01")], 2, "2026-12-01", BaseWithdrawn),
    ],
)
def test_a_new_version_pushes_nothing_aside(
    versions: list[Standing], base: int | None, first_day: str, refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        handover(versions, base, date.fromisoformat(first_day), TODAY)


@pytest.mark.parametrize(
    ("versions", "first_day", "until"),
    [
        ([version(1, "2026-01-01", "2027-06-30")], "2026-12-01", "2027-06-30"),
        ([version(1, "2026-01-01", "2027-06-30")], "2027-07-01", None),
        ([version(1, "2026-01-01")], "2026-12-01", None),
    ],
)
def test_a_change_takes_no_decided_end_back(versions: list[Standing], first_day: str, until: str | None) -> None:
    room = handover(versions, 1, date.fromisoformat(first_day), TODAY)
    assert room.until == (date.fromisoformat(until) if until else None)


def test_a_base_that_says_something_else_is_overtaken() -> None:
    standing = [replace(version(1, "2026-01-01"), digest="b")]
    first_day = date(2026, 12, 1)
    with pytest.raises(BaseOvertaken):
        handover(standing, 1, first_day, TODAY, base_digest="a")
    for known in ("b", ""):
        assert handover(standing, 1, first_day, TODAY, base_digest=known).number == 2


def test_a_number_is_given_once() -> None:
    assert handover([version(1, "2026-01-01")], 1, date(2026, 12, 1), TODAY, highest=4).number == 5


def test_a_decision_has_a_number_and_is_not_of_tomorrow() -> None:
    check_decision("12/QĐ-UBND", TODAY, TODAY)
    with pytest.raises(NumberMissing):
        check_decision("  ", TODAY, TODAY)
    with pytest.raises(DecisionAfterward):
        check_decision("12/QĐ-UBND", date(2026, 11, 23), TODAY)


def test_the_names_of_boxes_are_places_of_the_shape() -> None:
    assert {box.name for box in GENERAL.parts} >= {"name", "summary", "competent.level", "sequence", "requirements"}
