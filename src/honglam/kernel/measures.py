"""Measures: numbers that a block counts about its own work, offered to whoever scores and reports.

A block registers its measures in `registry.measures` under `block.what`; storeys above read them without importing the
block. All measures of one source are read together, so that a page of forty numbers costs a handful of queries.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from honglam.kernel.paging import Page
from honglam.kernel.registry import measure_families, measures
from honglam.kernel.values import Actor

Key = int | str | UUID


@dataclass(frozen=True, kw_only=True)
class MeasureAsked:
    """Which part of the work: local dates, both included; `agency_ids` None means everybody's.

    `person_id`: only work in which this officer had a hand. `subject_id`: only this one row (a dossier).
    """

    first_on: date
    last_on: date
    at: datetime
    agency_ids: tuple[int, ...] | None = None
    person_id: UUID | None = None
    subject_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class MeasureRow:
    """The numbers of one agency, procedure, officer …; `label` where the key does not speak for itself."""

    key: Key
    values: Mapping[str, float]
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class BehindRow:
    """One thing that a number counts, as far as the reader may know it. `url` leads to it."""

    code: str
    title: str
    person: str
    agency: str
    url: str
    status: str = ""
    due_at: datetime | None = None
    at: datetime | None = None


class MeasureSource(Protocol):
    """What a block registers: how its measures are read, and what lies behind each."""

    @property
    def dimensions(self) -> frozenset[str]:
        """The groups in which `read_by` can tell its measures."""
        ...

    def read(self, *, asked: MeasureAsked) -> Mapping[str, float]:
        """Every measure of the source as one total. What cannot be told for the question is left out."""
        ...

    def read_by(self, *, asked: MeasureAsked, dimension: str) -> list[MeasureRow]:
        """Every measure in groups; `dimension` is one of `dimensions`."""
        ...

    def find_subject(self, *, actor: Actor, subject_id: UUID, at: datetime) -> BehindRow | None:
        """The one row of this id, if the source has it and the actor may see it."""
        ...

    def list_behind(
        self, *, actor: Actor, code: str, asked: MeasureAsked, after: str | None, limit: int
    ) -> Page[BehindRow]:
        """The rows that the measure `code` counts, as far as the actor may see them."""
        ...


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One number by name. `label`, `definition` and `unit` are English msgids; `opens`: rows behind can be listed.

    `listed_now`: the rows are those of this moment, though the number of a period that is over is as of its end.
    `share`: a part of something; of nothing there is none, so what its source leaves out is not known, and never 0.
    """

    code: str
    label: str
    definition: str
    unit: str
    source: MeasureSource
    opens: bool = True
    listed_now: bool = False
    share: bool = False


class MeasureFamily(Protocol):
    """Measures that a block counts, but that data defines: registered in `registry.measure_families` by their prefix.

    The same measure comes with the same source object each time, so that a source is read once.
    """

    def find(self, *, code: str) -> Measure | None:
        """The measure of that name (`prefix.what`)."""
        ...

    def list_measures(self) -> list[Measure]:
        """Every measure there is now."""
        ...

    def list_stated(self, *, pack: Any) -> list[Measure]:
        """Every measure that a pack on disk defines; no database is asked."""
        ...


def find(code: str) -> Measure | None:
    """The measure of that name, or None where no block counts it."""
    if code in measures:
        return measures.get(code)
    prefix = code.partition(".")[0]
    return measure_families.get(prefix).find(code=code) if prefix in measure_families else None


def known() -> dict[str, Measure]:
    """Every measure there is, those that data defines last."""
    found = dict(measures.items())
    for family in measure_families.values():
        found |= {one.code: one for one in family.list_measures()}
    return found


def known_with(pack: Any) -> dict[str, Measure]:
    """Every measure there would be with a pack on disk; no database is asked."""
    found = dict(measures.items())
    for family in measure_families.values():
        found |= {one.code: one for one in family.list_stated(pack=pack)}
    return found


def sources_of(codes: set[str]) -> list[MeasureSource]:
    """The distinct sources of these measures, in the order of registration; those that data defines last."""
    found: dict[int, MeasureSource] = {}
    for code, measure in measures.items():
        if code in codes:
            found.setdefault(id(measure.source), measure.source)
    for code in sorted(code for code in codes if code not in measures):
        one = find(code)
        if one is not None:
            found.setdefault(id(one.source), one.source)
    return list(found.values())


def openable() -> frozenset[str]:
    """The measures whose rows can be listed."""
    return frozenset(code for code, measure in known().items() if measure.opens)
