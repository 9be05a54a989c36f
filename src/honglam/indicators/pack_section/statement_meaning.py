"""What no shape can say of sentences and their numbers: documents, indicators, subjects and times that exist."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from honglam.indicators.contracts import Bound, Span
from honglam.indicators.pack_section.figure_shapes import (
    DocumentShape,
    FigureShape,
    GrowthShape,
    IndicatorShape,
    StatementShape,
)
from honglam.indicators.rules.figures.spans import NoSuchTime, read_span
from honglam.kernel.values import text_noop
from honglam.pack.api import Pack, PackError, Record

Said = FigureShape | GrowthShape


@dataclass(frozen=True, kw_only=True)
class Known:
    """What sentences may name."""

    documents: Mapping[str, Record[DocumentShape]]
    indicators: Mapping[str, list[IndicatorShape]]
    agencies: frozenset[str]
    areas: frozenset[str]


def check_statements(pack: Pack) -> Iterator[PackError]:
    """Every fault of every sentence."""
    by_code: dict[str, list[IndicatorShape]] = {}
    for entry in pack.records("indicator", IndicatorShape).values():
        by_code.setdefault(entry.value.code, []).append(entry.value)
    known = Known(
        documents=pack.records("cited_document", DocumentShape),
        indicators=by_code,
        agencies=pack.keys("agency"),
        areas=frozenset(key.partition("@")[0] for key in pack.keys("administrative_unit")),
    )
    for record in pack.records("statement", StatementShape).values():
        yield from _check_statement(record, known)


def _check_statement(record: Record[StatementShape], known: Known) -> Iterator[PackError]:
    value = record.value
    if value.document not in known.documents:
        yield _unknown_document(record, "document", value.document)
    if not (value.figures or value.growth or value.cites):
        message = text_noop("This sentence says nothing: no figure, no growth, no citation.")
        yield record.error("figures", "says_nothing", message)
    for at, figure in enumerate(value.figures):
        yield from _check_figure(record, f"figures[{at}]", figure, known)
    for at, claim in enumerate(value.growth):
        yield from _check_growth(record, f"growth[{at}]", claim, known)
    for at, cited in enumerate(value.cites):
        if cited.document not in known.documents:
            yield _unknown_document(record, f"cites[{at}].document", cited.document)


def _check_figure(record: Record[StatementShape], path: str, figure: FigureShape, known: Known) -> Iterator[PackError]:
    yield from _check_said(record, path, figure, known)
    ends = figure.upper is not None and figure.upper > figure.value
    if (figure.bound is Bound.RANGE) != ends or (figure.upper is not None and not ends):
        message = text_noop("A range has two ends, the upper one the greater; every other number has one.")
        yield record.error(f"{path}.upper", "range_ends", message)


def _check_growth(record: Record[StatementShape], path: str, claim: GrowthShape, known: Known) -> Iterator[PackError]:
    yield from _check_said(record, path, claim, known)
    if [claim.times, claim.plus, claim.percent].count(None) != 2:
        message = text_noop("Say in one way how much it grew: times, plus or percent.")
        yield record.error(path, "growth_ways", message)
    yield from _check_time(record, f"{path}.base", claim.base, claim.base_as_of is not None)


def _unknown_document(record: Record[StatementShape], path: str, code: str) -> PackError:
    message = text_noop("sources.yaml describes no document “%(code)s”.")
    return record.error(path, "unknown_document", message, code=code)


def _check_said(record: Record[StatementShape], path: str, said: Said, known: Known) -> Iterator[PackError]:
    versions = known.indicators.get(said.indicator)
    if versions is None:
        message = text_noop("The dictionary has no indicator “%(code)s”.")
        yield record.error(f"{path}.indicator", "unknown_indicator", message, code=said.indicator)
    faults = [*_check_time(record, f"{path}.period", said.period, said.as_of is not None)]
    yield from faults
    yield from _check_scope(record, path, said, known)
    if versions is None or faults:
        return
    last_on = span_of(said).last_on
    found = [one for one in versions if one.valid_from <= last_on and (one.valid_to is None or last_on <= one.valid_to)]
    if not found:
        message = text_noop("No version of %(code)s holds on %(day)s.")
        params = {"code": said.indicator, "day": last_on.isoformat()}
        yield record.error(f"{path}.indicator", "no_version", message, **params)
    elif said.part and said.part not in {part.code for part in found[0].parts}:
        message = text_noop("The dictionary does not divide %(code)s into “%(part)s”.")
        yield record.error(f"{path}.part", "unknown_part", message, code=said.indicator, part=said.part)


def _check_scope(record: Record[StatementShape], path: str, said: Said, known: Known) -> Iterator[PackError]:
    if sum(map(bool, (said.agency, said.area, said.external))) > 1:
        message = text_noop("A number is about one subject: an agency, an area or somebody else.")
        yield record.error(path, "many_subjects", message)
    if said.agency and said.agency not in known.agencies:
        message = text_noop("There is no agency “%(code)s”.")
        yield record.error(f"{path}.agency", "unknown_agency", message, code=said.agency)
    if said.area and said.area not in known.areas:
        message = text_noop("There is no administrative unit “%(code)s”.")
        yield record.error(f"{path}.area", "unknown_area", message, code=said.area)


def _check_time(record: Record[StatementShape], path: str, text: str | None, moment: bool) -> Iterator[PackError]:
    if (text is not None) == moment:
        yield record.error(path, "one_time", text_noop("Give a period or a day, one of the two."))
    elif text is not None:
        try:
            read_span(text)
        except NoSuchTime:
            yield record.error(path, "no_such_time", NoSuchTime.message, text=text)


def span_of(said: Said) -> Span:
    """The time of a number, once it has been checked."""
    return read_span(said.period) if said.period else Span(first_on=None, last_on=said.as_of)  # type: ignore[arg-type]


def base_of(said: GrowthShape) -> Span:
    """The time of a claim's base, once it has been checked."""
    return read_span(said.base) if said.base else Span(first_on=None, last_on=said.base_as_of)  # type: ignore[arg-type]
