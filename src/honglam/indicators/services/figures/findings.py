"""The checker's runs, and what people say to what it found."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from honglam.indicators import access
from honglam.indicators.contracts import (
    CheckSummary,
    Definition,
    ExplanationMissing,
    Fault,
    FindingNotFound,
    FindingSettled,
    FindingState,
    Severity,
)
from honglam.indicators.models import Finding, Indicator
from honglam.indicators.queries.figures import material, screening
from honglam.indicators.rules.checking import citations, growth, pairs, relations, sums
from honglam.indicators.rules.checking.said import bare
from honglam.indicators.rules.figures.formulas import names_of
from honglam.kernel import audit, jobs
from honglam.kernel.text import whole
from honglam.kernel.values import Actor

T = TypeVar("T")
_OF_VALUES = (
    pairs.two_values,
    pairs.lower_bounds,
    pairs.nested,
    pairs.mixed_times,
    pairs.enumerations,
    pairs.units,
)
RANKS = {Severity.ERROR: 1, Severity.WARNING: 2, Severity.NOTE: 3}
MOST_WORDS = 4000
TOGETHER, PLACES_TOGETHER, FEW = 20, 40, 8
"""Indicators and places whose values are read in one go: few enough for a small machine at sixty months each."""


def ask_for_a_check() -> None:
    """Have everything looked through soon: what was just stated must not pass for sound until the night."""
    jobs.defer("indicators.check_figures")


def check_figures(*, actor: Actor, at: datetime) -> CheckSummary:
    """Look at everything that stands. New disagreements open, those no longer found are corrected, explained ones stay.

    A disagreement whose sides or arithmetic changed is open again, whatever was said to the former ones; one that is
    only judged or worded otherwise says so from now on and keeps its explanation. The looking is done before the
    transaction that writes: it takes long, and the database ends transactions that are silent for a minute.
    """
    return _settle({fault.key[:600]: fault for fault in faults()}, actor, at)


@transaction.atomic
def _settle(faults: Mapping[str, Fault], actor: Actor, at: datetime) -> CheckSummary:
    known = {row.key: row for row in Finding.objects.select_for_update()}
    ids = dict(Indicator.objects.values_list("code", "id"))
    new = [key for key in faults if key not in known or known[key].state == FindingState.CORRECTED.value]
    for key, fault in faults.items():
        _keep(known.get(key), key, fault, ids.get(fault.indicator), at)
    gone = [row for key, row in known.items() if key not in faults and row.state != FindingState.CORRECTED.value]
    for row in gone:
        row.state, row.gone_at = FindingState.CORRECTED.value, at
        row.save(update_fields=["state", "gone_at"])
    summary = CheckSummary(found=len(faults), new=len(new), gone=len(gone))
    detail = {"found": summary.found, "new": summary.new, "gone": summary.gone}
    audit.record(
        actor=actor, action="indicators.checked", subject_kind="findings", subject_id="all", at=at, detail=detail
    )
    return summary


@transaction.atomic
def explain_finding(*, actor: Actor, finding_id: UUID, words: str, at: datetime) -> None:
    """Say why both sides can stand. Raises FindingNotFound (also for whoever does not answer for it) and others."""
    row = access.finding_for(actor=actor, finding_id=finding_id, lock=True)
    if not access.may_explain(actor, row):
        raise FindingNotFound
    if row.state == FindingState.CORRECTED.value:
        raise FindingSettled
    said = whole(words, MOST_WORDS, field="words")
    if not said:
        raise ExplanationMissing(field="words")
    row.state, row.explanation, row.explained_by, row.explained_at = FindingState.EXPLAINED.value, said, actor.name, at
    row.save(update_fields=["state", "explanation", "explained_by", "explained_at"])
    detail = {"key": row.key, "words": said}
    audit.record(
        actor=actor, action="indicators.explained", subject_kind="finding", subject_id=row.id, at=at, detail=detail
    )


def _keep(row: Finding | None, key: str, fault: Fault, indicator_id: int | None, at: datetime) -> None:
    sides: dict[str, Any] = {"values": [str(one) for one in fault.values], "citations": list(fault.citations)}
    if fault.claims:
        sides["claims"] = [str(one) for one in fault.claims]
    said: dict[str, Any] = {
        "kind": fault.kind.value,
        "severity": fault.severity.value,
        "rank": RANKS[fault.severity],
        "indicator_id": indicator_id,
        "message": fault.message,
        "params": fault.params,
        "arithmetic": fault.arithmetic,
        "sides": sides,
    }
    if row is None:
        Finding.objects.create(key=key, state=FindingState.OPEN.value, found_at=at, **said)
    elif row.state == FindingState.CORRECTED.value or not _is_the_same(row, sides, fault):
        Finding.objects.filter(pk=row.pk).update(state=FindingState.OPEN.value, found_at=at, gone_at=None, **said)
    elif any(getattr(row, name) != value for name, value in said.items()):
        Finding.objects.filter(pk=row.pk).update(**said)


def _is_the_same(row: Finding, sides: Mapping[str, Any], fault: Fault) -> bool:
    """Whether what was explained is what is found: the same sides and the same numbers, whatever they are called."""
    return row.sides == sides and bare(row.arithmetic) == bare(fault.arithmetic)


def faults() -> Iterator[Fault]:
    """Everything that the rules find, where the screen says that there may be something."""
    found = material.definitions()
    yield from faults_in(found, screening.suspects(found))
    claimed, scope_ids = material.claims()
    known = material.values_of(found, {one.indicator for one in claimed}, sorted(scope_ids))
    yield from growth.growth(found, claimed, known)
    yield from citations.citations(material.citations())


def faults_in(found: Mapping[str, Definition], where: screening.Suspects) -> Iterator[Fault]:
    """What the rules find in these places, some indicators and some places at a time."""
    scopes: dict[int, list[int]] = {}
    for scope_id, place in screening.places_of().items():
        scopes.setdefault(place, []).append(scope_id)
    for codes in _together(where):
        near = {name for code in codes for name in _near(found, code)}
        for places in _in_batches(sorted(set().union(*(where[code] for code in codes))), PLACES_TOGETHER):
            scope_ids = [scope_id for place in places for scope_id in scopes.get(place, ())]
            neighbours = relations.Neighbours(material.values_of(found, near, scope_ids))
            for code in codes:
                yield from _of_indicator(found[code], neighbours)


def _together(where: screening.Suspects) -> Iterator[Sequence[str]]:
    """Indicators with few places side by side; one with many alone, or all others would be read there as well."""
    few = [code for code in sorted(where) if len(where[code]) < FEW]
    yield from _in_batches(few, TOGETHER)
    yield from ([code] for code in sorted(where) if len(where[code]) >= FEW)


def _in_batches(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _near(found: Mapping[str, Definition], code: str) -> set[str]:
    """An indicator and what its rules compare it with."""
    definition = found[code]
    texts = [text for text in (*definition.expressions, definition.limit, definition.least) if text]
    return {code, *names_of(texts)} & found.keys()


def _of_indicator(definition: Definition, known: relations.Neighbours) -> Iterator[Fault]:
    mine = known.of(definition.code)
    for rule in _OF_VALUES:
        yield from rule(mine)
    yield from pairs.falls(definition, mine)
    yield from sums.sums(definition, mine)
    yield from relations.formulas(definition, known)
    yield from relations.limits(definition, known)
    yield from relations.implied(definition, known)
