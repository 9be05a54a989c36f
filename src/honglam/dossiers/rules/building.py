"""Small computations on the way to rows: which worklists a task shows in, how papers are counted, texts cleaned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from honglam.dossiers.contracts import PaperInput
from honglam.dossiers.rules.parties import ROLE_NUMBERS
from honglam.kernel.text import nfc, whole

ANY_ROLE = 0


@dataclass(frozen=True, kw_only=True)
class Lane:
    """One worklist entry of a task: an ancestor of its unit, the role's number, and whether it stands right there."""

    ancestor_id: int
    role: int
    here: bool


def lanes_of(ancestors: Sequence[int], role: str) -> list[Lane]:
    """Where a task of `role` at the unit `ancestors[0]` shows: at the unit itself and at everything above it."""
    number = ROLE_NUMBERS.get(role, ANY_ROLE)
    return [Lane(ancestor_id=one, role=number, here=index == 0) for index, one in enumerate(ancestors)]


def lanes_for(scope_ids: Sequence[int], agency_id: int | None, roles: Iterable[str], *, heads: bool) -> list[Lane]:
    """Which entries an officer's worklist reads: the own scope, and what stands at the agency itself.

    Heads and overseers see every role's work in their scope; others what their own roles may take.
    """
    numbers = sorted(ROLE_NUMBERS.values() if heads else {ROLE_NUMBERS[role] for role in roles if role in ROLE_NUMBERS})
    lanes = [
        Lane(ancestor_id=scope, role=number, here=here)
        for scope in dict.fromkeys(scope_ids)
        for number in (ANY_ROLE, *numbers)
        for here in (True, False)
    ]
    if agency_id is not None and agency_id not in scope_ids:
        lanes += [Lane(ancestor_id=agency_id, role=number, here=True) for number in (ANY_ROLE, *numbers)]
    return lanes


def counted_papers(papers: Iterable[PaperInput]) -> dict[str, int]:
    """How many sheets or files there are for each component."""
    counts: dict[str, int] = {}
    for paper in papers:
        if paper.component_code:
            pieces = paper.originals + paper.copies or int(paper.file_id is not None or paper.held_id is not None)
            counts[paper.component_code] = counts.get(paper.component_code, 0) + pieces
    return counts


def clean(text: str, limit: int) -> str:
    """Text from outside in its normal form, without spaces around it, no longer than the column."""
    return " ".join(nfc(text).split())[:limit].rstrip()


def clean_long(text: str, limit: int = 5000, *, field: str | None = None) -> str:
    """A text with lines that somebody wrote, whole. Raises TooLong at `field`."""
    return whole(text, limit, field=field)
