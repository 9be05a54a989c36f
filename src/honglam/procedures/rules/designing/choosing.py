"""The part of a form that a page is about, found again when the page comes back.

A place is a number, and by then the number may be another part's: somebody put a question before it, or took one out.
So a page also says by what it knew its part, and nothing is ever written at a number alone.
"""

from dataclasses import dataclass
from typing import Any

from honglam.procedures.rules.designing.marks import key_of, mark_of, standing, steps
from honglam.procedures.rules.designing.opening import open_form
from honglam.procedures.rules.designing.sheets import TREE, parts_at
from honglam.procedures.rules.keeping.moving import moved
from honglam.procedures.rules.keeping.outline import Plain, find, join
from honglam.procedures.rules.keeping.reading import Sent, read_parts

PART = "part"
"""What names of boxes begin with on the page of a part, whatever its number; those about the whole form have none."""


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A part in its form, with what was typed about it. `place` is empty for the form as a whole.

    `mark` is by what the part is known as the form stands, and `key` a short name for it that stays while its first
    answer does. `is_gone`: the form has no such part (any more); then `place` is where it stood, and `part` only what
    was typed.
    """

    design: Plain
    place: str
    mark: str
    part: Plain
    key: str = ""
    is_gone: bool = False


def choose(form: Plain | None, place: str, mark: str = "", sent: Sent | None = None) -> Chosen:
    """The part at a place, or with a `mark` the one that is known by it, wherever it stands now."""
    design = open_form(form)
    if not place:
        return _laid(design, "", "", sent)
    here = standing(design, place, mark, _typed(place, sent)) if mark else place
    return _laid(design, here, mark_of(design, here), sent) if here else _gone(design, place, mark, sent)


def names_by_number(place: str, sent: Sent) -> bool:
    """Whether a page names its boxes by the number of its part, as pages did before a part had a mark."""
    return bool(place) and any(name.removeprefix("_has.").startswith(f"{place}.") for name in sent)


def choose_anew(form: Plain | None, place: str, sent: Sent) -> Chosen:
    """A fresh part of the kind that stands at `place`, last in its list, with what was typed."""
    design = open_form(form)
    here = place_anew(design, place)
    grown = moved(TREE, design, f"add:{here.rpartition('.')[0]}")
    return _laid(grown, here, "", sent) if here else _gone(design, place, "", sent)


def place_anew(design: Plain, place: str) -> str:
    """Where a further part of its kind would stand: in the same page and section, or the last; empty without any."""
    here, (*above, last) = "", steps(place)
    for name, index in above:
        rows = find(design, join(here, name))
        if not rows:
            return ""
        here = join(here, f"{name}.{min(index, len(rows) - 1)}")
    return join(here, f"{last[0]}.{len(find(design, join(here, last[0])) or ())}")


def _laid(design: Plain, place: str, mark: str, sent: Sent | None) -> Chosen:
    part: Any = find(design, place)
    if not isinstance(part, dict):
        return _gone(design, place, mark, sent)
    key = key_of(design, place)
    if sent is not None:
        read = read_parts(parts_at(place), part, sent, _base(place, sent))
        part.clear()
        part.update(read)
    return Chosen(design=design, place=place, mark=mark, part=part, key=key)


def _gone(design: Plain, place: str, mark: str, sent: Sent | None) -> Chosen:
    return Chosen(design=design, place=place, mark=mark, part=_typed(place, sent), is_gone=True)


def _typed(place: str, sent: Sent | None) -> Plain:
    """What was typed about a part, and nothing else of it."""
    return read_parts(parts_at(place), {}, sent or {}, _base(place, sent or {}))


def _base(place: str, sent: Sent) -> str:
    """What the names of the boxes begin with."""
    return place if not place or names_by_number(place, sent) else PART
