"""Questions about administrative units, answered from memory."""

from dataclasses import dataclass
from datetime import date

from honglam.directory.contracts import Level, Resolution, UnitMatch, UnitSuccessionView, UnitView, UnknownUnit
from honglam.directory.queries.memory import snapshot
from honglam.directory.rules import addresses
from honglam.directory.rules.places import bare_name
from honglam.kernel.text import sort_key


@dataclass(frozen=True, kw_only=True)
class UnitHistory:
    """One life of a unit with the ways into it and out of it."""

    unit: UnitView
    above: list[UnitView]
    ways_in: list[tuple[UnitSuccessionView, UnitView]]
    ways_out: list[tuple[UnitSuccessionView, UnitView]]


def unit_in_force(code: str, on: date) -> UnitView | None:
    """The unit that bears a code on a day, or the one undivided successor of the unit that bore it before."""
    book = snapshot().gazetteer
    found = book.find(code, on)
    if found is None:
        found = addresses.resolve(book, code, on).unit
    return found


def list_units(*, on: date, level: Level | None = None, parent_code: str = "") -> list[UnitView]:
    """Units in force on a day, by code."""
    book = snapshot().gazetteer
    units = [
        unit
        for unit in book.units.values()
        if book.is_there(unit, on)
        and level in (None, unit.level)
        and (not parent_code or (unit.parent_id is not None and book.units[unit.parent_id].code == parent_code))
    ]
    return sorted(units, key=lambda unit: unit.code)


def communes_by_name(on: date) -> list[UnitView]:
    """Communes and wards in force on a day, in the order of the alphabet, whatever kind word stands before."""
    return sorted(list_units(on=on, level=Level.COMMUNE), key=lambda unit: (sort_key(bare_name(unit)), unit.code))


def search_units(query: str, on: date, limit: int) -> list[UnitMatch]:
    """Units in force on a day that fit what was typed; old names lead to what became of them."""
    return addresses.search(snapshot().gazetteer, query, on, limit)


def resolve_unit(text: str, on: date) -> Resolution:
    """What a code or a name means on a day."""
    return addresses.resolve(snapshot().gazetteer, text, on)


def became(code: str, since: date, on: date) -> tuple[str, ...]:
    """The codes of what a unit of an earlier day has become; itself where it is still there; none if unknown."""
    book = snapshot().gazetteer
    life = book.find(code, since)
    return tuple(sorted({unit.code for unit, _ in book.successors(life, on)})) if life else ()


def lives_of(code: str) -> list[UnitHistory]:
    """Every life under a code, the latest first, each with where it came from and what became of it."""
    book = snapshot().gazetteer
    lives = book.by_code.get(code, [])
    if not lives:
        raise UnknownUnit(unit=code)
    return [
        UnitHistory(
            unit=unit,
            above=book.above(unit),
            ways_in=[(way, book.units[way.old_id]) for way in book.ways_in.get(unit.id, ())],
            ways_out=[(way, book.units[way.new_id]) for way in book.ways_out.get(unit.id, ())],
        )
        for unit in lives
    ]
