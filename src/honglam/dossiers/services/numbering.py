"""Dossier codes and slip numbers: unique, in order, without gaps.

The counter's row is locked until commit, so every caller takes its number last, when all that is slow is done. A
rollback gives the number back. The first upsert of a day and a second one at the same moment meet on the primary key.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from honglam.dossiers.contracts import SlipKind
from honglam.dossiers.models import ResultSeries
from honglam.dossiers.rules.numbers import format_code

_CODE = """
INSERT INTO dossiers_codecounter AS c (agency_code, "on", last) VALUES (%s, %s, 1)
ON CONFLICT (agency_code, "on") DO UPDATE SET last = c.last + 1 RETURNING last
"""
_SLIP = """
INSERT INTO dossiers_slipbook AS b (agency_id, kind, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (agency_id, kind, year) DO UPDATE SET last = b.last + 1 RETURNING last
"""
_CLAIM = """
INSERT INTO dossiers_resultseries AS s (agency_id, series, year, last) VALUES (%s, %s, %s, %s)
ON CONFLICT (agency_id, series, year) DO UPDATE SET last = excluded.last WHERE s.last = excluded.last - 1
RETURNING last
"""


@dataclass(frozen=True, kw_only=True)
class Series:
    """A series of result documents of an agency in a year; each begins with 1."""

    agency_id: int
    name: str
    year: int


def take_code(*, agency_code: str, on: date) -> str:
    """The next lawful code of the agency identifier on that date."""
    return format_code(agency_code, on, _take(_CODE, [agency_code, on]))


def take_slip_number(*, book_id: int, kind: SlipKind, year: int) -> int:
    """The next number in the desk's book of that form and year."""
    return _take(_SLIP, [book_id, kind.value, year])


def next_result_number(series: Series, *, wait: bool = False) -> int:
    """The number that a result would get now. Without `wait` nothing is locked, so somebody may be quicker."""
    rows = ResultSeries.objects.select_for_update() if wait else ResultSeries.objects.all()
    row = rows.filter(agency_id=series.agency_id, series=series.name, year=series.year).first()
    return row.last + 1 if row else 1


def claim_result_number(series: Series, number: int) -> bool:
    """Take exactly this number if it is still the next one; waits for whoever is taking it at this moment."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [series.agency_id, series.name, series.year, number])
        return cursor.fetchone() is not None


def _take(statement: str, key: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, key)
        row = cursor.fetchone()
    assert row is not None  # noqa: S101 - an upsert with RETURNING always answers
    return int(row[0])
