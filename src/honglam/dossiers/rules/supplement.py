"""A supplement may be requested once, complete and specific (NĐ 61/2018 Đ17.2, Đ19.6).

QĐ 766/QĐ-TTg counts a dossier with a second request as late (`in_time_asked_more`).
"""

from honglam.dossiers.contracts import PaperInput, SupplementItem, SupplementReply
from honglam.kernel.text import fold

_VAGUE = {"thieu", "bo sung", "khong hop le", "sai", "chua du", "missing", "incomplete", "invalid"}
"""Words that name no lack: an applicant who reads only these has to come back and ask."""

_SHORTEST = 8


def first_vague(items: tuple[SupplementItem, ...]) -> int | None:
    """Index of the first item that does not say what it is or what exactly is lacking."""
    for index, item in enumerate(items):
        lacks = fold(item.lacks)
        if not item.name.strip() or len(lacks) < _SHORTEST or lacks in _VAGUE:
            return index
    return None


def first_repeated(items: tuple[SupplementItem, ...], before: tuple[SupplementItem, ...]) -> int | None:
    """Index of the first item that was requested before, or that stands twice in the same request."""
    seen = {_key(item) for item in before}
    for index, item in enumerate(items):
        key = _key(item)
        if key in seen:
            return index
        seen.add(key)
    return None


def first_unanswered(items: tuple[SupplementItem, ...], replies: tuple[SupplementReply, ...]) -> int | None:
    """Index of the first requested item that got neither a paper nor an explanation."""
    answered = {reply.item for reply in replies if reply.note.strip() or any(map(brings_something, reply.papers))}
    return next((index for index in range(len(items)) if index not in answered), None)


def brings_something(paper: PaperInput) -> bool:
    """Whether there is a file, a sheet or an entry of the wallet behind the name of a paper: else nothing is kept."""
    return bool(paper.file_id or paper.held_id or paper.originals or paper.copies)


def _key(item: SupplementItem) -> str:
    """Papers are the same by their code, other lacks by their name."""
    return f"paper:{item.component_code}" if item.component_code else f"name:{fold(item.name)}"
