"""The table of moves of a written report: from which states to which, who may, what must be said."""

from collections.abc import Mapping
from dataclasses import dataclass

from honglam.indicators.contracts import WritingSide, WritingState, WritingVerb

_S = WritingState
_DRAFT, _OVER = frozenset({_S.DRAFT}), frozenset({_S.APPROVED, _S.PUBLISHED})
_WRITER, _SIGNER = frozenset({WritingSide.WRITER}), frozenset({WritingSide.SIGNER})


@dataclass(frozen=True, kw_only=True)
class WritingMove:
    """One line. `to` None: the state stays."""

    froms: frozenset[WritingState]
    to: WritingState | None
    who: frozenset[WritingSide]
    says: bool = False


MOVES: Mapping[WritingVerb, WritingMove] = {
    WritingVerb.COMPOSE: WritingMove(froms=_DRAFT, to=None, who=_WRITER),
    WritingVerb.SUBMIT: WritingMove(froms=_DRAFT, to=_S.SUBMITTED, who=_WRITER),
    WritingVerb.APPROVE: WritingMove(froms=frozenset({_S.SUBMITTED}), to=_S.APPROVED, who=_SIGNER),
    WritingVerb.GIVE_BACK: WritingMove(froms=frozenset({_S.SUBMITTED}), to=_S.DRAFT, who=_SIGNER, says=True),
    WritingVerb.PUBLISH: WritingMove(froms=frozenset({_S.APPROVED}), to=_S.PUBLISHED, who=_SIGNER),
    WritingVerb.FOLLOW: WritingMove(froms=_OVER, to=None, who=_WRITER),
}


def open_moves(state: WritingState, sides: frozenset[WritingSide]) -> tuple[WritingVerb, ...]:
    """The verbs that somebody on these sides may do now."""
    return tuple(verb for verb, move in MOVES.items() if state in move.froms and move.who & sides)


def fits(verb: WritingVerb, state: WritingState, sides: frozenset[WritingSide]) -> bool:
    """Whether the verb is open."""
    return verb in open_moves(state, sides)
