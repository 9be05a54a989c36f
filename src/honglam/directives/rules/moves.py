"""The table of moves: from which states a verb leads to which, who may, and what must be said with it."""

from collections.abc import Mapping
from dataclasses import dataclass

from honglam.directives.contracts import OPEN_STATES, Part, TaskState, Verb

_S = TaskState
_WORKED = frozenset({_S.ASSIGNED, _S.ACKNOWLEDGED, _S.IN_PROGRESS, _S.RETURNED})


@dataclass(frozen=True, kw_only=True)
class Move:
    """One line of the table. `to` None: the state stays. `says`: words are required. `standing`: also while suspended.

    `record`: only for what was taken from an old document, which knows no other move.
    """

    froms: frozenset[TaskState]
    to: TaskState | None
    who: frozenset[Part]
    says: bool = False
    standing: bool = False
    whole: bool = False
    record: bool = False


SHARE = "share"
"""In the content of a line by which a supporting unit reports its share: neither state nor progress of the whole."""
_LEADS = frozenset({Part.LEAD, Part.HEAD})
_HEAD = frozenset({Part.HEAD})
_GIVER = frozenset({Part.GIVER})
MOVES: Mapping[Verb, Move] = {
    Verb.ACKNOWLEDGE: Move(froms=frozenset({_S.ASSIGNED}), to=_S.ACKNOWLEDGED, who=_LEADS),
    Verb.HOLD: Move(froms=_WORKED, to=None, who=_HEAD),
    Verb.REPORT: Move(froms=_WORKED, to=_S.IN_PROGRESS, who=_LEADS | {Part.SUPPORT}, says=True),
    Verb.ADVANCE: Move(froms=_WORKED, to=_S.IN_PROGRESS, who=_LEADS),
    Verb.BREAK_DOWN: Move(froms=_WORKED, to=None, who=_HEAD),
    Verb.FINISH: Move(froms=_WORKED, to=_S.REPORTED_DONE, who=_LEADS, says=True, whole=True),
    Verb.CLOSE: Move(froms=frozenset({_S.REPORTED_DONE}), to=_S.CLOSED, who=_GIVER, whole=True),
    Verb.RETURN: Move(froms=frozenset({_S.REPORTED_DONE}), to=_S.RETURNED, who=_GIVER, says=True),
    Verb.ANSWER: Move(froms=OPEN_STATES, to=None, who=_GIVER | _LEADS | {Part.SUPPORT}, says=True, standing=True),
    Verb.PAUSE: Move(froms=_WORKED, to=None, who=_HEAD, says=True),
    Verb.RESUME: Move(froms=_WORKED, to=None, who=_LEADS | _GIVER, standing=True),
    Verb.ASK_EXTENSION: Move(froms=_WORKED, to=None, who=_HEAD, says=True),
    Verb.GRANT_EXTENSION: Move(froms=_WORKED, to=None, who=_GIVER, standing=True),
    Verb.REFUSE_EXTENSION: Move(froms=_WORKED, to=None, who=_GIVER, says=True, standing=True),
    Verb.CANCEL: Move(froms=OPEN_STATES, to=_S.CANCELLED, who=_GIVER, says=True, standing=True),
    Verb.TAKE_UP: Move(froms=frozenset(_S), to=_S.ASSIGNED, who=_GIVER, record=True),
}


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What of a task decides which moves are open."""

    state: TaskState
    paused: bool
    record: bool
    extension_asked: bool
    open_children: int
    has_track: bool


def open_moves(standing: Standing, parts: frozenset[Part]) -> tuple[Verb, ...]:
    """The verbs that somebody in these parts may do now, in the order of the table."""
    return tuple(verb for verb, move in MOVES.items() if move.who & parts and fits(verb, standing))


def leads(verb: Verb, parts: frozenset[Part]) -> bool:
    """Whether state, numbers and last word follow. Who only supports reports a share: all stay the lead's to say."""
    return verb is not Verb.REPORT or bool(_LEADS & parts)


def fits(verb: Verb, standing: Standing) -> bool:
    """Whether a task that stands so allows the verb, whoever asks."""
    move = MOVES[verb]
    if move.record != standing.record or standing.state not in move.froms:
        return False
    if standing.paused and not move.standing:
        return False
    return _special(verb, standing) and not (move.whole and standing.open_children)


def _special(verb: Verb, standing: Standing) -> bool:
    if verb is Verb.RESUME:
        return standing.paused
    if verb is Verb.ADVANCE:
        return standing.has_track
    if verb is Verb.ASK_EXTENSION:
        return not standing.extension_asked
    if verb in (Verb.GRANT_EXTENSION, Verb.REFUSE_EXTENSION):
        return standing.extension_asked
    return True


def waits_for(state: TaskState, *, extension_asked: bool, paused: bool) -> frozenset[Part]:
    """Whose move is next: the lead's work, the giver's answer, or both. Nobody is waited for while it stands still."""
    found: set[Part] = set()
    if extension_asked or state is TaskState.REPORTED_DONE:
        found.add(Part.GIVER)
    if state in _WORKED and not paused:
        found.add(Part.LEAD)
    return frozenset(found)
