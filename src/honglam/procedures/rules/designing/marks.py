"""By what a part of a form is known beside its number, and where the part stands now that a page knew so.

A question is known by its answer, a section or page by all the answers in it, so that it is still found when one of
them got another name or went. Both also say their title and what all others ask for, so that neither another section
that has slid into its place, nor a copy under the same title, is taken for it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from honglam.procedures.rules.keeping.outline import Plain, find, index_of, join

_LEVELS = ("pages", "sections", "questions")
_SIGNS = re.compile("[,;]")


@dataclass(frozen=True)
class _Mark:
    """A mark taken apart: `names` are the answers of the part, `others` those of all others."""

    names: frozenset[str]
    title: str = ""
    others: frozenset[str] = frozenset()

    @classmethod
    def read(cls, text: str) -> "_Mark":
        """A mark as a page sent it."""
        names, title, others = (*text.partition(":")[2].split(";"), "", "")[:3]
        return cls(frozenset(filter(None, names.split(","))), title, frozenset(filter(None, others.split(","))))


def mark_of(design: Plain, place: str) -> str:
    """By what the part at a place is known; empty where nothing stands."""
    part = find(design, place) if place else None
    if not isinstance(part, dict):
        return ""
    names = _names(part)
    if names and _kind(place) == "questions":
        return f"questions:{names[0]}"
    others = ",".join(one for one in _names(design) if one not in names)
    return f"{_kind(place)}:{','.join(names)};{_title(part)};{others}"


def key_of(design: Plain, place: str) -> str:
    """A short name for the part at a place, that stays while its first answer does; empty where nothing stands."""
    part = find(design, place) if place else None
    if not isinstance(part, dict):
        return ""
    return f"{_kind(place)}:{next(iter(_names(part)), '') or f'{place} {_title(part)}'}"


def standing(design: Plain, place: str, mark: str, typed: Plain) -> str:
    """Where the part stands that a page knew by `mark` at `place`; empty where there is none, or none for certain.

    `typed`: what the page says of it. A save of its own that arrived, while its answer did not, shows there.
    """
    known = _Mark.read(mark)
    held = {here: frozenset(_names(find(design, here))) & known.names for here in (place, *_beside(design, place))}
    best = max(held, key=lambda here: len(held[here]))
    if held[best]:
        return best
    here = find(design, place)
    return place if isinstance(here, dict) and _is_same(design, place, known, typed) else ""


def steps(place: str) -> list[tuple[str, int]]:
    """`pages.0.sections.1` as pairs of a name and a number."""
    parts = place.split(".")
    return [(name, index_of(index) or 0) for name, index in zip(parts[::2], parts[1::2], strict=False)]


def _is_same(design: Plain, place: str, known: _Mark, typed: Plain) -> bool:
    """Whether what stands at the place of a part is that part, though no answer of it stands anywhere."""
    part = find(design, place)
    if _kind(place) == "questions":
        # A name is one within its list only: another list's question may have the same.
        lists = {name.rpartition(".")[0] for name in known.names}
        if lists and lists != {name.rpartition(".")[0] for name in _names(part)}:
            return False
        # Where no name was typed, it was made from the words.
        word = "ref" if typed.get("ref") else "label"
        return bool(typed.get(word)) and typed[word] == part.get(word)
    title, names = _title(part), frozenset(_names(part))
    if title not in {known.title, _title(typed)} or names & known.others:
        return False
    if known.names:
        return bool(title)
    return not names or not _has_empty(design, place, known.title)


def _has_empty(design: Plain, place: str, title: str) -> bool:
    """Whether a part of the same kind with that title holds no question."""
    beside = (find(design, here) for here in _beside(design, place))
    return any(_title(part) == title and not _names(part) for part in beside)


def _beside(design: Plain, place: str) -> list[str]:
    """All places of the same kind, in order."""
    found = [""]
    for name, _ in steps(place):
        lists = [join(here, name) for here in found]
        found = [f"{rows}.{index}" for rows in lists for index in range(len(find(design, rows) or ()))]
    return found


def _kind(place: str) -> str:
    return place.split(".")[-2]


def _title(part: Plain) -> str:
    return _SIGNS.sub("_", str(part.get("title") or ""))[:80]


def _names(part: Any) -> list[str]:
    """The answers that a question, a section, a page or the whole form asks for, as the form stands."""
    return [_SIGNS.sub("_", name) for name in _answers(part)] if isinstance(part, dict) else []


def _answers(part: Plain) -> Iterator[str]:
    if was := part.get("was"):
        yield was
    for name in _LEVELS:
        for below in part.get(name) or ():
            yield from _answers(below)
