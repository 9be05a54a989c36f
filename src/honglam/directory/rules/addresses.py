"""What a written place means: codes and names, old and new, with or without kind words, accents and commas.

Old papers name communes and districts that are no more. A commune that became part of one new commune is
translated; one that was divided is offered with every part, because only a person knows on which side the house
stands. A name that one commune bears today and another bore before is asked for too, unless the rest of the address
decides.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher

from honglam.directory.contracts import Certainty, Level, Resolution, UnitMatch, UnitView
from honglam.directory.rules.gazetteer import Gazetteer
from honglam.directory.rules.places import Place, bare_name, read_address

_CODE = re.compile(r"\d{2,5}")
_CERTAIN = 1.0
_GUESS = 0.3
_FORMER = 0.05
_RIGHT_DISTRICT = 0.3
_WRONG_KIND = 0.4
_NEARLY = 0.84


def search(book: Gazetteer, query: str, on: date, limit: int = 10) -> list[UnitMatch]:
    """Units in force on a day that fit what was typed, best first; old names lead to what became of them."""
    code = query.strip()
    if _CODE.fullmatch(code):
        return list(_by_code(book, code, on))[:limit]
    places = read_address(query)
    found = [*_by_name(book, places, on), *_by_district(book, places, on)]
    return _best(found or _by_likeness(book, places, on))[:limit]


def resolve(book: Gazetteer, text: str, on: date) -> Resolution:
    """What a code or a name means on a day; `unit` is set only where no doubt is left."""
    matches = search(book, text, on, limit=30)
    if not matches or matches[0].score < _CERTAIN:
        return Resolution(certainty=Certainty.UNKNOWN, unit=None, options=tuple(matches[:5]))
    best = matches[0]
    rivals = [match for match in matches if match.score > best.score - 2 * _FORMER]
    if len({match.unit.id for match in rivals}) == 1 and not best.ask:
        certainty = Certainty.SUCCEEDED if best.was else Certainty.CURRENT
        return Resolution(certainty=certainty, unit=best.unit, options=())
    one_former = best.was is not None and all(match.was == best.was for match in rivals)
    certainty = Certainty.DIVIDED if one_former else Certainty.AMBIGUOUS
    return Resolution(certainty=certainty, unit=None, options=tuple(rivals))


def _by_code(book: Gazetteer, code: str, on: date) -> Iterator[UnitMatch]:
    current = book.find(code, on)
    lives = [current] if current else book.by_code.get(code, [])[:1]
    for unit in lives:
        yield from _translated(book, unit, on, 2 * _CERTAIN)


def _by_name(book: Gazetteer, places: Sequence[Place], on: date) -> Iterator[UnitMatch]:
    districts = _named_as_districts(book, places)
    for index, place in enumerate(places):
        if index in districts:
            continue
        for unit, bare, folded in book.communes:
            fit = _fit(place, bare, folded)
            # Communes became wards under the same name; a paper may say the one or the other.
            score = fit if place.may_be(unit) else fit - _WRONG_KIND
            if score > 0 and place.may_be_commune:
                yield from _translated(book, unit, on, score + _context(book, unit, places[index + 1 :]))


def _named_as_districts(book: Gazetteer, places: Sequence[Place]) -> set[int]:
    """Places that stand where the district or province of a commune before them belongs: no communes themselves.

    Old districts gave their names to new communes: “old commune, old district” would else mean two places.
    """
    found: set[int] = set()
    for index, place in enumerate(places):
        if index in found or not place.may_be_commune:
            continue
        for unit, _, folded in book.communes:
            if folded == place.folded:
                above = book.above(unit)
                later = enumerate(places[index + 1 :], start=index + 1)
                found |= {at for at, other in later if any(other.names(higher) for higher in above)}
    return found


def _fit(place: Place, bare: str, folded: str) -> float:
    """From 0 (no) over guesses (below 1) to the very word, accents included (1.5)."""
    if len(place.folded) < 2:
        return 0
    if place.written == bare:
        return 1.5
    if place.folded == folded:
        return 1.2 if place.written == place.folded else 1.1
    if f" {place.folded}" in f" {folded}":
        return 0.8 if folded.startswith(place.folded) else 0.6
    return 0


def _by_district(book: Gazetteer, places: Sequence[Place], on: date) -> Iterator[UnitMatch]:
    """A district alone names many communes: all of them are offered, none is meant."""
    if len(places) != 1:
        return
    for district in book.units.values():
        if district.level is Level.DISTRICT and places[0].names(district):
            for commune in book.last_communes_of(district):
                for match in _translated(book, commune, on, _GUESS):
                    yield replace(match, was=district, was_in="", ask=True)


def _by_likeness(book: Gazetteer, places: Sequence[Place], on: date) -> Iterator[UnitMatch]:
    """When no word fits, words that are nearly the same."""
    for place in places[:2]:
        for unit, _, folded in book.communes:
            likeness = SequenceMatcher(None, place.folded, folded).ratio()
            if likeness >= _NEARLY:
                yield from _translated(book, unit, on, likeness / 2)


def _translated(book: Gazetteer, unit: UnitView, on: date, score: float) -> Iterator[UnitMatch]:
    became = book.successors(unit, on)
    ask = len({after.id for after, _ in became}) > 1 or any(divided for _, divided in became)
    for after, _ in became:
        if after.id == unit.id:
            yield UnitMatch(unit=unit, was=None, was_in="", ask=False, score=score)
        else:
            # Of two that fit alike, the one that bears the name today is meant more often than the one that bore it.
            was_in = book.units[unit.parent_id].name if unit.parent_id else ""
            yield UnitMatch(unit=after, was=unit, was_in=was_in, ask=ask, score=score - _FORMER)


def _context(book: Gazetteer, unit: UnitView, larger: Sequence[Place]) -> float:
    """How well the rest of the address fits: the right place above helps, a strange one speaks against the unit."""
    above = book.above(unit)
    if not larger or not above:
        return 0
    if any(place.names(above[0]) for place in larger):
        return _RIGHT_DISTRICT
    return 0 if any(place.names(higher) for place in larger for higher in above) else -_RIGHT_DISTRICT


def _best(matches: Iterable[UnitMatch]) -> list[UnitMatch]:
    """Best first, each way to a unit once; a unit under its own name needs no second line for its former self."""
    best: list[UnitMatch] = []
    for match in sorted(matches, key=lambda match: (-round(match.score, 3), match.unit.name, match.unit.code)):
        same_unit = [other for other in best if other.unit.id == match.unit.id]
        said = any(_tells(other) == _tells(match) or (other.was is None and not match.ask) for other in same_unit)
        if not said:
            best.append(match)
    return best


def _tells(match: UnitMatch) -> str:
    return bare_name(match.was) if match.was else ""
