"""A program of its own that tells the text of a whole document: DOCX, PDF, plain text. Run confined by `extraction`.

`python -I -m honglam.files.gateways.texts REQUEST`: REQUEST is a JSON file, the answer JSON on standard output.
"""

import json
import sys
from pathlib import Path
from typing import Any

from PIL import Image
from pypdf import PageObject

from honglam.files.gateways import office, pdf_tables, sheets
from honglam.kernel import confined

ENOUGH_LETTERS = 40
"""A document in which fewer letters could be read is one of pictures."""
_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def main(request: str) -> None:
    """Tell what is asked, or why not."""
    confined.confine(memory=sheets.MEMORY, cpu_seconds=sheets.CPU_SECONDS, file_bytes=sheets.FILE_BYTES)
    Image.MAX_IMAGE_PIXELS = sheets.MOST_PIXELS
    asked = json.loads(Path(request).read_text(encoding="utf-8"))
    try:
        answer = tell(**asked)
    except (office.Refused, sheets.Unreadable) as fault:
        answer = {"fault": str(fault)}
    except Exception as fault:
        answer = {"fault": type(fault).__name__}
    sys.stdout.write(json.dumps(answer, ensure_ascii=False))


def tell(*, path: str, kind: str, language: str, limits: dict[str, int]) -> dict[str, Any]:
    """The blocks of a document; `recognised`: on how many pages pictures were read, `unread`: on how many nothing."""
    pages = recognised = unread = 0
    if kind == "docx":
        found = office.blocks(Path(path))
    elif kind == "pdf":
        pages, recognised, unread, found = _pdf(Path(path), language, limits)
    else:
        found = [*_plain(Path(path)).splitlines()]
    letters = sum(_letters(block) for block in found)
    if letters > limits["letters"]:
        raise office.Refused("too_long")
    if letters < ENOUGH_LETTERS:
        raise office.Refused("no_text")
    return {"pages": pages, "recognised": recognised, "unread": unread, "blocks": found}


def _plain(path: Path) -> str:
    content = path.read_bytes()
    return content.decode(_MARKS.get(content[:2], "utf-8")).lstrip("\ufeff")


def _letters(block: office.Block) -> int:
    """How long a block is; marks and spaces count, they take room as well."""
    if isinstance(block, str):
        return len(block)
    return sum(len(said) for row in block["rows"] for cell in row for said in cell)


def _pdf(path: Path, language: str, limits: dict[str, int]) -> tuple[int, int, int, list[office.Block]]:
    """Page by page: its own words where it has some, else what is seen on it, as long as that is allowed."""
    reader = sheets.opened(path)
    total = len(reader.pages)
    if total > limits["pages"]:
        raise office.Refused("too_many_pages")
    lines: list[office.Block] = []
    recognised = unread = 0
    for page, (told, _) in zip(reader.pages, sheets.pages(path, sheets.PDF, total), strict=True):
        if isinstance(told, str):
            lines = pdf_tables.joined(lines, _with_tables(page) or [*told.splitlines()])
        elif language and recognised < limits["recognised"]:
            recognised += 1
            lines += [" ".join(word for word, _ in line["words"]) for line in sheets.recognised(told, language)]
        else:
            unread += 1
    return total, recognised, unread, lines


def _with_tables(page: PageObject) -> list[office.Block] | None:
    """The page with the tables that it draws; None where it draws none, or nothing that this can make sense of."""
    try:
        return pdf_tables.blocks(page) if pdf_tables.may_draw(page) else None
    except Exception:  # what a page draws may break a reader of lines; its words have been read already
        return None


if __name__ == "__main__":
    main(sys.argv[1])
