"""Which moves are open from a state, and what is to be said of a record's quality. Pure."""

from collections.abc import Mapping
from datetime import date

from honglam.registries.contracts import Mark, Move, MoveNotOpen, Schema


def open_moves(schema: Schema, state: str) -> tuple[Move, ...]:
    """The moves that leave this state."""
    return tuple(one for one in schema.moves if state in one.leaves)


def is_running(schema: Schema, state: str) -> bool:
    """Whether a record is not over: something leaves its state, or the register knows no moves."""
    return not schema.moves or bool(open_moves(schema, state))


def move_of(schema: Schema, state: str, code: str) -> Move:
    """The move of that code. Raises MoveNotOpen where it does not leave this state."""
    found = next((one for one in open_moves(schema, state) if one.code == code), None)
    if found is None:
        raise MoveNotOpen
    return found


def marks(
    schema: Schema, values: Mapping[str, str], *, doubt: str, confirmed_on: date, state: str, on: date
) -> tuple[Mark, ...]:
    """What is to be said: something is missing, nobody confirmed it for too long, somebody doubts it.

    A record in a state that nothing leaves is over: it need not be confirmed again.
    """
    found = []
    if any((one.required or one.wanted) and not values.get(one.code) for one in schema.fields):
        found.append(Mark.INCOMPLETE)
    if is_running(schema, state) and schema.check_months is not None and on > due_on(confirmed_on, schema.check_months):
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
