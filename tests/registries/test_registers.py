"""Registers of a pack: what may be written, versions, who keeps and reads what, and what indicators hear of it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import InternalError, ProgrammingError, transaction
from django.utils import translation

from honglam.directory.queries import memory
from honglam.indicators import api as indicators
from honglam.indicators.contracts import ScopeRef, Span
from honglam.kernel import measures
from honglam.kernel.measures import MeasureAsked
from honglam.kernel.models import AuditEntry
from honglam.kernel.values import SYSTEM, Actor, DomainError, FieldErrors
from honglam.pack import api as pack
from honglam.registries.contracts import (
    AgencyNotYours,
    ChangedMeanwhile,
    Field,
    FieldType,
    Mark,
    MoveNotOpen,
    NoSuchAgency,
    NotWhatYouSaw,
    ReasonMissing,
    RecordIsStruck,
    RecordNotFound,
    RecordsAsked,
    RegisterNotFound,
    RegisterRetired,
    Schema,
    State,
    ValueTaken,
)
from honglam.registries.models import RegisterRecord, RegisterVersion
from honglam.registries.queries.registers import definitions, records
from honglam.registries.rules.registers.standing import due_on, marks, move_of
from honglam.registries.rules.registers.values import as_typed, is_readable, read_value, read_values
from honglam.registries.services.registers import keeping
from honglam.registries.services.registers.defining import put_register, retire_registers
from tests.dossiers.scene import MORNING, Scene, vn
from tests.pack.folders import UNITS_AND_AGENCIES, keep_sections, only_sections

CODE = "classes"
WHOLE = {"title": "A", "topic": "service", "held_on": "2026-11-10", "learners": "1"}
TYPED = {"title": "Lớp A", "topic": "service", "held_on": "10/11/2026", "learners": "45"}


def field(kind: str, **more: Any) -> Field:
    return Field(code="x", name="Trường", type=FieldType(kind), **more)


def find(text: str) -> str:
    return "SO-MAU" if text in ("SO-MAU", "Sở Mẫu") else ""


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("number", "1.250", "1250"),
        ("number", "1.250.000,5", "1250000.5"),
        ("number", "0,5", "0.5"),
        ("number", "0.125", "0.125"),
        ("number", "12.5", "12.5"),
        ("number", "-3", "-3"),
        ("number", "-0,5", "-0.5"),
        ("number", "007", "7"),
        ("number", "-00,5", "-0.5"),
        ("number", "-0,0", "0"),
        ("number", "1.000", "1000"),
        ("number", "123456789012345,123456", "123456789012345.123456"),
        ("day", "9/3/2026", "2026-03-09"),
        ("day", "2026-03-09", "2026-03-09"),
        ("yes_no", "Có", "yes"),
        ("yes_no", "không", "no"),
        ("agency", "Sở Mẫu", "SO-MAU"),
        ("text", "=HYPERLINK(1)", "=HYPERLINK(1)"),
    ],
)
def test_what_people_type_is_kept_in_one_form(kind: str, typed: str, kept: str) -> None:
    assert read_value(field(kind), typed, find) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        ("number", "nhiều", "register_not_a_number"),
        ("number", "1,234.5", "register_not_a_number"),
        ("number", "1e9", "register_not_a_number"),
        ("number", "9" * 20, "register_not_a_number"),
        ("day", "31/2/2026", "register_not_a_day"),
        ("day", "1/1/1200", "register_not_a_day"),
        ("yes_no", "có lẽ", "register_not_a_choice"),
        ("agency", "Sở Khác", "register_no_such_agency"),
        ("text", "x" * 301, "register_text_too_long"),
    ],
)
def test_what_cannot_be_read_is_named(kind: str, typed: str, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        read_value(field(kind), typed, find)
    assert (refused.value.code, refused.value.field) == (code, "x")


@pytest.mark.parametrize(
    ("typed", "fits"), [("0", True), ("100", True), ("-1", False), ("-0,5", False), ("100,000001", False)]
)
def test_bounds_are_inclusive(typed: str, fits: bool) -> None:
    one = field("number", least=0, most=100)
    if fits:
        read_value(one, typed, find)
    else:
        with pytest.raises(DomainError, match="from"):
            read_value(one, typed, find)


@pytest.mark.parametrize(
    ("kind", "kept", "fits"),
    [
        ("number", "1250.5", True),
        ("number", "1.250", False),
        ("number", "nhiều", False),
        ("day", "2026-03-09", True),
        ("day", "9/3/2026", False),
        ("yes_no", "yes", True),
        ("yes_no", "Có", False),
        ("choice", "a", False),
        ("agency", "SO-MAU", True),
        ("agency", "Sở Mẫu", False),
        ("text", "x" * 400, True),
    ],
)
def test_what_another_edition_kept_is_readable_or_not(kind: str, kept: str, fits: bool) -> None:
    assert is_readable(field(kind), kept, find) is fits


def test_what_cannot_be_read_stands_as_it_is() -> None:
    for kind, kept in (("number", "nhiều"), ("day", "hôm nay"), ("yes_no", "có lẽ")):
        assert definitions.spoken(field(kind), kept) == kept
    schema = Schema(code="s", name="S", purpose="", owner="A", keepers=(), fields=(field("day"),))
    assert as_typed(schema, {"x": "hôm nay"}) == {"x": "hôm nay"}


def test_every_fault_is_told_at_once() -> None:
    fields = (field("text", required=True), Field(code="y", name="Số", type=FieldType.NUMBER))
    schema = Schema(code="s", name="S", purpose="", owner="A", keepers=(), fields=fields)
    values, faults = read_values(schema, {"y": "abc"}, find)
    assert values == {}
    assert [one.field for one in faults] == ["x", "y"]


@pytest.mark.parametrize(
    ("confirmed", "months", "last"),
    [
        (date(2026, 1, 15), 12, date(2027, 1, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
    ],
)
def test_when_a_record_must_be_confirmed_again(confirmed: date, months: int, last: date) -> None:
    assert due_on(confirmed, months) == last


@pytest.fixture
def schema(scene: Scene) -> Schema:
    return definitions.find_register(code=CODE)[1]


@pytest.mark.parametrize(
    ("values", "doubt", "state", "on", "expected"),
    [
        (WHOLE, "", "held", date(2030, 1, 1), ()),
        (WHOLE | {"learners": ""}, "", "held", date(2026, 2, 1), (Mark.INCOMPLETE,)),
        (WHOLE, "", "planned", date(2027, 1, 2), (Mark.OVERDUE,)),
        (WHOLE, "?", "planned", date(2027, 1, 1), (Mark.DOUBTED,)),
    ],
)
def test_what_is_said_of_a_records_quality(
    schema: Schema, values: dict[str, str], doubt: str, state: str, on: date, expected: tuple[Mark, ...]
) -> None:
    assert marks(schema, values, doubt=doubt, confirmed_on=date(2026, 1, 1), state=state, on=on) == expected


def test_what_is_over_need_not_be_confirmed_though_a_way_leads_back(schema: Schema) -> None:
    late = date(2030, 1, 1)
    assert [one.code for one in schema.moves if "held" in one.leaves] == ["plan_again"]
    assert marks(schema, WHOLE, doubt="", confirmed_on=date(2026, 1, 1), state="held", on=late) == ()
    dropping = replace(schema, moves=tuple(one for one in schema.moves if one.code == "hold"))
    on_its_way = replace(dropping, states=(State(code="planned", name="P"), State(code="held", name="H")))
    said = marks(on_its_way, WHOLE, doubt="", confirmed_on=date(2026, 1, 1), state="held", on=late)
    assert said == (Mark.OVERDUE,), "that nothing leaves a state does not say that it is over"


def test_a_move_leaves_only_its_states(schema: Schema) -> None:
    assert move_of(schema, "planned", "hold").enters == "held"
    with pytest.raises(MoveNotOpen):
        move_of(schema, "held", "hold")
    assert schema.state("gone") == State(code="gone", name="gone")


def made(
    scene: Scene, by: str = "department_clerk", agency: str = "SO-MAU", at: datetime = MORNING, **typed: str
) -> UUID:
    return keeping.make_record(actor=scene.actors[by], code=CODE, agency=agency, typed=TYPED | typed, at=at)


def seen(actor: Actor, **asked: Any) -> list[str]:
    page = records.list_records(actor=actor, code=CODE, asked=RecordsAsked(**asked), after=None, limit=50, at=MORNING)
    return [one.title for one in page.items]


def said_in(actor: Actor, at: datetime) -> set[Mark]:
    page = records.list_records(actor=actor, code=CODE, asked=RecordsAsked(), after=None, limit=50, at=at)
    return {mark for one in page.items for mark in one.marks}


def test_each_change_is_a_version_and_nothing_is_overwritten(scene: Scene) -> None:
    clerk, record = scene.actors["department_clerk"], made(scene)
    later = MORNING + timedelta(hours=1)
    change = {"code": CODE, "record_id": record, "reason": "Đếm lại", "at": later}
    assert keeping.change_record(actor=clerk, version=1, typed=TYPED | {"learners": "50"}, **change)
    assert not keeping.change_record(actor=clerk, version=2, typed=TYPED | {"learners": "50"}, **change)
    keeping.move_record(actor=clerk, code=CODE, record_id=record, move="hold", reason="", at=later)
    page = records.get_record(actor=clerk, code=CODE, record_id=record, at=later)
    assert [(one.number, one.act.value) for one in page.history] == [(3, "moved"), (2, "changed"), (1, "made")]
    assert [(one.old, one.new) for one in page.history[1].differences] == [("45", "50")]
    assert page.history[1].reason == "Đếm lại"
    assert page.record.state.code == "held"
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        RegisterVersion.objects.filter(record=record).update(values={})
    actions = AuditEntry.objects.filter(subject_id=str(record)).values_list("action", flat=True)
    assert sorted(actions) == ["registries.record_changed", "registries.record_made", "registries.record_moved"]


def test_two_people_at_once_lose_nothing(scene: Scene) -> None:
    record, clerk = made(scene), scene.actors["department_clerk"]
    change = {"actor": clerk, "code": CODE, "record_id": record, "reason": "", "at": MORNING}
    keeping.change_record(version=1, typed=TYPED | {"note": "Một"}, **change)
    with pytest.raises(ChangedMeanwhile):
        keeping.change_record(version=1, typed=TYPED | {"note": "Hai"}, **change)
    assert RegisterRecord.objects.get(id=record).values["note"] == "Một"


def test_what_must_be_the_only_one_is(scene: Scene) -> None:
    first = made(scene, number="L-01")
    with pytest.raises(ValueTaken):
        made(scene, number="l-01")
    strike = {"actor": scene.actors["department_head"], "code": CODE, "record_id": first, "at": MORNING}
    with pytest.raises(ReasonMissing):
        keeping.strike_record(reason=" ", **strike)
    keeping.strike_record(reason="Ghi nhầm", **strike)
    made(scene, number="L-01")
    with pytest.raises(RecordIsStruck):
        keeping.confirm_record(actor=scene.actors["department_head"], code=CODE, record_id=first, version=2, at=MORNING)
    assert seen(scene.actors["department_clerk"]) == ["Lớp A"]
    assert seen(scene.actors["department_clerk"], struck=True) == ["Lớp A"]


def test_a_move_asks_for_its_reason(scene: Scene) -> None:
    record = made(scene)
    move = {"actor": scene.actors["department_clerk"], "code": CODE, "record_id": record, "at": MORNING}
    with pytest.raises(ReasonMissing):
        keeping.move_record(move="drop", reason="", **move)
    keeping.move_record(move="drop", reason="Thiếu kinh phí", **move)
    with pytest.raises(MoveNotOpen):
        keeping.move_record(move="hold", reason="", **move)


def test_wrong_values_write_nothing(scene: Scene) -> None:
    with pytest.raises(FieldErrors) as refused:
        made(scene, title=" ", learners="6000", topic="khac")
    assert {one.field for one in refused.value.errors} == {"title", "learners", "topic"}
    assert not RegisterRecord.objects.exists()


def test_agencies_keep_their_own_and_the_owner_all(scene: Scene) -> None:
    """SO-MAU answers for the register; the commune keeps its own."""
    made(scene, by="clerk", agency="UBND-XA-99001", title="Lớp xã")
    made(scene, title="Lớp sở")
    with pytest.raises(AgencyNotYours):
        made(scene, by="clerk", agency="SO-MAU")
    with pytest.raises(NoSuchAgency):
        made(scene, by="clerk", agency="KHONG-CO")
    made(scene, agency="UBND-XA-99002", title="Lớp giúp xã")
    assert seen(scene.actors["clerk"]) == ["Lớp xã"]
    assert seen(scene.actors["department_clerk"]) == ["Lớp giúp xã", "Lớp sở", "Lớp xã"]
    assert seen(scene.actors["other_chairman"]) == ["Lớp giúp xã"]
    assert seen(scene.actors["province_chairman"]) == ["Lớp giúp xã", "Lớp sở", "Lớp xã"]


@pytest.mark.parametrize("who", ["reception", "accountant", "administrator"])
def test_other_roles_find_no_register(scene: Scene, who: str) -> None:
    record = made(scene)
    actor = scene.actors[who]
    assert [one.schema.code for one in definitions.list_registers(actor=actor)] == []
    with pytest.raises(RegisterNotFound):
        records.get_record(actor=actor, code=CODE, record_id=record, at=MORNING)
    with pytest.raises(RegisterNotFound):
        keeping.confirm_record(actor=actor, code=CODE, record_id=record, version=1, at=MORNING)


def test_a_neighbour_finds_no_record(scene: Scene) -> None:
    record = made(scene, by="clerk", agency="UBND-XA-99001")
    for verb, more in (
        (keeping.confirm_record, {"version": 1}),
        (keeping.strike_record, {"reason": "x"}),
        (keeping.doubt_record, {"reason": "x"}),
        (keeping.move_record, {"move": "hold", "reason": ""}),
    ):
        with pytest.raises(RecordNotFound):
            verb(actor=scene.actors["other_chairman"], code=CODE, record_id=record, at=MORNING, **more)  # type: ignore[operator]
    assert RegisterRecord.objects.get(id=record).version == 1


def test_a_reader_doubts_and_a_keeper_settles_it(scene: Scene) -> None:
    record = made(scene)
    auditor = scene.actors["auditor"]
    with pytest.raises(RecordNotFound):
        keeping.strike_record(actor=auditor, code=CODE, record_id=record, reason="x", at=MORNING)
    keeping.doubt_record(actor=auditor, code=CODE, record_id=record, reason="Số người dự quá cao", at=MORNING)
    assert seen(scene.actors["department_clerk"], doubted=True) == ["Lớp A"]
    confirm = {"actor": scene.actors["department_clerk"], "code": CODE, "record_id": record, "at": MORNING}
    with pytest.raises(NotWhatYouSaw):
        keeping.confirm_record(version=1, **confirm)
    assert seen(scene.actors["department_clerk"], doubted=True) == ["Lớp A"], "a doubt that nobody saw stays"
    keeping.confirm_record(version=2, **confirm)
    assert seen(scene.actors["department_clerk"], doubted=True) == []


def test_a_register_that_is_no_longer_kept_is_read_and_nothing_more(scene: Scene) -> None:
    record, clerk = made(scene), scene.actors["department_clerk"]
    keeping.doubt_record(actor=clerk, code=CODE, record_id=made(scene, learners=""), reason="?", at=MORNING)
    assert said_in(clerk, vn("2028-01-04 09:00")) == {Mark.OVERDUE, Mark.INCOMPLETE, Mark.DOUBTED}
    RegisterRecord.objects.exclude(id=record).update(title="Lớp B", sort_key="z")
    retire_registers(actor=SYSTEM, codes=[CODE], at=MORNING)
    assert said_in(clerk, vn("2028-01-04 09:00")) == {Mark.DOUBTED}, "what nobody can mend any more is not asked for"
    for who in ("department_clerk", "auditor"):
        (view,) = definitions.list_registers(actor=scene.actors[who])
        assert (view.schema.code, view.retired, view.may_keep) == (CODE, True, False)
        page = records.get_record(actor=scene.actors[who], code=CODE, record_id=record, at=MORNING)
        assert (page.may_keep, page.moves) == (False, ())
        assert seen(scene.actors[who]) == ["Lớp A", "Lớp B"]
    verbs = (
        lambda: made(scene),
        lambda: keeping.doubt_record(actor=clerk, code=CODE, record_id=record, reason="x", at=MORNING),
        lambda: keeping.move_record(actor=clerk, code=CODE, record_id=record, move="hold", reason="", at=MORNING),
    )
    for verb in verbs:
        with pytest.raises(RegisterRetired):
            verb()
    with pytest.raises(RegisterNotFound):
        seen(scene.actors["reception"])
    assert measures.find("registers.classes_held") is None
    assert RegisterRecord.objects.get(id=record).version == 1


def test_words_are_found_without_accents_and_pages_follow_the_name(scene: Scene) -> None:
    for number in range(5):
        made(scene, title=f"Lớp {number}", teacher="Đặng Thị Ơn" if number == 3 else "")
    actor = scene.actors["department_clerk"]
    assert seen(actor, words="dang on") == ["Lớp 3"]
    assert seen(actor, words="so mau 3") == ["Lớp 3"]
    assert seen(actor, state="held") == []
    first = records.list_records(actor=actor, code=CODE, asked=RecordsAsked(), after=None, limit=3, at=MORNING)
    rest = records.list_records(
        actor=actor, code=CODE, asked=RecordsAsked(), after=first.next_cursor, limit=3, at=MORNING
    )
    assert [one.title for one in (*first.items, *rest.items)] == [f"Lớp {number}" for number in range(5)]
    assert rest.next_cursor is None
    with translation.override("en"):
        made(scene, title="Lớp trực tuyến", online="yes", topic="security")
    assert seen(actor, words="an toan thong tin co") == ["Lớp trực tuyến"]


MONTH = MeasureAsked(first_on=date(2026, 11, 1), last_on=date(2026, 11, 30), at=vn("2026-12-05 09:00"))


def held(scene: Scene, at: datetime = MORNING, **typed: str) -> UUID:
    record = made(scene, at=at, **typed)
    keeping.move_record(actor=SYSTEM, code=CODE, record_id=record, move="hold", reason="", at=at)
    return record


def test_the_pack_says_what_is_counted(scene: Scene) -> None:
    held(scene, online="yes")
    held(scene, learners="1.200", held_on="30/11/2026", online="no")
    held(scene, held_on="1/12/2026", learners="7")
    made(scene, learners="20")
    gone = made(scene, learners="900")
    keeping.strike_record(actor=SYSTEM, code=CODE, record_id=gone, reason="Nhầm", at=MORNING)
    (source,) = measures.sources_of({"registers.classes_held", "registers.classes_online_share"})
    expected = {
        "registers.classes_held": 2.0,
        "registers.classes_learners": 1245.0,
        "registers.classes_online_share": 25.0,
        "registers.classes_large": 2.0,
    }
    assert source.read(asked=MONTH) == expected
    (row,) = source.read_by(asked=MONTH, dimension="agency")
    assert (row.key, dict(row.values)) == (scene.unit("SO-MAU"), expected)
    behind = source.list_behind(
        actor=scene.actors["department_clerk"], code="registers.classes_held", asked=MONTH, after=None, limit=1
    )
    assert [one.title for one in behind.items] == ["Lớp A"]
    assert behind.next_cursor
    stranger = scene.actors["other_chairman"]
    assert not source.list_behind(actor=stranger, code="registers.classes_held", asked=MONTH, after=None, limit=9).items


def test_a_past_period_counts_what_stood_then(scene: Scene) -> None:
    record = held(scene)
    keeping.strike_record(actor=SYSTEM, code=CODE, record_id=record, reason="Nhầm", at=vn("2026-12-03 09:00"))
    (source,) = measures.sources_of({"registers.classes_large"})
    assert source.read(asked=MONTH)["registers.classes_large"] == 1.0
    december = MeasureAsked(first_on=date(2026, 12, 1), last_on=date(2026, 12, 31), at=vn("2026-12-05 09:00"))
    assert source.read(asked=december)["registers.classes_large"] == 0.0


def test_a_measure_reaches_an_indicator(scene: Scene) -> None:
    held(scene)
    held(scene, learners="55")
    span = Span(first_on=date(2026, 11, 1), last_on=date(2026, 11, 30))
    scope = ScopeRef(agency_id=scene.unit("SO-MAU"))
    for code, value in (("classes_held", Decimal(2)), ("class_size", Decimal(50))):
        made_value = indicators.compute_value(
            actor=SYSTEM, indicator=code, scope=scope, span=span, at=vn("2026-12-05 09:00")
        )
        assert indicators.get_value(actor=SYSTEM, value_id=made_value).value.figure.value == value


def test_another_edition_keeps_what_the_old_one_meant(scene: Scene) -> None:
    record = made(scene, note="Ghi chú cũ")
    _, schema = definitions.find_register(code=CODE)
    content = {**definitions.find_register(code=CODE)[0].content}
    content["fields"] = [
        {**one, "name": "Nội dung lớp"} if one["code"] == "topic" else one
        for one in content["fields"]
        if one["code"] != "note"
    ]
    put_register(actor=SYSTEM, content=content, at=MORNING)
    clerk = scene.actors["department_clerk"]
    keeping.change_record(
        actor=clerk, code=CODE, record_id=record, version=1, typed=TYPED | {"topic": "security"}, reason="", at=MORNING
    )
    page = records.get_record(actor=clerk, code=CODE, record_id=record, at=MORNING)
    assert [one.name for one in page.history[0].differences] == ["Nội dung lớp"]
    assert "Nội dung" in [one.name for one in page.history[1].differences]
    assert schema.field("note") is not None


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("  - {code: dropped, name: Không mở, over: true}\n", "", "state_in_use"),
        ("leaves: [planned], enters: dropped", "leaves: [planned], enters: held", ""),
        ("number, name: Mã lớp, type: text, unique: true", "number, name: Mã lớp, type: text", ""),
        ("name: Nội dung, type: choice, ", "name: Nội dung, type: choice, unique: true, ", "unique_stands_twice"),
        ("{code: service, name: Dịch vụ công}, ", "", "value_in_use"),
        ("name: Ghi chú, type: long_text", "name: Ghi chú, type: number", "value_in_use"),
        ("least: 0, most: 5000", "least: 0, most: 10", ""),
    ],
)
def test_what_records_stand_on_is_not_taken_away(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, code: str
) -> None:
    sections = (*UNITS_AND_AGENCIES, "registers")
    keep_sections(monkeypatch, sections)
    memory.forget()
    folder = only_sections("trivial", sections, tmp_path / "trivial")
    pack.apply(path=folder, actor=SYSTEM, at=MORNING)
    made(scene, note="1.250")
    made(scene, title="Lớp B")
    RegisterRecord.objects.filter(title="Lớp A").update(state="dropped")
    file = folder / "registers/classes.yaml"
    text = file.read_text()
    assert old in text
    text = text.replace(old, new)
    if code == "state_in_use":
        text = text.replace("enters: dropped", "enters: held")
    if code == "unique_stands_twice":
        text = text.replace("number, name: Mã lớp, type: text, unique: true", "number, name: Mã lớp, type: text")
    file.write_text(text)
    assert [one.code for one in pack.plan(path=folder).errors] == ([code] if code else [])
