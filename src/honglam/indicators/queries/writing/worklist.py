"""Written reports in the one worklist: nobody has begun, who writes, who approves, who publishes."""

from datetime import UTC, datetime
from typing import NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Q, QuerySet

from honglam.directory import api as directory
from honglam.indicators import access
from honglam.indicators.contracts import WRITING_STATES, OwedReport, WritingState
from honglam.indicators.models import WrittenReport
from honglam.indicators.queries.writing.patterns import end_of, list_owed
from honglam.indicators.rules.writing.times import spoken
from honglam.kernel.clock import now, today
from honglam.kernel.ready import ReadyQueries
from honglam.kernel.registry import WaitingItem, WaitingKey
from honglam.kernel.values import Actor, text_noop
from honglam.kernel.waiting import DUE, ID, Turn, behind, holder_of, shown_last, turn_of

KIND = "written_report"
URL = "/can-bo/bao-cao/{}/"
OWED_URL = "/can-bo/bao-cao/?mau={}"
NOT_BEGUN = text_noop("To be written")
TO_PUBLISH = text_noop("Approved, to be published")
_PASS_ON = frozenset({"unit_head", "clerk", "leader", "approver"})
"""Whose worklist shows a report that nobody has begun, or that its writer is late with: whoever passes work on."""


class ReportWorklist:
    """What `desk` merges into the one worklist. Filters: `holder` (me, nobody), `light` (red)."""

    kind = KIND

    def list_waiting(
        self, *, actor: Actor, after: WaitingKey | None, limit: int, filters: dict[str, str]
    ) -> list[WaitingItem]:
        """The next reports after the key whose next move is the actor's. Three queries.

        What nobody has begun has no row: at most one such item for each kind of report that the agency writes.
        """
        if not actor.is_officer or set(filters) - {"holder", "light"} or filters.get("light") not in (None, "red"):
            return []
        holder, late = holder_of(filters), filters.get("light") == "red"
        found = [_item(row) for row in _begun(actor, after, holder, late, limit)]
        if holder != "me" and actor.has_role(*_PASS_ON):
            owed = [_owed(one) for one in list_owed(actor=actor, on=today())]
            found += [
                one for one in owed if (after is None or one.key > after) and not (late and one.key.due_at >= now())
            ]
        return sorted(found, key=lambda one: one.key)[:limit]


class _Shape(NamedTuple):
    """What the question depends on."""

    holder: str
    late: bool
    enters: bool
    passes_on: bool
    signs: bool
    turn: Turn
    limit: int


def _begun(actor: Actor, after: WaitingKey | None, holder: str, late: bool, limit: int) -> list[WrittenReport]:
    own, named = access.writing_houses(actor), access.writing_agency(actor)
    if not own:
        return []
    shape = _Shape(
        holder=holder,
        late=late,
        enters=actor.has_role(*access.ENTERERS),
        passes_on=actor.has_role(*_PASS_ON),
        signs=actor.has_role(*access.SIGNERS),
        turn=turn_of(after, KIND),
        limit=limit,
    )
    due, last = shown_last(after)
    me = actor.id or UUID(int=0)
    return _BEGUN.rows(
        shape, me=me, own=list(own), left=[one for one in own if one != named], at=now(), due=due, after=last
    )


def _waiting(
    shape: _Shape, *, me: UUID, own: list[int], left: list[int], at: datetime, due: datetime, after: UUID
) -> QuerySet[WrittenReport]:
    rows = WrittenReport.objects.filter(
        _mine(shape, me, left, at), behind(shape.turn, due=due, after=after), agency_id__among=own
    )
    rows = rows.filter(due_at__lt=at) if shape.late else rows.filter(due_at__isnull=False)
    rows = rows.exclude(state=WritingState.PUBLISHED.value)
    return rows.select_related("pattern").defer("content", "own").order_by("due_at", "id")[: shape.limit]


def _mine(shape: _Shape, me: UUID, left: list[int], at: datetime) -> Q:
    """A draft waits for whoever wrote into it last; once late for whoever passes work on too. The rest for signers.

    `left`: the agencies that are over; whoever wrote there may hold no post any more.
    """
    drafts = Q(state=WritingState.DRAFT.value)
    held = drafts & Q(writer_id=me) if shape.enters else Q(pk=None)
    if shape.holder == "me":
        return held
    nobody = shape.holder == "nobody"
    wanted = Q(pk=None) if nobody else held
    if shape.passes_on:
        wanted |= drafts & (Q(writer_id=None) if nobody else Q(writer_id=None) | Q(due_at__lt=at))
        wanted |= drafts & Q(agency_id__among=left)
    if shape.signs:
        wanted |= Q(state__in=[WritingState.SUBMITTED.value, WritingState.APPROVED.value])
    return wanted


_BEGUN = ReadyQueries(
    _waiting, me=UUID(int=1), own=[-1], left=[-2], at=datetime(1972, 1, 1, tzinfo=UTC), due=DUE, after=ID
)


def _item(row: WrittenReport) -> WaitingItem:
    assert row.due_at is not None  # noqa: S101 - the query asks for it
    state = WritingState(row.state)
    agency = directory.get_agency(agency_id=row.agency_id).name
    return WaitingItem(
        key=WaitingKey(due_at=row.due_at, kind=KIND, id=row.id),
        title=row.subject,
        subtitle=agency,
        code=row.number or f"{row.pattern.content['symbol']} {row.last_on:%m/%Y}",
        url=URL.format(row.id),
        status=row.state,
        status_label=TO_PUBLISH if state is WritingState.APPROVED else WRITING_STATES[state],
        agency=agency,
        received_at=row.made_at,
        holder=row.writer_name if state is WritingState.DRAFT else "",
    )


def _owed(one: OwedReport) -> WaitingItem:
    """No row stands behind it: its id follows from what is owed, so that the pages of the worklist stay in order."""
    name = f"{one.code}|{one.agency_id}|{one.period.first_on}|{one.period.last_on}"
    return WaitingItem(
        key=WaitingKey(due_at=end_of(one.due_on), kind=KIND, id=uuid5(NAMESPACE_URL, name)),
        title=f"{one.name}, {spoken(one.period)}",
        subtitle=one.agency,
        code=f"{one.symbol} {one.period.last_on:%m/%Y}",
        url=OWED_URL.format(one.code),
        status="owed",
        status_label=NOT_BEGUN,
        agency=one.agency,
        received_at=None,
    )
