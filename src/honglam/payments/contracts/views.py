"""Money as other blocks and pages may know it. Amounts are whole đồng."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from honglam.payments.contracts.codes import (
    AttemptState,
    LineState,
    Method,
    Occasion,
    OrderState,
    RefundState,
    StatementState,
)
from honglam.payments.contracts.inputs import LineInput


@dataclass(frozen=True, kw_only=True)
class AccountView:
    """A bank account that collects for an agency. `provisional`: nobody has confirmed it, no money must go there.
    `retired`: nothing is asked for on it any more, but what comes in on it is still settled."""

    code: str
    bank_bin: str
    bank_name: str
    number: str
    holder: str
    provisional: bool
    retired: bool = False


@dataclass(frozen=True, kw_only=True)
class ReceiptView:
    """A receipt as issued. `voided_at`: it keeps its number and counts for nothing."""

    id: UUID
    order_id: UUID
    symbol: str
    number: int
    year: int
    desk_id: int
    issued_at: datetime
    cashier: str
    cashier_id: UUID | None
    amount: int
    method: Method
    voided_at: datetime | None
    void_reason: str
    content: dict[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Symbol and number as people write them: `AB-26/0000012`."""
        return f"{self.symbol}/{self.number:07d}"


@dataclass(frozen=True, kw_only=True)
class OrderView:
    """An order with its lines. `reference` is what a bank transfer must carry. `confirmed_by`: until when an online
    payment that was begun may still be confirmed; what comes in later is a surplus."""

    id: UUID
    reference: str
    subject_kind: str
    subject_id: UUID
    subject_code: str
    title: str
    occasion: Occasion
    payee_id: int
    payee_name: str
    desk_id: int
    desk_name: str
    payer_name: str
    payer_address: str
    lines: tuple[LineInput, ...]
    gross: int
    amount: int
    refunded: int
    reason: str
    state: OrderState
    opened_at: datetime
    due_at: datetime | None
    paid_at: datetime | None
    method: Method | None
    cancel_reason: str
    receipt: ReceiptView | None = None
    confirmed_by: datetime | None = None

    @property
    def provisional(self) -> bool:
        """Whether an amount rests on a tariff that nobody has confirmed."""
        return any(line.provisional for line in self.lines)

    @property
    def credited(self) -> int:
        """What another body took of it already, in đồng; `amount` is what is left."""
        return -sum(line.amount for line in self.lines if line.amount < 0)


@dataclass(frozen=True, kw_only=True)
class PayPage:
    """An order as its payer sees it, with the bank account and the text inside the transfer's QR code.

    `surplus`: what was paid beyond it and is on its way back. `refund_id`: a refund on its way after which nothing is
    left to be asked for. `going_back`: whether any of what paid it is on its way back.
    """

    order: OrderView
    account: AccountView | None
    qr: str
    surplus: int = 0
    refund_id: UUID | None = None
    going_back: bool = False


@dataclass(frozen=True, kw_only=True)
class Started:
    """An attempt that was just begun: what the gateway is to be told of it."""

    attempt_id: UUID
    amount: int
    about: str
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class Redirect:
    """Where the payer's browser goes to pay online."""

    attempt_id: UUID
    url: str


@dataclass(frozen=True, kw_only=True)
class AttemptView:
    """One try at the gateway, as we know it: never as the browser says. `confirmed_by`: until when to wait for it.
    `surplus`: what was paid beyond its order and is on its way back."""

    id: UUID
    order_id: UUID
    state: AttemptState
    amount: int
    created_at: datetime
    expires_at: datetime
    confirmed_by: datetime
    order_paid: bool
    surplus: int = 0


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the gateway is told: the stable name of what became of its message, and the HTTP status."""

    outcome: str
    status: int


@dataclass(frozen=True, kw_only=True)
class PlannedLine:
    """One line of a statement with what would become of it. `candidates`: orders it might pay.

    `fingerprint`: by what a line that is not booked yet will be known in other files.
    """

    id: UUID | None
    row: int
    booked_on: date
    amount: int
    text: str
    bank_ref: str
    state: LineState
    known: bool
    order_id: UUID | None = None
    subject_code: str = ""
    note: str = ""
    candidates: tuple[OrderView, ...] = ()
    fingerprint: str = ""


@dataclass(frozen=True, kw_only=True)
class StatementView:
    """A statement, planned or booked. `digest` binds the booking to the plan that was shown."""

    id: UUID
    name: str
    account: AccountView
    state: StatementState
    uploaded_at: datetime
    uploaded_by: str
    lines: tuple[PlannedLine, ...]
    digest: str

    @property
    def fresh(self) -> int:
        """Lines that were not booked before."""
        return sum(not line.known for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class PaymentView:
    """Money as it came in. `reference`: the bank's or the gateway's own number."""

    amount: int
    method: Method
    paid_at: datetime
    reference: str


@dataclass(frozen=True, kw_only=True)
class RefundView:
    """A refund on its way. `surplus`: of money that never counted; what was asked for of it and rejected is proposed
    anew. `payment`: what is given back, which is not always what paid the order."""

    id: UUID
    order: OrderView
    payment: PaymentView
    amount: int
    reason: str
    legal_basis: str
    decision_number: str
    decision_on: date | None
    pay_to: str
    state: RefundState
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    decision_note: str
    paid_out_reference: str
    surplus: bool = False


@dataclass(frozen=True, kw_only=True)
class DayReport:
    """One cashier's day at one desk. `total` is cash; the control sums must agree with the receipts row by row.

    A closed day has the figures and the digest of its closing. `altered`: its receipts are no longer those.
    """

    desk_id: int
    desk_name: str
    cashier_id: UUID
    cashier: str
    on: date
    receipts: tuple[ReceiptView, ...]
    issued: int
    voided: int
    total: int
    fees: int
    charges: int
    other: int
    by_symbol: tuple[tuple[str, int, int, int], ...]
    digest: str
    closed_at: datetime | None = None
    counted: int | None = None
    note: str = ""
    confirmed_by: str = ""
    confirmed_at: datetime | None = None
    id: UUID | None = None
    altered: bool = False


@dataclass(frozen=True, kw_only=True)
class DayLeft:
    """A day on which a cashier took cash at a desk and which nobody has closed. `total`: without voided receipts."""

    desk_id: int
    desk_name: str
    cashier_id: UUID
    cashier: str
    on: date
    issued: int
    total: int
