"""The arithmetic of a contradiction as an auditor writes it: names for codes, numbers and times as people write them.

What is kept stays in codes: the same in every language, and whatever the dictionary calls a thing by then.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext

from honglam.indicators.contracts import Definition, FindingKind, Span
from honglam.indicators.models import Finding
from honglam.indicators.queries.figures.dictionary import definition_of, names_of, versions_of
from honglam.indicators.rules.checking.said import TOTAL, bare
from honglam.indicators.rules.figures.spans import NoSuchTime, read_span
from honglam.indicators.rules.figures.units import UNITS
from honglam.kernel.values import text_noop
from honglam.ui.formats import format_date, format_number
from honglam.ui.tongues import in_tongue

AS_WRITTEN = frozenset({FindingKind.CITATION.value, FindingKind.CITATION_INCOMPLETE.value})
"""Numbers and dates of documents are compared letter by letter."""
_UNITS = {TOTAL: text_noop("total"), **{unit.value: words for unit, words in UNITS.items()}}
_NUMBER = r"-?\d+(?:\.\d+)?"
_CODE = r"[a-z_][a-z0-9_]*(?:\.[a-z0-9_]+)*"
_ONE = r"\d{4}(?:-(?:Q[1-4]|H[12]|\d\d(?:-\d\d)?))?"
_NUMBERS = ("said", "most", "lacking", "number")
"""Groups of the terms that hold numbers."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_TIME = rf"{_ONE}(?:\.\.{_ONE})?"
_TERMS = re.compile(
    rf"(?P<of>[^\s\[\]()|]+)\[(?P<said>[^\]]*)\](?P<share> %)?"
    rf"|(?P<when>{_TIME})(?=:| ∉)"
    rf"|(?P<outside> ∉ )(?P<whole>{_TIME})"
    rf"|; \|{_NUMBER}\| = (?P<just>{_CODE})$"
    rf"|(?<=[<>] )(?P<edge>{_CODE}) = (?P<most>{_NUMBER})"
    rf"| \((?P<lacking>[+-][\d.]+)\)"
    rf"|(?P<code>{_CODE})"
    rf"|(?P<number>{_NUMBER})"
)


def spell(arithmetic: str, kind: str, names: Mapping[str, str]) -> str:
    """`52 (Máy tính để bàn) > …`, `610 (Cấp tỉnh) + 1.385 (Cấp huyện) = 1.995 ≠ 1.967 (tổng), chênh lệch −28`."""
    if kind in AS_WRITTEN:
        return arithmetic
    write = _plain if _are_years(arithmetic) else _dotted
    return _TERMS.sub(lambda found: _term(found, names, write), arithmetic).replace(" - ", " − ")


def names_in(rows: Iterable[Finding]) -> dict[str, dict[str, str]]:
    """For each of these findings, by its key, the names of the codes in its arithmetic. Two queries for all of them."""
    found = list(rows)
    codes = {row.key: {*re.findall(_CODE, row.arithmetic)} - {TOTAL} for row in found if row.kind not in AS_WRITTEN}
    indicators = names_of(codes=set().union(*codes.values()))
    newest = {key: one[0] for key, one in versions_of({row.indicator_id for row in found if row.indicator_id}).items()}
    parts = {key: _parts(definition_of(row.indicator.code, row)) for key, row in newest.items()}
    return {row.key: {**indicators, **parts.get(row.indicator_id or 0, {})} for row in found}


def _parts(definition: Definition) -> dict[str, str]:
    """Each part with those that it lies in: the year of a row is nothing without the row."""
    own = {one.code: in_tongue(one.name) for one in definition.parts}
    return {code: ", ".join(own[above] for above in _above(code) if above in own) for code in own}


def _above(code: str) -> list[str]:
    steps = code.split(".")
    return [".".join(steps[:last]) for last in range(1, len(steps) + 1)]


def _term(found: re.Match[str], names: Mapping[str, str], write: Callable[[str], str]) -> str:
    """The piece of the pattern that was found, in words; its numbers as `write` has them."""
    term = found.groupdict()
    if term["of"]:
        return f"{write(term['said'])}{term['share'] or ''} ({_name(term['of'], names)})"
    if term["edge"]:
        return f"{write(term['most'])} ({_name(term['edge'], names)})"
    if term["when"] or term["outside"]:
        return (
            _time(term["when"]) if term["when"] else gettext(" lies outside %(time)s") % {"time": _time(term["whole"])}
        )
    if term["just"] or term["lacking"]:
        return _difference(term["just"], write(term["lacking"] or ""), names)
    return _name(term["code"], names) if term["code"] else write(term["number"])


def _difference(just: str | None, lacking: str, names: Mapping[str, str]) -> str:
    if just:
        return gettext(", just the number of “%(name)s”") % {"name": _name(just, names)}
    return gettext(", a difference of %(number)s") % {"number": lacking}


def _name(code: str, names: Mapping[str, str]) -> str:
    """What the dictionary calls it; the unit in which something was said stands there as a code as well."""
    if code not in names and code in _UNITS:
        return gettext(_UNITS[code])
    return str(in_tongue(names.get(code, code)))


def _are_years(arithmetic: str) -> bool:
    """Whether every number could be a year: then a dot in it would read as nonsense."""
    terms = [found.groupdict() for found in _TERMS.finditer(arithmetic)]
    texts = [text for term in terms for name in _NUMBERS if (text := term[name])]
    numbers = [Decimal(number) for text in texts for number in re.findall(_NUMBER, text)]
    return all(_FIRST_YEAR <= number <= _LAST_YEAR for number in numbers)


def _dotted(text: str) -> str:
    return re.sub(_NUMBER, lambda one: format_number(Decimal(one.group())), text)


def _plain(text: str) -> str:
    return _dotted(text).replace(".", "")


def _time(text: str) -> str:
    try:
        return "–".join(_one(one) for one in text.split(".."))
    except NoSuchTime:
        return text


def _one(text: str) -> str:
    """`2018`, `31/03/2019`, `05/2019`, `quý 1/2019`."""
    span: Span = read_span(text)
    year, _, rest = text.partition("-")
    if not rest:
        return year
    if rest[0] == "Q":
        return gettext("quarter %(number)s/%(year)s") % {"number": rest[1], "year": year}
    if rest in {"H1", "H2"}:
        half = gettext("first half of %(year)s") if rest == "H1" else gettext("second half of %(year)s")
        return half % {"year": year}
    return format_date(span.last_on) if "-" in rest else f"{rest}/{year}"


def brief(arithmetic: str, kind: str, names: Mapping[str, str]) -> str:
    """The same for a list: the terms without their names."""
    return spell(bare(arithmetic), kind, names)
