"""All the figures of a report at once: a fixed number of queries, however many figures it has."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q

from honglam.indicators import access
from honglam.indicators.contracts import Definition, Figure, Nature, Period, ScopeRef, SourceKind, Span, When
from honglam.indicators.models import IndicatorValue, Scope
from honglam.indicators.queries.figures.computed import Asking, Run, computed
from honglam.indicators.queries.figures.dictionary import definition_of, holding, versions_of
from honglam.indicators.queries.figures.month import Month, read_month
from honglam.indicators.queries.figures.values import figure_of, standing, taken_over
from honglam.indicators.rules.figures.formulas import is_measure, names_of, rounded
from honglam.indicators.rules.writing.choosing import Candidate, choose, doubted
from honglam.indicators.rules.writing.times import period_at, span_of
from honglam.kernel.values import Actor


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One figure that a report wants: of which indicator, about whom, of which time."""

    indicator: str
    scope: ScopeRef
    when: When = When.THIS
    nature: Nature = Nature.ACTUAL


@dataclass(frozen=True, kw_only=True)
class Found:
    """What is known. `value` is empty while a computed number is not kept; `figure` None: nothing is known."""

    definition: Definition
    figure: Figure | None = None
    value: str = ""
    doubted: bool = False


Key = tuple[str, str, str, str]
_COUNTED = frozenset({When.THIS, When.BEFORE, When.YEAR_AGO, When.YEAR})
"""Times that are the same days for everybody who counts."""
Readings = Mapping[Asked, Found]
_Scopes = dict[int, tuple[str, str]]
_FEW = 3
"""Subjects of one time that are asked about singly; a table of all communes would ask two hundred times as often."""


def read_figures(asked: Iterable[Asked], *, period: Period, actor: Actor, at: datetime) -> dict[Asked, Found]:
    """Each figure that the dictionary knows. Values that stand first, then what formulas give now."""
    wanted = set(asked)
    times = {when: period_at(period, when) for when in When}
    rows = access.readable_indicators(actor).filter(code__in={one.indicator for one in wanted})
    ids = dict(rows.values_list("code", "id"))
    versions = versions_of(set(ids.values()))
    definitions = {
        (code, when): definition_of(code, row)
        for code, number in ids.items()
        for when, time in times.items()
        if (row := holding(versions.get(number, ()), time.last_on)) is not None
    }
    scopes = _scopes(wanted)
    candidates = _candidates(wanted, ids, times, scopes, actor)
    found: dict[Asked, Found] = {}
    for one in wanted:
        definition = definitions.get((one.indicator, one.when))
        if definition is not None:
            found[one] = _stands(one, definition, candidates.get(_key(one), []), times[one.when])
    decided = _decided(ids, times, scopes)
    open_ = {one: each for one, each in found.items() if (_key(one), span_of(times[one.when])) not in decided}
    return found | _computed(open_, candidates, times, at)


def _stands(one: Asked, definition: Definition, among: list[Candidate], period: Period) -> Found:
    chosen = choose(among, period, one.when)
    if chosen is None:
        return Found(definition=definition)
    figure = replace(chosen.figure, value=rounded(chosen.figure.value, definition.places)) if chosen.counted else None
    return Found(
        definition=definition,
        figure=figure or chosen.figure,
        value=str(chosen.key),
        doubted=doubted(chosen, among, definition.unit),
    )


def _candidates(
    wanted: set[Asked], ids: Mapping[str, int], times: Mapping[When, Period], scopes: _Scopes, actor: Actor
) -> dict[Key, list[Candidate]]:
    """Standing values by indicator and subject. One query."""
    until = None if any(one.when is When.COVERING for one in wanted) else max(time.last_on for time in times.values())
    since = min(time.first_on for time in times.values())
    old = {ids[one.indicator] for one in wanted if one.when is When.LATEST and one.indicator in ids}
    rows = standing(access.readable_values(actor)).filter(
        Q(last_on__gte=since) | Q(indicator_id__in=old),
        indicator_id__in=set(ids.values()),
        scope_id__in=scopes.keys(),
    )
    rows = rows if until is None else rows.filter(last_on__lte=until)
    codes = {number: code for code, number in ids.items()}
    found: dict[Key, list[Candidate]] = defaultdict(list)
    for row in rows.select_related("ground").iterator(chunk_size=2000):
        figure = figure_of(row)
        if figure is None:
            continue
        candidate = Candidate(
            key=row.id,
            span=Span(first_on=row.first_on, last_on=row.last_on),
            figure=figure,
            counted=row.ground.kind == SourceKind.EVENTS.value,
            order=row.id,
        )
        whom, part = scopes[row.scope_id]
        found[(codes[row.indicator_id], whom, part, row.nature)].append(candidate)
    return found


def _decided(ids: Mapping[str, int], times: Mapping[When, Period], scopes: _Scopes) -> set[tuple[Key, Span]]:
    """Of what somebody corrected or withdrew that had been computed: no formula speaks for it any more. One query."""
    codes = {number: code for code, number in ids.items()}
    days = {time.last_on for time in times.values()}
    rows = IndicatorValue.objects.filter(indicator_id__in=codes, scope_id__in=scopes, last_on__in=days)
    return {
        (
            (codes[row.indicator_id], *scopes[row.scope_id], row.nature),
            Span(first_on=row.first_on, last_on=row.last_on),
        )
        for row in taken_over(rows)
    }


def _scopes(wanted: set[Asked]) -> _Scopes:
    """Whom and which part each subject is, by its key. One query."""
    agencies = {one.scope.agency_id for one in wanted if one.scope.agency_id is not None}
    areas = {one.scope.area for one in wanted if one.scope.area}
    others = {one.scope.external for one in wanted if one.scope.external}
    near = Q(agency_id__in=agencies) | Q(area__code__in=areas) | Q(external__in=others)
    parts = {one.scope.part for one in wanted}
    rows = Scope.objects.filter(near, part__in=parts)
    return {
        row.pk: (_whom(row.agency_id, row.area.code if row.area else "", row.external), row.part)
        for row in rows.select_related("area")
    }


def _computed(
    found: Mapping[Asked, Found], candidates: Mapping[Key, list[Candidate]], times: Mapping[When, Period], at: datetime
) -> dict[Asked, Found]:
    """What formulas give for exactly the days of the period, where no source has said it already."""
    wanted = [one for one, known in found.items() if _counts(one, known, candidates.get(_key(one), []), times)]
    together: dict[tuple[ScopeRef, When], list[Definition]] = defaultdict(list)
    for one, known in found.items():
        together[one.scope, one.when].append(known.definition)
    readers = _readers(wanted, found, times, at)
    runs: dict[tuple[ScopeRef, When], Run] = {}
    made: dict[Asked, Found] = {}
    for one in sorted(wanted, key=lambda each: each.indicator):
        run = runs.get((one.scope, one.when))
        if run is None:
            run = Run(scope=one.scope, span=span_of(times[one.when]), at=at, reader=readers.get(one.when) or Asking())
            run.known |= run.reader.measures(_measures(together[one.scope, one.when]), one.scope, run.span, at)
            runs[(one.scope, one.when)] = run
        made[one] = _counted(found[one], run, candidates.get(_key(one), []))
    return made


def _readers(
    wanted: Iterable[Asked], found: Mapping[Asked, Found], times: Mapping[When, Period], at: datetime
) -> dict[When, Month]:
    """For times of which many subjects are told, everything said and counted of them, read at once."""
    subjects: dict[When, set[ScopeRef]] = defaultdict(set)
    for one in wanted:
        subjects[one.when].add(one.scope)
    readers = {when: read_month(span_of(times[when]), at) for when, whom in subjects.items() if len(whom) > _FEW}
    for when, reader in readers.items():
        reader.take_measures(_measures(known.definition for one, known in found.items() if one.when is when))
    return readers


def _measures(definitions: Iterable[Definition]) -> set[str]:
    """All measures that these definitions name, to be counted together."""
    return {name for each in definitions for name in names_of(each.expressions) if is_measure(name)}


def _counts(one: Asked, known: Found, among: list[Candidate], times: Mapping[When, Period]) -> bool:
    """Measures are counted anew, unless a source has said a number for these very days."""
    definition = known.definition
    if not definition.expressions or one.scope.part or one.when not in _COUNTED or one.nature is not Nature.ACTUAL:
        return False
    exact = span_of(times[one.when])
    if any(each.span == exact and not each.counted for each in among):
        return False
    return known.figure is None or any(map(is_measure, names_of(definition.expressions)))


def _counted(known: Found, run: Run, among: list[Candidate]) -> Found:
    """A count of zero is said only if the block has recorded anything at all then: else nobody knows."""
    answer = computed(known.definition, run)
    if answer.value is None or not _recorded(known.definition, run):
        return known
    same = [each for each in among if each.counted and each.span == run.span and each.figure.value == answer.value]
    figure = Figure(value=rounded(answer.value, known.definition.places))
    return replace(known, figure=figure, value=str(same[0].key) if same else "", doubted=False)


def _recorded(definition: Definition, run: Run) -> bool:
    blocks = {name.partition(".")[0] for name in names_of(definition.expressions) if is_measure(name)}
    return not blocks or any(value for name, value in run.known.items() if name.partition(".")[0] in blocks)


def _key(one: Asked) -> Key:
    scope = one.scope
    return one.indicator, _whom(scope.agency_id, scope.area, scope.external), scope.part, one.nature.value


def _whom(agency_id: int | None, area: str, external: str) -> str:
    return f"agency {agency_id}" if agency_id is not None else f"area {area}" if area else f"external {external}"
