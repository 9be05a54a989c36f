"""Who sits in a committee from when to when: what its decisions say, one after another. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from honglam.directory.contracts import (
    CommitteeOver,
    DecisionData,
    DecisionKind,
    DecisionOutOfOrder,
    MemberData,
    MemberTwice,
    NobodyNamed,
    NotSitting,
)

_WHOLE = frozenset({DecisionKind.REPLACE, DecisionKind.DISSOLVE})


@dataclass(frozen=True, kw_only=True)
class Seat:
    """One seat. Who was released on the very day of being named never sat: the last day lies before the first."""

    key: str
    valid_from: date
    valid_to: date | None = None
    ended_by: str = ""


def seat_key(decision: str, number: int) -> str:
    """`QD-848/3`: the third whom that decision names."""
    return f"{decision}/{number}"


def in_order(decisions: Sequence[DecisionData]) -> list[DecisionData]:
    """As they took effect; of one day, as they were recorded."""
    return sorted(decisions, key=lambda one: one.effective_on)


def seats(decisions: Sequence[DecisionData]) -> dict[str, Seat]:
    """Every seat that these decisions ever gave, by key."""
    found: dict[str, Seat] = {}
    for decision in in_order(decisions):
        ending = [key for key, one in found.items() if one.valid_to is None and _ends(decision, key)]
        for key in ending:
            last = decision.effective_on - timedelta(days=1)
            found[key] = Seat(key=key, valid_from=found[key].valid_from, valid_to=last, ended_by=decision.code)
        for number, _member in enumerate(decision.members, start=1):
            key = seat_key(decision.code, number)
            found[key] = Seat(key=key, valid_from=decision.effective_on)
    return found


def sits_on(seat_from: date, seat_to: date | None, on: date) -> bool:
    """Whether a seat is taken on a day."""
    return seat_from <= on and (seat_to is None or on <= seat_to)


def ended_on(decisions: Sequence[DecisionData]) -> date | None:
    """The day on which the committee was dissolved."""
    return next((one.effective_on for one in decisions if one.kind is DecisionKind.DISSOLVE), None)


def list_known(decisions: Sequence[DecisionData], on: date) -> bool:
    """Whether who sat on a day can be told: no decision in force then names people whose list is not known here.

    A whole new list makes good what was not known before it.
    """
    known = True
    for decision in in_order(decisions):
        if decision.effective_on <= on:
            known = not decision.unnamed if decision.kind in _WHOLE else known and not decision.unnamed
    return known


def check_next(decisions: Sequence[DecisionData], new: DecisionData) -> None:
    """Whether one more decision may be recorded. Raises CommitteeOver, DecisionOutOfOrder, NotSitting and so on."""
    over = ended_on(decisions)
    if over is not None:
        raise CommitteeOver(on=f"{over:%d/%m/%Y}")
    last = max((one.effective_on for one in decisions), default=None)
    if last is not None and new.effective_on < last:
        raise DecisionOutOfOrder(field="effective_on", on=f"{last:%d/%m/%Y}")
    sitting = {key for key, one in seats(decisions).items() if one.valid_to is None}
    for key in new.releases:
        if key not in sitting:
            raise NotSitting(field="releases", key=key)
    names_nobody = not new.members and not new.releases and not new.unnamed
    if new.kind in (DecisionKind.NAME, DecisionKind.REPLACE) and names_nobody:
        raise NobodyNamed(field="members")
    left = set() if new.kind in _WHOLE else sitting - set(new.releases)
    _check_once(decisions, new, left)


def _check_once(decisions: Sequence[DecisionData], new: DecisionData, left: set[str]) -> None:
    by_key = {seat_key(one.code, at): who for one in decisions for at, who in enumerate(one.members, start=1)}
    taken = {_who(by_key[key]) for key in left}
    for member in new.members:
        if _who(member) in taken:
            raise MemberTwice(field="members", name=member.person or member.title)
        taken.add(_who(member))


def _who(member: MemberData) -> tuple[str, str]:
    """Two people of one name hold different titles; a post is itself."""
    return member.person.casefold(), member.title.casefold()


def _ends(decision: DecisionData, key: str) -> bool:
    return decision.kind in _WHOLE or key in decision.releases
