"""Who takes over what from an agency that ended: decided line by line of a plan, by address where it was divided.

In this order: what somebody decided for this very dossier; a part named by procedure, field or unit; the one
successor; the successor in whose unit the address lies today; what somebody decided for its hamlet; whoever takes the
undecided in hand. Where nothing answers, a person must.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from honglam.directory.contracts import AgencyKind, AgencyView, Asked, Belonging, Heirs, Moves, UnitView
from honglam.directory.rules.addresses import resolve
from honglam.directory.rules.gazetteer import Gazetteer
from honglam.directory.rules.hamlets import hamlet_of

InnerUnit = Callable[[int, AgencyKind], int]
"""The unit of a kind inside a successor; the successor itself where it has none."""


class Inheritance:
    """One plan over one tree, asked about many belongings. Addresses are understood once each."""

    def __init__(
        self, moves: Moves, agencies: Mapping[int, AgencyView], book: Gazetteer, inner_unit: InnerUnit
    ) -> None:
        self.moves = moves
        self.agencies = agencies
        self.book = book
        self.inner_unit = inner_unit
        self._places: dict[tuple[str, str, date], frozenset[str]] = {}
        self._known: dict[Belonging, dict[int, int]] = {}

    def heirs_of(self, belonging: Belonging) -> dict[int, int]:
        """For each agency that ends and has somebody to take over this belonging: who."""
        if belonging.key in self.moves.answers:
            return self._heirs_of(belonging)
        alike = replace(belonging, key="", address=belonging.address if self._needs_address(belonging) else "")
        if alike not in self._known:
            self._known[alike] = self._heirs_of(alike)
        return self._known[alike]

    def question(self, belonging: Belonging, agency_id: int) -> Asked:
        """What a person is asked where nobody could be found."""
        owner = self._line_of(agency_id)
        heirs = self.moves.heirs[owner].to_ids if owner is not None else ()
        place = self._units(belonging)
        near = tuple(one for one in heirs if self.agencies[one].unit_code in place)
        said = belonging.address or belonging.unit_code
        area, hamlet = _hamlet(belonging)
        return Asked(
            key=belonging.key,
            agency_id=agency_id,
            place=said,
            option_ids=near or heirs,
            line_id=owner,
            area=area,
            hamlet=hamlet,
        )

    def _heirs_of(self, belonging: Belonging) -> dict[int, int]:
        found = {one: self._heir(one, belonging) for one in belonging.agency_ids}
        return {old: new for old, new in found.items() if new is not None}

    def _heir(self, agency_id: int, belonging: Belonging) -> int | None:
        line = self._line_of(agency_id)
        if line is None:
            return None
        answer = self.moves.answers.get(belonging.key)
        heirs = self.moves.heirs[line]
        heir = answer if answer is not None else _decide(heirs, belonging, self._in_places)
        if heir is None:
            heir = self.moves.hamlets.get((line, *_hamlet(belonging)), heirs.undecided_id)
        if heir is None or agency_id == line:
            return heir
        return self.inner_unit(heir, self.agencies[agency_id].kind)

    def _line_of(self, agency_id: int) -> int | None:
        """The line of the plan that speaks for an agency: its own, or that of the nearest one above."""
        at: int | None = agency_id
        while at is not None:
            if at in self.moves.heirs:
                return at
            at = self.agencies[at].parent_id if self.agencies[at].is_internal else None
        return None

    def _in_places(self, heir_ids: Iterable[int], belonging: Belonging) -> int | None:
        place = self._units(belonging)
        if len(place) != 1:
            return None
        near = [one for one in heir_ids if self.agencies[one].unit_code in place]
        return near[0] if len(near) == 1 else None

    def _units(self, belonging: Belonging) -> frozenset[str]:
        """Codes of the units of today in which the belonging may lie; one where there is no doubt."""
        key = (belonging.unit_code, belonging.address, belonging.since)
        if key not in self._places:
            self._places[key] = frozenset(_units_now(self.book, belonging, self.moves.on))
        return self._places[key]

    def _needs_address(self, belonging: Belonging) -> bool:
        """Most belongings say where they lie by a code; what is written is read only where that leaves a doubt."""
        coded = replace(belonging, key="", address="")
        return bool(self.moves.hamlets) or len(self._units(coded)) != 1


def _decide(
    heirs: Heirs, belonging: Belonging, in_places: Callable[[Iterable[int], Belonging], int | None]
) -> int | None:
    for part in heirs.parts:
        if (
            belonging.procedure in part.procedures
            or belonging.field in part.fields
            or belonging.unit_code in part.units
        ):
            return part.to_id
    if len(heirs.to_ids) == 1:
        return heirs.to_ids[0]
    return in_places(heirs.to_ids, belonging)


def _hamlet(belonging: Belonging) -> tuple[str, str]:
    """The area in which the hamlet's name is one hamlet's, and the hamlet."""
    hamlet, rest = hamlet_of(belonging.address)
    return (belonging.unit_code or rest, hamlet) if hamlet else ("", "")


def _units_now(book: Gazetteer, belonging: Belonging, on: date) -> set[str]:
    """By the code as it was understood on the day it was written; a divided one is narrowed by the address."""
    by_code: set[str] = set()
    life = _life(book, belonging.unit_code, belonging.since)
    if life is not None:
        by_code = {unit.code for unit, _ in book.successors(life, on)}
    if len(by_code) == 1 or not belonging.address:
        return by_code
    read = resolve(book, belonging.address, on)
    if read.unit is not None:
        return {read.unit.code} if not by_code or read.unit.code in by_code else by_code
    return by_code or {option.unit.code for option in read.options}


def _life(book: Gazetteer, code: str, since: date) -> UnitView | None:
    if not code:
        return None
    return book.find(code, since) or next(iter(book.by_code.get(code, [])), None)
