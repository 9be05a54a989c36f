"""Codes and slip numbers for a whole batch, reserved in the books at once; the books stay locked until the commit."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from honglam.dossiers.contracts import Outcome, SlipKind, Verb
from honglam.dossiers.rules.numbers import format_code
from honglam.dossiers.services.loading.lives import Life
from honglam.dossiers.services.loading.moments import as_datetime
from honglam.kernel.clock import local
from honglam.procedures.contracts import Channel

_CODES = """
INSERT INTO dossiers_codecounter AS c (agency_code, "on", last) VALUES (%s, %s, %s)
ON CONFLICT (agency_code, "on") DO UPDATE SET last = c.last + excluded.last RETURNING last
"""
_SLIPS = """
INSERT INTO dossiers_slipbook AS b (agency_id, kind, year, last) VALUES (%s, %s, %s, %s)
ON CONFLICT (agency_id, kind, year) DO UPDATE SET last = b.last + excluded.last RETURNING last
"""


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


def day_of(at: int) -> date:
    """The local day of a moment."""
    return local(as_datetime(at)).date()


def wants_receipt(life: Life) -> bool:
    """Whether form 01 is given: always but for what is settled on the spot at the counter."""
    track = life.track
    return track.online or not (track.version.immediate and track.channel is not Channel.POSTAL)


def reserve(lives: Iterable[Life]) -> Numbers:
    """Take as many numbers as the lives will need, books in one order so that two loaders never wait crosswise."""
    codes: Counter[tuple[str, date]] = Counter()
    slips: Counter[tuple[int, str, int]] = Counter()
    for life in lives:
        track = life.track
        for act in life.acts:
            if act.verb is Verb.ACCEPT:
                codes[track.identifier, day_of(act.at)] += 1
            kind = _slip_of(life, act.verb)
            if kind is not None:
                slips[track.desk_id, kind.value, day_of(act.at).year] += 1
    with connection.cursor() as cursor:
        return Numbers(
            codes=Counter({key: _last(cursor, _CODES, (*key, codes[key])) - codes[key] for key in sorted(codes)}),
            slips=Counter({key: _last(cursor, _SLIPS, (*key, slips[key])) - slips[key] for key in sorted(slips)}),
        )


def _slip_of(life: Life, verb: Verb) -> SlipKind | None:
    if verb is Verb.ACCEPT:
        return SlipKind.RECEIPT if wants_receipt(life) else None
    if verb is Verb.REQUEST_SUPPLEMENT:
        return SlipKind.SUPPLEMENT
    if verb is Verb.REFUSE or (verb is Verb.ISSUE_RESULT and life.outcome is Outcome.REJECTED):
        return SlipKind.REFUSAL
    return None


def _last(cursor: object, statement: str, values: tuple[object, ...]) -> int:
    cursor.execute(statement, values)  # type: ignore[attr-defined]
    return int(cursor.fetchone()[0])  # type: ignore[attr-defined]
