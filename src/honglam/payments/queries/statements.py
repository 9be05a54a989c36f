"""Statements as plans: what would be booked, what is known from an earlier file, what a person must settle."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import msgspec

from honglam.kernel.paging import BadCursor, Page, decode_cursor, encode_cursor
from honglam.kernel.text import fold
from honglam.kernel.values import Actor
from honglam.payments import access
from honglam.payments.contracts import (
    LineState,
    OrderState,
    PlannedLine,
    StatementEntry,
    StatementState,
    StatementView,
)
from honglam.payments.models import Order, Statement, StatementLine
from honglam.payments.queries.telling import account_view, order_view
from honglam.payments.rules import matching

WAITING = (LineState.AMBIGUOUS.value, LineState.UNMATCHED.value)


@dataclass(frozen=True, kw_only=True)
class _Mark:
    """By what a line will be known. `again`: its number stands for other facts already."""

    fingerprint: str
    again: bool = False


def get_statement(*, actor: Actor, statement_id: UUID) -> StatementView:
    """A statement with its plan, or with what became of it."""
    row = access.statement_for(actor, statement_id)
    return plan_of(row, actor=actor) if row.state == StatementState.PLANNED.value else _booked(row)


def plan_of(row: Statement, *, actor: Actor, lock: bool = False) -> StatementView:
    """What booking would do now, by this actor. `lock`: nobody else pays these orders until commit."""
    entries = entries_of(row)
    found = _booked_before(row, entries)
    fresh = [entry for entry, (line, _) in zip(entries, found, strict=True) if line is None]
    owed, codes = _owed(actor, fresh, lock=lock)
    matches = iter(matching.match_all(fresh, owed))
    lines = [
        _known(line, entry) if line else _fresh(entry, next(matches), codes, mark=mark)
        for entry, (line, mark) in zip(entries, found, strict=True)
    ]
    return _view(row, tuple(lines))


def _booked_before(row: Statement, entries: Sequence[StatementEntry]) -> list[tuple[StatementLine | None, _Mark]]:
    """For each entry the line that it is, or None and by what it will be known.

    A line of the same number but another day, amount or text is another one, which a person must look at, whether the
    first stands in an earlier file or above it in this one. A text that names the same orders is the same, but within
    one file, where the bank words alike, two texts are two lines.
    """
    firsts, seconds = matching.fingerprints(entries), matching.second_fingerprints(entries)
    formers = [matching.former_fingerprint(entry) for entry in entries]
    rows = StatementLine.objects.filter(account_id=row.account_id, fingerprint__in=[*firsts, *seconds, *formers])
    known = {line.fingerprint: line for line in rows}
    above: set[str] = set()
    met: set[UUID] = set()
    found: list[tuple[StatementLine | None, _Mark]] = []
    for entry, first, second, former in zip(entries, firsts, seconds, formers, strict=True):
        line, before = known.get(first), known.get(former)
        again = first in above if line is None else not _same(line, entry, met)
        if again:
            line = known.get(second) or (before if _same(before, entry, met) else None)
        found.append((line, _Mark(fingerprint=second if again else first, again=again)))
        above.add(first)
        if line is not None:
            met.add(line.id)
    return found


def _same(line: StatementLine | None, entry: StatementEntry, met: set[UUID]) -> bool:
    """`met`: lines that entries above are already."""
    if line is None or (line.booked_on, line.amount) != (entry.booked_on, entry.amount):
        return False
    if fold(line.text) == fold(entry.text):
        return True
    return line.id not in met and matching.same_orders(line.text, entry.text)


def entries_of(row: Statement) -> list[StatementEntry]:
    """What was read from the file."""
    return msgspec.convert(row.entries, type=list[StatementEntry], strict=False)


def list_statements(*, actor: Actor, limit: int = 20) -> list[StatementView]:
    """The latest statements without their lines."""
    rows = Statement.objects.select_related("account").filter(account__in=access.accounts_of(actor).values("id"))
    return [_view(row, ()) for row in rows.order_by("-id")[:limit]]


def list_lines_waiting(*, actor: Actor, after: str | None = None, limit: int = 50) -> Page[PlannedLine]:
    """Booked lines that nobody has settled, oldest first, each with the orders it might pay."""
    rows = StatementLine.objects.filter(account__in=access.accounts_of(actor).values("id"), state__in=WAITING)
    if after:
        booked, last = decode_cursor(after, length=2)
        try:
            day, key = date.fromisoformat(str(booked)), UUID(str(last))
        except ValueError as fault:
            raise BadCursor from fault
        rows = rows.exclude(booked_on__lt=day).exclude(booked_on=day, id__lte=key)
    found = list(rows.select_related("order").order_by("booked_on", "id")[: limit + 1])
    candidates = _candidates(actor, found[:limit])
    items = [_waiting(line, candidates) for line in found[:limit]]
    last_line = found[limit - 1] if len(found) > limit else None
    cursor = encode_cursor(last_line.booked_on, str(last_line.id)) if last_line else None
    return Page(items=items, next_cursor=cursor)


def _candidates(actor: Actor, lines: list[StatementLine]) -> dict[int, list[Order]]:
    """Open orders of the same amount, a few of each."""
    amounts = {line.amount for line in lines}
    rows = access.orders_at(actor, access.ACCOUNTANTS).filter(state=OrderState.OPEN.value, amount__in=amounts)
    found: dict[int, list[Order]] = {}
    for order in rows.order_by("-opened_at")[:200]:
        found.setdefault(order.amount, []).append(order)
    return found


def _waiting(line: StatementLine, candidates: dict[int, list[Order]]) -> PlannedLine:
    orders = tuple(order_view(order) for order in candidates.get(line.amount, [])[:5])
    return PlannedLine(
        id=line.id,
        row=line.row,
        booked_on=line.booked_on,
        amount=line.amount,
        text=line.text,
        bank_ref=line.bank_ref,
        state=LineState(line.state),
        known=True,
        order_id=line.order_id,
        subject_code=line.order.subject_code if line.order else "",
        note=line.note,
        candidates=orders,
    )


def _owed(
    actor: Actor, entries: list[StatementEntry], *, lock: bool
) -> tuple[dict[str, matching.Owed], dict[UUID, str]]:
    """The orders that the entries name, and the codes of those whose money the actor keeps."""
    wanted = {reference for entry in entries for reference in matching.references_in(entry.text)}
    rows = Order.objects.filter(reference__in=wanted).order_by("id")
    orders = list(rows.select_for_update() if lock else rows)
    kept = access.orders_at(actor, access.ACCOUNTANTS).filter(reference__in=wanted)
    mine = set(kept.values_list("id", flat=True))
    owed = {
        row.reference: matching.Owed(
            id=row.id, amount=row.amount, open=row.state == OrderState.OPEN.value, outside=row.id not in mine
        )
        for row in orders
    }
    return owed, {row.id: row.subject_code for row in orders if row.id in mine}


def _fresh(entry: StatementEntry, match: matching.Match, codes: dict[UUID, str], *, mark: _Mark) -> PlannedLine:
    if mark.again:
        match = replace(match, state=LineState.AMBIGUOUS, note="number_again")
    return PlannedLine(
        id=None,
        row=entry.row,
        booked_on=entry.booked_on,
        amount=entry.amount,
        text=entry.text,
        bank_ref=entry.bank_ref,
        state=match.state,
        known=False,
        order_id=match.order_id,
        subject_code=codes.get(match.order_id, "") if match.order_id else "",
        note=match.note,
        fingerprint=mark.fingerprint,
    )


def _known(line: StatementLine, entry: StatementEntry) -> PlannedLine:
    return PlannedLine(
        id=line.id,
        row=entry.row,
        booked_on=line.booked_on,
        amount=line.amount,
        text=line.text,
        bank_ref=line.bank_ref,
        state=LineState(line.state),
        known=True,
        order_id=line.order_id,
        note=line.note,
    )


def _booked(row: Statement) -> StatementView:
    lines = StatementLine.objects.filter(statement=row).select_related("order").order_by("row", "id")
    return _view(row, tuple(_waiting(line, {}) for line in lines))


def _view(row: Statement, lines: tuple[PlannedLine, ...]) -> StatementView:
    return StatementView(
        id=row.id,
        name=row.name,
        account=account_view(row.account),
        state=StatementState(row.state),
        uploaded_at=row.uploaded_at,
        uploaded_by=row.uploaded_by_name,
        lines=lines,
        digest=matching.digest_of((line.row, line.state, line.order_id, line.known) for line in lines),
    )
