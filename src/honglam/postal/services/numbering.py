"""Running numbers of notes and records by place and year: unique, in order, without gaps.

The row stays locked until commit, so that a number is taken last; a rollback gives it back.
"""

from datetime import datetime

from django.db import connection

from honglam.directory import api as directory
from honglam.kernel.clock import local
from honglam.postal.rules.numbers import note_number, record_number

_TAKE = """
INSERT INTO postal_postalseries AS s (place_id, kind, year, last) VALUES (%s, %s, %s, %s)
ON CONFLICT (place_id, kind, year) DO UPDATE SET last = s.last + excluded.last RETURNING last
"""


def take_note_numbers(*, office_id: int, count: int, at: datetime) -> list[str]:
    """The next numbers of a post office's consignment notes."""
    last, office, year = _take(office_id, "note", count, at)
    return [note_number(office=office, year=year, count=last - count + one + 1) for one in range(count)]


def take_record_number(*, place_id: int, at: datetime) -> str:
    """The next number of a place's hand-over records."""
    last, place, year = _take(place_id, "record", 1, at)
    return record_number(place=place, year=year, count=last)


def _take(place_id: int, kind: str, count: int, at: datetime) -> tuple[int, str, int]:
    year = local(at).year
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [place_id, kind, year, count])
        row = cursor.fetchone()
    assert row is not None  # noqa: S101 - an upsert with RETURNING always answers
    return int(row[0]), directory.get_agency(agency_id=place_id).code, year
