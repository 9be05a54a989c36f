"""The life of a sheet as one table: who, from where, to where (open → self-assessed → appraised → explained → final
→ published). Whoever stands on both sides is on the agency's side only: a head cannot appraise the own agency."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from honglam.indicators.contracts import SheetSide, SheetState, SheetVerb

_S, _V = SheetState, SheetVerb


@dataclass(frozen=True, kw_only=True)
class Move:
    """One step: who may, from which states, to which; None leaves the state.

    `overdue`: states from which it is possible too once the sheet's day for the self-assessment is past.
    """

    who: frozenset[SheetSide]
    froms: frozenset[SheetState]
    to: SheetState | None = None
    overdue: frozenset[SheetState] = frozenset()


def _move(
    who: set[SheetSide],
    froms: set[SheetState],
    to: SheetState | None = None,
    overdue: frozenset[SheetState] = frozenset(),
) -> Move:
    return Move(who=frozenset(who), froms=frozenset(froms), to=to, overdue=overdue)


# An agency that never hands in would keep every other one from being ranked: once its day is past, the others go on.
_NOT_HANDED_IN = frozenset({_S.OPEN})


MOVES: Mapping[SheetVerb, Move] = {
    _V.SAVE: _move({SheetSide.STAFF, SheetSide.HEAD}, {_S.OPEN}),
    _V.SUBMIT: _move({SheetSide.HEAD}, {_S.OPEN}, _S.SELF_ASSESSED),
    _V.SEND_BACK: _move({SheetSide.JUDGE, SheetSide.CHIEF}, {_S.SELF_ASSESSED}, _S.OPEN),
    _V.NOTE: _move({SheetSide.JUDGE, SheetSide.CHIEF}, {_S.SELF_ASSESSED}, None, _NOT_HANDED_IN),
    _V.APPRAISE: _move({SheetSide.JUDGE, SheetSide.CHIEF}, {_S.SELF_ASSESSED}, _S.APPRAISED, _NOT_HANDED_IN),
    _V.EXPLAIN: _move({SheetSide.HEAD}, {_S.APPRAISED}, _S.EXPLAINED),
    _V.REVISE: _move({SheetSide.JUDGE, SheetSide.CHIEF}, {_S.EXPLAINED}),
    _V.FINALISE: _move({SheetSide.CHIEF}, {_S.APPRAISED, _S.EXPLAINED}, _S.FINAL),
    _V.PUBLISH: _move({SheetSide.CHIEF}, {_S.FINAL}, _S.PUBLISHED),
    _V.APPEAL: _move({SheetSide.HEAD}, {_S.PUBLISHED}),
    _V.ANSWER: _move({SheetSide.CHIEF}, {_S.PUBLISHED}),
}
"""A round is made final and published for all its agencies at once, since ranks compare them."""


def possible(sides: frozenset[SheetSide], state: SheetState, *, overdue: bool = False) -> frozenset[SheetVerb]:
    """Everything that somebody on these sides may do with a sheet that stands there.

    `overdue`: the sheet's day for the self-assessment is past.
    """
    return frozenset(verb for verb, move in MOVES.items() if move.who & sides and leads_from(move, state, overdue))


def leads_from(move: Move, state: SheetState, overdue: bool) -> bool:
    """Whether the step begins in that state."""
    return state in move.froms or (overdue and state in move.overdue)


def is_over(due_at: datetime | None, at: datetime) -> bool:
    """Whether a sheet's own limit is past: one that was given back has another than its round."""
    return due_at is not None and due_at <= at


def parts_of(*, own: bool, signs: bool, works: bool, owner: bool, judges: bool, leads: bool) -> frozenset[SheetSide]:
    """The part of somebody: `own`: of the agency that is scored; `owner`: of the one that scores, or above it."""
    if own:
        staff = {SheetSide.STAFF} if works else set()
        return frozenset(staff | ({SheetSide.HEAD} if signs else set()))
    if not owner:
        return frozenset()
    return frozenset(({SheetSide.JUDGE} if judges else set()) | ({SheetSide.CHIEF} if leads else set()))
