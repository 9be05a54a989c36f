"""How long things took, and where time was lost.

Hours run on the clock on the wall from the start of the legal clock to the result, nights and pauses included: it is
what the applicant waited. The 90th percentile is the smallest number of hours within which nine of ten were settled.
Hours are whole and repeat: they are counted first, and only what was counted is put in order.
"""

from typing import Any

from django.db import connection

from honglam.directory import api as directory
from honglam.dossiers.contracts import TaskKind
from honglam.dossiers.queries.serving import stepping
from honglam.dossiers.queries.serving.keeping import kept
from honglam.dossiers.queries.serving.reading import moments
from honglam.kernel.measures import MeasureAsked, MeasureRow
from honglam.procedures import api as procedures

_RANKED = """
, ranked AS (
    SELECT *, sum(many) OVER (PARTITION BY {key} ORDER BY whole_hours) AS so_far,
        sum(many) OVER (PARTITION BY {key}) AS every
    FROM took
)
SELECT {key}, {label}, max(every), round(sum(whole_hours * many) / max(every), 1),
    min(whole_hours) FILTER (WHERE so_far >= 0.9 * every)
FROM ranked GROUP BY {key} ORDER BY {key}
"""
_PROCEDURES = """
WITH took AS (
    SELECT procedure_code, ceil(date_part('epoch', resolved_at - clock_started_at) / 3600)::int AS whole_hours,
        count(*) AS many
    FROM dossiers_dossier
    WHERE resolved_at >= %(start)s AND resolved_at < %(end)s AND clock_started_at IS NOT NULL {where}
    GROUP BY procedure_code, whole_hours
)
"""
_STEPS = """
WITH took AS (
    SELECT step, max(name) AS name, whole_hours, sum(many) AS many FROM ({read}) read GROUP BY step, whole_hours
)
"""
_LATE = """
SELECT unit_id, {kinds}, sum(many) FROM ({read}) late GROUP BY unit_id ORDER BY sum(many) DESC, unit_id
"""
CAUSES: dict[str, tuple[TaskKind, ...]] = {
    "late_reception": (TaskKind.RECEPTION, TaskKind.TRANSFER),
    "late_processing": (TaskKind.ASSIGN, TaskKind.REVIEW, TaskKind.VERIFY, TaskKind.DRAFT),
    "late_consultation": (TaskKind.CONSULTATION, TaskKind.CONSULT),
    "late_approval": (TaskKind.APPROVE, TaskKind.SIGN),
    "late_hand_over": (TaskKind.CLERK, TaskKind.RETURN),
}
"""Where time is lost, by the kind of the step that was finished late."""


def read_procedure_times(asked: MeasureAsked) -> list[MeasureRow]:
    """Settled, mean and 90th percentile by procedure."""
    names = procedures.names_of_procedures(on=asked.last_on)
    return [
        MeasureRow(key=code, label=names.get(code, code), values=_times(numbers))
        for code, _, *numbers in _by_procedure(asked)
    ]


@kept
def _by_procedure(asked: MeasureAsked) -> list[tuple[Any, ...]]:
    """One query over an index alone."""
    statement = _PROCEDURES.format(where=_narrowed(asked, "lead_agency_id"))
    return _rows(statement + _RANKED.format(key="procedure_code", label="''"), asked)


def read_step_times(asked: MeasureAsked, procedure_code: str) -> list[MeasureRow]:
    """The steps of one procedure that were finished in the period, by the agencies asked for: opening to end."""
    found = _by_step(asked, procedure_code)
    return [MeasureRow(key=step, label=name, values=_times(numbers)) for step, name, *numbers in found]


@kept
def _by_step(asked: MeasureAsked, procedure_code: str) -> list[tuple[Any, ...]]:
    """Days that are over from their lines; today's, thousands by the evening of a busy day, from the rows."""
    read = stepping.read(narrowed=asked.agency_ids is not None)
    statement = _STEPS.format(read=read) + _RANKED.format(key="step", label="max(name)")
    return _rows(statement, asked, procedure=procedure_code)


def read_late_units(asked: MeasureAsked) -> list[MeasureRow]:
    """Steps finished late by unit and by what the step was, the most first. One query."""
    found = _late_by_unit(asked)
    known = directory.get_agencies(agency_ids=[row[0] for row in found])
    return [
        MeasureRow(
            key=unit_id,
            label=known[unit_id].name if unit_id in known else str(unit_id),
            values=dict(zip((*CAUSES, "late_steps"), map(float, numbers), strict=True)),
        )
        for unit_id, *numbers in found
    ]


@kept
def _late_by_unit(asked: MeasureAsked) -> list[tuple[Any, ...]]:
    kinds = ", ".join(
        f"coalesce(sum(many) FILTER (WHERE kind IN ({', '.join(repr(kind.value) for kind in members)})), 0)"
        for members in CAUSES.values()
    )
    read = stepping.read_late(narrowed=asked.agency_ids is not None)
    return _rows(_LATE.format(kinds=kinds, read=read), asked)


def _times(numbers: list[Any]) -> dict[str, float]:
    settled, mean, most = numbers
    return {"settled": float(settled), "hours_mean": float(mean or 0), "hours_p90": float(most or 0)}


def _narrowed(asked: MeasureAsked, column: str) -> str:
    return "" if asked.agency_ids is None else f" AND {column} = ANY(%(agencies)s)"


def _rows(statement: str, asked: MeasureAsked, **more: Any) -> list[tuple[Any, ...]]:
    start, end = moments(asked)
    with connection.cursor() as cursor:
        days: dict[str, Any] = {
            "first": asked.first_on,
            "last": asked.last_on,
            "agencies": list(asked.agency_ids or ()),
        }
        cursor.execute(statement, {"start": start, "end": end, **days, **more})
        return list(cursor.fetchall())
