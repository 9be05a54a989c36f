"""A program of its own that opens pages of people's papers: it reads them, or binds them into one PDF.

Run by `recognition` as `python sheets.py read|bind REQUEST`, or as `python sheets.py serve` which forks for each line
`WORD read|bind REQUEST` (kernel/warm.py says how they speak), in a process with little memory, little time and nothing
else to lose: pictures and PDFs from outside may be made to break whoever opens them. It knows nothing of the product.
REQUEST is a JSON file; the answer is JSON on standard output, `{"fault": …}` where a page cannot be opened.
"""

import csv
import json
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, NoReturn

from PIL import Image, ImageOps
from pypdf import PdfReader, PdfWriter

MEMORY = 1536 * 1024 * 1024
CPU_SECONDS = 150
FILE_BYTES = 256 * 1024 * 1024
MOST_PIXELS = 60_000_000
LONGEST = 3500
"""An A4 page at 300 dpi; more pixels cost time and tell nothing more."""
ENOUGH_TEXT = 25
"""A PDF page with so many letters of its own is read, not looked at."""
MOST_LETTERS = 200_000
MOST_WORDS = 40_000
"""A hundred pages full of small print; what is read beyond that nobody searches, and whoever asked must hold it."""
PDF = "application/pdf"
A4_INCHES = 11.69

Line = dict[str, Any]


class Unreadable(Exception):
    """A page that is no page: broken, locked, too large, or of a kind that shows nothing."""


def main(verb: str, request: str) -> None:
    """Do what is asked under limits that a hostile page cannot leave."""
    for kind, limit in (
        (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_FSIZE, FILE_BYTES)
    ):  # fmt: skip
        resource.setrlimit(kind, (limit, limit))
    os.nice(10)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)  # else twice as many would pass
    asked = json.loads(Path(request).read_text(encoding="utf-8"))
    try:
        answer = read(**asked) if verb == "read" else bind(**asked)
    except Unreadable as fault:
        answer = {"fault": str(fault)}
    except Exception as fault:
        answer = {"fault": type(fault).__name__}
    sys.stdout.write(json.dumps(answer, ensure_ascii=False))


def read(*, path: str, media_type: str, language: str, most_pages: int) -> dict[str, Any]:
    """Every line of the first `most_pages` pages, with where it stands and how sure it is."""
    lines: list[Line] = []
    number, total, words, letters = 0, 0, 0, 0
    for number, (page, total) in enumerate(pages(Path(path), media_type, most_pages), start=1):
        for line in _told(page) if isinstance(page, str) else recognised(page, language):
            words += len(line["words"])
            letters += sum(len(word) for word, _ in line["words"])
            if words > MOST_WORDS or letters > MOST_LETTERS:
                return {"pages": total, "read": number, "lines": lines}
            lines.append({"page": number} | line)
    return {"pages": total, "read": number, "lines": lines}


def pages(path: Path, media_type: str, most: int) -> Iterator[tuple[str | Image.Image, int]]:
    """Each page as its own text where it has some, else as a picture; with the number of pages there are."""
    if media_type != PDF:
        yield _upright(path), 1
        return
    reader = opened(path)
    total = len(reader.pages)
    for page in reader.pages[:most]:
        text = page.extract_text() or ""
        if len(re.sub(r"\W", "", text)) >= ENOUGH_TEXT:
            yield text, total
            continue
        pictures = sorted((one.image for one in page.images if one.image), key=lambda one: one.width * one.height)
        if not pictures:
            yield text, total
        else:
            yield _sized(pictures[-1].rotate(-int(page.rotation), expand=True)), total


def opened(path: Path) -> PdfReader:
    """A PDF that anybody may read. Raises Unreadable where it is locked."""
    reader = PdfReader(path)
    if reader.is_encrypted:
        raise Unreadable("locked")
    return reader


def _upright(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        return _sized(ImageOps.exif_transpose(picture))


def _sized(picture: Image.Image) -> Image.Image:
    grey = _on_paper(picture).convert("L")
    grey.thumbnail((LONGEST, LONGEST))
    return grey


def _on_paper(picture: Image.Image) -> Image.Image:
    """What is transparent is paper, and paper is white."""
    if not picture.has_transparency_data:
        return picture
    drawn = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn)


def _told(text: str) -> list[Line]:
    """A PDF's own words: certain, but only their order tells where they stand. A NUL no database keeps."""
    lines = [" ".join(line.split()) for line in text.replace("\0", "").splitlines()]
    return [
        {"line": number, "box": None, "words": [[word, 100] for word in line.split()]}
        for number, line in enumerate(filter(None, lines), start=1)
    ]


def recognised(picture: Image.Image, language: str) -> list[Line]:
    """What tesseract sees, line by line; boxes in thousandths of the page."""
    with tempfile.NamedTemporaryFile(suffix=".png") as page:
        dpi = max(picture.size) / A4_INCHES
        picture.save(page.name, dpi=(dpi, dpi))
        command = ["tesseract", page.name, "stdout", "-l", language, "--psm", "3", "tsv"]
        environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
        done = subprocess.run(command, capture_output=True, check=False, env=environment)
    if done.returncode:
        raise Unreadable("unrecognised")
    rows = csv.DictReader(StringIO(done.stdout.decode(errors="replace")), delimiter="\t", quoting=csv.QUOTE_NONE)
    return _lines(rows, *picture.size)


def _lines(rows: Any, wide: int, high: int) -> list[Line]:
    found: dict[tuple[str, str, str], Line] = {}
    for row in rows:
        word = (row["text"] or "").strip()
        if row["level"] != "5" or not word or float(row["conf"]) < 0:
            continue
        left, top = int(row["left"]), int(row["top"])
        right, bottom = left + int(row["width"]), top + int(row["height"])
        key = (row["block_num"], row["par_num"], row["line_num"])
        line = found.setdefault(key, {"line": len(found) + 1, "box": [left, top, right, bottom], "words": []})
        box = line["box"]
        line["box"] = [min(box[0], left), min(box[1], top), max(box[2], right), max(box[3], bottom)]
        line["words"].append([word, round(float(row["conf"]))])
    for line in found.values():
        line["box"] = [round(1000 * side / (high if at % 2 else wide)) for at, side in enumerate(line["box"])]
    return list(found.values())


def bind(*, pages: list[dict[str, Any]], target: str, most_pages: int) -> dict[str, Any]:
    """One PDF of pictures and PDFs in their order, each turned by quarter turns to the right."""
    writer = PdfWriter()
    for page in pages:
        path, turns = Path(page["path"]), int(page["turns"]) % 4
        source = opened(path) if page["media_type"] == PDF else PdfReader(_as_pdf(path, turns))
        for sheet in source.pages:
            if len(writer.pages) >= most_pages:
                raise Unreadable("too_many_pages")
            added = writer.add_page(sheet)
            if turns and page["media_type"] == PDF:
                added.rotate(90 * turns)
    if not writer.pages:
        raise Unreadable("empty")
    with Path(target).open("wb") as file:
        writer.write(file)
    return {"pages": len(writer.pages)}


def _as_pdf(path: Path, turns: int) -> BytesIO:
    """A picture as a page as large as A4, upright."""
    with Image.open(path) as picture:
        turned = _on_paper(ImageOps.exif_transpose(picture)).rotate(-90 * turns, expand=True)
        made = BytesIO()
        turned.convert("RGB").save(made, "PDF", resolution=max(turned.size) / A4_INCHES, quality=85)
    made.seek(0)
    return made


def serve() -> None:
    """Open nothing ourselves: what does is forked, confines itself and is ended before the next line is read."""
    for line in sys.stdin.buffer:
        word, verb, request = line.decode().rstrip("\n").split(" ", 2)
        child = os.fork()
        if child == 0:
            _open_alone(verb, request)
        os.write(1, f"{word} {child}\n".encode())
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # what it started; its number is not given again until it is waited for
        os.waitpid(child, 0)
        os.write(1, f"{word} done\n".encode())


def _open_alone(verb: str, request: str) -> NoReturn:
    """In the forked process: nothing of the conversation is left to it, and it never comes back."""
    try:
        os.setsid()
        folder = Path(request).parent
        os.chdir(folder)
        os.environ["TMPDIR"] = str(folder)
        nothing = os.open(os.devnull, os.O_RDWR)
        answer = os.open(folder / "answer.json", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        for here, there in ((nothing, 0), (answer, 1), (nothing, 2)):
            os.dup2(here, there)
        main(verb, request)
        sys.stdout.flush()
    finally:
        os._exit(0)


if __name__ == "__main__":
    serve() if sys.argv[1] == "serve" else main(*sys.argv[1:])
