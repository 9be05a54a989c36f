"""Other documents that a text names: by number and symbol, by number alone, laws by name; with the date beside."""

import re
from collections.abc import Iterator
from datetime import date

from honglam.documents.contracts import DocumentKind, FoundCitation, Paragraph, Relation
from honglam.documents.rules import dates, symbols
from honglam.documents.rules.kinds import BY_ABBREVIATION, BY_NAME
from honglam.documents.rules.paragraphs import sentence_at

_LAWS = frozenset({"luật", "bộ luật"})
_NAMES = "|".join(sorted((name for name in BY_NAME if name not in _LAWS), key=len, reverse=True))
_NAMED = re.compile(rf"(?P<name>{_NAMES}|Văn bản)\s+(?:số\s+)?$", re.IGNORECASE)
_SHORT = re.compile(
    r"(?<![\w/])(?P<name>Nghị định|Nghị quyết|Quyết định|Chỉ thị|Thông tư)\s+(?:số\s+)?"
    r"(?P<number>\d{1,4}[a-z]?)(?![\w/]|[.,]\d|\s?[-/]\s?[A-Z\d])"
)
_SHORTEST = re.compile(r"(?<![\w/])(?P<abbreviation>KH|QĐ|NQ|NĐ|CT)\s?(?P<number>\d{1,4}[a-z]?)(?![\w/])")
_LAW = re.compile(
    r"(?<![\w])(?P<kind>Bộ luật|Luật|Pháp lệnh)\s+"
    r"(?P<name>[A-ZĐ]{2,}(?![\w])|[A-ZÀ-ỸĐ][^\s,;.:()“”]*(?:\s+(?!ngày\b|và\b|năm\b|số\b|của\b|được\b|chưa\b|đã\b|có\b)[a-zà-ỹđ]+){1,9})"
)
_PARTY = frozenset({"NQ", "CT", "KL", "QĐ", "TB", "KH", "CV", "BC", "HD", "QC", "TTr", "QyĐ", "CTr"})
_BESIDE = re.compile(r",?\s*(?:của\s+[^,;.:]{2,60}?)?,?\s*$")
_BEFORE = re.compile(r"^[^.;]{0,100}?\b(?:có|ban hành)\s+(?:\w+\s+){1,3}(?:số\s+)?$")
_YEARS = re.compile(r"(?:19|20)\d{2}")


def find_citations(paragraph: Paragraph) -> list[FoundCitation]:
    """Every place of a paragraph that names another document, in order."""
    found = [*_by_symbol(paragraph), *_by_name(paragraph)]
    return sorted(found, key=lambda one: one.start)


def _by_symbol(paragraph: Paragraph) -> Iterator[FoundCitation]:
    text = paragraph.text
    for match in symbols.PATTERN.finditer(text):
        if not _stands_alone(text, match):
            continue
        symbol = symbols.from_match(match)
        named = _NAMED.search(text[: match.start()])
        kind = symbol.kind
        if kind is DocumentKind.OFFICIAL_LETTER and named:
            kind = BY_NAME.get(named["name"].lower(), kind)
        start = named.start() if named else match.start()
        yield _citation(paragraph, start, match.end(), symbol.text, kind=kind)


def _stands_alone(text: str, match: "re.Match[str]") -> bool:
    """Whether a match is a symbol and not a piece of an address, of a fraction or of a word."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if before.isalnum() or before in ("/", ".", ",", "-", "_") or after.isalnum() or after == "_":
        return False
    first = re.split(r"\s*[-/]\s*", match["symbol"])[0]
    if match["join"] == "-":
        return first in _PARTY and "/" in match["symbol"]
    return first in BY_ABBREVIATION or (len(first) > 1 and first.replace("Đ", "D").isascii() and first[:2].isupper())


def _by_name(paragraph: Paragraph) -> Iterator[FoundCitation]:
    text = paragraph.text
    for match in _SHORT.finditer(text):
        if not _YEARS.fullmatch(match["number"]):
            kind = BY_NAME[match["name"].lower()]
            yield _citation(paragraph, match.start(), match.end(), match["number"], title=match[0], kind=kind)
    for match in _SHORTEST.finditer(text):
        kind = BY_ABBREVIATION[match["abbreviation"]]
        yield _citation(paragraph, match.start(), match.end(), match[0].replace(" ", ""), kind=kind)
    for match in _LAW.finditer(text):
        kind = DocumentKind.ORDINANCE if match["kind"] == "Pháp lệnh" else DocumentKind.LAW
        yield _citation(paragraph, match.start(), match.end(), "", title=match[0], kind=kind)


def _citation(
    paragraph: Paragraph, start: int, end: int, symbol: str, *, title: str = "", kind: DocumentKind | None
) -> FoundCitation:
    text = paragraph.text
    on, last = _date_beside(text, start, end)
    return FoundCitation(
        paragraph=paragraph.number,
        start=start,
        end=last,
        symbol=symbol,
        title=title,
        kind=kind,
        dated=on,
        relation=_relation(text, start),
        sentence=sentence_at(text, start),
    )


def _date_beside(text: str, start: int, end: int) -> tuple[date | None, int]:
    """The date that follows at once, at most behind the issuer's name; else one that opens the sentence before it."""
    for found in dates.find_dates(text[end : end + 100]):
        if _BESIDE.fullmatch(text[end : end + found.start]):
            return found.on, end + found.end
        break
    sentence = sentence_at(text, start)
    opening = next(dates.find_dates(sentence), None)
    if opening is not None and opening.start == 0:
        between = text[text.find(sentence) + opening.end : end]
        if _BEFORE.match(between.rpartition(" ")[0] + " "):
            return opening.on, end
    return None, end


def _relation(text: str, start: int) -> Relation:
    """`Quyết định này … thay thế …`: only what a document says of itself is more than citing."""
    before = sentence_at(text, start)
    before = text[:start][-len(before) :] if before else ""
    itself = re.search(r"\b(?:này)\b.{0,200}?\b(?P<verb>thay thế|bãi bỏ|sửa đổi)\b", before)
    if itself is None:
        return Relation.CITES
    return Relation.AMENDS if itself["verb"] == "sửa đổi" else Relation.REPLACES
