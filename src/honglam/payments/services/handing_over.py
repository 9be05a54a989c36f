"""Open orders go to another desk or payee when theirs ends: reference, amount and due time stay, and so do receipts."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.kernel import audit
from honglam.kernel.values import Actor
from honglam.payments.contracts import OrderHeirs, OrderState
from honglam.payments.models import Order


@transaction.atomic
def hand_over_orders(
    *,
    actor: Actor,
    subject_kind: str,
    heirs: Mapping[UUID, OrderHeirs],
    ended_ids: frozenset[int],
    reason: str,
    at: datetime,
) -> int:
    """Put the open orders of each subject at the desk named for it, and those of payees that have ended on the payee
    named for it; returns how many changed."""
    rows = Order.objects.select_for_update().filter(
        subject_kind=subject_kind, subject_id__in=list(heirs), state=OrderState.OPEN.value
    )
    ways = {row.id: (row, _way(row, heirs[row.subject_id], ended_ids)) for row in rows.order_by("id")}
    moved = [row for row, way in ways.values() if way != (row.desk_id, row.payee_id)]
    was = {row.id: (row.desk_id, row.payee_id) for row in moved}
    for row in moved:
        row.desk_id, row.payee_id = ways[row.id][1]
    Order.objects.bulk_update(moved, ["desk", "payee"], batch_size=2_000)
    audit.record_many(
        audit.Entry(
            actor=actor,
            action="payments.order_handed_over",
            subject_kind="payment_order",
            subject_id=row.id,
            at=at,
            detail=_told(was[row.id], (row.desk_id, row.payee_id), reason),
        )
        for row in moved
    )
    return len(moved)


def _way(row: Order, heirs: OrderHeirs, ended_ids: frozenset[int]) -> tuple[int, int]:
    return heirs.desk_id, heirs.payee_id if row.payee_id in ended_ids else row.payee_id


def _told(was: tuple[int, int], now: tuple[int, int], reason: str) -> dict[str, object]:
    detail: dict[str, object] = {"from": was[0], "to": now[0], "reason": reason}
    return detail if was[1] == now[1] else detail | {"payee_from": was[1], "payee_to": now[1]}
