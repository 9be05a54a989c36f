"""Codes and slip numbers: the books are read once, kept locked while a load writes, and written back at its end."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection

from honglam.dossiers.rules.numbers import format_code
from honglam.dossiers.services.loading.lives import Life
from honglam.dossiers.services.loading.moments import as_datetime
from honglam.kernel.clock import local
from honglam.procedures.contracts import Channel

_LOCK = "LOCK TABLE dossiers_codecounter, dossiers_slipbook IN SHARE ROW EXCLUSIVE MODE"
_WRITE_CODES = """
INSERT INTO dossiers_codecounter (agency_code, "on", last)
SELECT * FROM unnest(%s::text[], %s::date[], %s::int[])
ON CONFLICT (agency_code, "on") DO UPDATE SET last = excluded.last
"""
_WRITE_SLIPS = """
INSERT INTO dossiers_slipbook (agency_id, kind, year, last)
SELECT * FROM unnest(%s::bigint[], %s::text[], %s::int[], %s::int[])
ON CONFLICT (agency_id, kind, year) DO UPDATE SET last = excluded.last
"""
_MANY = 1 << 18


@dataclass
class Numbers:
    """The last number given of each book."""

    codes: Counter[tuple[str, date]] = field(default_factory=Counter)
    slips: Counter[tuple[int, str, int]] = field(default_factory=Counter)

    def code(self, agency_code: str, at: int) -> str:
        """The next lawful code of that day."""
        on = day_of(at)
        self.codes[agency_code, on] += 1
        return format_code(agency_code, on, self.codes[agency_code, on])

    def slip(self, book_id: int, kind: str, at: int) -> tuple[int, int]:
        """Year and the next number of the book."""
        year = day_of(at).year
        self.slips[book_id, kind, year] += 1
        return year, self.slips[book_id, kind, year]

    def follow(self, other: "Numbers") -> None:
        """Take over what another writer has given; no two writers ever write in one book."""
        self.codes |= other.codes
        self.slips |= other.slips


def open_books() -> Numbers:
    """Lock all books until the end of the transaction and read them: nobody else is given a number meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
        cursor.execute('SELECT agency_code, "on", last FROM dossiers_codecounter')
        codes = {(agency, on): last for agency, on, last in cursor.fetchall()}
        cursor.execute("SELECT agency_id, kind, year, last FROM dossiers_slipbook")
        slips = {(agency, kind, year): last for agency, kind, year, last in cursor.fetchall()}
    return Numbers(codes=Counter(codes), slips=Counter(slips))


def write_books(numbers: Numbers) -> None:
    """Put the last numbers into the books."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITE_CODES, _columns(numbers.codes, 2))
        cursor.execute(_WRITE_SLIPS, _columns(numbers.slips, 3))


def _columns(books: Mapping[Any, int], parts: int) -> list[list[object]]:
    return [*([key[part] for key in books] for part in range(parts)), list(books.values())]


@lru_cache(maxsize=_MANY)
def day_of(at: int) -> date:
    """The local day of a moment."""
    return local(as_datetime(at)).date()


def wants_receipt(life: Life) -> bool:
    """Whether form 01 is given: always but for what is settled on the spot at the counter."""
    track = life.track
    return track.online or not (track.version.immediate and track.channel is not Channel.POSTAL)
