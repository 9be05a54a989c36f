"""Figures in a text: what is counted or measured, each with its sentence. Names with a number in them are none.

`mức độ 3`, `Điều 4`, `6 tháng`, `năm 2018`, `tỷ lệ 1/500`, `cách mạng 4.0` name something; `1.952 hồ sơ`,
`221/262 UBND cấp xã`, `thứ 17/63`, `2-3 số/tháng`, `hàng chục ngàn lượt`, `200 tỷ đồng` state something.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from honglam.documents.contracts import Bound, FoundCitation, FoundFigure, Paragraph
from honglam.documents.rules import dates
from honglam.documents.rules.paragraphs import sentence_at
from honglam.documents.rules.units import LONGEST, UNITS

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_TIMES = {
    "chục": 10,
    "trăm": 100,
    "ngàn": 1_000,
    "nghìn": 1_000,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}
_SCALE = "|".join(_TIMES)
_FIGURE = re.compile(
    rf"(?<![\w.,/-])(?P<value>{_NUMBER})(?:\s?(?P<join>[-–/])\s?(?P<other>{_NUMBER}))?"
    rf"(?:\s+(?P<scale>{_SCALE})\b)?\s?(?P<percent>%)?(?![\w]|[.,/-]\d)"
)
_ORDER = re.compile(rf"\b(?:hàng|vài)\s+(?P<words>(?:{_SCALE})(?:\s+(?:{_SCALE}))*)\s+(?=[^\W\d])", re.IGNORECASE)
_NAMES = re.compile(
    r"(?:mức|độ|(?<!cung )cấp|bước|giai đoạn|Điều|Khoản|Mục|Phần|Chương|điểm|lục|số|đợt|lần thứ|khóa|bản|thế hệ|nghiệp|"
    r"Đề án|đề án|Nghị định|Nghị quyết|Quyết định|Kế hoạch|Luật|ISO|IPv|version|điện thoại|năm|tháng|ngày|quý|tuần|từ|"
    r"tỷ lệ|tiêu chí|loại|nhóm|vùng|khu|tầng|hạng|biểu|bảng|mẫu|đường|tổ|\bQH|TCVN)\s*$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"(?:mức|độ|cấp)\s+\d+\s*(?:,|và|-)\s*(?:mức\s+|độ\s+)*$")
_TIME = re.compile(r"^\s*(?:tháng|năm|ngày|giờ|tuần|phút|quý|h\b|cấp\b|bước\b|cửa\b|chiều\b|trong 1\b)(?!\s*/)")
_WEB = re.compile(r"\S*(?:https?://|www\.|@)\S*|\b\d+\.\d{1,2}\b(?!\d)")
_LABEL = re.compile(r"^\s*(?:[-+*]\s*)?\d{1,2}(?:\.\d{1,2})*[.)]\s|^\s*\d{1,2}(?:\.\d{1,2})+\s")
_PERIOD = re.compile(
    r"giai đoạn\s+\d{4}\s?[-–]\s?\d{4}|(?:6 tháng đầu|6 tháng cuối|\d tháng đầu|cuối|đầu)\s+năm(?:\s+\d{4})?"
    r"|[Qq]uý\s+[IV\d]+(?:\s*(?:/|năm)\s*\d{4})?|năm(?: học)?\s+\d{4}(?:\s?-\s?\d{4})?"
    r"|tháng\s+\d{1,2}(?:/|\s+năm\s+)\d{4}"
    r"|[Đđ]ến nay|hàng năm|hằng năm",
)
_BOUNDS = (
    (Bound.ABOVE, re.compile(r"(?:hơn|trên|vượt|tối thiểu|ít nhất|>)\s*$", re.IGNORECASE)),
    (Bound.BELOW, re.compile(r"(?:dưới|chưa đến|tối đa|<)\s*$", re.IGNORECASE)),
    (Bound.ABOUT, re.compile(r"(?:gần|khoảng|ước|ước đạt|xấp xỉ|trung bình)\s*$", re.IGNORECASE)),
)
_RANK = re.compile(r"(?<!lần )\b(?P<word>thứ|top)\s*$", re.IGNORECASE)
_WORD = re.compile(r"^\s*(?:các\s+)?(?P<word>[^\W\d_]+(?:\s*/\s*[^\W\d_]+)*)")


def find_figures(paragraph: Paragraph, citations: Iterable[FoundCitation]) -> list[FoundFigure]:
    """Every figure of a paragraph in order; numbers inside dates, citations, addresses and labels are none."""
    text = _masked(paragraph.text, citations)
    return sorted([*_written(paragraph, text), *_in_words(paragraph, text)], key=lambda one: one.start)


def number_of(written: str, scale: str = "") -> Decimal:
    """`1.952`, `5,5`, `200 tỷ` as a number: dots part thousands, a comma the fraction."""
    value = Decimal(written.replace(".", "").replace(",", "."))
    for word in scale.lower().split():
        value *= _TIMES[word]
    return value


def period_in(text: str) -> str:
    """The first period that a text names, in its own words."""
    found = _PERIOD.search(text)
    return found[0] if found else ""


def _masked(text: str, citations: Iterable[FoundCitation]) -> str:
    """The text with everything blanked that holds numbers and states none; places stay where they are."""
    spans = [(one.start, one.end) for one in citations]
    spans += [(one.start, one.end) for one in dates.find_dates(text)]
    spans += [found.span() for found in _WEB.finditer(text)]
    label = _LABEL.match(text)
    spans += [label.span()] if label else []
    for start, end in spans:
        text = text[:start] + "_" * (end - start) + text[end:]
    return text


def _written(paragraph: Paragraph, text: str) -> Iterator[FoundFigure]:
    for match in _FIGURE.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        percent, rank = match["percent"], _RANK.search(before)
        unit = "%" if percent else rank["word"].lower() if rank else unit_after(after)
        if not percent and not rank and not _states(match, before, after, unit):
            continue
        if match["scale"] and unit == "":
            unit = "đồng" if match["scale"] in ("tỷ", "tỉ") else ""
        other = number_of(match["other"], match["scale"] or "") if match["other"] else None
        is_ratio = match["join"] == "/"
        yield _figure(
            paragraph,
            match.start(),
            match.end(),
            value=number_of(match["value"], match["scale"] or ""),
            upper=None if is_ratio else other,
            of=other if is_ratio else None,
            unit=unit,
            bound=_bound(before),
        )


def _states(match: "re.Match[str]", before: str, after: str, unit: str) -> bool:
    """Whether a bare number counts something: not a year, a label or a span of time, and something counted follows."""
    whole = match["value"].replace(".", "")
    if len(whole) == 4 and whole[:2] in ("19", "20") and "." not in match["value"] and unit not in UNITS:
        return False
    if match["other"] and re.fullmatch(r"(?:19|20)\d\d", match["other"]):
        return False
    if (_NAMES.search(before) and not before.rstrip().lower().endswith("văn bản")) or _LISTED.search(before):
        return False
    if _TIME.match(after):
        return False
    return bool(unit) or before.rstrip().endswith(":")


def _in_words(paragraph: Paragraph, text: str) -> Iterator[FoundFigure]:
    """`hàng chục ngàn lượt`: at least the order of size."""
    for match in _ORDER.finditer(text):
        unit = unit_after(text[match.end() :])
        value = number_of("1", match["words"])
        yield _figure(
            paragraph, match.start(), match.end(), value=value, upper=None, of=None, unit=unit, bound=Bound.ORDER
        )


def unit_after(text: str) -> str:
    """What is counted: the longest known unit that follows, else the next word or two; with `/tháng` and the like."""
    found = _WORD.match(text)
    if found is None:
        return ""
    words = re.split(r"[\s]+", text[found.start("word") :].strip())[:LONGEST]
    for count in range(len(words), 0, -1):
        one = " ".join(words[:count]).strip(',.;:()[]“”"').lower()
        if one in UNITS:
            return " ".join(words[:count]).strip(',.;:()[]“”"')
    first = found["word"].strip()
    if "/" in first or first.isupper() or len(words) == 1 or not words[1][:1].islower() or words[0][-1:] in ",.;:":
        return first
    return f"{first} {words[1]}".strip(',.;:()[]“”"')


def _bound(before: str) -> Bound:
    return next((bound for bound, pattern in _BOUNDS if pattern.search(before)), Bound.EXACT)


def _figure(
    paragraph: Paragraph,
    start: int,
    end: int,
    *,
    value: Decimal,
    upper: Decimal | None,
    of: Decimal | None,
    unit: str,
    bound: Bound,
) -> FoundFigure:
    text = paragraph.text
    sentence = sentence_at(text, start)
    return FoundFigure(
        paragraph=paragraph.number,
        start=start,
        end=end,
        value=value,
        upper=upper,
        of=of,
        unit=unit,
        bound=bound,
        period=_period(text, start, sentence),
        what=_what(text, start, end),
        sentence=sentence,
    )


def _period(text: str, start: int, sentence: str) -> str:
    """The period whose words stand nearest before the figure in its sentence, else the first in it."""
    begin = max(text.rfind(sentence[:40], 0, start + 1), 0)
    found = list(_PERIOD.finditer(text, begin, begin + len(sentence) + 2))
    before = [one for one in found if one.start() < start]
    return (before[-1] if before else found[0])[0] if found else ""


def _what(text: str, start: int, end: int) -> str:
    """The clause around the figure, up to the nearest comma or stop on both sides."""
    stops = ",;:()"
    left = max(text.rfind(stop, 0, start) for stop in stops) + 1
    left = max(left, text.rfind(". ", 0, start) + 1)
    ends = [at for stop in (*stops, ". ") if (at := text.find(stop, end)) >= 0]
    return " ".join(text[left : min(ends, default=len(text))].split()).strip(" .-")[:300]
