"""Which moves are open from a state, and what is to be said of a record's quality. Pure."""

from collections.abc import Mapping
from datetime import date

from honglam.registries.contracts import Mark, Move, MoveNotOpen, Schema


def open_moves(schema: Schema, state: str) -> tuple[Move, ...]:
    """The moves that leave this state."""
    return tuple(one for one in schema.moves if state in one.leaves)


def is_running(schema: Schema, state: str) -> bool:
    """Whether a record's work goes on. The register says which states are over: from most of them a way leads back."""
    return not schema.state(state).over


def move_of(schema: Schema, state: str, code: str) -> Move:
    """The move of that code. Raises MoveNotOpen where it does not leave this state."""
    found = next((one for one in open_moves(schema, state) if one.code == code), None)
    if found is None:
        raise MoveNotOpen
    return found


def marks(
    schema: Schema,
    values: Mapping[str, str],
    *,
    doubt: str,
    confirmed_on: date,
    state: str,
    on: date,
    is_kept: bool = True,
) -> tuple[Mark, ...]:
    """What is to be said: something is missing, nobody confirmed it for too long, somebody doubts it.

    A record that is over need not be confirmed again; in a register that is kept no more (`is_kept`) nobody could.
    """
    found = []
    if is_kept and any((one.required or one.wanted) and not values.get(one.code) for one in schema.fields):
        found.append(Mark.INCOMPLETE)
    months = schema.check_months if is_kept and is_running(schema, state) else None
    if months is not None and on > due_on(confirmed_on, months):
        found.append(Mark.OVERDUE)
    if doubt:
        found.append(Mark.DOUBTED)
    return tuple(found)


def due_on(confirmed_on: date, months: int) -> date:
    """The last day on which a record counts as confirmed: so many months later, or that month's last day."""
    month = confirmed_on.month - 1 + months
    year, month = confirmed_on.year + month // 12, month % 12 + 1
    for day in range(confirmed_on.day, 27, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date(year, month, min(confirmed_on.day, 28))
