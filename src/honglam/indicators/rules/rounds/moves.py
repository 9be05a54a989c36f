"""The table of moves of an agency's form: from which states to which, who may, what must be said with it."""

from collections.abc import Mapping
from dataclasses import dataclass

from honglam.indicators.contracts import FormSide, FormState, FormVerb

_S = FormState
_TYPED = frozenset({_S.DRAFTED, _S.RETURNED, _S.CORRECTING})


@dataclass(frozen=True, kw_only=True)
class FormMove:
    """One line. `to` None: the state stays. `says`: words are required; `day`: a day until which there is time.

    `after_lock`: also once the round is locked. `judges`: it is about what the form says, so what it says must still
    be what the actor has seen.
    """

    froms: frozenset[FormState]
    to: FormState | None
    who: frozenset[FormSide]
    says: bool = False
    day: bool = False
    after_lock: bool = False
    judges: bool = False


_ENTRY, _HEAD, _RECEIVER = (frozenset({side}) for side in FormSide)
MOVES: Mapping[FormVerb, FormMove] = {
    FormVerb.SUBMIT: FormMove(froms=_TYPED, to=_S.SUBMITTED, who=_ENTRY, judges=True),
    FormVerb.APPROVE: FormMove(froms=frozenset({_S.SUBMITTED}), to=_S.APPROVED, who=_HEAD, judges=True),
    FormVerb.SEND_BACK: FormMove(froms=frozenset({_S.SUBMITTED}), to=_S.RETURNED, who=_HEAD, says=True, judges=True),
    FormVerb.ACCEPT: FormMove(
        froms=frozenset({_S.APPROVED}), to=_S.ACCEPTED, who=_RECEIVER, after_lock=True, judges=True
    ),
    FormVerb.RETURN: FormMove(
        froms=frozenset({_S.APPROVED}), to=_S.RETURNED, who=_RECEIVER, says=True, day=True, after_lock=True, judges=True
    ),
    FormVerb.ASK_CORRECTION: FormMove(froms=frozenset({_S.ACCEPTED}), to=None, who=_HEAD, says=True, after_lock=True),
    FormVerb.OPEN_CORRECTION: FormMove(
        froms=frozenset({_S.ACCEPTED}), to=_S.CORRECTING, who=_RECEIVER, says=True, day=True, after_lock=True
    ),
    FormVerb.GRANT_EXCEPTION: FormMove(
        froms=_TYPED | {_S.ASSIGNED, _S.SUBMITTED}, to=None, who=_RECEIVER, says=True, day=True, after_lock=True
    ),
}


def open_moves(
    state: FormState, sides: frozenset[FormSide], *, locked: bool, asked: bool = False
) -> tuple[FormVerb, ...]:
    """The verbs that somebody on these sides may do now. `locked`: the round is, and no more time was allowed."""
    return tuple(
        verb
        for verb, move in MOVES.items()
        if move.who & sides and fits(verb, state, locked=locked) and not (asked and verb is FormVerb.ASK_CORRECTION)
    )


def fits(verb: FormVerb, state: FormState, *, locked: bool) -> bool:
    """Whether a form that stands so allows the verb, whoever asks."""
    move = MOVES[verb]
    return state in move.froms and (move.after_lock or not locked)


def waits_for(state: FormState) -> FormSide | None:
    """Whose move is next; nobody's once it is accepted."""
    if state is FormState.SUBMITTED:
        return FormSide.HEAD
    if state is FormState.APPROVED:
        return FormSide.RECEIVER
    return None if state is FormState.ACCEPTED else FormSide.ENTRY
