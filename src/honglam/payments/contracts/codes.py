"""Stable codes of money: what rows store and what files, callbacks and the API say."""

from collections.abc import Mapping
from enum import StrEnum

from honglam.kernel.values import text_noop


class OrderState(StrEnum):
    """Where an order stands. `WAIVED`: nothing is due, and the order says on which legal basis."""

    OPEN = "open"
    PAID = "paid"
    WAIVED = "waived"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"


class Occasion(StrEnum):
    """When it is owed: on receipt, on supplement, on return (HinhThucThu 1, 2, 4), or a financial obligation."""

    ON_RECEIPT = "on_receipt"
    ON_SUPPLEMENT = "on_supplement"
    ON_RETURN = "on_return"
    OBLIGATION = "obligation"


class Method(StrEnum):
    """How money came: at the counter, by bank transfer (VietQR), through the online gateway, or elsewhere on proof."""

    CASH = "cash"
    TRANSFER = "transfer"
    GATEWAY = "gateway"
    ELSEWHERE = "elsewhere"


class AttemptState(StrEnum):
    """Where one try at the online gateway stands."""

    WAITING = "waiting"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"


class CallOutcome(StrEnum):
    """What became of a message of the gateway; each wrong one has its own name."""

    PAID = "paid"
    FAILED = "failed"
    NOTED = "noted"
    REPEATED = "repeated"
    OVERTAKEN = "overtaken"
    SURPLUS = "surplus"
    FORGED = "forged"
    STALE = "stale"
    UNKNOWN = "unknown"
    WRONG_AMOUNT = "wrong_amount"
    WRONG_MERCHANT = "wrong_merchant"
    MALFORMED = "malformed"


class LineState(StrEnum):
    """What a line of a bank statement turned out to be."""

    MATCHED = "matched"
    AMBIGUOUS = "ambiguous"
    UNMATCHED = "unmatched"
    SETTLED = "settled"
    SET_ASIDE = "set_aside"


class StatementState(StrEnum):
    """A statement is shown first and booked afterwards."""

    PLANNED = "planned"
    BOOKED = "booked"


class RefundState(StrEnum):
    """A refund is proposed or asked for, decided by somebody else, and paid out."""

    PROPOSED = "proposed"
    ASKED = "asked"
    APPROVED = "approved"
    REJECTED = "rejected"
    PAID_OUT = "paid_out"


ORDER_LABELS: Mapping[OrderState, str] = {
    OrderState.OPEN: text_noop("To be paid"),
    OrderState.PAID: text_noop("Paid"),
    OrderState.WAIVED: text_noop("Nothing to pay"),
    OrderState.CANCELLED: text_noop("Payment cancelled"),
    OrderState.REFUNDED: text_noop("Paid back"),
}
OCCASION_LABELS: Mapping[Occasion, str] = {
    Occasion.ON_RECEIPT: text_noop("when the dossier is received"),
    Occasion.ON_SUPPLEMENT: text_noop("with the supplement"),
    Occasion.ON_RETURN: text_noop("when the result is collected"),
    Occasion.OBLIGATION: text_noop("financial obligation"),
}
METHOD_LABELS: Mapping[Method, str] = {
    Method.CASH: text_noop("Cash"),
    Method.TRANSFER: text_noop("Bank transfer"),
    Method.GATEWAY: text_noop("Online payment"),
    Method.ELSEWHERE: text_noop("Paid elsewhere, on proof"),
}
LINE_LABELS: Mapping[LineState, str] = {
    LineState.MATCHED: text_noop("Matches an order"),
    LineState.AMBIGUOUS: text_noop("Cannot be told"),
    LineState.UNMATCHED: text_noop("No order found"),
    LineState.SETTLED: text_noop("Settled by hand"),
    LineState.SET_ASIDE: text_noop("Not a payment to us"),
}
REFUND_LABELS: Mapping[RefundState, str] = {
    RefundState.PROPOSED: text_noop("Proposed by the system"),
    RefundState.ASKED: text_noop("Waits for a decision"),
    RefundState.APPROVED: text_noop("Approved, to be paid out"),
    RefundState.REJECTED: text_noop("Rejected"),
    RefundState.PAID_OUT: text_noop("Paid out"),
}
"""What each code is called, as English msgids; entrances translate them."""
