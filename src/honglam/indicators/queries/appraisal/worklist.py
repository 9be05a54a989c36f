"""Sheets of scoring rounds in the one worklist: where the next move is the actor's."""

from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet

from honglam.indicators import access
from honglam.indicators.contracts import SHEET_STATE_LABELS, SheetState
from honglam.indicators.models import RoundSubject
from honglam.kernel.clock import now
from honglam.kernel.ready import ReadyQueries
from honglam.kernel.registry import WaitingItem, WaitingKey
from honglam.kernel.values import Actor
from honglam.kernel.waiting import DUE, ID, Turn, behind, shown_last, turn_of

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
        """The next sheets after the key whose next move is the actor's. One query; three where any may wait."""
        if not actor.is_officer or set(filters) - {"holder", "light"} or filters.get("light") not in (None, "red"):
            return []
        if filters.get("holder") not in (None, "nobody"):
            return []
        shape = _Shape(
            fills=actor.has_role(*_FILLERS),
            signs=actor.has_role(*access.SIGNERS),
            judges=actor.has_role(*access.JUDGES),
            late=filters.get("light") == "red",
            turn=turn_of(after, KIND),
            limit=limit,
        )
        if not (shape.fills or shape.signs or shape.judges):
            return []
        due, last = shown_last(after)
        places: dict[str, Any] = _places(actor) | {"at": now(), "due": due, "after": last}
        rows = _WAITING.rows(shape, held=[], **places)
        if rows and (shape.signs or shape.judges):  # few have any: only they are worth asking which posts they hold
            rows = _WAITING.rows(shape, held=list(access.held_agencies(actor, now())), **places)
        return [_item(row) for row in rows]


class _Shape(NamedTuple):
    """What the question depends on."""

    fills: bool
    signs: bool
    judges: bool
    late: bool
    turn: Turn
    limit: int


def _places(actor: Actor) -> dict[str, list[int]]:
    """The actor's houses; the agencies in whose name the post scores, and those below them."""
    return {
        "own": list(access.houses(actor)),
        "named": list(access.scoring_houses(actor)),
        "above": list(access.chairs(actor)),
    }


def _waiting(shape: _Shape, *, at: datetime, due: datetime, after: UUID, **places: Any) -> QuerySet[RoundSubject]:
    rows = RoundSubject.objects.filter(_mine(shape, **places), behind(shape.turn, due=due, after=after))
    rows = rows.filter(due_at__lt=at) if shape.late else rows.filter(due_at__isnull=False)
    return rows.select_related("round").order_by("due_at", "id")[: shape.limit]


def _mine(shape: _Shape, *, own: list[int], held: list[int], named: list[int], above: list[int]) -> Q:
    """To judge are those of the agency in whose name the post scores; of an agency that would score itself, whoever is
    above judges. Nobody judges an agency in which they hold a post (`held`)."""
    judged = Q(next_agency_id__among=named)
    judged |= Q(next_agency_id__among=above, agency_id=F("next_agency_id"), round__owner_id=F("agency_id"))
    judged &= ~Q(agency_id__among=held)
    wanted = Q(pk=None)
    if shape.fills:
        wanted |= Q(next_agency_id__among=own, agency_id__among=own, state=SheetState.OPEN.value)
    if shape.signs:
        wanted |= Q(next_agency_id__among=own, agency_id__among=own, state=SheetState.APPRAISED.value)
        wanted |= judged & Q(state=SheetState.PUBLISHED.value)
    if shape.judges:
        wanted |= judged & Q(state__in=_JUDGED)
    return wanted


_WAITING = ReadyQueries(
    _waiting,
    own=[-1],
    held=[-2],
    named=[-3],
    above=[-4],
    at=datetime(1972, 1, 1, tzinfo=UTC),
    due=DUE,
    after=ID,
)


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
