"""Runs `texts` confined: the text of a whole document, whatever its author meant it to do to us."""

import sys
import tempfile
from pathlib import Path
from typing import Any, BinaryIO

from honglam.files.contracts import ExtractedText, MediaType, TableBlock, TextFault, TextNotExtracted
from honglam.files.gateways import recognition
from honglam.kernel import confined

PROGRAM = "honglam.files.gateways.texts"
KINDS = {MediaType.DOCX: "docx", MediaType.PDF: "pdf", MediaType.TEXT: "text"}
LIMITS = {"pages": 400, "recognised": 60, "letters": 1_500_000}
"""The longest report of the province has 60 pages; recognising takes a second or two for each."""
SECONDS = 240


def extract(content: BinaryIO, media_type: MediaType) -> ExtractedText:
    """The text of a document with its tables. Raises TextNotExtracted; never anything else."""
    with tempfile.TemporaryDirectory(prefix="honglam-text-") as name:
        folder = Path(name)
        asked: dict[str, Any] = {
            "path": str(recognition.copied(content, folder / "document")),
            "kind": KINDS[media_type],
            "language": recognition.LANGUAGE if recognition.is_there() else "",
            "limits": LIMITS,
        }
        command = [sys.executable, "-I", "-m", PROGRAM]
        answer = confined.run(command=command, asked=asked, folder=folder, seconds=SECONDS)
    if "fault" in answer:
        raise TextNotExtracted(reason=_reason(str(answer["fault"])), pages=LIMITS["pages"])
    return ExtractedText(
        pages=answer["pages"],
        recognised=answer["recognised"],
        unread=answer["unread"],
        blocks=tuple(one if isinstance(one, str) else _table(one) for one in answer["blocks"]),
    )


def _table(told: dict[str, Any]) -> TableBlock:
    return TableBlock(rows=tuple(tuple(tuple(cell) for cell in row) for row in told["rows"]))


def _reason(fault: str) -> TextFault:
    """What a reader must know; whatever else a broken file does to a library means that it is broken."""
    if fault == "broke_off":
        return TextFault.TOO_SLOW  # ended by its limits of time or memory
    return TextFault(fault) if fault in set(TextFault) else TextFault.BROKEN
