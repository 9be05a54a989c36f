"""Sentences put together of words and figures; a figure that nobody knows is never a zero."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from honglam.indicators.contracts import Definition, DocumentView, Listing, Piece, ScopeRef, Sentence, When
from honglam.indicators.queries.writing.reading import Asked, Found
from honglam.indicators.queries.writing.wording import NOTHING, said
from honglam.indicators.rules.writing.sentences import Place, places_of
from honglam.kernel.expressions import holds, parse
from honglam.ui.formats import format_date

Reading = tuple[Asked, Found | None]


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the places of one sentence hold."""

    figures: Mapping[str, Reading]
    lists: Mapping[str, Sequence[Reading]]
    documents: Mapping[str, DocumentView | None]
    known: Mapping[str, str]


def say(sentence: Sentence, place: Said) -> list[Piece]:
    """The sentence in pieces; nothing where its condition does not hold."""
    if sentence.only and not holds(parse(sentence.only), _numbers(place)):
        return []
    if sentence.otherwise and _lacks(place):
        return [_plain(part, place) for part in places_of(sentence.otherwise)]
    pieces: list[Piece] = []
    for part in places_of(sentence.say):
        pieces += _piece(part, sentence, place)
    return pieces


def figure_piece(asked: Asked, found: Found | None) -> Piece:
    """One figure: said with a link to its value, marked while it is computed and not kept, or honestly missing."""
    if found is None or found.figure is None:
        return Piece(text=NOTHING, indicator=asked.indicator, missing=True)
    return Piece(
        text=said(found.figure, found.definition.unit),
        value=found.value,
        indicator=asked.indicator,
        place=place_key(asked),
        number=str(found.figure.value),
        doubted=found.doubted,
    )


def place_key(asked: Asked) -> str:
    """A figure's address inside a report: whom, and of which kind that is, which part, which time."""
    scope = asked.scope
    if scope.agency_id is not None:
        whom = f"agency:{scope.agency_id}"
    else:
        whom = f"area:{scope.area}" if scope.area else f"external:{scope.external}"
    return f"{whom}|{scope.part}|{asked.when.value}"


def read_place(key: str) -> tuple[ScopeRef, When]:
    """The subject and the time that a `place_key` says."""
    whom, part, when = key.rsplit("|", 2)
    kind, _, name = whom.partition(":")
    if kind == "agency":
        return ScopeRef(agency_id=int(name), part=part), When(when)
    return (ScopeRef(area=name, part=part) if kind == "area" else ScopeRef(external=name, part=part)), When(when)


def _piece(part: Place, sentence: Sentence, place: Said) -> list[Piece]:
    if part.name in place.figures:
        return [_figure(part, *place.figures[part.name])]
    if part.name in place.lists:
        return _list(sentence.lists[part.name], place.lists[part.name])
    return [_plain(part, place)]


def _plain(part: Place, place: Said) -> Piece:
    if part.name in place.documents:
        return _document(place.documents[part.name])
    return Piece(text=part.text or place.known.get(part.name, ""))


def _figure(part: Place, asked: Asked, found: Found | None) -> Piece:
    piece = figure_piece(asked, found)
    if found is None or part.form == "":
        return piece
    if part.form == "noun":
        noun = found.definition.noun
        words = f"{piece.text} {noun}" if found.figure is not None and noun else piece.text
        return Piece(**{**_fields(piece), "text": words})
    named = found.definition.name if part.form == "name" else found.definition.part_name(asked.scope.part)
    return Piece(text=_inside(named))


def _list(listing: Listing, readings: Sequence[Reading]) -> list[Piece]:
    known = [(asked, found) for asked, found in readings if found is not None and found.figure is not None]
    if not known:
        return [Piece(text=NOTHING, indicator=listing.indicator, missing=True)]
    pieces: list[Piece] = []
    for at, (asked, found) in enumerate(known):
        if at:
            pieces.append(Piece(text=listing.join))
        for part in places_of(listing.item):
            if part.name == "value":
                pieces.append(figure_piece(asked, found))
            elif part.name == "part":
                pieces.append(Piece(text=_part(found.definition, asked)))
            else:
                pieces.append(Piece(text=part.text))
    return pieces


def _part(definition: Definition, asked: Asked) -> str:
    return definition.part_name(asked.scope.part)


def _document(view: DocumentView | None) -> Piece:
    """`số 27/QĐ-UBQGCĐS ngày 15/03/2022`, as the register knows it."""
    if view is None or not view.symbol:
        return Piece(text="(chưa rõ số, ký hiệu)", missing=True)
    dated = f" ngày {format_date(view.dated)}" if view.dated else ""
    return Piece(text=f"số {view.symbol}{dated}")


def _lacks(place: Said) -> bool:
    listed = any(not any(found and found.figure for _, found in readings) for readings in place.lists.values())
    return listed or any(found is None or found.figure is None for _, found in place.figures.values())


def _numbers(place: Said) -> dict[str, Any]:
    numbers: dict[str, Any] = {}
    for name, (_, found) in place.figures.items():
        value = found.figure.value if found is not None and found.figure is not None else None
        numbers[name] = value if value is None or value != value.to_integral_value() else int(value)
    return numbers


def _inside(name: str) -> str:
    """A name in the middle of a sentence begins small, unless its second letter is a capital too (an abbreviation)."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _fields(piece: Piece) -> dict[str, Any]:
    return dict(vars(piece))
