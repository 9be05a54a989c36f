"""What no shape can say of a pattern of reports: places are bound, names exist, and no number stands in it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from honglam.directory.contracts import AgencyKind, Level
from honglam.indicators.contracts import Pattern, PeriodKind, Sentence
from honglam.indicators.pack_section.figure_shapes import DocumentShape, IndicatorShape
from honglam.indicators.pack_section.writing_shapes import BindingShape, BlockShape, PatternShape, PatternTableShape
from honglam.indicators.rules.writing.sentences import (
    FORMS,
    ITEM,
    KNOWN,
    names_in,
    sentences_of,
    texts_of,
    words_of,
)
from honglam.kernel.expressions import ExpressionError, parse
from honglam.kernel.tables import find_table
from honglam.kernel.values import text_noop
from honglam.pack.api import Pack, PackError, Record

One = Record[PatternShape]


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What the pack defines elsewhere: parts by indicator, agencies, areas, documents."""

    parts: dict[str, set[str]]
    agencies: frozenset[str]
    areas: frozenset[str]
    documents: frozenset[str]


def check_patterns(pack: Pack) -> Iterator[PackError]:
    """Every fault of the patterns."""
    parts: dict[str, set[str]] = {}
    for entry in pack.records("indicator", IndicatorShape).values():
        parts.setdefault(entry.value.code, set()).update(part.code for part in entry.value.parts)
    known = _Known(
        parts=parts,
        agencies=pack.keys("agency"),
        areas=frozenset(key.partition("@")[0] for key in pack.keys("administrative_unit")),
        documents=frozenset(one.value.code for one in pack.records("cited_document", DocumentShape).values()),
    )
    for record in pack.records("writing_pattern", PatternShape).values():
        yield from _check_head(record, known)
        yield from _check_texts(record)
        yield from _check_blocks(record, known)


def pattern_of_shape(shape: PatternShape) -> Pattern:
    """The pattern as the product will read it."""
    return msgspec.convert(msgspec.to_builtins(shape), Pattern, strict=False)


def _check_head(record: One, known: _Known) -> Iterator[PackError]:
    value = record.value
    for field, kind in (("frequency", value.frequency), *(("also", one) for one in value.also)):
        if kind is PeriodKind.RANGE:
            yield record.error(field, "pattern_frequency", text_noop("Say month, quarter, half or year."))
    for at, one in enumerate(value.authors):
        if one.agency and one.agency not in known.agencies:
            message = text_noop("There is no agency “%(code)s” to write the report.")
            yield record.error(f"authors[{at}].agency", "unknown_author", message, code=one.agency)
        if one.kind not in {"", *AgencyKind} or one.level not in {"", *Level}:
            message = text_noop("There is no such kind or level of agencies: %(kind)s %(level)s.")
            yield record.error(f"authors[{at}]", "unknown_author_kind", message, kind=one.kind, level=one.level)
    sections = [one.key for one in value.sections]
    blocks = [block.key for section in value.sections for block in section.blocks]
    for key, times in Counter([*sections, *blocks, "opening"]).items():
        if times > 1:
            message = text_noop("The key %(key)s is used twice: people's own words would not know where they belong.")
            yield record.error("sections", "pattern_key_twice", message, key=key)


def _check_texts(record: One) -> Iterator[PackError]:
    """A number in a sentence would be wrong in the next period."""
    for path, text in texts_of(pattern_of_shape(record.value)):
        if any(letter.isdigit() for letter in words_of(text)):
            message = text_noop("A number stands in the text: “%(text)s”. Bind it to an indicator or a document.")
            yield record.error(path, "number_in_text", message, text=text[:80])


def _check_blocks(record: One, known: _Known) -> Iterator[PackError]:
    for path, sentence in sentences_of(pattern_of_shape(record.value)):
        yield from _check_places(record, path, sentence)
        yield from _check_names(record, path, sentence, known)
    for at, section in enumerate(record.value.sections):
        for number, block in enumerate(section.blocks):
            yield from _check_block(record, f"sections[{at}].blocks[{number}]", block, known)


def _check_places(record: One, path: str, sentence: Sentence) -> Iterator[PackError]:
    bound = {*sentence.figures, *sentence.lists, *sentence.documents, *KNOWN}
    for name, form in names_in(sentence.say):
        if name not in bound or form not in FORMS:
            message = text_noop("The place {%(name)s} is bound to nothing.")
            yield record.error(f"{path}.say", "unbound_place", message, name=f"{name}.{form}" if form else name)
    for name, _ in names_in(sentence.otherwise):
        if name not in {*sentence.documents, *KNOWN}:
            message = text_noop("What is said without figures has no place for one: {%(name)s}.")
            yield record.error(f"{path}.otherwise", "figure_in_otherwise", message, name=name)
    for name, listing in sentence.lists.items():
        if not {one for one, _ in names_in(listing.item)} <= ITEM:
            message = text_noop("An item of a list has the places {part} and {value}.")
            yield record.error(f"{path}.lists.{name}.item", "unbound_item", message)


def _check_names(record: One, path: str, sentence: Sentence, known: _Known) -> Iterator[PackError]:
    for name, code in sentence.documents.items():
        if code not in known.documents:
            message = text_noop("sources.yaml describes no document “%(code)s”.")
            yield record.error(f"{path}.documents.{name}", "unbound_document", message, code=code)
    for name, bind in sentence.figures.items():
        yield from _check_bind(record, f"{path}.figures.{name}", bind.indicator, bind.part, known)
        yield from _check_whom(record, f"{path}.figures.{name}", bind, known)
    for name, listing in sentence.lists.items():
        yield from _check_bind(record, f"{path}.lists.{name}", listing.indicator, listing.below, known)
    if sentence.only:
        yield from _check_condition(record, f"{path}.only", sentence)


def _check_condition(record: One, path: str, sentence: Sentence) -> Iterator[PackError]:
    try:
        names = parse(sentence.only).names
    except ExpressionError as fault:
        message = text_noop("This condition cannot be read: %(fault)s")
        yield record.error(path, "pattern_condition", message, fault=str(fault))
        return
    for name in sorted(names - sentence.figures.keys()):
        message = text_noop("The condition names “%(name)s”, which is no figure of the sentence.")
        yield record.error(path, "condition_name", message, name=name)


def _check_bind(record: One, path: str, indicator: str, part: str, known: _Known) -> Iterator[PackError]:
    if indicator not in known.parts:
        message = text_noop("The dictionary has no indicator “%(code)s”.")
        yield record.error(path, "pattern_indicator", message, code=indicator)
    elif part and part not in known.parts[indicator]:
        message = text_noop("The dictionary does not divide %(code)s into “%(part)s”.")
        yield record.error(path, "pattern_part", message, code=indicator, part=part)


def _check_whom(record: One, path: str, bind: "BindingShape | object", known: _Known) -> Iterator[PackError]:
    agency, area = getattr(bind, "agency", ""), getattr(bind, "area", "")
    if (agency and agency not in known.agencies) or (area and area not in known.areas):
        message = text_noop("There is no agency or unit “%(code)s”.")
        yield record.error(path, "pattern_whom", message, code=agency or area)


def _check_block(record: One, path: str, block: BlockShape, known: _Known) -> Iterator[PackError]:
    ways = sum(map(bool, (block.words, block.each, block.table, block.chart, block.own)))
    if ways != 1:
        message = text_noop("A block is one thing: words, each, table, chart or own.")
        yield record.error(path, "block_ways", message)
    if block.each:
        yield from _check_source(record, f"{path}.each", block.each.source, [n for n, _ in names_in(block.each.say)])
    if block.table:
        yield from _check_table(record, f"{path}.table", block.table, known)
    if block.chart:
        if bool(block.chart.indicator) == bool(block.chart.lines):
            message = text_noop("A chart shows the parts of one indicator, or lines.")
            yield record.error(f"{path}.chart", "chart_ways", message)
        if block.chart.indicator:
            yield from _check_bind(record, f"{path}.chart", block.chart.indicator, block.chart.below, known)
        for at, line in enumerate(block.chart.lines):
            yield from _check_bind(record, f"{path}.chart.lines[{at}]", line.bind.indicator, line.bind.part, known)


def _check_table(record: One, path: str, table: PatternTableShape, known: _Known) -> Iterator[PackError]:
    if bool(table.source) == bool(table.lines):
        message = text_noop("A table shows the rows of a source, or lines of figures.")
        yield record.error(path, "table_ways", message)
    if table.source:
        yield from _check_source(record, path, table.source, [one.code for one in table.columns])
    for at, line in enumerate(table.lines):
        yield from _check_bind(record, f"{path}.lines[{at}]", line.bind.indicator, line.bind.part, known)
        yield from _check_whom(record, f"{path}.lines[{at}]", line.bind, known)


def _check_source(record: One, path: str, name: str, columns: list[str]) -> Iterator[PackError]:
    source = find_table(name)
    if source is None:
        message = text_noop("No block offers a table “%(name)s”.")
        yield record.error(path, "unknown_source", message, name=name)
        return
    for column in columns:
        if column not in source.columns:
            message = text_noop("The table %(name)s has no column “%(column)s”.")
            yield record.error(path, "unknown_column", message, name=name, column=column)
