"""Which order a line of a bank statement pays: by the reference in its text and by the amount, never by one alone."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from honglam.kernel.text import fold
from honglam.payments.contracts import LineState, StatementEntry

PREFIX = "HL"
LENGTH = 10
_REFERENCE = re.compile(rf"{PREFIX}[2-9A-HJKMNP-TW-Z]{{{LENGTH}}}")


@dataclass(frozen=True, kw_only=True)
class Owed:
    """An order as matching knows it. `outside`: not one of those whose money the reader keeps."""

    id: UUID
    amount: int
    open: bool
    outside: bool = False


@dataclass(frozen=True, kw_only=True)
class Match:
    """What a line is; `note` is a stable code of why it is not clear."""

    state: LineState
    order_id: UUID | None = None
    note: str = ""


def references_in(text: str) -> list[str]:
    """Order references in a transfer's text. Banks drop blanks and dots and add words of their own."""
    bare = re.sub(r"[^A-Z0-9]", "", fold(text).upper())
    spaced = re.sub(r"[^A-Z0-9]+", " ", fold(text).upper())
    found = [*_REFERENCE.findall(spaced), *_REFERENCE.findall(bare)]
    return list(dict.fromkeys(found))


def fingerprints(entries: Sequence[StatementEntry]) -> list[str]:
    """What makes each line of a file the same line in another file: the bank's number, or all its facts where it
    gives none. Two credits of equal facts are two: the second of a file is the second of any other."""
    seen: Counter[str] = Counter()
    found = []
    for entry in entries:
        facts = entry.bank_ref or f"{entry.booked_on}|{entry.amount}|{fold(entry.text)}"
        seen[facts] += 1
        again = f"|{seen[facts]}" if seen[facts] > 1 and not entry.bank_ref else ""
        found.append(hashlib.sha256(f"{facts}{again}".encode()).hexdigest())
    return found


def second_fingerprints(entries: Sequence[StatementEntry]) -> list[str]:
    """What stands in for the first where the bank has used a number before, on another day, for another amount or with
    another text: some begin anew each month, some number a whole batch as one. Of a text only the orders that it names
    count, where it names any: banks word one transfer differently from file to file."""
    seen: Counter[str] = Counter()
    found = []
    for entry in entries:
        said = " ".join(sorted(references_in(entry.text))) or fold(entry.text)
        facts = f"{entry.bank_ref}|{entry.booked_on}|{entry.amount}|{said}"
        seen[facts] += 1
        again = f"|{seen[facts]}" if seen[facts] > 1 else ""
        found.append(hashlib.sha256(f"{facts}{again}".encode()).hexdigest())
    return found


def same_orders(one: str, other: str) -> bool:
    """Whether two texts name the same orders, at least one."""
    named = set(references_in(one))
    return bool(named) and named == set(references_in(other))


def former_fingerprint(entry: StatementEntry) -> str:
    """The second as it was before the text belonged to it: lines that were booked by it are still known."""
    return hashlib.sha256(f"{entry.bank_ref}|{entry.booked_on}|{entry.amount}".encode()).hexdigest()


def match(entry: StatementEntry, owed: Mapping[str, Owed], taken: Iterable[UUID]) -> Match:
    """What a line pays. `owed` by reference; `taken`: orders that earlier lines of the file pay already."""
    named = [owed[reference] for reference in references_in(entry.text) if reference in owed]
    orders = list({order.id: order for order in named}.values())
    if not orders:
        return Match(state=LineState.UNMATCHED, note="no_reference")
    if len(orders) > 1:
        return Match(state=LineState.AMBIGUOUS, note="several_orders")
    order = orders[0]
    if order.outside:
        return Match(state=LineState.AMBIGUOUS, note="outside_scope")
    if order.amount != entry.amount:
        return Match(state=LineState.AMBIGUOUS, order_id=order.id, note="other_amount")
    if not order.open or order.id in set(taken):
        return Match(state=LineState.AMBIGUOUS, order_id=order.id, note="paid_already")
    return Match(state=LineState.MATCHED, order_id=order.id)


def match_all(entries: Sequence[StatementEntry], owed: Mapping[str, Owed]) -> list[Match]:
    """Every line in its order; an order is paid by one line at most."""
    taken: list[UUID] = []
    found = []
    for entry in entries:
        result = match(entry, owed, taken)
        if result.state is LineState.MATCHED and result.order_id:
            taken.append(result.order_id)
        found.append(result)
    return found


def digest_of(parts: Iterable[object]) -> str:
    """A short name of a plan: the booking is bound to what was shown."""
    return hashlib.sha256("\n".join(str(part) for part in parts).encode()).hexdigest()[:32]
