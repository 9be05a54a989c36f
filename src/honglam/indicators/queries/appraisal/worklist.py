"""Sheets of scoring rounds in the one worklist: where the next move is the actor's."""

from django.db.models import F, Q

from honglam.indicators import access
from honglam.indicators.contracts import SHEET_STATE_LABELS, SheetState
from honglam.indicators.models import RoundSubject
from honglam.kernel.clock import now
from honglam.kernel.registry import WaitingItem, WaitingKey
from honglam.kernel.values import Actor

KIND = "score_sheet"
URL = "/can-bo/phieu-cham/{}/"
_FILLERS = frozenset({"unit_head", "clerk", "leader", "approver"})
"""Whose worklist shows a sheet to be filled in: whoever passes work on, not each officer of the agency."""
_JUDGED = (SheetState.SELF_ASSESSED.value, SheetState.EXPLAINED.value)


class SheetWorklist:
    """What `desk` merges into the one worklist. Filters: `light` (red), `holder` (nobody: no sheet has one)."""

    kind = KIND

    def list_waiting(
        self, *, actor: Actor, after: WaitingKey | None, limit: int, filters: dict[str, str]
    ) -> list[WaitingItem]:
        """The next sheets after the key whose next move is the actor's. One query."""
        if not actor.is_officer or set(filters) - {"holder", "light"} or filters.get("light") not in (None, "red"):
            return []
        if filters.get("holder") not in (None, "nobody"):
            return []
        rows = RoundSubject.objects.filter(_mine(actor), due_at__isnull=False)
        if filters.get("light") == "red":
            rows = rows.filter(due_at__lt=now())
        if after is not None:
            rows = rows.filter(_behind(after))
        return [_item(row) for row in rows.select_related("round").order_by("due_at", "id")[:limit]]


def _mine(actor: Actor) -> Q:
    own = access.houses(actor)
    wanted = Q(pk=None)
    if actor.has_role(*_FILLERS):
        wanted |= Q(next_agency_id__in=own, agency_id__in=own, state=SheetState.OPEN.value)
    if actor.has_role(*access.SIGNERS):
        wanted |= Q(next_agency_id__in=own, agency_id__in=own, state=SheetState.APPRAISED.value)
        wanted |= _to_judge(actor) & Q(state=SheetState.PUBLISHED.value)
    if actor.has_role(*access.JUDGES):
        wanted |= _to_judge(actor) & Q(state__in=_JUDGED)
    return wanted


def _to_judge(actor: Actor) -> Q:
    """Those of the agency in whose name the post scores; of an agency that would score itself, whoever is above."""
    held = access.held_agencies(actor, now())
    named = Q(next_agency_id=access.scoring_agency(actor)) & ~Q(agency_id__in=held)
    above = access.chairs(actor) - held
    return named | Q(next_agency_id__among=above, agency_id=F("next_agency_id"), round__owner_id=F("agency_id"))


def _behind(after: WaitingKey) -> Q:
    later = Q(due_at__gt=after.due_at)
    if after.kind == KIND:
        return later | Q(due_at=after.due_at, id__gt=after.id)
    return later | Q(due_at=after.due_at) if after.kind < KIND else later


def _item(row: RoundSubject) -> WaitingItem:
    assert row.due_at is not None  # noqa: S101 - the query asks for it
    return WaitingItem(
        key=WaitingKey(due_at=row.due_at, kind=KIND, id=row.id),
        title=row.round.title,
        subtitle=row.name,
        code=f"{row.round.index} {row.round.last_on:%m/%Y}",
        url=URL.format(row.id),
        status=row.state,
        status_label=SHEET_STATE_LABELS[SheetState(row.state)],
        agency=row.name,
        received_at=row.round.opened_at,
    )
