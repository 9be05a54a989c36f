"""Written reports in the one worklist: nobody has begun, who writes, who approves, who publishes."""

from uuid import NAMESPACE_URL, uuid5

from django.db.models import Q, QuerySet

from honglam.directory import api as directory
from honglam.indicators import access
from honglam.indicators.contracts import WRITING_STATES, OwedReport, WritingState
from honglam.indicators.models import WrittenReport
from honglam.indicators.queries.writing.patterns import end_of, list_owed
from honglam.indicators.rules.writing.times import spoken
from honglam.kernel.clock import now, today
from honglam.kernel.registry import WaitingItem, WaitingKey
from honglam.kernel.values import Actor, text_noop

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
        holder, late = filters.get("holder", ""), filters.get("light") == "red"
        found = [_item(row) for row in _begun(actor, after, holder, late)[:limit]]
        if holder != "me" and actor.has_role(*_PASS_ON):
            owed = [_owed(one) for one in list_owed(actor=actor, on=today())]
            found += [
                one for one in owed if (after is None or one.key > after) and not (late and one.key.due_at >= now())
            ]
        return sorted(found, key=lambda one: one.key)[:limit]


def _begun(actor: Actor, after: WaitingKey | None, holder: str, late: bool) -> QuerySet[WrittenReport]:
    agency_id = access.writing_agency(actor)
    rows = WrittenReport.objects.none()
    if agency_id is not None:
        rows = WrittenReport.objects.filter(_mine(actor, holder), agency_id=agency_id)
    rows = rows.filter(due_at__isnull=False).exclude(state=WritingState.PUBLISHED.value)
    if late:
        rows = rows.filter(due_at__lt=now())
    if after is not None:
        rows = rows.filter(_behind(after))
    return rows.select_related("pattern").defer("content", "own").order_by("due_at", "id")


def _mine(actor: Actor, holder: str) -> Q:
    """A draft waits for whoever wrote into it last; once late for whoever passes work on too. The rest for signers."""
    drafts = Q(state=WritingState.DRAFT.value)
    held = drafts & Q(writer_id=actor.id) if actor.has_role(*access.ENTERERS) else Q(pk=None)
    if holder == "me":
        return held
    wanted = Q(pk=None) if holder == "nobody" else held
    if actor.has_role(*_PASS_ON):
        wanted |= (
            drafts & Q(writer_id=None) if holder == "nobody" else drafts & (Q(writer_id=None) | Q(due_at__lt=now()))
        )
    if actor.has_role(*access.SIGNERS):
        wanted |= Q(state__in=[WritingState.SUBMITTED.value, WritingState.APPROVED.value])
    return wanted


def _behind(after: WaitingKey) -> Q:
    later = Q(due_at__gt=after.due_at)
    if after.kind == KIND:
        return later | Q(due_at=after.due_at, id__gt=after.id)
    return later | Q(due_at=after.due_at) if after.kind < KIND else later


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
