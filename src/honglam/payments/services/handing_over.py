"""Open orders go to another desk when theirs ends: reference, amount and due time stay, and so do receipts."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.kernel import audit
from honglam.kernel.values import Actor
from honglam.payments.contracts import OrderState
from honglam.payments.models import Order


@transaction.atomic
def hand_over_orders(*, actor: Actor, subject_kind: str, desks: Mapping[UUID, int], reason: str, at: datetime) -> int:
    """Put the open orders of each subject at the desk named for it; returns how many changed desks."""
    rows = Order.objects.select_for_update().filter(
        subject_kind=subject_kind, subject_id__in=list(desks), state=OrderState.OPEN.value
    )
    moved = [row for row in rows.order_by("id") if row.desk_id != desks[row.subject_id]]
    was = {row.id: row.desk_id for row in moved}
    for row in moved:
        row.desk_id = desks[row.subject_id]
    Order.objects.bulk_update(moved, ["desk"], batch_size=2_000)
    audit.record_many(
        audit.Entry(
            actor=actor,
            action="payments.order_handed_over",
            subject_kind="payment_order",
            subject_id=row.id,
            at=at,
            detail={"from": was[row.id], "to": row.desk_id, "reason": reason},
        )
        for row in moved
    )
    return len(moved)
