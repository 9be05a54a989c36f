"""Every administrative unit in each of its lives, and who became whom."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from honglam.directory.contracts import Level, UnitSuccessionView, UnitView
from honglam.directory.rules.places import bare_name
from honglam.directory.rules.validity import covers
from honglam.kernel.text import fold


class Gazetteer:
    """The units of a province, ready to be asked."""

    def __init__(self, units: Iterable[UnitView], successions: Iterable[UnitSuccessionView]) -> None:
        self.units = {unit.id: unit for unit in units}
        self.ways_out: dict[int, list[UnitSuccessionView]] = defaultdict(list)
        self.ways_in: dict[int, list[UnitSuccessionView]] = defaultdict(list)
        for succession in successions:
            self.ways_out[succession.old_id].append(succession)
            self.ways_in[succession.new_id].append(succession)

    @cached_property
    def by_code(self) -> dict[str, list[UnitView]]:
        """Lives by code, the latest first."""
        found: dict[str, list[UnitView]] = defaultdict(list)
        for unit in sorted(self.units.values(), key=lambda unit: unit.valid_from or date.min, reverse=True):
            found[unit.code].append(unit)
        return found

    @cached_property
    def communes(self) -> list[tuple[UnitView, str, str]]:
        """Communes of all times with their bare name, with and without accents."""
        found = [unit for unit in self.units.values() if unit.level is Level.COMMUNE]
        return [(unit, bare_name(unit), fold(bare_name(unit))) for unit in found]

    def is_there(self, unit: UnitView, on: date) -> bool:
        """Whether this life covers the day."""
        return covers(unit.valid_from, unit.valid_to, on)

    def find(self, code: str, on: date) -> UnitView | None:
        """The unit that bears the code on a day."""
        return next((unit for unit in self.by_code.get(code, []) if self.is_there(unit, on)), None)

    def successors(self, unit: UnitView, on: date) -> list[tuple[UnitView, bool]]:
        """What the unit has become by `on`, each with whether a division lies on the way; itself while it is there."""
        if self.is_there(unit, on):
            return [(unit, False)]
        found: list[tuple[UnitView, bool]] = []
        for way in self.ways_out.get(unit.id, ()):
            if way.since <= on:
                later = self.successors(self.units[way.new_id], on)
                found += [(after, divided or way.divided) for after, divided in later]
        return found

    def above(self, unit: UnitView) -> list[UnitView]:
        """The units above, as they were in that life, the nearest first."""
        found: list[UnitView] = []
        while unit.parent_id is not None:
            unit = self.units[unit.parent_id]
            found.append(unit)
        return found

    def last_communes_of(self, district: UnitView) -> list[UnitView]:
        """The communes of a district in its last days."""
        units = self.units.values()
        return [unit for unit in units if (unit.parent_id, unit.valid_to) == (district.id, district.valid_to)]
