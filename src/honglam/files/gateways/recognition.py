"""Runs `sheets` in a process of its own: reading what stands on a page (tesseract), binding pages into one PDF.

The recogniser is an optional program of the machine: where it is missing, everything else works and the pages say so.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, BinaryIO

from honglam.files.contracts import BinderBusy, MediaType, PagesUnusable, ReadLine, ReadWord
from honglam.files.gateways.staging import CHUNK
from honglam.kernel import confined
from honglam.kernel.warm import Warm

SHEETS = Path(__file__).with_name("sheets.py")
LANGUAGE = "vie"
PICTURES = (MediaType.PNG, MediaType.JPEG, MediaType.WEBP)
READABLE = (*PICTURES, MediaType.PDF)
MOST_READ = 20
MOST_BOUND = 60
READING_SECONDS = 240
BINDING_SECONDS = 60
PATIENCE = 20
"""Seconds that a request waits for its turn to have pages put together."""
_BINDER = BoundedSemaphore(1)
"""One at a time in each process: a request holds its connection meanwhile, and pictures fill the memory."""
_READER = Warm([sys.executable, "-I", str(SHEETS)])
"""Papers come by hundreds: what reads them is loaded once, and gone when none came for a while."""


class NotRead(Exception):
    """The page could not be read; the message is a short code for the log and the row."""


@lru_cache(maxsize=1)
def is_there() -> bool:
    """Whether this machine can recognise Vietnamese text. Asked once in a process."""
    if shutil.which("tesseract") is None:
        return False
    known = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False, timeout=20)
    return LANGUAGE in known.stdout.split()


def read(content: BinaryIO, media_type: MediaType) -> tuple[int, tuple[ReadLine, ...]]:
    """How many pages there are, and the lines of the first twenty.

    Raises `NotRead`; OSError where this machine has no room, and what the store says while the bytes are copied.
    """
    with tempfile.TemporaryDirectory(prefix="honglam-read-") as folder:
        path = copied(content, Path(folder) / "page")
        asked = {"path": str(path), "media_type": media_type.value, "language": LANGUAGE, "most_pages": MOST_READ}
        answer = _READER.run(verb="read", asked=asked, folder=Path(folder), seconds=READING_SECONDS)
    if "fault" in answer:
        raise NotRead(answer["fault"])
    return answer["pages"], tuple(_line(line) for line in answer["lines"])


def bind(pages: Iterable[tuple[BinaryIO, MediaType, int]]) -> tuple[bytes, int]:
    """One PDF of pages, each with its quarter turns to the right, and how many there are.

    Raises `PagesUnusable`, `BinderBusy`.
    """
    if not _BINDER.acquire(timeout=PATIENCE):
        raise BinderBusy
    try:
        return _bind(pages)
    finally:
        _BINDER.release()


def _bind(pages: Iterable[tuple[BinaryIO, MediaType, int]]) -> tuple[bytes, int]:
    with tempfile.TemporaryDirectory(prefix="honglam-bind-") as name:
        folder = Path(name)
        asked = [
            {"path": str(copied(content, folder / str(number))), "media_type": media_type.value, "turns": turns}
            for number, (content, media_type, turns) in enumerate(pages)
        ]
        target = folder / "bound.pdf"
        answer = _run(
            "bind", {"pages": asked, "target": str(target), "most_pages": MOST_BOUND}, folder, BINDING_SECONDS
        )
        if "fault" in answer:
            raise PagesUnusable(limit=MOST_BOUND)
        return target.read_bytes(), int(answer["pages"])


def _run(verb: str, asked: dict[str, Any], folder: Path, seconds: int) -> dict[str, Any]:
    """The program's answer, or a fault; whatever it started ends with it."""
    command = [sys.executable, "-I", str(SHEETS), verb]
    return confined.run(command=command, asked=asked, folder=folder, seconds=seconds)


def copied(content: BinaryIO, path: Path) -> Path:
    """The bytes in a file of the program's folder."""
    with path.open("wb") as copy:
        while piece := content.read(CHUNK):
            copy.write(piece)
    return path


def _line(line: dict[str, Any]) -> ReadLine:
    words: Sequence[Sequence[Any]] = line["words"]
    return ReadLine(
        page=line["page"],
        line=line["line"],
        box=tuple(line["box"]) if line["box"] else None,
        words=tuple(ReadWord(text=str(text), confidence=int(confidence)) for text, confidence in words),
    )
