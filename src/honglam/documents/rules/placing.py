"""Where in a text a figure stands that a person enters: a sentence by its address, in it the letters of the number."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from honglam.documents.contracts import Paragraph
from honglam.documents.rules.paragraphs import sentences
from honglam.documents.rules.tabling import is_row

_ADDRESS = re.compile(r"(\d{1,6})\.(\d{1,4})", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A span in a paragraph, with the sentence that is quoted."""

    paragraph: int
    start: int
    end: int
    quote: str


def sentences_of(paragraph: Paragraph) -> Iterator[tuple[str, int, str]]:
    """The sentences of a paragraph: address, beginning, words. A row of a table is one."""
    found = [(0, paragraph.text)] if is_row(paragraph.text) else list(sentences(paragraph.text))
    for at, (start, words) in enumerate(found):
        yield f"{paragraph.number}.{at}", start, words


def place_of(paragraphs: Sequence[Paragraph], address: str, value: str) -> Place | None:
    """The place of a number in a sentence: its own digits if they are written there, else the whole sentence."""
    told = _ADDRESS.fullmatch(address)
    paragraph = next((one for one in paragraphs if told and one.number == int(told[1])), None)
    if paragraph is None:
        return None
    for one, start, words in sentences_of(paragraph):
        if one == address:
            written = re.search(rf"(?<![\d.,]){re.escape(value)}(?![\d]|[.,]\d)", words) if value else None
            first, last = written.span() if written else (0, len(words.rstrip()))
            return Place(paragraph=paragraph.number, start=start + first, end=start + last, quote=words.strip())
    return None
