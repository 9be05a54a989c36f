"""Written reports in the world of the faces: the ward's three quarters, each at another point of its life."""

from uuid import UUID

from honglam.directory import api as directory
from honglam.indicators import api
from honglam.indicators.contracts import OwnWords, Period, ReportInput, ReportState, WritingVerb
from honglam.indicators.models import Report
from honglam.indicators.queries.reports import figures_of
from honglam.indicators.rules.periods import period_before
from honglam.kernel import clock
from tests.journeys.world import World, person

CODE = "bc-dich-vu-cong"


def write(world: World) -> None:
    """A draft with a word of its own, one submitted, one published."""
    officer, at = person("chuyenvien.xa"), clock.now()
    period = next(one.period for one in api.list_patterns(actor=officer, on=clock.today()) if one.code == CODE)
    drafted, submitted, published = (_drafted(one) for one in _back(period))
    own = {"problems_own": OwnWords(text="Máy quét của bộ phận một cửa cũ, hay hỏng.")}
    api.save_report(actor=officer, report_id=drafted, typed=ReportInput(own=own), revision=1, at=at)
    for one in (submitted, published):
        _move("chuyenvien.xa", one, WritingVerb.SUBMIT)
    _move("lanhdao.xa", published, WritingVerb.APPROVE, number="12/BC-UBND")
    _move("lanhdao.xa", published, WritingVerb.PUBLISH)
    world.named["report_from_before"] = _from_before(period)
    world.named |= {"writing_draft": drafted, "writing_submitted": submitted, "writing_published": published}


def _from_before(period: Period) -> UUID:
    """What was drafted before reports had patterns."""
    leader = person("lanhdao.xa")
    own = directory.get_agency(agency_id=leader.agency_id or 0).agency_id
    made = Report.objects.create(
        agency_id=own,
        kind=period.kind.value,
        first_on=period.first_on,
        last_on=period.last_on,
        cut_off=period.cut_off,
        state=ReportState.DRAFT.value,
        figures=figures_of(agency_id=own, period=period, at=clock.now()),
        made_at=clock.now(),
        made_by=leader.name,
    )
    return made.id


def _back(period: Period) -> tuple[Period, Period, Period]:
    before = period_before(period)
    return period, before, period_before(before)


def _drafted(period: Period) -> UUID:
    return api.draft_report(actor=person("chuyenvien.xa"), code=CODE, period=period, at=clock.now())


def _move(who: str, report_id: UUID, verb: WritingVerb, number: str = "") -> None:
    actor, at = person(who), clock.now()
    revision = api.get_written(actor=actor, report_id=report_id).revision
    api.move_report(actor=actor, report_id=report_id, verb=verb, revision=revision, number=number, at=at)
