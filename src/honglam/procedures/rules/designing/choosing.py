"""The part of a form that a page is about, found again when the page comes back.

A place is a number, and by then the number may be another part's: somebody put a question before it, or took one out.
So a page also says by what it knew its part, and nothing is ever written at a number alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from honglam.procedures.rules.designing.opening import open_form
from honglam.procedures.rules.designing.sheets import TREE, parts_at
from honglam.procedures.rules.keeping.moving import moved
from honglam.procedures.rules.keeping.outline import Plain, find, index_of, join
from honglam.procedures.rules.keeping.reading import Sent, read_parts

PART = "part"
"""What names of boxes begin with on the page of a part, whatever its number; those about the whole form have none."""
_LEVELS = ("pages", "sections", "questions")


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A part in its form, with what was typed about it. `place` is empty for the form as a whole.

    `mark` is by what the part is known as the form stands. `is_gone`: the form has no such part (any more); then
    `place` is where it stood, and `part` only what was typed.
    """

    design: Plain
    place: str
    mark: str
    part: Plain
    is_gone: bool = False


def choose(form: Plain | None, place: str, mark: str = "", sent: Sent | None = None) -> Chosen:
    """The part at a place, or with a `mark` the one that is known by it, wherever it stands now."""
    design = open_form(form)
    if not place:
        return _laid(design, "", "", sent)
    here = _find_marked(design, place, mark) if mark else place
    return _laid(design, here, mark_of(design, here), sent) if here else _gone(design, place, mark, sent)


def choose_anew(form: Plain | None, place: str, sent: Sent) -> Chosen:
    """A fresh part of the kind that stands at `place`, last in its list, with what was typed."""
    design = open_form(form)
    here = place_anew(design, place)
    grown = moved(TREE, design, f"add:{here.rpartition('.')[0]}")
    return _laid(grown, here, "", sent) if here else _gone(design, place, "", sent)


def place_anew(design: Plain, place: str) -> str:
    """Where a further part of its kind would stand: in the same page and section, or the last; empty without any."""
    here, (*above, last) = "", _steps(place)
    for name, index in above:
        rows = find(design, join(here, name))
        if not rows:
            return ""
        here = join(here, f"{name}.{min(index, len(rows) - 1)}")
    return join(here, f"{last[0]}.{len(find(design, join(here, last[0])) or ())}")


def mark_of(design: Plain, place: str) -> str:
    """By what a part is known beside its number: a question by its answer, a section or page by the first one in it.

    What holds no question yet is known by its place and its title. Empty where nothing stands.
    """
    part = find(design, place) if place else None
    if not isinstance(part, dict):
        return ""
    name = next(_answers(part), "") or f"{place} {str(part.get('title', ''))[:80]}"
    return f"{place.split('.')[-2]}:{name}"


def _find_marked(design: Plain, place: str, mark: str) -> str:
    """Where the part stands that is known by a mark, first of all at the same place; empty where there is none."""
    name = mark.partition(":")[2]
    for here in (place, *_beside(design, place)):
        part = find(design, here)
        if isinstance(part, dict) and (name in _answers(part) or mark_of(design, here) == mark):
            return here
    return ""


def _beside(design: Plain, place: str) -> list[str]:
    """All places of the same kind, in order."""
    found = [""]
    for name, _ in _steps(place):
        lists = [join(here, name) for here in found]
        found = [f"{rows}.{index}" for rows in lists for index in range(len(find(design, rows) or ()))]
    return found


def _answers(part: Plain) -> Iterator[str]:
    """The answers that a question, a section or a page asks for, as the form stands."""
    if was := part.get("was"):
        yield was
    for name in _LEVELS[1:]:
        for below in part.get(name) or ():
            yield from _answers(below)


def _steps(place: str) -> list[tuple[str, int]]:
    """`pages.0.sections.1` as pairs of a name and a number."""
    steps = place.split(".")
    return [(name, index_of(index) or 0) for name, index in zip(steps[::2], steps[1::2], strict=False)]


def _laid(design: Plain, place: str, mark: str, sent: Sent | None) -> Chosen:
    part: Any = find(design, place)
    if not isinstance(part, dict):
        return _gone(design, place, mark, sent)
    if sent is not None:
        read = read_parts(parts_at(place), part, sent, PART if place else "")
        part.clear()
        part.update(read)
    return Chosen(design=design, place=place, mark=mark, part=part)


def _gone(design: Plain, place: str, mark: str, sent: Sent | None) -> Chosen:
    typed = read_parts(parts_at(place), {}, sent or {}, PART)
    return Chosen(design=design, place=place, mark=mark, part=typed, is_gone=True)
