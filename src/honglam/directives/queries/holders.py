"""Who may hold a task: officers of its lead unit, or of what carries that unit's work; and who acts for the absent."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from honglam.directives import access
from honglam.directives.queries.agencies import carrier
from honglam.directory import api as directory
from honglam.directory.contracts import HolderView


def officers_of(lead_id: int, at: datetime) -> list[HolderView]:
    """Who works on tasks in a unit or below it in the same agency, once for each post; absent ones and deputies too."""
    place = carrier(lead_id, at)
    agency_id = directory.get_agency(agency_id=place).agency_id
    found = {
        (one.account_id, one.post_id, one.acting_for): one
        for role in access.WORKING
        for one in directory.holders_of(agency_id=place, role=role, at=at, below=True)
        if directory.get_agency(agency_id=one.unit_id).agency_id == agency_id
    }
    return list(found.values())


def list_holders(lead_id: int, at: datetime) -> tuple[tuple[UUID, str], ...]:
    """Who may be given a task of the unit, in the order of their names; nobody who is away."""
    officers = officers_of(lead_id, at)
    found = {one.account_id: f"{one.name} – {one.title}" for one in officers if not is_away(officers, one.account_id)}
    return tuple(sorted(found.items(), key=lambda item: item[1]))


def find_taker(
    officers: Iterable[HolderView], account_id: UUID, passed: Sequence[UUID] = ()
) -> tuple[HolderView | None, list[UUID]]:
    """Who does an officer's work now, and for whom in turn: the officer first, nobody where they are there themselves.

    While they are away, whoever acts in a post of theirs; while that one is away too, whoever acts for them. Nobody
    where every such chain ends with somebody who is away: two may have been named to act for each other.
    """
    known = list(officers)
    if not is_away(known, account_id):
        return next((one for one in known if one.account_id == account_id), None), list(passed)
    asked = [*passed, account_id]
    for one in known:
        if one.acting_for == account_id and one.account_id not in asked:
            taker, turn = find_taker(known, one.account_id, asked)
            if taker is not None:
                return taker, turn
    return None, []


def is_away(officers: Iterable[HolderView], account_id: UUID) -> bool:
    """Whether somebody is away from every post of their own among these; who only acts for others is there."""
    own = [one for one in officers if one.account_id == account_id and one.acting_for is None]
    return bool(own) and all(one.is_absent for one in own)


def stand_ins(officers: Iterable[HolderView], account_id: UUID) -> set[UUID]:
    """Who acts for somebody that is away from every post among these; nobody for who is there."""
    known = list(officers)
    if not is_away(known, account_id):
        return set()
    return {one.account_id for one in known if one.acting_for == account_id}
