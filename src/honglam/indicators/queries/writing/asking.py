"""Which figures a pattern wants for an agency: its bindings with the subject put in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from honglam.directory import api as directory
from honglam.directory.contracts import Level
from honglam.indicators.contracts import Binding, Definition, Listing, Pattern, PatternChart, ScopeRef, When
from honglam.indicators.models import Indicator
from honglam.indicators.queries.figures.dictionary import definition_of, holding, versions_of
from honglam.indicators.queries.writing.reading import Asked
from honglam.indicators.rules.writing.sentences import sentences_of


@dataclass(frozen=True, kw_only=True)
class Whose:
    """Whom figures are about: the province, and the agency that writes (the province, if it stands above all)."""

    province: ScopeRef
    author: ScopeRef


def whose(agency_id: int, on: date) -> Whose:
    """The two subjects of an agency's report."""
    units = directory.list_units(on=on, level=Level.PROVINCE)
    province = ScopeRef(area=units[0].code if units else "")
    above = directory.get_agency(agency_id=agency_id).parent_id
    return Whose(province=province, author=province if above is None else ScopeRef(agency_id=agency_id))


def asked_for(bind: Binding, subjects: Whose, when: When | None = None) -> Asked:
    """A binding with its subject."""
    if bind.agency:
        found = directory.find_agency_by_code(code=bind.agency)
        scope = ScopeRef(agency_id=found.id if found else 0)
    elif bind.area or bind.external:
        scope = ScopeRef(area=bind.area, external=bind.external)
    else:
        scope = subjects.author if bind.author else subjects.province
    scope = replace(scope, part=bind.part)
    return Asked(indicator=bind.indicator, scope=scope, when=when or bind.when, nature=bind.nature)


def parts_below(definition: Definition, below: str) -> list[str]:
    """The parts directly below one, in the dictionary's order."""
    head = f"{below}." if below else ""
    return [part.code for part in definition.parts if part.code.startswith(head) and "." not in part.code[len(head) :]]


@dataclass(frozen=True, kw_only=True)
class Lists:
    """The dictionary's parts of what lists and charts go through, by indicator."""

    definitions: dict[str, Definition]

    def asked(self, one: Listing | PatternChart, subjects: Whose) -> list[Asked]:
        """A figure for each part."""
        definition = self.definitions.get(one.indicator)
        if definition is None:
            return []
        return [
            asked_for(
                Binding(indicator=one.indicator, part=part, author=one.author, agency=one.agency, when=one.when),
                subjects,
            )
            for part in parts_below(definition, one.below)
        ]


def lists_of(pattern: Pattern, on: date) -> Lists:
    """What the pattern's lists and charts go through. Two queries."""
    codes = {one.indicator for _, sentence in sentences_of(pattern) for one in sentence.lists.values()}
    codes |= {block.chart.indicator for section in pattern.sections for block in section.blocks if block.chart}
    ids = dict(Indicator.objects.filter(code__in=codes).values_list("id", "code"))
    versions = versions_of(set(ids))
    rows = {code: holding(versions.get(number, ()), on) for number, code in ids.items()}
    return Lists(definitions={code: definition_of(code, row) for code, row in rows.items() if row is not None})


def all_asked(pattern: Pattern, subjects: Whose, lists: Lists) -> Iterator[Asked]:
    """Every figure of the pattern."""
    for _, sentence in sentences_of(pattern):
        yield from (asked_for(one, subjects) for one in sentence.figures.values())
        for listing in sentence.lists.values():
            yield from lists.asked(listing, subjects)
    for block in (block for section in pattern.sections for block in section.blocks):
        if block.table:
            for line in block.table.lines:
                yield from (asked_for(line.bind, subjects, one.when) for one in block.table.columns)
        if block.chart:
            yield from lists.asked(block.chart, subjects)
            yield from (asked_for(line.bind, subjects) for line in block.chart.lines)
