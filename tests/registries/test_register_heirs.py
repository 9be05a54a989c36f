"""Records of an agency that ends go on with its one successor; nobody enters new ones for it."""

from collections.abc import Sequence
from datetime import date

import pytest

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyData, AgencyKind, Level, SuccessionData, SuccessionKind
from honglam.kernel import measures
from honglam.kernel.models import AuditEntry
from honglam.kernel.relay import drain
from honglam.kernel.values import SYSTEM
from honglam.registries.contracts import AgencyIsOver, ImportRow
from honglam.registries.models import RegisterRecord, RegisterVersion
from honglam.registries.queries.registers import definitions
from honglam.registries.queries.registers.comparing import compare
from honglam.registries.services.registers import keeping
from tests.dossiers.scene import MORNING, Scene, vn
from tests.registries.test_registers import CODE, MONTH, TYPED, held, made, seen

OLD, HEIR = "SO-BON", "SO-MAU"
LAST = date(2026, 11, 15)
AFTER = vn("2026-11-17 09:00")
LARGE = "registers.classes_large"


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
