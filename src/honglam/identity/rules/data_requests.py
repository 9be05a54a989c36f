"""The life of a person's request about their data: which act leads where, and what an answer amounts to."""

from collections.abc import Collection, Mapping

from honglam.identity.contracts import AskAct, AskClosed, AskNotAllowed, AskState

_OPEN = (AskState.ASKED, AskState.TAKEN)
_ANSWERS = {
    AskAct.GRANT: AskState.GRANTED,
    AskAct.GRANT_PARTLY: AskState.PARTLY,
    AskAct.REFUSE: AskState.REFUSED,
    AskAct.WITHDRAW: AskState.WITHDRAWN,
}
TRANSITIONS: Mapping[tuple[AskState, AskAct], AskState] = {
    (AskState.ASKED, AskAct.TAKE): AskState.TAKEN,
    (AskState.TAKEN, AskAct.EXTEND): AskState.TAKEN,
    **{(state, act): end for state in _OPEN for act, end in _ANSWERS.items()},
}
"""From a state, by an act, to a state. Whatever is not here is refused."""


def next_state(state: AskState, act: AskAct, *, extended: bool = False, late: bool = False) -> AskState:
    """Where an act leads. Raises AskClosed once it is over, AskNotAllowed for what its state does not admit.

    A time is lengthened once only (NĐ 356/2025/NĐ-CP, article 5), and while it runs: what is late stays late.
    """
    if state not in _OPEN:
        raise AskClosed
    found = TRANSITIONS.get((state, act))
    if found is None or (act is AskAct.EXTEND and (extended or late)):
        raise AskNotAllowed
    return found


def outcome(asked: Collection[str], done: Collection[str]) -> AskAct:
    """What an answer amounts to: all that was asked, some of it, or nothing."""
    met = len(set(asked) & set(done))
    if met == len(set(asked)):
        return AskAct.GRANT
    return AskAct.GRANT_PARTLY if met else AskAct.REFUSE


def kept_because(
    asked: Collection[str], done: Collection[str], laws: Mapping[str, str], grounds: str
) -> dict[str, str]:
    """What stays, each with its ground: the law that the rule of its kind names, or what the officer wrote."""
    return {item: laws.get(item) or grounds for item in asked if item not in done}


def law_of(source: Mapping[str, object] | None) -> str:
    """A source of the pack in one line: `33/2024/QH15, Đ7`."""
    if not source:
        return ""
    return ", ".join(str(source[key]) for key in ("document", "article") if source.get(key))
