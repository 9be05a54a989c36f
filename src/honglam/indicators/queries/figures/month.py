"""Everything that is said of one stretch of time, read at once: for computing thousands of values again."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from honglam.directory import api as directory
from honglam.indicators.contracts import (
    Bound,
    Definition,
    Figure,
    Nature,
    NoVersionThen,
    ScopeRef,
    SourceKind,
    Span,
    Unit,
)
from honglam.indicators.models import Indicator, IndicatorValue, IndicatorVersion, Scope
from honglam.indicators.queries.figures.dictionary import definition_of, versions_on
from honglam.indicators.queries.figures.inputs import Standing, agreed, read_measures
from honglam.indicators.queries.figures.screening_sql import STANDS
from honglam.indicators.queries.figures.values import plain_number, taken_over
from honglam.indicators.rules.figures.formulas import is_measure, names_of
from honglam.kernel import measures
from honglam.kernel.measures import MeasureAsked

_VALUES = f"""
SELECT v.id, v.indicator_id, v.scope_id, v.value, v.upper, v.bound, v.unit, g.kind, g.public, c.inputs, c.confirmed
FROM indicators_indicatorvalue v JOIN indicators_ground g ON g.id = v.ground_id
LEFT JOIN indicators_computation c ON c.value_id = v.id
WHERE v.scope_id = ANY (%s) AND v.last_on = %s AND v.indicator_id = ANY (%s)
AND v.first_on IS NOT DISTINCT FROM %s AND v.nature = 'actual' AND {STANDS.format("v")} ORDER BY v.id
"""  # noqa: S608 - a constant of this block


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A value that the product computed itself and that stands. `public`: its ground is everybody's to read;
    `confirmed`: somebody stood by it."""

    id: UUID
    indicator: str
    scope_id: int
    scope: ScopeRef
    value: Decimal
    inputs: Mapping[str, str]
    public: bool
    confirmed: bool


@dataclass(kw_only=True)
class Month:
    """A reader that asks nobody twice. `kept`: what was computed before and may have to be computed again.

    `decided`: the indicators and subjects of which somebody corrected or withdrew what was computed: left alone.
    """

    span: Span
    at: datetime
    versions: dict[str, IndicatorVersion] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)
    decided: frozenset[tuple[int, int]] = frozenset()
    _definitions: dict[str, Definition] = field(default_factory=dict)
    _said: dict[tuple[str, ScopeRef], list[tuple[Figure, bool]]] = field(default_factory=lambda: defaultdict(list))
    _counted: dict[str, dict[int, Decimal]] = field(default_factory=lambda: defaultdict(dict))
    _asked: dict[tuple[str, ScopeRef], Decimal | None] = field(default_factory=dict)
    _shares: set[str] = field(default_factory=set)

    def definition(self, code: str, span: Span) -> Definition:  # noqa: ARG002 - of this month only
        """The version that holds on the last day. Raises NoVersionThen."""
        if code not in self._definitions:
            if code not in self.versions:
                raise NoVersionThen(field="indicator")
            self._definitions[code] = definition_of(code, self.versions[code])
        return self._definitions[code]

    def measures(self, names: set[str], scope: ScopeRef, span: Span, at: datetime) -> dict[str, Decimal]:
        """What blocks count: of agencies all at once, of anybody else one by one."""
        if not names:
            return {}
        whole = scope.agency_id is not None and not scope.part and not _is_inside(scope.agency_id)
        alone = {name for name in names if not whole or name not in self._counted}
        lacking = {name for name in alone if (name, scope) not in self._asked}
        if lacking:
            found = read_measures(lacking, scope, span, at)
            self._asked |= {(name, scope): found.get(name) for name in lacking}
        told = {name: self._asked[name, scope] for name in alone}
        known = {name: number for name, number in told.items() if number is not None}
        agency = scope.agency_id or 0
        counted = {name for name in names - alone if agency in self._counted[name] or name not in self._shares}
        return known | {name: self._counted[name].get(agency, Decimal(0)) for name in counted}

    def standing(self, definition: Definition, scope: ScopeRef, span: Span) -> Standing | None:  # noqa: ARG002
        """The number that stands of the subject, where all sayings agree."""
        return agreed(self._said.get((definition.code, scope), ()), definition)

    def take_measures(self, names: Iterable[str]) -> None:
        """The measures of all agencies, each source read once. What it does not tell by agency is asked singly."""
        wanted = set(names)
        asked = MeasureAsked(first_on=self.span.first_on or self.span.last_on, last_on=self.span.last_on, at=self.at)
        for source in measures.sources_of(wanted):
            found = [one for name in wanted if (one := measures.find(name)) is not None and one.source is source]
            mine, self._shares = {one.code for one in found}, self._shares | {one.code for one in found if one.share}
            if "agency" in source.dimensions:
                rows = source.read_by(asked=asked, dimension="agency")
                for row in rows:
                    for name in mine & row.values.keys():
                        self._counted[name][int(str(row.key))] = Decimal(str(row.values[name]))
                if not rows:  # nothing in the whole province is nothing of every agency; of anything else, ask each
                    total = source.read(asked=asked)
                    self._counted.update({name: {} for name in mine if not total.get(name)})

    def take_values(self, rows: Iterable[Any], codes: dict[int, tuple[str, bool]], scopes: dict[int, ScopeRef]) -> None:
        """Rows of the month, as what stands and as what was computed."""
        for key, indicator_id, scope_id, value, upper, bound, unit, kind, public, inputs, confirmed in rows:
            code, open_ = codes[indicator_id]
            scope, number = scopes[scope_id], plain_number(value)
            figure = Figure(
                value=number,
                upper=None if upper is None else plain_number(upper),
                bound=Bound(bound),
                unit=Unit(unit) if unit else None,
            )
            self._said[code, scope].append((figure, open_ and public))
            if kind == SourceKind.EVENTS.value and (indicator_id, scope_id) not in self.decided:
                kept = json.loads(inputs) if isinstance(inputs, str) else inputs or {}
                self.kept.append(
                    Kept(
                        id=key,
                        indicator=code,
                        scope_id=scope_id,
                        scope=scope,
                        value=value,
                        inputs=kept,
                        public=public,
                        confirmed=bool(confirmed),
                    )
                )


def read_month(span: Span, at: datetime) -> Month:
    """Everything said of these days. Six queries and one for each source of measures, however many values."""
    codes = {key: (code, public) for key, code, public in Indicator.objects.values_list("id", "code", "public")}
    versions = {codes[key][0]: row for key, row in versions_on(set(codes), span.last_on).items()}
    month = Month(span=span, at=at, versions=versions)
    scopes = {
        row.pk: ScopeRef(
            agency_id=row.agency_id, area=row.area.code if row.area else "", external=row.external, part=row.part
        )
        for row in Scope.objects.select_related("area")
    }
    formulas = {code: definition_of(code, row).expressions for code, row in versions.items()}
    names = names_of(one for each in formulas.values() for one in each)
    needed = [key for key, (code, _) in codes.items() if code in names or formulas.get(code)]
    month.decided = _decided(span, list(scopes), needed)
    with connection.cursor() as cursor:
        cursor.execute(_VALUES, [list(scopes), span.last_on, needed, span.first_on])
        month.take_values(cursor, codes, scopes)
    month.take_measures({name for name in names if is_measure(name)})
    return month


def _decided(span: Span, scopes: list[int], indicators: list[int]) -> frozenset[tuple[int, int]]:
    """Of which indicators and subjects somebody corrected or withdrew what was computed for these days."""
    rows = taken_over(IndicatorValue.objects.filter(scope_id__among=scopes, indicator_id__among=indicators))
    rows = rows.filter(first_on=span.first_on, last_on=span.last_on, nature=Nature.ACTUAL.value)
    return frozenset(rows.values_list("indicator_id", "scope_id"))


def _is_inside(agency_id: int) -> bool:
    """Whether an agency is a unit inside another."""
    return directory.get_agency(agency_id=agency_id).is_internal
