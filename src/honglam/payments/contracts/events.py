"""What is told about money after commit."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from honglam.kernel.values import Event


@dataclass(frozen=True, kw_only=True)
class OrderEvent(Event):
    """What every event of an order carries. Amounts in đồng."""

    order_id: UUID
    reference: str
    key: str
    occasion: str
    subject_kind: str
    subject_id: UUID
    subject_code: str
    payee_id: int
    desk_id: int
    amount: int


@dataclass(frozen=True, kw_only=True)
class OrderOpened(OrderEvent):
    """Something is owed. `due_at` None: without a day."""

    name: ClassVar[str] = "payments.order_opened"
    state: str
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class OrderPaid(OrderEvent):
    """The order was paid, once and for all. `receipt` is empty for what was proved elsewhere."""

    name: ClassVar[str] = "payments.order_paid"
    method: str
    receipt: str
    paid_at: datetime


@dataclass(frozen=True, kw_only=True)
class OrderCancelled(OrderEvent):
    """It need not be paid any more."""

    name: ClassVar[str] = "payments.order_cancelled"
    reason: str


@dataclass(frozen=True, kw_only=True)
class OrderReopened(OrderEvent):
    """Its receipt was voided: it is to be paid again."""

    name: ClassVar[str] = "payments.order_reopened"
    receipt: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class OrderRefunded(OrderEvent):
    """Money went back. `refunded` is all that went back so far."""

    name: ClassVar[str] = "payments.order_refunded"
    refunded: int
    paid_out: int
