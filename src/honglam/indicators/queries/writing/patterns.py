"""Patterns of reports, read from their rows; who writes by which."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyView
from honglam.indicators import access
from honglam.indicators.contracts import Pattern, PatternLineView, PatternNotFound, Period
from honglam.indicators.models import WritingPattern
from honglam.indicators.queries.sets import cut_off_day
from honglam.indicators.rules.periods import period_before, period_of
from honglam.kernel.values import Actor


def pattern_of(content: dict[str, Any]) -> Pattern:
    """A pattern from the pack's own JSON."""
    return _parsed(msgspec.json.encode(content))


def list_patterns(*, actor: Actor, on: date) -> list[PatternLineView]:
    """The kinds of report that the actor's agency writes, each with the period that ended last. One query."""
    return [
        PatternLineView(
            code=one.code,
            name=one.name,
            frequency=one.frequency,
            period=last_period(one, on),
            provisional=one.provisional,
        )
        for _, one in _mine(actor)
    ]


def pattern_for(*, actor: Actor, code: str) -> tuple[WritingPattern, Pattern]:
    """A pattern that the actor's agency writes by. Raises PatternNotFound."""
    for row, pattern in _mine(actor):
        if row.code == code:
            return row, pattern
    raise PatternNotFound


def last_period(pattern: Pattern, on: date) -> Period:
    """The period that ended last before a day, by the cut-off where the pattern goes by that."""
    cut_off = cut_off_day(on=on) if pattern.administrative else 0
    return period_before(period_of(pattern.frequency, on, cut_off))


def _mine(actor: Actor) -> Iterator[tuple[WritingPattern, Pattern]]:
    agency_id = access.writing_agency(actor)
    if agency_id is None:
        return
    agency = directory.get_agency(agency_id=agency_id)
    for row in WritingPattern.objects.filter(retired_at=None).order_by("code"):
        pattern = pattern_of(row.content)
        if any(_writes(agency, one.agency, one.kind, one.level) for one in pattern.authors):
            yield row, pattern


def _writes(agency: AgencyView, code: str, kind: str, level: str) -> bool:
    if code:
        return agency.code == code
    return kind in ("", agency.kind.value) and level in ("", agency.level.value) and not agency.is_internal


@lru_cache(maxsize=64)
def _parsed(content: bytes) -> Pattern:
    return msgspec.convert(msgspec.json.decode(content), Pattern, strict=False)
