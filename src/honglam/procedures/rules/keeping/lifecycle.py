"""How a version comes to bind people: from draft to decision to its first day (NĐ 63/2010 Đ8, Đ13–16)."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from honglam.procedures.contracts import (
    Act,
    BaseOvertaken,
    BaseWithdrawn,
    DecisionAfterward,
    DraftState,
    NothingToAbolish,
    NumberMissing,
    StartsInThePast,
    VersionNotWaiting,
    VersionStandsThen,
    WrongDraftState,
)

TURNS: dict[tuple[DraftState, Act], DraftState] = {
    (DraftState.DRAFTING, Act.PROPOSED): DraftState.PROPOSED,
    (DraftState.PROPOSED, Act.SENT_BACK): DraftState.DRAFTING,
    (DraftState.PROPOSED, Act.DECIDED): DraftState.DECIDED,
    (DraftState.DECIDED, Act.SENT_BACK): DraftState.DRAFTING,
    (DraftState.DECIDED, Act.PUBLISHED): DraftState.PUBLISHED,
    (DraftState.DRAFTING, Act.DROPPED): DraftState.DROPPED,
    (DraftState.PROPOSED, Act.DROPPED): DraftState.DROPPED,
    (DraftState.DECIDED, Act.DROPPED): DraftState.DROPPED,
}
"""Every turn there is; nothing else follows from anything."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A published version as far as its successor needs to know it; `digest` changes with whatever it says."""

    number: int
    valid_from: date
    valid_to: date | None
    in_use: bool
    digest: str = ""


@dataclass(frozen=True, kw_only=True)
class Handover:
    """What publishing does: the version gets `number` (`replaces`: that row is there), `ends` get their last days.

    A version that has not begun and on which nothing stands is put right under its own number; any other is succeeded.
    `made_room`: the last days that versions had before they made room (None: no end). `until`: the last day of the
    procedure itself, where an end was decided before; a change does not take it back.
    """

    number: int
    replaces: bool
    ends: Mapping[int, date]
    made_room: Mapping[int, date | None]
    until: date | None


def after(state: DraftState, act: Act) -> DraftState:
    """The state that follows, or WrongDraftState."""
    if (state, act) not in TURNS:
        raise WrongDraftState
    return TURNS[state, act]


def check_decision(number: str, dated: date, today: date) -> None:
    """A decision has a number and was taken before it is entered."""
    if not number.strip():
        raise NumberMissing(field="number")
    if dated > today:
        raise DecisionAfterward(field="dated")


def handover(
    versions: Iterable[Standing],
    base: int | None,
    first_day: date,
    today: date,
    highest: int = 0,
    base_digest: str = "",
    ended: Mapping[int, date | None] | None = None,
    let_go: Iterable[Standing] = (),
) -> Handover:
    """Who makes room for a version, made from version `base`, that begins on `first_day`.

    `highest`: the highest number there ever was, of withdrawn versions too, for a number is given once. `base_digest`:
    that of the base when the draft was begun, where it is known. `ended`: what made room for the base (`made_room` of
    its handover), None where nobody noted it. `let_go`: what stood until this publishing; a draft may be made from it.
    Raises StartsInThePast, VersionStandsThen, BaseOvertaken, BaseWithdrawn.
    """
    if first_day < today:
        raise StartsInThePast(field="valid_from")
    known = sorted(versions, key=lambda version: version.number)
    replaced = next((one for one in known if one.number == base and one.valid_from > today and not one.in_use), None)
    others = [one for one in known if one is not replaced]
    # A version that waits for its day is put right, but it does not come earlier because something else had to change.
    waiting = [replaced] if replaced and first_day < replaced.valid_from else []
    check_room([*others, *waiting], first_day, field="valid_from")
    _check_base([*known, *let_go], base, base_digest)
    lasting = {one.number: one.valid_to for one in others}
    back = {one.number: (ended or {}).get(one.number) for one in _enders(others, replaced, ended)}
    made_room = {number: end for number, end in (lasting | back).items() if end is None or end >= first_day}
    eve = first_day - timedelta(days=1)
    return Handover(
        number=replaced.number if replaced else max(highest, *(one.number for one in known), 0) + 1,
        replaces=replaced is not None,
        ends={number: min(end or eve, eve) for number, end in (back | made_room).items()},
        made_room=made_room,
        until=_end_decided(known, first_day),
    )


def _enders(versions: Iterable[Standing], later: Standing | None, ended: Container[int] | None) -> list[Standing]:
    """The versions that ended to make room for `later`: on its eve, and by its publishing where that was noted."""
    if later is None:
        return []
    eve = later.valid_from - timedelta(days=1)
    return [one for one in versions if one.valid_to == eve and (ended is None or one.number in ended)]


def _check_base(known: Sequence[Standing], base: int | None, digest: str) -> None:
    """Neither what came in since the draft was begun nor what was put right in its base is lost by publishing it."""
    newest = max(known, key=lambda version: version.number, default=None)
    if newest is None or (newest.number == base and digest in {"", newest.digest}):
        return
    if base is not None and all(version.number != base for version in known):
        raise BaseWithdrawn(field="valid_from", number=base)
    raise BaseOvertaken(field="valid_from", number=newest.number)


def _end_decided(known: Sequence[Standing], first_day: date) -> date | None:
    """The end of the last version, where that day is still to come when the new one begins."""
    last = max(known, key=lambda version: version.valid_from, default=None)
    return last.valid_to if last and last.valid_to and last.valid_to >= first_day else None


def check_room(versions: Iterable[Standing], first_day: date, *, field: str) -> None:
    """Nothing that is announced to begin on that day or later is pushed aside unsaid."""
    for version in versions:
        if version.valid_from >= first_day:
            raise VersionStandsThen(field=field, number=version.number, first=f"{version.valid_from:%d/%m/%Y}")


def last_standing(versions: Iterable[Standing], today: date) -> Standing:
    """The version with which a procedure ends: the last that is in force or waits for its day, or NothingToAbolish."""
    running = [one for one in versions if one.valid_to is None or one.valid_to >= today]
    if not running:
        raise NothingToAbolish
    return max(running, key=lambda version: version.valid_from)


def still_waiting(versions: Iterable[Standing], number: int, today: date) -> Standing:
    """The version as one that has not begun, or VersionNotWaiting."""
    found = next((one for one in versions if one.number == number and one.valid_from > today), None)
    if found is None:
        raise VersionNotWaiting(number=number)
    return found


def going_on(
    versions: Iterable[Standing], gone: Standing, abolished_after: date | None, ended: Container[int] | None
) -> Standing | None:
    """The version that ended to make room for one that is withdrawn.

    None where there is none, and where it was to end then anyway: `abolished_after` is the last decision on that,
    `ended` names what the publishing of the withdrawn version ended (None: nobody noted it, it came by a pack).
    """
    if gone.valid_from - timedelta(days=1) == abolished_after:
        return None
    return next(iter(_enders(versions, gone, ended)), None)
