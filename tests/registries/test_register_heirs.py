"""Records of an agency that ends go on with its one successor, its past numbers do not; it gets no new ones."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyData, AgencyKind, Level, SuccessionData, SuccessionKind
from honglam.kernel import measures
from honglam.kernel.measures import MeasureAsked
from honglam.kernel.models import AuditEntry
from honglam.kernel.relay import drain
from honglam.kernel.values import SYSTEM
from honglam.registries.contracts import AgencyIsOver, AgencyIsSame, AgencyNotYet, ImportRow, RecordNotFound
from honglam.registries.models import RegisterRecord, RegisterVersion
from honglam.registries.queries.registers import definitions
from honglam.registries.queries.registers.comparing import compare
from honglam.registries.services.registers import keeping
from tests.dossiers.scene import MORNING, Scene, vn
from tests.registries.test_pages import browser_of
from tests.registries.test_registers import CODE, MONTH, TYPED, held, made, seen

OLD, HEIR = "SO-BON", "SO-MAU"
LAST = date(2026, 11, 15)
AFTER = vn("2026-11-17 09:00")
LARGE, HELD = "registers.classes_large", "registers.classes_held"


@pytest.fixture
def old(scene: Scene) -> int:
    """A department that will end."""
    data = AgencyData(
        code=OLD,
        name="Sở Bốn",
        kind=AgencyKind.DEPARTMENT,
        level=Level.PROVINCE,
        parent="UBND-MAU",
        administrative_unit="99",
        valid_from=date(2026, 1, 1),
    )
    return directory.create_agency(actor=SYSTEM, agency=data, at=MORNING).id


def end(agency_id: int, heirs: Sequence[str]) -> None:
    since = date(2026, 11, 16)
    kind = SuccessionKind.MERGE if len(heirs) == 1 else SuccessionKind.SPLIT
    ways = [SuccessionData(old=OLD, new=heir, kind=kind, since=since) for heir in heirs]
    directory.end_agency(actor=SYSTEM, agency_id=agency_id, last_day=LAST, successors=ways, at=AFTER)
    drain()


def test_open_records_go_to_the_successor_and_what_is_over_stays(scene: Scene, old: int) -> None:
    planned, over = made(scene, agency=OLD), held(scene, agency=OLD, title="Lớp đã mở")
    struck = made(scene, agency=OLD, title="Lớp nhầm")
    keeping.strike_record(actor=SYSTEM, code=CODE, record_id=struck, reason="Nhầm", at=MORNING)
    keeping.doubt_record(actor=SYSTEM, code=CODE, record_id=planned, reason="Sai ngày", at=MORNING)
    confirmed = RegisterRecord.objects.get(id=planned).confirmed_on
    end(old, [HEIR])
    row = RegisterRecord.objects.get(id=planned)
    assert (row.agency_id, row.version, row.doubt, row.confirmed_on) == (scene.unit(HEIR), 3, "Sai ngày", confirmed)
    version = RegisterVersion.objects.get(record=planned, number=3)
    assert (version.agency_id, version.act) == (scene.unit(HEIR), "changed")
    assert version.reason == "Sở Bốn không còn hoạt động; Sở Mẫu tiếp nhận công việc."
    assert {RegisterRecord.objects.get(id=one).agency_id for one in (over, struck)} == {old}
    assert seen(scene.actors["department_clerk"], words="so mau lop a") == ["Lớp A"]
    (source,) = measures.sources_of({LARGE})
    rows = {one.key: one.values[LARGE] for one in source.read_by(asked=MONTH, dimension="agency")}
    assert rows == {scene.unit(HEIR): 1.0, old: 1.0}


def test_where_several_took_over_records_stay_and_are_counted(scene: Scene, old: int) -> None:
    record = made(scene, agency=OLD)
    end(old, [HEIR, "UBND-XA-99001"])
    assert RegisterRecord.objects.get(id=record).agency_id == old
    detail = AuditEntry.objects.get(action="registries.followed").detail
    assert detail == {"moved": 0, "undecided": 1}


def test_who_answers_for_the_register_gives_such_a_record_to_one_of_them(scene: Scene, old: int) -> None:
    record = made(scene, agency=OLD)
    confirmed = RegisterRecord.objects.get(id=record).confirmed_on
    end(old, [HEIR, "UBND-XA-99001"])
    owner, path = browser_of(scene.actors["department_clerk"]), f"/can-bo/so/{CODE}/{record}/"
    assert "Chuyển mục sang cơ quan khác" in owner.get(path).content.decode()
    give = {"code": CODE, "record_id": record, "reason": "Theo phương án chia tách", "at": AFTER}
    for who in ("clerk", "auditor"):
        with pytest.raises(RecordNotFound):
            keeping.give_record(actor=scene.actors[who], agency=HEIR, **give)  # type: ignore[arg-type]
    assert "giao/" not in browser_of(scene.actors["auditor"]).get(path).content.decode()
    for typed, fault in (
        ({"_agency": HEIR, "_reason": " "}, 'id="_reason-error"'),
        ({"_agency": "", "_agency_text": "so-bon", "_reason": "x"}, "Sở Bốn không còn hoạt động"),
        ({"_reason": "x"}, 'id="_agency-error"'),
    ):
        refused = owner.post(path + "giao/", typed)
        assert refused.status_code == 422 and fault in refused.content.decode(), fault
    typed = {"_agency": "", "_agency_text": "Sở Mẫu", "_reason": "Theo phương án chia tách"}
    assert owner.post(path + "giao/", typed).status_code == 302
    row = RegisterRecord.objects.get(id=record)
    assert (row.agency_id, row.version, row.confirmed_on) == (scene.unit(HEIR), 2, confirmed)
    assert "Cơ quan của mục: <del>Sở Bốn</del> → Sở Mẫu" in owner.get(path).content.decode()
    assert AuditEntry.objects.filter(action="registries.record_changed", subject_id=str(record)).count() == 1
    with pytest.raises(AgencyIsSame):
        keeping.give_record(actor=scene.actors["department_clerk"], agency=HEIR, **give)  # type: ignore[arg-type]


def test_a_commune_gives_no_record_away(scene: Scene) -> None:
    record = made(scene, by="clerk", agency="UBND-XA-99001")
    path = f"/can-bo/so/{CODE}/{record}/"
    commune = browser_of(scene.actors["clerk"])
    assert "giao/" not in commune.get(path).content.decode()
    assert commune.post(path + "giao/", {"_agency": "VP-XA-99001", "_reason": "x"}).status_code == 404
    assert RegisterRecord.objects.get(id=record).version == 1


def test_who_takes_a_record_over_takes_no_past_month_along(scene: Scene, old: int) -> None:
    record = held(scene, agency=OLD, at=vn("2026-10-10 09:00"), held_on="10/10/2026")
    back = {"actor": SYSTEM, "code": CODE, "record_id": record}
    keeping.move_record(move="plan_again", reason="Mở tiếp", at=vn("2026-11-02 09:00"), **back)  # type: ignore[arg-type]
    end(old, [HEIR])
    keeping.move_record(move="hold", reason="", at=vn("2026-11-18 09:00"), **back)  # type: ignore[arg-type]
    assert RegisterRecord.objects.get(id=record).agency_id == scene.unit(HEIR)
    held(scene, agency=HEIR, at=vn("2026-11-18 09:00"), held_on="28/10/2026", title="Lớp ghi sau")
    asked = MeasureAsked(first_on=date(2026, 10, 1), last_on=date(2026, 10, 31), at=vn("2026-11-25 09:00"))
    (source,) = measures.sources_of({HELD})
    rows = {one.key: one.values[HELD] for one in source.read_by(asked=asked, dimension="agency")}
    assert rows == {old: 1.0, scene.unit(HEIR): 1.0}, "of what was entered later it is whoever entered it"
    mine = replace(asked, agency_ids=(old,))
    assert source.read(asked=mine)[HELD] == 1.0
    listed = source.list_behind(actor=SYSTEM, code=HELD, asked=mine, after=None, limit=9)
    assert [(one.title, one.agency) for one in listed.items] == [("Lớp A", "Sở Bốn")]
    moved = replace(asked, first_on=date(2026, 10, 1), last_on=date(2026, 11, 30))
    rows = {one.key: one.values[HELD] for one in source.read_by(asked=moved, dimension="agency")}
    assert rows == {scene.unit(HEIR): 2.0}, "a period that it ended in is the heir's"


def test_an_agency_that_has_not_begun_is_not_called_over(scene: Scene) -> None:
    data = AgencyData(
        code="SO-MOI",
        name="Sở Mới",
        kind=AgencyKind.DEPARTMENT,
        level=Level.PROVINCE,
        parent="UBND-MAU",
        administrative_unit="99",
        valid_from=date(2026, 12, 1),
    )
    directory.create_agency(actor=SYSTEM, agency=data, at=MORNING)
    with pytest.raises(AgencyNotYet) as refused:
        made(scene, agency="SO-MOI")
    assert (refused.value.field, refused.value.params["day"]) == ("_agency", "01/12/2026")
    made(scene, agency="SO-MOI", at=vn("2026-12-01 09:00"))


def test_nobody_enters_a_record_of_an_agency_that_is_over(scene: Scene, old: int) -> None:
    end(old, [HEIR])
    with pytest.raises(AgencyIsOver) as refused:
        made(scene, agency=OLD, at=AFTER)
    assert refused.value.field == "_agency"
    row = ImportRow(number=5, record="", agency=OLD, state="", typed=TYPED)
    (compared,) = compare(actor=scene.actors["department_clerk"], code=CODE, rows=[row])
    assert [words for _, words in compared.faults] == [
        "Sở Bốn không còn hoạt động. Hãy chọn cơ quan đã tiếp nhận công việc của cơ quan này."
    ]
    clerk = scene.actors["clerk"]
    listed = [code for code, _ in definitions.list_agencies(actor=clerk, code=CODE)]
    assert listed and listed[0] == "UBND-XA-99001" and OLD not in listed
