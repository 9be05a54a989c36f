"""Figures in words: a number as it was said, a time, a formula with names in the place of codes."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext

from honglam.indicators import api
from honglam.indicators.contracts import (
    Bound,
    Definition,
    Direction,
    Figure,
    FindingState,
    FindingView,
    Frequency,
    Nature,
    PeriodKind,
    ScopeView,
    Severity,
    SourceKind,
    Span,
    Unit,
    ValueView,
)
from honglam.indicators.rules.figures.spans import write_span
from honglam.indicators.rules.figures.units import UNITS
from honglam.kernel import measures
from honglam.kernel.values import text_noop
from honglam.ui.formats import format_date, format_number
from honglam.ui.tongues import in_tongue

DIRECTIONS: Mapping[Direction, str] = {
    Direction.HIGHER: text_noop("The higher the better"),
    Direction.LOWER: text_noop("The lower the better"),
    Direction.NEITHER: text_noop("Neither way is better"),
}
FREQUENCIES: Mapping[Frequency, str] = {
    Frequency.MONTH: text_noop("Month"),
    Frequency.QUARTER: text_noop("Quarter"),
    Frequency.HALF: text_noop("Half-year"),
    Frequency.YEAR: text_noop("Year"),
    Frequency.ONCE: text_noop("Once"),
}
NATURES: Mapping[Nature, str] = {
    Nature.ACTUAL: text_noop("Actual"),
    Nature.TARGET: text_noop("Target"),
    Nature.EXPECTED: text_noop("Forecast"),
}
BOUNDS: Mapping[Bound, str] = {
    Bound.EXACT: text_noop("exactly"),
    Bound.ABOUT: text_noop("about"),
    Bound.ABOVE: text_noop("more than"),
    Bound.BELOW: text_noop("less than"),
    Bound.RANGE: text_noop("from … to …"),
    Bound.ORDER: text_noop("of the order of"),
}
SOURCES: Mapping[SourceKind, str] = {
    SourceKind.EVENTS: text_noop("Counted from what happened"),
    SourceKind.REPORTING: text_noop("A reporting round"),
    SourceKind.DOCUMENT: text_noop("A document"),
    SourceKind.PERSON: text_noop("Entered by a person"),
}
STATES: Mapping[FindingState, str] = {
    FindingState.OPEN: text_noop("Not dealt with yet"),
    FindingState.EXPLAINED: text_noop("Explained"),
    FindingState.CORRECTED: text_noop("Corrected"),
}
SEVERITIES: Mapping[Severity, str] = {
    Severity.ERROR: text_noop("Cannot both be right"),
    Severity.WARNING: text_noop("Needs an explanation"),
    Severity.NOTE: text_noop("Worth knowing"),
}
SEVERITY_KINDS = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.NOTE: "info"}
TIMES: Mapping[str, str] = {
    "": text_noop("As of that day"),
    PeriodKind.MONTH: text_noop("Month"),
    PeriodKind.QUARTER: text_noop("Quarter"),
    PeriodKind.HALF: text_noop("Half-year"),
    PeriodKind.YEAR: text_noop("Year"),
}
_NAME = re.compile(r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)?")


def number(figure: Figure | None, unit: Unit, noun: str) -> str:
    """`hơn 480 bản tin`, `4,92 %`; a dash for a withdrawal. A share is never rounded here: readers compare digits."""
    if figure is None:
        return gettext("withdrawn")
    said = figure.unit or unit
    words = format_number(figure.value)
    if figure.bound is Bound.RANGE:
        words = f"{words}–{format_number(figure.upper)}"
    elif figure.bound is not Bound.EXACT:
        words = f"{gettext(BOUNDS[figure.bound])} {words}"
    return f"{words} {unit_words(said, noun if said is unit else '')}".rstrip()


def unit_words(unit: Unit, noun: str) -> str:
    """What stands behind a number."""
    return "%" if unit is Unit.PERCENT else str(in_tongue(noun)) or gettext(UNITS[unit])


def value_words(value: ValueView) -> str:
    """A value's number in words."""
    return number(value.figure, value.unit, value.noun)


def time_words(span: Span) -> str:
    """`2018`, `Quý 1/2019`, `6 tháng đầu năm 2017`, else days."""
    if span.first_on is None:
        return gettext("on %(day)s") % {"day": format_date(span.last_on)}
    text = write_span(span)
    year, _, rest = text.partition("-")
    if rest.startswith("Q") and len(rest) == 2:
        return gettext("quarter %(number)s/%(year)s") % {"number": rest[1], "year": year}
    if rest in {"H1", "H2"}:
        half = text_noop("first half of %(year)s") if rest == "H1" else text_noop("second half of %(year)s")
        return gettext(half) % {"year": year}
    if re.fullmatch(r"\d{4}-\d{2}", text):
        return gettext("month %(number)s/%(year)s") % {"number": int(rest), "year": year}
    return text if len(text) == 4 else f"{format_date(span.first_on)} – {format_date(span.last_on)}"


def axis_words(span: Span) -> str:
    """A time as short as the foot of a chart wants it."""
    return format_date(span.last_on) if span.first_on is None else time_words(span)


def subject_words(scope: ScopeView) -> str:
    """Whom a value is about, with the part."""
    return f"{scope.name}: {in_tongue(scope.part)}" if scope.part else scope.name


def formula_words(definition: Definition) -> str:
    """The formula with names in the place of codes."""
    sides = (definition.numerator, definition.denominator)
    whole = " ÷ ".join(f"({side})" if " " in side else side for side in sides if side) or definition.formula
    if definition.numerator and definition.unit is Unit.PERCENT:
        whole = f"100 × {whole}"
    return named(whole)


def named(formula: str) -> str:
    """Codes of measures and indicators replaced by their names in quotes."""
    found = set(_NAME.findall(formula))
    names = {code: in_tongue(name) for code, name in api.names_of(codes=found).items()}
    for code in found:
        measure = measures.find(code)
        if measure is not None:
            names[code] = gettext(measure.label)
    spoken = _NAME.sub(lambda one: f"“{names[one.group()]}”" if one.group() in names else one.group(), formula)
    return spoken.replace("*", "×").replace(" / ", " ÷ ")


def finding_words(finding: FindingView) -> str:
    """What does not agree, as a sentence."""
    words = gettext(finding.message)
    return words % finding.params if finding.params else words


def input_words(inputs: Mapping[str, Decimal]) -> list[tuple[str, str]]:
    """Each input of a computation by name."""
    return [(named(code).strip("“”"), format_number(value)) for code, value in inputs.items()]


TITLES = (
    text_noop("Period"),
    text_noop("About whom"),
    text_noop("Value"),
    text_noop("How it was said"),
    text_noop("Kind"),
    text_noop("Source"),
    text_noop("Place in the document"),
    text_noop("Quote"),
)
Row = list[str | float | int | None]


def rows_of(values: Sequence[ValueView], head: str) -> list[Row]:
    """Values as rows of a file."""
    return [[head], [gettext(title) for title in TITLES], *map(_row, values)]


def _row(one: ValueView) -> Row:
    document = one.ground.document
    return [
        time_words(one.span),
        subject_words(one.scope),
        None if one.figure is None else float(one.figure.value),
        value_words(one),
        gettext(NATURES[one.nature]),
        document.symbol or document.title if document else gettext(SOURCES[one.ground.kind]),
        one.ground.place,
        one.ground.quote,
    ]
