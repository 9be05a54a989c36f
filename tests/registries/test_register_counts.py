"""Which period a record counts in: by its day as it stands, or as all stood at the end; and a share of nothing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from honglam.directory import api as directory
from honglam.indicators import api as indicators
from honglam.indicators.contracts import Period, PeriodKind, ScopeRef, Span, Standing
from honglam.indicators.queries import scores
from honglam.indicators.queries.appraisal import filling
from honglam.indicators.queries.figures.inputs import read_measures
from honglam.indicators.queries.figures.month import Month
from honglam.kernel import measures
from honglam.kernel.measures import MeasureAsked, MeasureSource
from honglam.kernel.values import SYSTEM
from honglam.registries.services.registers import keeping
from tests.dossiers.scene import MORNING, Scene, vn
from tests.registries.test_registers import CODE, MONTH, TYPED, held, made

NEXT = vn("2026-12-02 09:00")
DECEMBER = MeasureAsked(first_on=date(2026, 12, 1), last_on=date(2026, 12, 31), at=vn("2026-12-05 09:00"))
HELD, LARGE, SHARE = "registers.classes_held", "registers.classes_large", "registers.classes_online_share"


def source() -> MeasureSource:
    return measures.sources_of({HELD})[0]


def counted(measure: str = HELD) -> tuple[float, float]:
    """In November and in December."""
    return source().read(asked=MONTH)[measure], source().read(asked=DECEMBER)[measure]


def test_what_is_entered_after_the_month_counts_in_the_month_of_its_day(scene: Scene) -> None:
    held(scene, at=NEXT, held_on="30/11/2026")
    assert counted() == (1.0, 0.0)
    (row,) = source().read_by(asked=MONTH, dimension="agency")
    assert (row.key, row.values[HELD], row.values[LARGE]) == (scene.unit("SO-MAU"), 1.0, 0.0)
    listed = source().list_behind(actor=SYSTEM, code=HELD, asked=MONTH, after=None, limit=9)
    assert [one.title for one in listed.items] == ["Lớp A"]


def test_what_is_moved_after_the_month_counts_in_the_month_of_its_day(scene: Scene) -> None:
    record = made(scene, held_on="25/11/2026")
    keeping.move_record(actor=SYSTEM, code=CODE, record_id=record, move="hold", reason="", at=NEXT)
    assert counted() == (1.0, 0.0)


def test_a_day_put_right_counts_once(scene: Scene) -> None:
    record = held(scene, held_on="28/11/2026")
    change = {"typed": TYPED | {"held_on": "3/12/2026"}, "reason": "", "at": NEXT}
    keeping.change_record(actor=SYSTEM, code=CODE, record_id=record, version=2, **change)  # type: ignore[arg-type]
    assert counted() == (0.0, 1.0)
    before = MeasureAsked(first_on=MONTH.first_on, last_on=MONTH.last_on, at=vn("2026-12-01 09:00"))
    assert source().read(asked=before)[HELD] == 1.0, "asked before, it said so"


def test_without_a_day_what_stood_at_the_end_counts(scene: Scene) -> None:
    record = made(scene)
    made(scene, at=NEXT, title="Lớp B")
    change = {"typed": TYPED | {"learners": "5"}, "reason": "", "at": NEXT}
    keeping.change_record(actor=SYSTEM, code=CODE, record_id=record, version=1, **change)  # type: ignore[arg-type]
    assert counted(LARGE) == (1.0, 1.0)
    listed = source().list_behind(actor=SYSTEM, code=LARGE, asked=MONTH, after=None, limit=9)
    assert [one.title for one in listed.items] == ["Lớp A"]


def test_a_share_of_nothing_is_not_known(scene: Scene) -> None:
    span = Span(first_on=MONTH.first_on, last_on=MONTH.last_on)
    scope = ScopeRef(agency_id=scene.unit("UBND-XA-99001"))
    names = {HELD, SHARE}
    assert read_measures(names, scope, span, MONTH.at) == {HELD: Decimal(0)}
    for _ in range(2):
        month = Month(span=span, at=MONTH.at)
        month.take_measures(names)
        assert month.measures(names, scope, span, MONTH.at) == {HELD: Decimal(0)}
        made(scene, online="no")
    mine = ScopeRef(agency_id=scene.unit("SO-MAU"))
    assert read_measures(names, mine, span, MONTH.at) == {HELD: Decimal(0), SHARE: Decimal(0)}
    month = Month(span=span, at=MORNING)
    month.take_measures(names)
    assert month.measures(names, mine, span, MORNING)[SHARE] == Decimal(0)


def test_a_share_of_nothing_gets_no_score(scene: Scene) -> None:
    some, none = scene.unit("UBND-XA-99001"), scene.unit("UBND-XA-99002")
    made(scene, agency="UBND-XA-99001", online="yes")
    dropped = made(scene, agency="UBND-XA-99002")
    keeping.move_record(actor=SYSTEM, code=CODE, record_id=dropped, move="drop", reason="Thiếu người", at=MORNING)
    found = scores.read_by({HELD, SHARE}, MONTH, "agency")
    assert (found[some][SHARE], found[none][HELD]) == (100.0, 0.0)
    assert SHARE not in found[none]
    chosen = indicators.get_set(index="cham", on=MONTH.last_on)
    group = chosen.groups[0]
    asked = replace(group.criteria[0], numerator=SHARE, denominator="100")
    sheets = filling.measure(
        criteria_set=replace(chosen, groups=(replace(group, criteria=(asked,)),)),
        agencies=list(directory.get_agencies(agency_ids=[some, none, scene.unit("UBND-MAU")]).values()),
        period=Period(kind=PeriodKind.MONTH, first_on=MONTH.first_on, last_on=MONTH.last_on),
        at=MONTH.at,
    )
    standings = {key: [one.standing for _, _, one in sheet] for key, sheet in sheets.items()}
    assert standings[some] == [Standing.SCORED]
    assert standings[none] == [Standing.NOT_MEASURED]
