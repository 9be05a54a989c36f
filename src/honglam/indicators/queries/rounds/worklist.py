"""Forms in the one worklist: where the next move is the actor's, as officer, as head, as receiver."""

from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from honglam.indicators import access
from honglam.indicators.contracts import FORM_STATE_LABELS, OPEN_FORM_STATES, FormState
from honglam.indicators.models import RoundForm
from honglam.indicators.queries.rounds.reading import listed, summary_of
from honglam.kernel.clock import now, today
from honglam.kernel.ready import ReadyQueries
from honglam.kernel.registry import WaitingItem, WaitingKey
from honglam.kernel.values import Actor
from honglam.kernel.waiting import DUE, ID, Turn, behind, holder_of, shown_last, turn_of

KIND = "report_form"
URL = "/can-bo/bieu/{}/"
_OPEN = [one.value for one in OPEN_FORM_STATES]
_RECEIVED = [FormState.APPROVED.value, FormState.ACCEPTED.value]
"""What a lock keeps nobody from: the receiver accepts, returns, opens for a correction that was asked for."""
_UNHELD = frozenset({"unit_head", "clerk", "leader", "approver"})
"""Whose worklist shows a form that nobody has begun: whoever passes work on, not each officer of the agency."""


class FormWorklist:
    """What `desk` merges into the one worklist. Filters: `holder` (me, nobody), `light` (red)."""

    kind = KIND

    def list_waiting(
        self, *, actor: Actor, after: WaitingKey | None, limit: int, filters: dict[str, str]
    ) -> list[WaitingItem]:
        """The next forms after the key whose next move is the actor's. One query."""
        if not actor.is_officer or set(filters) - {"holder", "light"} or filters.get("light") not in (None, "red"):
            return []
        own, (due, last) = access.houses(actor), shown_last(after)
        shape = _Shape(
            holder=holder_of(filters),
            late=filters.get("light") == "red",
            passes_on=actor.has_role(*_UNHELD),
            signs=actor.has_role(*access.SIGNERS),
            receives=actor.has_role(*access.RECEIVERS),
            turn=turn_of(after, KIND),
            limit=limit,
        )
        left = access.inherited(actor, own) if shape.passes_on else ()
        me = actor.id or UUID(int=0)
        rows = _WAITING.rows(shape, me=me, own=list(own), left=list(left), at=now(), due=due, after=last)
        return [_item(row) for row in rows]


class _Shape(NamedTuple):
    """What the question depends on."""

    holder: str
    late: bool
    passes_on: bool
    signs: bool
    receives: bool
    turn: Turn
    limit: int


def _waiting(shape: _Shape, *, at: datetime, due: datetime, after: UUID, **whose: Any) -> QuerySet[RoundForm]:
    rows = RoundForm.objects.filter(_mine(shape, **whose), behind(shape.turn, due=due, after=after))
    rows = rows.filter(due_at__lt=at) if shape.late else rows
    more_time = ~Q(exception_reason="") & Q(due_at__gt=at)
    rows = rows.filter(Q(round__locked_at=None) | more_time | Q(state__in=_RECEIVED))
    return listed(rows).order_by("due_at", "id")[: shape.limit]


def _mine(shape: _Shape, *, me: UUID, own: list[int], left: list[int]) -> Q:
    """`left`: the agencies that are gone and whose forms the actor's own has taken over."""
    held = Q(state__in=_OPEN, holder_id=me, agency_id__among=own)
    if shape.holder == "me":
        return held
    wanted = Q(pk=None) if shape.holder == "nobody" else held
    if shape.passes_on:
        wanted |= Q(state__in=_OPEN, holder_id=None, agency_id__among=own)
        wanted |= Q(state__in=_OPEN, agency_id__among=left)
    if shape.signs:
        wanted |= Q(state=FormState.SUBMITTED.value, agency_id__among=own)
    if shape.receives:
        wanted |= Q(state=FormState.APPROVED.value, receiver_id__among=own)
        wanted |= Q(state=FormState.ACCEPTED.value, receiver_id__among=own) & ~Q(asked="")
    return wanted


_WAITING = ReadyQueries(
    _waiting, me=UUID(int=1), own=[-1], left=[-2], at=datetime(1972, 1, 1, tzinfo=UTC), due=DUE, after=ID
)


def _item(row: RoundForm) -> WaitingItem:
    view = summary_of(row, today())
    return WaitingItem(
        key=WaitingKey(due_at=row.due_at, kind=KIND, id=row.id),
        title=view.title,
        subtitle=view.agency,
        code=f"{row.round.code} {row.round.last_on:%m/%Y}",
        url=URL.format(row.id),
        status=row.state,
        status_label=FORM_STATE_LABELS[view.state],
        agency=view.agency,
        received_at=row.sent_at or row.round.opened_at,
        holder=row.holder_name,
    )
