"""A text as paragraphs with their sections: lines broken by a page or a column are joined, headings give the place.

Texts out of PDFs break every line and put an empty one between; out of word processors they keep paragraphs. A line
goes on with the one before unless it begins something new or the one before ended.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from honglam.documents.contracts import Paragraph
from honglam.kernel.text import nfc

_BULLET = re.compile(r"^[-–+•*]\s*\S")
_LABELS = (
    ("part", re.compile(r"^(?P<label>(?:Phần|Chương|PHẦN|CHƯƠNG)\s+[\dIVXL]+)\b")),
    ("article", re.compile(r"^(?P<label>Điều\s+\d+)[.:]")),
    ("letter", re.compile(r"^(?P<label>[A-HĐ])\.\s")),
    ("roman", re.compile(r"^(?P<label>[IVX]{1,5})\.\s")),
    ("number", re.compile(r"^(?P<label>\d{1,2}(?:\.\d{1,2}){0,3})\.?\s(?=[^\d%])")),
    ("small", re.compile(r"^(?P<label>[a-zđ])[.)]\s")),
)
_END = re.compile(r"([.;:!?]|\./\.)[”\"’)*]*$")
_SENTENCE = re.compile(r"(?<=[.;!?…])\s+(?=[“\"'(–-]?\s?[A-ZÀ-ỸĐ])")
_LONGEST_HEADING = 200
_TABLE = re.compile(r"\t|\s\|\s")
_ROW = re.compile(r"(?:^|\s)\|(?=\s|$)")
"""A row of a table whose cells are known; it is whole, whatever stands below."""


def read_paragraphs(text: str, *, broken: bool = True) -> tuple[Paragraph, ...]:
    """Every paragraph of a text, in order, each with the headings above it.

    `broken`: its lines may be pieces of paragraphs; otherwise each line is one.
    """
    return tuple(_numbered(_joined(_lines(text)) if broken else list(_lines(text))))


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a paragraph with where each begins."""
    start = 0
    for gap in _SENTENCE.finditer(text):
        yield start, text[start : gap.start()]
        start = gap.end()
    if start < len(text):
        yield start, text[start:]


def sentence_at(text: str, position: int) -> str:
    """The sentence in which a position of a paragraph lies."""
    found = ""
    for start, sentence in sentences(text):
        if start > position:
            break
        found = sentence
    return found.strip()


def _lines(text: str) -> Iterator[str]:
    for line in nfc(text).replace("\f", "\n").splitlines():
        plain = line.strip() if _TABLE.search(line) else " ".join(line.split())
        plain = plain.strip("*").strip()
        if plain and not re.fullmatch(r"\d{1,3}", plain):  # a page's number
            yield plain


def _joined(lines: Iterable[str]) -> list[str]:
    found: list[str] = []
    for line in lines:
        if found and _goes_on(found[-1], line):
            glue = "" if found[-1].endswith("-") and line[:1].isupper() and re.search(r"/\S*-$", found[-1]) else " "
            found[-1] += glue + line
        else:
            found.append(line)
    return found


def _goes_on(before: str, line: str) -> bool:
    if line.startswith(("http://", "https://")) or _BULLET.match(line) or _TABLE.search(line) or _ROW.search(before):
        return False
    if _label(line) is not None or line.startswith(("Căn cứ", "Nơi nhận", "Kính gửi", "Số:")):
        return _is_open_number(before, line)
    if re.match(r"Ngày \d", line) or is_upper(before) != is_upper(line):
        return False
    return not (_END.search(before) and not line[:1].islower()) or _is_open_number(before, line)


def _is_open_number(before: str, line: str) -> bool:
    """`số` or `ngày` at a line's end waits for its number, whatever the next line looks like."""
    return line[:1].isdigit() and bool(re.search(r"(\bsố|\bngày|\bnăm|\btháng|\bđộ|\bhạch|\bđịnh|,)$", before))


def is_upper(line: str) -> bool:
    """Whether a line is set in capitals, as the names of kinds, agencies and posts are."""
    letters = [letter for letter in line if letter.isalpha()]
    return len(letters) > 1 and all(letter.isupper() for letter in letters)


def _label(line: str) -> tuple[str, str] | None:
    """What a line begins with where it begins a section; the number of a table's row begins none."""
    if _TABLE.search(line):
        return None
    for name, pattern in _LABELS:
        found = pattern.match(line)
        if found:
            return name, found["label"]
    return None


def _numbered(texts: Sequence[str]) -> Iterator[Paragraph]:
    above: list[tuple[str, str]] = []
    for number, text in enumerate(texts, start=1):
        label = _label(text)
        heading = label is not None and len(text) <= _LONGEST_HEADING
        if label is not None and heading:
            kinds = [kind for kind, _ in above]
            above = above[: kinds.index(label[0])] if label[0] in kinds else above
            above.append(label)
        yield Paragraph(number=number, text=text, section=_path(above), is_heading=heading)


def _path(above: Sequence[tuple[str, str]]) -> str:
    return ".".join(label for _, label in above)
