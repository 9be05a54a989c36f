"""What a message of the gateway means, in the order in which it is judged: the table that callbacks are tried against.

malformed → forged → wrong merchant → unknown → stale → wrong amount → by the state it tells and the state we know.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from honglam.payments.contracts import AttemptState, CallOutcome

FRESH = timedelta(hours=24)
"""A message that says it is older was kept back by somebody: the gateway itself is asked instead."""
AHEAD = timedelta(minutes=10)
NEEDED = ("merchant", "attempt", "transaction", "amount", "state", "at")
STATES = ("paid", "failed", "waiting")
STATUS: Mapping[CallOutcome, int] = {
    CallOutcome.MALFORMED: 400,
    CallOutcome.FORGED: 403,
    CallOutcome.WRONG_MERCHANT: 403,
    CallOutcome.UNKNOWN: 404,
    CallOutcome.STALE: 409,
    CallOutcome.WRONG_AMOUNT: 422,
}
"""What the gateway is answered; whatever is not here is 200 and must not be sent again."""
ASK_BACK = frozenset({CallOutcome.STALE, CallOutcome.WRONG_AMOUNT})
"""What makes us ask the gateway for the truth."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message as read; `amount` in đồng."""

    merchant: str
    attempt: UUID
    transaction: str
    amount: int
    state: str
    at: datetime


def read(parameters: Mapping[str, str]) -> Message | None:
    """The message, or None where something is missing or makes no sense."""
    if any(not parameters.get(name) or len(parameters[name]) > 200 for name in NEEDED):
        return None
    try:
        attempt, at = UUID(parameters["attempt"]), datetime.fromisoformat(parameters["at"])
    except ValueError:
        return None
    whole = re.fullmatch(r"[1-9]\d{0,12}", parameters["amount"], re.ASCII)
    if whole is None or at.tzinfo is None or parameters["state"] not in STATES:
        return None
    return Message(
        merchant=parameters["merchant"],
        attempt=attempt,
        transaction=parameters["transaction"][:64],
        amount=int(parameters["amount"]),
        state=parameters["state"],
        at=at,
    )


def is_stale(message: Message, *, now: datetime) -> bool:
    """Whether it was kept back, or comes from the future."""
    return not now - FRESH <= message.at <= now + AHEAD


def meaning(*, told: str, known: AttemptState, order_open: bool, same: bool) -> CallOutcome:
    """What a genuine message does. `same`: its transaction is the one that paid this attempt."""
    if told == "paid":
        if known is AttemptState.PAID:
            return CallOutcome.REPEATED if same else CallOutcome.SURPLUS
        return CallOutcome.PAID if order_open else CallOutcome.SURPLUS
    if known is AttemptState.PAID:
        return CallOutcome.OVERTAKEN
    if told == "failed":
        return CallOutcome.REPEATED if known is AttemptState.FAILED else CallOutcome.FAILED
    return CallOutcome.NOTED if known is AttemptState.WAITING else CallOutcome.OVERTAKEN


GRACE = timedelta(minutes=30)
"""How long after its end an attempt may still be confirmed, so that nobody should pay another way meanwhile. The
gateway is asked for longer: what comes in later is taken, as a surplus where something else has paid."""


BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15, 30, 60, 180, 720, 1440))
"""When the gateway is asked while no callback comes, counted from the attempt's beginning or the last question."""


def next_question(asked: int) -> timedelta | None:
    """How long to wait before the next question; None: enough was asked, a person looks at the statement."""
    return BACK_OFF[asked] if asked < len(BACK_OFF) else None
