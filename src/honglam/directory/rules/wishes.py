"""Rows of a workbook beside what is known: which thing each means, what a left-out column keeps, what differs."""

from collections.abc import Collection, Iterator
from dataclasses import fields, replace
from typing import Any

from honglam.directory.contracts import AbsenceWish, AgencyData, ImportDifference, PostWish, StaffWish, Wish
from honglam.kernel.text import fold

Key = tuple[object, ...]
_STAFF = ("full_name", "kind", "valid_to")


def key_of(wish: Wish) -> Key:
    """What the row is about: two rows of one key speak of the same thing."""
    match wish:
        case AgencyData():
            return ("agency", wish.code)
        case PostWish():
            return ("post", wish.agency, wish.post.code)
        case StaffWish():
            return ("staff", wish.agency, wish.post, wish.contact.lower(), wish.valid_from)
        case AbsenceWish():
            return ("absence", wish)


def filled(wish: Wish, known: Wish, columns: Collection[str]) -> Wish:
    """The wish with what is known in the place of every column that the sheet leaves out."""
    match wish, known:
        case AgencyData(), AgencyData():
            return replace(wish, **_kept(known, columns))
        case PostWish(), PostWish():
            return replace(wish, post=replace(wish.post, **_kept(known.post, columns)))
        case StaffWish(), StaffWish():
            return replace(wish, **{name: getattr(known, name) for name in _STAFF if name not in columns})
    return wish


def says_the_same(wish: Wish, known: Wish) -> bool:
    """Whether a filled wish asks for nothing. An empty last day or name of an appointment says nothing about it."""
    match wish, known:
        case PostWish(), PostWish():
            return not list(differences(wish, known))
        case StaffWish(), StaffWish():
            named = not wish.full_name or fold(wish.full_name) == fold(known.full_name)
            return named and wish.kind == known.kind and wish.valid_to in (None, known.valid_to)
    return wish == known


def differences(wish: AgencyData | PostWish, known: AgencyData | PostWish) -> Iterator[ImportDifference]:
    """Field by field what a change would do. The order of roles says nothing."""
    after, before = (one.post if isinstance(one, PostWish) else one for one in (wish, known))
    for one in fields(after):
        values = getattr(before, one.name), getattr(after, one.name)
        if one.name == "roles":
            values = tuple(sorted(values[0])), tuple(sorted(values[1]))
        if values[0] != values[1]:
            yield ImportDifference(field=one.name, before=values[0], after=values[1])


def _kept(known: Any, columns: Collection[str]) -> dict[str, Any]:
    return {one.name: getattr(known, one.name) for one in fields(known) if one.name not in columns}
