"""Open dossiers of the predecessor system come in: planned row by row, written by the thousand, never twice."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import TypeVar

from django.db import transaction

from honglam.directory import api as directory
from honglam.dossiers.contracts import (
    REGISTRATION_PREFIX,
    Applicant,
    ChannelNotOffered,
    Foreign,
    ForeignRow,
    Measure,
    OwnerKind,
    Status,
    StepWithoutHolder,
    TakeoverAction,
    Verb,
    Verdict,
)
from honglam.dossiers.models import Answers, Dossier, HistoryEvent, TakenOver, Task
from honglam.dossiers.rules.steps import first_working_step, step_of, task_kind
from honglam.dossiers.rules.takeover import RowRefused, refused, understand
from honglam.dossiers.services.counting import Cell, recount_cells
from honglam.dossiers.services.filing import stand_on
from honglam.dossiers.services.indexing import index_dossiers
from honglam.dossiers.services.serving import recount_days
from honglam.dossiers.services.tasks import new_task, scopes_of, seated, unit_of
from honglam.dossiers.services.turning import audit_detail, history_line
from honglam.dossiers.services.writing import applicant_columns
from honglam.kernel import audit
from honglam.kernel.clock import VIETNAM, local
from honglam.kernel.ids import new_code, uuid7
from honglam.kernel.ready import copy
from honglam.kernel.values import Actor, DomainError, NotFound, text_noop
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Step, StepKind, VersionView

K = TypeVar("K")
V = TypeVar("V")

CHUNK = 1_000
_TWICE = text_noop("“%(code)s” stands in this file twice.")
_CHANGED = text_noop("“%(code)s” was taken over already and says something else now.")
_TAKEN = text_noop("“%(code)s” is the code of another dossier.")
_NO_PROCEDURE = text_noop("There is no procedure with the code “%(value)s”.")
_NO_AGENCY = text_noop("There is no agency with the code “%(agency)s”, or several succeed it.")
_NO_DESK = text_noop("No one-stop centre receives for “%(agency)s”.")
_NO_STEP = text_noop("The procedure has no step “%(value)s”.")
_HANDS_OVER = text_noop("Step “%(value)s” hands over a result: what is settled stays in the old system.")


@dataclass
class Place:
    """Where dossiers of one agency go."""

    lead_id: int
    desk_id: int


Seat = tuple[Step, int, str]
"""A step, the unit where it is done, and the role that does it."""


@dataclass
class Takeover:
    """One file on its way in. What the catalogue and the directory answer is asked once."""

    system: str
    at: datetime
    versions: dict[str, VersionView | RowRefused] = field(default_factory=dict)
    places: dict[str, Place | RowRefused] = field(default_factory=dict)
    steps: dict[tuple[int, str, int], Seat | RowRefused] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    @property
    def today(self) -> date:
        """The day on which the dossiers come in."""
        return local(self.at).date()


Judged = tuple[Verdict, Foreign | None]


def plan_takeover(*, system: str, rows: Iterable[ForeignRow], at: datetime) -> Iterator[Verdict]:
    """What would become of each row; writes nothing."""
    takeover = Takeover(system=system, at=at)
    for chunk in _chunks(rows):
        yield from (verdict for verdict, _ in _judge(takeover, chunk))


def take_over(*, actor: Actor, system: str, rows: Iterable[ForeignRow], at: datetime) -> Iterator[Verdict]:
    """Do it, a thousand rows a transaction; a kill loses at most the thousand at hand, which come again next time."""
    takeover = Takeover(system=system, at=at)
    for chunk in _chunks(rows):
        yield from take_over_chunk(actor=actor, takeover=takeover, rows=chunk)


@transaction.atomic
def take_over_chunk(*, actor: Actor, takeover: Takeover, rows: Sequence[ForeignRow]) -> list[Verdict]:
    """Write the rows that are new; the verdict on each."""
    judged = _judge(takeover, rows)
    wanted = [foreign for verdict, foreign in judged if foreign and verdict.action is TakeoverAction.CREATE]
    dossiers = [_dossier(takeover, foreign) for foreign in wanted]
    copy(dossiers)
    copy([Answers(dossier=dossier, data={}) for dossier in dossiers])
    tasks = [_task(takeover, dossier, one) for dossier, one in zip(dossiers, wanted, strict=True)]
    copy(tasks)
    copy(scopes_of(tasks))
    copy(
        [
            TakenOver(
                dossier=dossier, system=takeover.system, foreign_code=one.code, digest=one.digest, taken_at=takeover.at
            )
            for dossier, one in zip(dossiers, wanted, strict=True)
        ]
    )
    _leave_trace(actor, takeover, dossiers, wanted)
    return [verdict for verdict, _ in judged]


def _judge(takeover: Takeover, rows: Sequence[ForeignRow]) -> list[Judged]:
    codes = [row.cells.get("code", "").strip() for row in rows]
    known = dict(
        TakenOver.objects.filter(system=takeover.system, foreign_code__in=codes).values_list("foreign_code", "digest")
    )
    taken = set(Dossier.objects.filter(code__in=codes).values_list("code", flat=True)) - known.keys()
    found: list[Judged] = []
    for row in rows:
        try:
            foreign = understand(row, VIETNAM, takeover.at)
            action = _action(takeover, foreign, known, taken)
            found.append((Verdict(line=row.line, code=foreign.code, action=action), foreign))
        except RowRefused as fault:
            found.append((refused(row, fault), None))
    return found


def _action(takeover: Takeover, foreign: Foreign, known: dict[str, str], taken: set[str | None]) -> TakeoverAction:
    """Raises RowRefused."""
    if foreign.code in takeover.seen:
        raise RowRefused("code", _TWICE, code=foreign.code)
    takeover.seen.add(foreign.code)
    if foreign.code in known:
        if known[foreign.code] != foreign.digest:
            raise RowRefused("code", _CHANGED, code=foreign.code)
        return TakeoverAction.SAME
    if foreign.code in taken:
        raise RowRefused("code", _TAKEN, code=foreign.code)
    if all(rule.channel.value != foreign.channel for rule in _version(takeover, foreign.procedure).channels):
        # Its limit is the channel's: without one no clock of it could ever run again.
        raise RowRefused("channel", ChannelNotOffered.message)
    _step(takeover, foreign)
    return TakeoverAction.CREATE


def _once(known: dict[K, V | RowRefused], key: K, find: Callable[[], V]) -> V:
    """What was found for a key before, or is found now; what was refused once is refused again without asking."""
    if key not in known:
        try:
            known[key] = find()
        except RowRefused as fault:
            known[key] = fault
    found = known[key]
    if isinstance(found, RowRefused):
        raise found.with_traceback(None)
    return found


def _version(takeover: Takeover, code: str) -> VersionView:
    return _once(takeover.versions, code, lambda: _current(takeover, code))


def _current(takeover: Takeover, code: str) -> VersionView:
    try:
        return procedures.current_version(code=code, on=takeover.today)
    except NotFound as fault:
        raise RowRefused("procedure", _NO_PROCEDURE, value=code) from fault


def _place(takeover: Takeover, code: str) -> Place:
    return _once(takeover.places, code, lambda: _destination(takeover, code))


def _destination(takeover: Takeover, code: str) -> Place:
    """Old agencies are understood where one succeeds them."""
    try:
        lead = directory.competent_agency(agency_code=code, on=takeover.today)
    except DomainError as fault:
        raise RowRefused("agency", _NO_AGENCY, agency=code) from fault
    desk = directory.one_stop_of(agency_id=lead.id)
    if desk is None:
        raise RowRefused("agency", _NO_DESK, agency=code)
    return Place(lead.id, desk.id)


def _step(takeover: Takeover, foreign: Foreign) -> Seat:
    """The step at which the dossier goes on, where it is done and by whom. Raises RowRefused."""
    version, place = _version(takeover, foreign.procedure), _place(takeover, foreign.agency)
    key = (version.version_id, foreign.step, place.lead_id)
    return _once(takeover.steps, key, lambda: _seat(takeover, version, place, foreign.step))


def _seat(takeover: Takeover, version: VersionView, place: Place, wanted: str) -> Seat:
    stub = Dossier(desk_id=place.desk_id, lead_agency_id=place.lead_id)
    try:
        step = step_of(version.process, wanted) if wanted else first_working_step(version.process)
        if step is None:
            raise RowRefused("step", _NO_STEP, value=wanted)
        if step.kind is StepKind.RETURN:
            raise RowRefused("step", _HANDS_OVER, value=wanted)
        unit_id = unit_of(step.unit, stub, at=takeover.at, step=step.code)
        return step, *seated(unit_id, step.role, at=takeover.at, step=step.name)
    except StepWithoutHolder as fault:
        raise RowRefused("step", fault.message, **fault.params) from fault
    except DomainError as fault:
        raise RowRefused("step", _NO_STEP, value=wanted) from fault


def _applicant(foreign: Foreign) -> Applicant:
    said = dict(foreign.applicant)
    return Applicant(kind=OwnerKind(said.pop("kind")), **said)


def _dossier(takeover: Takeover, foreign: Foreign) -> Dossier:
    version, place = _version(takeover, foreign.procedure), _place(takeover, foreign.agency)
    if not version.in_use:
        version = takeover.versions[foreign.procedure] = stand_on(version)
    _, unit_id, _ = _step(takeover, foreign)
    return Dossier(
        id=uuid7(),
        registration_code=REGISTRATION_PREFIX + new_code(),
        code=foreign.code,
        version_id=version.version_id,
        procedure_code=version.code,
        procedure_name=version.name,
        channel=foreign.channel,
        status=foreign.status,
        lead_agency_id=place.lead_id,
        desk_id=place.desk_id,
        unit_ids=sorted({place.desk_id, unit_id}),
        unit_code=foreign.unit_code[:20],
        return_method=foreign.return_method,
        return_address=foreign.return_address,
        submitted_at=foreign.submitted_at,
        accepted_at=foreign.accepted_at,
        clock_started_at=foreign.accepted_at,
        due_at=foreign.due_at,
        line_count=1,
        **applicant_columns(_applicant(foreign)),
    )


def _task(takeover: Takeover, dossier: Dossier, foreign: Foreign) -> Task:
    """The step goes on where it was; what is left of the dossier's time is the step's: no hours of its own end it."""
    step, unit_id, role = _step(takeover, foreign)
    return new_task(
        dossier,
        kind=task_kind(step),
        name=step.name,
        code=step.code,
        unit_id=unit_id,
        role=role,
        at=takeover.at,
        due_at=foreign.due_at,
    )


def _leave_trace(actor: Actor, takeover: Takeover, dossiers: Sequence[Dossier], wanted: Sequence[Foreign]) -> None:
    """A line of history and an audit entry each, the search rows, the day's figures."""
    lines: list[HistoryEvent] = []
    for dossier, one in zip(dossiers, wanted, strict=True):
        content = {"system": takeover.system, "code": one.code, "note": one.note}
        status = Status(dossier.status)
        lines.append(
            history_line(
                dossier=dossier, actor=actor, verb=Verb.TAKE_OVER, source=None, target=status, at=takeover.at,
                content=content,
            )
        )  # fmt: skip
    copy(lines)
    audit.record_many(
        audit.Entry(
            actor=actor,
            action=f"dossiers.{Verb.TAKE_OVER}",
            subject_kind="dossier",
            subject_id=line.dossier_id,
            at=takeover.at,
            detail={**audit_detail(line), "system": takeover.system},
        )
        for line in lines
    )
    index_dossiers(dossier_ids=[dossier.id for dossier in dossiers])
    recount_cells(cells={cell for dossier in dossiers for cell in _cells(dossier)})
    recount_days(days={(one.lead_agency_id, local(one.accepted_at).date()) for one in dossiers if one.accepted_at})


def _cells(dossier: Dossier) -> Iterator[Cell]:
    moments = ((Measure.SUBMITTED, dossier.submitted_at), (Measure.RECEIVED, dossier.accepted_at))
    for measure, moment in moments:
        assert moment is not None  # noqa: S101 - a row without it was refused
        for code in ("", dossier.procedure_code):
            yield Cell(code, local(moment).date(), dossier.lead_agency_id, dossier.channel, measure)


def _chunks(rows: Iterable[ForeignRow]) -> Iterator[list[ForeignRow]]:
    left = iter(rows)
    while chunk := list(islice(left, CHUNK)):
        yield chunk
