"""The one tree of agencies and the units inside them."""

from collections.abc import Iterator, Mapping

from honglam.directory.contracts import AgencyKind, CircleInTree, Level

Parents = Mapping[int, int | None]

_ALWAYS_INSIDE = {AgencyKind.DIVISION, AgencyKind.ECONOMIC_DIVISION, AgencyKind.CULTURE_SOCIAL_DIVISION}
_INSIDE_BELOW_THE_PROVINCE = {AgencyKind.OFFICE, AgencyKind.ONE_STOP}


def is_internal(kind: AgencyKind, level: Level, parent_id: int | None) -> bool:
    """Whether this is a unit inside an agency, without a seal of its own.

    The province's office and one-stop centre are agencies; those of communes are units of the committee.
    """
    if parent_id is None:
        return False
    return kind in _ALWAYS_INSIDE or (kind in _INSIDE_BELOW_THE_PROVINCE and level is not Level.PROVINCE)


def ancestors(agency_id: int, parents: Parents) -> tuple[int, ...]:
    """The agency itself, then each one above it up to the root."""
    found = [agency_id]
    above = parents.get(agency_id)
    while above is not None:
        if above in found:
            raise CircleInTree(field="parent")
        found.append(above)
        above = parents.get(above)
    return tuple(found)


def check_no_circle(agency_id: int, new_parent_id: int | None, parents: Parents) -> None:
    """Refuse to hang an agency under itself or under one of its own units."""
    if new_parent_id is not None and agency_id in ancestors(new_parent_id, parents):
        raise CircleInTree(field="parent")


def closure(parents: Parents) -> Iterator[tuple[int, int, int]]:
    """Every (ancestor, descendant, depth) of the tree."""
    for agency_id in parents:
        for depth, above in enumerate(ancestors(agency_id, parents)):
            yield above, agency_id, depth


def waves(parent_of: Mapping[str, str]) -> list[list[str]]:
    """The codes in groups, each of which stands below groups before it or below what is not among them."""
    left = dict(parent_of)
    found: list[list[str]] = []
    while left:
        ready = [code for code, parent in left.items() if parent not in left]
        if not ready:
            raise CircleInTree(field="parent")
        found.append(ready)
        for code in ready:
            del left[code]
    return found
