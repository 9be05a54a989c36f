"""Money in the one worklist: what waits for the accountant and for whoever decides on refunds."""

from datetime import timedelta

from django.urls import reverse

from honglam.directory import api as directory
from honglam.kernel.registry import WaitingItem, WaitingKey
from honglam.kernel.values import Actor, text_noop
from honglam.kernel.waiting import behind, shown_last, turn_of
from honglam.payments import access
from honglam.payments.contracts import REFUND_LABELS, RefundState
from honglam.payments.models import Reversal

KIND = "refund"
ANSWERED_WITHIN = timedelta(days=5)
"""By when a refund that waits should have been moved on; our own measure, no law gives one."""
TITLE = text_noop("Refund of a fee")


class RefundWorklist:
    """Refunds that wait for the actor: to be completed or paid out by the accountant, decided by a head."""

    kind = KIND

    def list_waiting(
        self, *, actor: Actor, after: WaitingKey | None, limit: int, filters: dict[str, str]
    ) -> list[WaitingItem]:
        """The next refunds after the key, oldest request first. What is filtered by anything is not a refund."""
        states = _states(actor)
        if not states or any(value for name, value in filters.items() if name != "holder"):
            return []
        rows = access.refunds_of(actor).filter(state__in=states).exclude(asked_by=actor.id, state="asked")
        due, last = shown_last(after)
        rows = rows.filter(behind(turn_of(after, KIND), due=due - ANSWERED_WITHIN, after=last, column="asked_at"))
        found = rows.select_related("payment__order").order_by("asked_at", "id")[:limit]
        return [_item(row) for row in found]


def _states(actor: Actor) -> list[str]:
    found = []
    if actor.has_role(*access.ACCOUNTANTS):
        found += [RefundState.PROPOSED.value, RefundState.APPROVED.value]
    if actor.has_role(*access.DECIDERS):
        found.append(RefundState.ASKED.value)
    return found


def _item(row: Reversal) -> WaitingItem:
    order = row.payment.order
    return WaitingItem(
        key=WaitingKey(due_at=row.asked_at + ANSWERED_WITHIN, kind=KIND, id=row.id),
        title=order.title,
        subtitle=order.payer_name,
        code=order.subject_code,
        url=reverse("payments:refund", args=[row.id]),
        status=row.state,
        status_label=REFUND_LABELS[RefundState(row.state)],
        agency=directory.get_agency(agency_id=order.payee_id).name,
        received_at=row.asked_at,
        facts={"amount": row.amount},
    )
