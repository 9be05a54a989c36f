"""Forms in the one worklist: where the next move is the actor's, as officer, as head, as receiver."""

from django.db.models import Q

from honglam.indicators import access
from honglam.indicators.contracts import FORM_STATE_LABELS, OPEN_FORM_STATES, FormState
from honglam.indicators.models import RoundForm
from honglam.indicators.queries.rounds.reading import summary_of
from honglam.kernel.clock import now, today
from honglam.kernel.registry import WaitingItem, WaitingKey
from honglam.kernel.values import Actor

KIND = "report_form"
URL = "/can-bo/bieu/{}/"
_OPEN = [one.value for one in OPEN_FORM_STATES]
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
        rows = RoundForm.objects.filter(_mine(actor, filters.get("holder", "")))
        if filters.get("light") == "red":
            rows = rows.filter(due_at__lt=now())
        if after is not None:
            rows = rows.filter(_behind(after))
        rows = rows.filter(Q(round__locked_at=None) | ~Q(exception_reason="") | Q(state=FormState.APPROVED.value))
        found = rows.select_related("round__template").order_by("due_at", "id")[:limit]
        return [_item(row) for row in found]


def _mine(actor: Actor, holder: str) -> Q:
    own = access.houses(actor)
    held = Q(state__in=_OPEN, holder_id=actor.id, agency_id__in=own)
    if holder == "me":
        return held
    wanted = Q(pk=None) if holder == "nobody" else held
    if actor.has_role(*_UNHELD):
        wanted |= Q(state__in=_OPEN, holder_id=None, agency_id__in=own)
        wanted |= Q(state__in=_OPEN, agency_id__in=access.inherited(actor, own))
    if actor.has_role(*access.SIGNERS):
        wanted |= Q(state=FormState.SUBMITTED.value, agency_id__in=own)
    if actor.has_role(*access.RECEIVERS):
        wanted |= Q(state=FormState.APPROVED.value, receiver_id__in=own)
        wanted |= Q(state=FormState.ACCEPTED.value, receiver_id__in=own) & ~Q(asked="")
    return wanted


def _behind(after: WaitingKey) -> Q:
    later = Q(due_at__gt=after.due_at)
    if after.kind == KIND:
        return later | Q(due_at=after.due_at, id__gt=after.id)
    return later | Q(due_at=after.due_at) if after.kind < KIND else later


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
