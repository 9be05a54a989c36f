"""The measures of dossiers, as `indicators` reads them through the kernel's registry."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from honglam.dossiers.queries.serving import behind, times
from honglam.dossiers.queries.serving.charged import charged_by_agency, totals_of
from honglam.dossiers.queries.serving.procedures import read_procedures
from honglam.dossiers.queries.serving.reading import read_agencies, read_officers, read_rows, summed
from honglam.dossiers.queries.serving.services import SERVICES, list_services
from honglam.dossiers.queries.serving.used import list_unused, numbers_of, used_by_agency
from honglam.kernel.measures import BehindRow, MeasureAsked, MeasureRow
from honglam.kernel.paging import Page
from honglam.kernel.values import Actor

KEY = "dossiers"


@dataclass(frozen=True)
class ServingMeasures:
    """How dossiers were received and settled, and how content people were."""

    dimensions: frozenset[str] = field(default=frozenset({"agency", "officer", "procedure", "unused", "time", "late"}))

    def read(self, *, asked: MeasureAsked) -> dict[str, float]:
        """A total from the roll-ups; for one officer or one dossier from the rows."""
        if asked.person_id is not None or asked.subject_id is not None:
            return _named(read_rows(asked))
        services = numbers_of(used_by_agency(asked)) | totals_of(charged_by_agency(asked).values())
        return _named(summed(read_agencies(asked).values()) | services)

    def read_by(self, *, asked: MeasureAsked, dimension: str) -> list[MeasureRow]:
        """By agency (from the roll-ups), by officer (from theirs), by procedure (from the daily counts).

        `unused`: procedures on offer without a dossier. `time`: how long procedures took; `time:CODE`: the steps of
        one. `late`: units that finished steps late.
        """
        kind, _, code = dimension.partition(":")
        if kind in {"time", "late"}:
            return [replace(row, values=_named(dict(row.values))) for row in _special(asked, kind, code)]
        if dimension == "officer":
            return [MeasureRow(key=key, label=label, values=_named(row)) for key, label, row in read_officers(asked)]
        if dimension == "unused":
            return [MeasureRow(key=code, label=name, values={}) for code, name in list_unused(asked)]
        if dimension == "procedure":
            return [MeasureRow(key=key, label=name, values=_named(row)) for key, name, row in read_procedures(asked)]
        numbers, used, charged = read_agencies(asked), used_by_agency(asked), charged_by_agency(asked)
        return [
            MeasureRow(
                key=one,
                values=_named(
                    numbers.get(one, {})
                    | numbers_of({one: used.get(one, {})})
                    | totals_of([charged[one]] if one in charged else [])
                ),
            )
            for one in sorted({*numbers, *used, *charged})
        ]

    def find_subject(self, *, actor: Actor, subject_id: UUID, at: datetime) -> BehindRow | None:
        """The dossier, if the actor may read it."""
        return behind.find_one(actor=actor, dossier_id=subject_id, at=at)

    def list_behind(
        self, *, actor: Actor, code: str, asked: MeasureAsked, after: str | None, limit: int
    ) -> Page[BehindRow]:
        """The dossiers that a number counts."""
        name = code.partition(".")[2]
        if name in SERVICES:
            return list_services(name=name, asked=asked, after=after, limit=limit)
        if not behind.opens(name):
            return Page(items=[])
        return behind.list_behind(actor=actor, name=name, asked=asked, after=after, limit=limit)


def _special(asked: MeasureAsked, kind: str, code: str) -> list[MeasureRow]:
    if kind == "late":
        return times.read_late_units(asked)
    return times.read_step_times(asked, code) if code else times.read_procedure_times(asked)


def _named(numbers: dict[str, float]) -> dict[str, float]:
    return {f"{KEY}.{name}": number for name, number in numbers.items()}
