"""Runs `reader` confined: what the rules find in a text from outside."""

import sys
import tempfile
from pathlib import Path

import msgspec

from honglam.documents.contracts import Reading
from honglam.kernel import confined

PROGRAM = "honglam.documents.gateways.reader"
SECONDS = 120


class TextNotRead(Exception):
    """The rules did not come to an end with it."""


def read(text: str, *, broken: bool) -> Reading:
    """Head, paragraphs, citations and figures; `broken`: lines may be pieces of paragraphs. Raises TextNotRead."""
    with tempfile.TemporaryDirectory(prefix="honglam-document-") as name:
        folder = Path(name)
        path = folder / "document.txt"
        path.write_text(text, encoding="utf-8", errors="replace")
        command = [sys.executable, "-I", "-m", PROGRAM]
        asked = {"path": str(path), "broken": broken}
        answer = confined.run(command=command, asked=asked, folder=folder, seconds=SECONDS)
    if "reading" not in answer:
        raise TextNotRead(answer.get("fault", ""))
    return msgspec.convert(answer["reading"], Reading, strict=False)
