"""Result documents made from templates: numbers, the heading, who signs in which capacity, what an officer mended.

Layout and symbols: NĐ 30/2020/NĐ-CP, Đ15 (number and symbol, below ten with a zero) and App. I (heading, authority).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from honglam.procedures.contracts import BlockKind, DocumentBlock


@dataclass(frozen=True, kw_only=True)
class DocumentSheet:
    """All that stands on a result document. `issued_on` None and `is_draft`: a preview, with blanks."""

    parent_agency: str
    agency: str
    number_text: str
    place: str
    issued_on: date | None
    title: str
    blocks: tuple[DocumentBlock, ...]
    authority: tuple[str, ...]
    signer_name: str
    recipients: tuple[str, ...]
    paper: str = "A4"
    orientation: str = "portrait"
    is_draft: bool = False


BLANK = "…"
_UNIT_WORDS = ("Thành phố ", "Tỉnh ", "Thị trấn ", "Thị xã ", "Phường ", "Xã ")
_DEPUTY = "Phó "
_COMMITTEE = "Ủy ban nhân dân"


def number_of(number_format: str, *, number: int | None, year: int, agency: str) -> str:
    """`{number}/QĐ-{agency}` as `05/QĐ-UBND`; None leaves the blank that a draft shows."""
    written = BLANK if number is None else f"{number:02d}"
    parts = {"{number}": written, "{year}": str(year), "{agency}": agency}
    text = number_format
    for place, value in parts.items():
        text = text.replace(place, value)
    return text


def place_name(unit_name: str) -> str:
    """The place before the date: the unit's own name, but `Phường 1` keeps its word, since a number is no name."""
    for word in _UNIT_WORDS:
        if unit_name.lower().startswith(word.lower()):
            own = unit_name[len(word) :].strip()
            return unit_name if own.isdigit() else own
    return unit_name


def title_lines(title: str) -> tuple[str, str]:
    """`Quyết định về việc …` as the kind of the document and its abstract; other titles stand alone."""
    kind, marker, rest = title.partition(" về việc ")
    return (kind, f"Về việc {rest}") if marker else (title, "")


def authority_lines(*, is_committee: bool, agency_name: str, post_title: str) -> list[str]:
    """In which capacity somebody signs: TM. for a collective body, KT. for a deputy (NĐ 30/2020 Đ13, App. I)."""
    post = post_title.strip()
    lines = [f"TM. {_body(agency_name)}"] if is_committee else []
    if post.startswith(_DEPUTY):
        head = post.removeprefix(_DEPUTY)
        lines.append(f"KT. {head}")
    return [line.upper() for line in [*lines, post] if line]


def agency_lines(agency_name: str) -> list[str]:
    """A committee stands in two lines at the head: what it is, and of which place."""
    place = agency_name.removeprefix(f"{_COMMITTEE} ")
    return [agency_name] if place == agency_name else [_COMMITTEE, place]


def with_texts(blocks: Sequence[DocumentBlock], texts: Mapping[str, str]) -> tuple[DocumentBlock, ...]:
    """The blocks with what was mended; headings, labels and the order belong to the template."""
    return tuple(_mended(block, str(index), texts) for index, block in enumerate(blocks))


def texts_of(blocks: Iterable[DocumentBlock]) -> dict[str, str]:
    """Every text that may be mended, under the name of its field."""
    found: dict[str, str] = {}
    for index, block in enumerate(blocks):
        if block.kind in (BlockKind.TEXT, BlockKind.LABEL):
            found[str(index)] = block.text
        for row, cells in enumerate(block.rows):
            found |= {f"{index}.{row}.{column}": cell for column, cell in enumerate(cells)}
    return found


def stored_blocks(blocks: Iterable[DocumentBlock]) -> list[dict[str, Any]]:
    """Blocks as JSON."""
    return [
        {
            "kind": block.kind.value,
            "label": block.label,
            "text": block.text,
            "columns": list(block.columns),
            "rows": [list(row) for row in block.rows],
        }
        for block in blocks
    ]


def blocks_from(stored: Iterable[Mapping[str, Any]]) -> tuple[DocumentBlock, ...]:
    """Blocks from JSON."""
    return tuple(
        DocumentBlock(
            kind=BlockKind(one["kind"]),
            label=one["label"],
            text=one["text"],
            columns=tuple(one["columns"]),
            rows=tuple(tuple(row) for row in one["rows"]),
        )
        for one in stored
    )


def _mended(block: DocumentBlock, name: str, texts: Mapping[str, str]) -> DocumentBlock:
    rows = tuple(
        tuple(_cell(texts, f"{name}.{row}.{column}", cell) for column, cell in enumerate(cells))
        for row, cells in enumerate(block.rows)
    )
    text = _cell(texts, name, block.text) if block.kind in (BlockKind.TEXT, BlockKind.LABEL) else block.text
    return replace(block, text=text, rows=rows)


def _cell(texts: Mapping[str, str], name: str, before: str) -> str:
    return texts.get(name, before)


def _body(agency_name: str) -> str:
    """`Ủy ban nhân dân xã An` signs as `Ủy ban nhân dân`."""
    return _COMMITTEE if agency_name.startswith(_COMMITTEE) else agency_name
