"""The page docs/rewritten.md: reports written again from data, beside the originals, and where they differ.

The originals lie in tests/documents/texts; nothing of them is read when a report is composed.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

from honglam.indicators.contracts import Content, ContentPart, ContentTable
from honglam.indicators.models import IndicatorValue
from honglam.indicators.queries.writing.composing import pieces_of

TEXTS = Path(__file__).resolve().parents[1] / "documents" / "texts"
LONGEST = 260
Cells = list[str]


def said(pieces: Iterable[object]) -> str:
    """The words of pieces."""
    return "".join(str(getattr(piece, "text", "")) for piece in pieces)


def rows_of(table: ContentTable) -> list[Cells]:
    """A table as texts."""
    return [[said(cell) for cell in row] for row in table.rows]


def beside(content: Content) -> Iterator[str]:
    """Part by part: what was written, and the original's own words that its figures rest on."""
    yield "| written from data | the original's own words, by the figures |"
    yield "|---|---|"
    for part in content.parts:
        if part.kind in ("text", "bullet", "heading"):
            words = said(part.pieces)
            yield f"| {'**' + words + '**' if part.kind == 'heading' else words} | {' '.join(_quotes(part)) or '–'} |"
        elif part.kind == "own":
            yield f"| *(a place for people: {part.hint})* | – |"
        elif part.kind == "chart":
            bars = ", ".join(f"{bar.label} {bar.piece.text}" for bar in part.bars)
            yield f"| *(chart)* {said(part.pieces)}: {bars} | {' '.join(_quotes(part)) or '–'} |"
        elif part.table:
            yield f"| *(table)* {part.table.title}: {len(part.table.rows)} rows | set side by side below |"


def coverage(content: Content, document: str) -> Iterator[str]:
    """How many of the document's figures the report says, and which it does not."""
    rows = IndicatorValue.objects.filter(ground__document__code=document, corrects=None).select_related(
        "ground", "indicator", "version"
    )
    used = {piece.value for part in content.parts for piece in pieces_of(part) if piece.value}
    said_here = [row for row in rows if str(row.id) in used]
    left: dict[tuple[str, str], list[str]] = {}
    for row in rows.order_by("ground__place", "id"):
        if str(row.id) not in used:
            key = (row.ground.place, row.indicator.name)
            left.setdefault(key, []).append(f"{row.value.normalize():f}" if row.value is not None else "–")
    yield f"The pack holds {len(rows)} figures of the original; the report says {len(said_here)} of them."
    if left:
        yield ""
        yield "Not said:"
        yield ""
        yield from (f"- {place}: {name} ({', '.join(numbers)})" for (place, name), numbers in left.items())


def tasks_of_the_original() -> list[str]:
    """The twenty rows of the table in the report of quarter II/2022, each as one line of words."""
    text = (TEXTS / "bc-cds-2022-q2.txt").read_text("utf-8")
    table = text[text.index("Tiến độ/ kết quả thực hiện") : text.index("II. KHÓ KHĂN, VƯỚNG MẮC")]
    lines = [line.strip() for line in table.splitlines()[1:] if line.strip() and not line.strip().startswith("http")]
    rows: list[list[str]] = []
    for line in lines:
        if line.isdecimal() and int(line) == len(rows) + 1:
            rows.append([])
        else:
            rows[-1].append(line)
    return [plain(" ".join(row)) for row in rows]


def annex_of_the_original() -> list[Cells]:
    """The annex of report 47/BC-STTTT: number, granted by the resolution, from other sources, asked for."""
    text = (TEXTS / "bc-47-2019.txt").read_text("utf-8")
    lines = [line for line in text[text.index("STT\tNội dung") :].splitlines()[1:] if "\t" in line]
    rows: list[Cells] = []
    for line in lines[1:]:
        cells = [cell.strip() for cell in line.split("\t")]
        cells += [""] * (8 - len(cells))
        if cells[0] or cells[1] == "Tổng":
            rows.append(cells)
        else:
            rows[-1] = [f"{one} {other}".strip() for one, other in zip(rows[-1], cells, strict=True)]
    return [[row[0] or row[1], *row[5:8]] for row in rows]


def plain(words: str) -> str:
    """Words without what line breaks did to them, and numbers without their dots."""
    words = re.sub(r"\s+", " ", words.replace("\u00a0", " ")).strip(" .")
    return re.sub(r"(?<=\d)\.(?=\d{3}\b)", "", words)


def leading(words: str) -> str:
    """The number that a cell begins with."""
    found = re.match(r"[\d.]+", words)
    return plain(found.group()) if found and found.group() != "0" else ""


def _quotes(part: ContentPart) -> list[str]:
    ids = list(dict.fromkeys(piece.value for piece in pieces_of(part) if piece.value))
    rows = IndicatorValue.objects.filter(id__in=[UUID(one) for one in ids]).select_related("ground__document")
    by_id = {str(row.id): row.ground for row in rows}
    quotes = dict.fromkeys(
        f"“{_short(by_id[one].quote)}” ({by_id[one].place})" for one in ids if one in by_id and by_id[one].quote
    )
    return [quote.replace("|", "/").replace("\n", " ") for quote in quotes]


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
