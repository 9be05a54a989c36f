"""What the lines of a paper say, and which questions of a form each may answer. Only ever proposed to an officer.

Vietnamese forms put a label before a colon; what a label means is told by its words without accents, which recognition
gets right more often than the accents. The very same words tell what a question of the form asks for.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from honglam.dossiers.contracts import Found, Read, Suggestion, Target
from honglam.files.contracts import ReadLine, ReadWord
from honglam.kernel.text import fold, nfc

MOST_TARGETS = 4
MOST_FOUND = 40
ALIKE = 0.6
"""Share of common words from which two labels speak of the same thing."""

_LABELS: tuple[tuple[Read, re.Pattern[str]], ...] = (
    (Read.ID_NUMBER, re.compile(r"\b(dinh danh|can cuoc|cccd|cmnd|chung minh nhan dan)\b")),
    (Read.PHONE, re.compile(r"\b(dien thoai|sdt|phone)\b")),
    (Read.ADDRESS, re.compile(r"\b(noi cu tru|noi thuong tru|noi o|dia chi|cho o)\b")),
    (Read.BIRTH_DATE, re.compile(r"\b(ngay|sinh ngay)\b.*\bsinh\b|\bsinh ngay\b|\bngay sinh\b")),
    (Read.NAME, re.compile(r"\bho\b.*\bten\b|^ten$|^ong\b|^ba\b|\bnguoi yeu cau$")),
    (Read.PAPER_DATE, re.compile(r"\bngay( thang nam)? cap\b|\bcap ngay\b")),
    (Read.PAPER_NUMBER, re.compile(r"^so( hieu)?$|^so (giay|quyet dinh|chung nhan)\b")),
)
_FACTS: Mapping[str, Read] = {
    "person.full_name": Read.NAME,
    "person.citizen_id": Read.ID_NUMBER,
    "person.birth_date": Read.BIRTH_DATE,
    "person.address": Read.ADDRESS,
    "person.phone": Read.PHONE,
}
_NUMERIC_DATE = re.compile(r"\b(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\b")
_SPOKEN_DATE = re.compile(r"\bngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})\b")
_LIKE_DIGITS = str.maketrans("OoQIl|SB", "00011158")
_NAME = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,7}")
_PAPER_NUMBER = re.compile(r"\d[\w./-]*(?: ?[/-] ?[\w.-]+)*")


def find(lines: Sequence[ReadLine]) -> tuple[Found, ...]:
    """Everything with a label, and dates of papers, in the order of the pages."""
    found: list[Found] = []
    for number, line in enumerate(lines):
        label, value = _parted(line)
        following = lines[number + 1] if number + 1 < len(lines) and lines[number + 1].page == line.page else None
        if label and not value and following and not _parted(following)[0]:
            value = following.words
        one = _labelled(line, label, value) if label else _dated(line)
        if one is not None:
            found.append(one)
    return tuple(found[:MOST_FOUND])


def kind_of(label: str) -> Read:
    """What a label asks for, whether it stands on a paper or in a form."""
    words = re.sub(r"[^a-z0-9]+", " ", fold(label)).strip()
    return next((kind for kind, pattern in _LABELS if pattern.search(words)), Read.OTHER)


def match(found: Iterable[Found], targets: Sequence[Target]) -> tuple[Suggestion, ...]:
    """For each thing found the questions it may answer, best first; what answers none is left out."""
    suggestions = []
    for number, one in enumerate(found):
        scored = sorted(((_score(one, target), -at, target) for at, target in enumerate(targets)), reverse=True)
        fitting = tuple(target for score, _, target in scored[:MOST_TARGETS] if score > 0)
        if fitting:
            suggestions.append(Suggestion(number=number, found=one, targets=fitting))
    return tuple(suggestions)


def read_date(text: str) -> str:
    """The first date of a text in ISO form; empty when there is none, or none that exists."""
    match_ = _NUMERIC_DATE.search(text) or _SPOKEN_DATE.search(fold(text))
    if match_ is None:
        return ""
    try:
        return date(int(match_[3]), int(match_[2]), int(match_[1])).isoformat()
    except ValueError:
        return ""


def _score(found: Found, target: Target) -> float:
    """How well a question fits, 0 for not at all: of the same kind, with the same words."""
    if target.is_date != bool(found.kind in (Read.BIRTH_DATE, Read.PAPER_DATE)):
        return 0.0
    alike = _alike(found.label, target.label)
    wanted = _FACTS.get(target.fact) or (
        Read.PAPER_NUMBER if target.fact.endswith(".number") else kind_of(target.label)
    )
    if found.kind is Read.OTHER or wanted is Read.OTHER:
        return alike if alike >= ALIKE and wanted is found.kind else 0.0
    return 1.0 + alike if wanted is found.kind else 0.0


def _alike(one: str, other: str) -> float:
    a, b = set(re.findall(r"\w+", fold(one))), set(re.findall(r"\w+", fold(other)))
    return len(a & b) / len(a | b) if a and b else 0.0


def _parted(line: ReadLine) -> tuple[str, tuple[ReadWord, ...]]:
    """The label before the first colon and the words after it; an empty label where there is no colon."""
    for at, word in enumerate(line.words):
        before, colon, after = word.text.partition(":")
        if colon and (before or at):
            label = " ".join([*(one.text for one in line.words[:at]), before]).strip(" .*-")
            rest = [ReadWord(text=after, confidence=word.confidence)] if after else []
            return label, (*rest, *line.words[at + 1 :])
    return "", ()


def _labelled(line: ReadLine, label: str, words: Sequence[ReadWord]) -> Found | None:
    text = nfc(" ".join(word.text for word in words)).strip(" .,;_…")
    kind = kind_of(label)
    value = _value(kind, text)
    if not value or len(label) > 120:
        return None
    return Found(
        kind=kind,
        label=label,
        value=value,
        confidence=round(sum(word.confidence for word in words) / len(words)),
        page=line.page,
        line=line.line,
    )


def _dated(line: ReadLine) -> Found | None:
    """The date line of a paper: “…, ngày 25 tháng 11 năm 2026”."""
    day = read_date(line.text) if _SPOKEN_DATE.search(fold(line.text)) else ""
    if not day:
        return None
    sure = round(sum(word.confidence for word in line.words) / len(line.words))
    return Found(kind=Read.PAPER_DATE, label="", value=day, confidence=sure, page=line.page, line=line.line)


def _value(kind: Read, text: str) -> str:
    """The value as an answer holds it; empty when the words cannot be one of that kind."""
    match kind:
        case Read.BIRTH_DATE | Read.PAPER_DATE:
            return read_date(text)
        case Read.ID_NUMBER | Read.PHONE:
            digits = "".join(re.findall(r"\d", text.translate(_LIKE_DIGITS)))
            return digits if len(digits) in ((9, 12) if kind is Read.ID_NUMBER else (10, 11)) else ""
        case Read.NAME:
            name = _NAME.match(text)
            return name[0] if name else ""
        case Read.PAPER_NUMBER:
            number = _PAPER_NUMBER.match(text)
            return number[0].rstrip(".") if number else ""
    return text[:300]
