"""Made-up values of indicators for the parts that need many: a province's dictionary, filled in round by round.

Ten indicators of a family hang together as real ones do: a count and how many of it were in time (with a limit), the
share of both, what is left over (a formula), a stock that only grows, and five that stand alone. Of fifty families one
also says the parts of a whole. Most are yearly, some quarterly, few monthly; 400 agencies, five years. Lines are copied
in the order of time, as rounds bring them: what one indicator says lies scattered over the whole table. Some lines
contradict others, and whoever makes them knows how many do.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from bench.installation import Installation

AGENCIES, YEARS, FIRST_YEAR = 400, 5, 2021
LENGTHS = {"month": 1, "quarter": 3, "year": 12}
COMPUTED = frozenset({2, 3})
"""Places in a family of what the product computed itself: the share and what is left over."""
PLANTED = 40
"""Contradictions of each of four kinds among ten million values; fewer among fewer."""
_SCOPES = """
INSERT INTO indicators_scope (kind, external, part, agency_id)
SELECT 'agency', '', p.part, a.id FROM (SELECT id FROM directory_agency ORDER BY id LIMIT %(agencies)s) a
CROSS JOIN (VALUES (''), ('p1'), ('p2')) AS p (part)
WHERE NOT EXISTS (SELECT 1 FROM indicators_scope s WHERE s.agency_id = a.id AND s.part = p.part)
"""
_KNOWN = """
SELECT s.agency_id, s.part, s.id FROM indicators_scope s
WHERE s.agency_id IN (SELECT id FROM directory_agency ORDER BY id LIMIT %(agencies)s) AND s.part IN ('', 'p1', 'p2')
ORDER BY 1, 2
"""
_INDICATOR = """
INSERT INTO indicators_indicator (code, name, sort_key, search, topic, owner_id, public)
SELECT code, 'Chỉ tiêu thử ' || code, code, 'chi tieu thu ' || code, 'Thử', o.id, true
FROM unnest(%s::text[]) AS code, (SELECT min(id) AS id FROM directory_agency) o RETURNING code, id
"""
_VERSION = "INSERT INTO indicators_indicatorversion (indicator_id, number, valid_from, content) VALUES (%s, 1, %s, %s)"
_VERSIONS = "SELECT indicator_id, id FROM indicators_indicatorversion WHERE indicator_id = ANY (%s)"
_GROUND = """
COPY indicators_ground (id, kind, place, quote, note, reference, public, person, recorded_at) FROM STDIN
"""
_VALUE = """
COPY indicators_indicatorvalue
(id, indicator_id, version_id, scope_id, nature, first_on, last_on, value, bound, unit, ground_id) FROM STDIN
"""
_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = 'indicators_indicatorvalue'::regclass AND NOT indisunique
"""


@dataclass(frozen=True, kw_only=True)
class Made:
    """What was made: how many values, in how long, how many contradictions among them."""

    values: int
    copied: float
    seconds: float
    planted: int
    late: str
    """An indicator of which a quarter's numbers can come late: shares and what is left over rest on it."""


@dataclass(kw_only=True)
class _Family:
    """Ten indicators, by the place in the family; `parts`: the sixth also says its parts."""

    number: int
    frequency: str
    ids: list[tuple[int, int]] = field(default_factory=list)

    @property
    def parts(self) -> bool:
        return self.number % 50 == 7

    @property
    def each(self) -> int:
        """Values of one agency and time."""
        return 12 if self.parts else 10

    @property
    def codes(self) -> list[str]:
        return [f"bench_{self.number * 10 + place + 1}" for place in range(10)]

    def content(self, place: int, owner: str) -> dict[str, Any]:
        """The definition, as a pack states it."""
        first, second = self.codes[:2]
        said: dict[str, Any] = {
            "code": self.codes[place],
            "name": {"vi": f"Chỉ tiêu thử {self.codes[place]}"},
            "topic": "Thử",
            "definition": "Số liệu tự tạo để đo.",
            "unit": "percent" if place == 2 else "count",
            "frequency": self.frequency,
            "owner": owner,
        }
        own: dict[int, dict[str, Any]] = {
            1: {"limit": first},
            2: {"numerator": second, "denominator": first},
            3: {"formula": f"{first} - {second}"},
            4: {"accumulates": True},
            5: {"parts": [{"code": code, "name": code} for code in ("p1", "p2")]} if self.parts else {},
        }
        return said | own.get(place, {})


def make(tree: Installation, wanted: int, *, agencies: int = AGENCIES) -> Made:
    """Copy about `wanted` values in. The tables' keys and indexes stand aside while lines come in."""
    began = time.monotonic()
    with tree.database() as hand:
        hand.execute(b"SET session_replication_role = replica")
        hand.execute(_SCOPES.encode(), {"agencies": agencies})
        scopes: dict[int, dict[str, int]] = {}
        for agency, part, scope in hand.execute(_KNOWN.encode(), {"agencies": agencies}).fetchall():
            scopes.setdefault(int(str(agency)), {})[str(part)] = int(str(scope))
        families = _families(wanted, len(scopes))
        _define(hand, families)
        indexes = hand.execute(_INDEXES.encode()).fetchall()
        for name, _ in indexes:
            hand.execute(f"DROP INDEX {name}".encode())
        start = time.monotonic()
        lines = _Lines(families, scopes, PLANTED * wanted // 10_000_000 or 1)
        with hand.cursor() as cursor:
            with cursor.copy(_GROUND.encode()) as copy:
                for text in lines.grounds():
                    copy.write(text)
            with cursor.copy(_VALUE.encode()) as copy:
                for text in lines.values():
                    copy.write(text)
        copied = time.monotonic() - start
        for _, definition in indexes:
            hand.execute(str(definition).encode())
        hand.execute(b"VACUUM ANALYZE indicators_indicatorvalue, indicators_ground, indicators_scope")
        hand.execute(b"ANALYZE indicators_indicator, indicators_indicatorversion")
    late = next(one for one in reversed(families) if one.frequency == "quarter").codes[1]
    return Made(values=lines.made, copied=copied, seconds=time.monotonic() - began, planted=lines.planted, late=late)


def _families(wanted: int, agencies: int) -> list[_Family]:
    """A quarter of the values monthly, a third quarterly, the others yearly."""
    found: list[_Family] = []
    for frequency, share in (("month", 0.25), ("quarter", 0.33), ("year", 0.42)):
        times = YEARS * 12 // LENGTHS[frequency]
        many = max(1, round(wanted * share / (agencies * times * 10)))
        found += [_Family(number=len(found) + at, frequency=frequency) for at in range(many)]
    return found


def _define(hand: "psycopg.Connection[tuple[object, ...]]", families: list[_Family]) -> None:
    owner = hand.execute(b"SELECT code FROM directory_agency ORDER BY id LIMIT 1").fetchone()
    codes = [code for one in families for code in one.codes]
    ids = {str(code): int(str(key)) for code, key in hand.execute(_INDICATOR.encode(), [codes]).fetchall()}
    rows = [
        (ids[code], date(2000, 1, 1), Jsonb(one.content(place, str(owner[0] if owner else ""))))
        for one in families
        for place, code in enumerate(one.codes)
    ]
    with hand.cursor() as cursor:
        cursor.executemany(_VERSION, rows)
    found = hand.execute(_VERSIONS.encode(), [list(ids.values())]).fetchall()
    versions = {int(str(key)): int(str(version)) for key, version in found}
    for one in families:
        one.ids = [(ids[code], versions[ids[code]]) for code in one.codes]


class _Lines:
    """The lines to be copied, period by period, agency by agency."""

    def __init__(self, families: list[_Family], scopes: dict[int, dict[str, int]], plant: int) -> None:
        self.families, self.scopes, self.plant = families, scopes, plant
        self.made = self.planted = 0
        months = [(FIRST_YEAR + at // 12, at % 12 + 1) for at in range(YEARS * 12)]
        self.ends = [_month_end(year, month) for year, month in months]

    def grounds(self) -> Iterator[str]:
        """One round of each agency and month, what was computed from it, and a source that contradicts the others."""
        for at, end in enumerate(self.ends):
            for agency in self.scopes:
                for kind, key in (("reporting", _ground(at, agency)), ("events", _ground(at, agency, computed=True))):
                    yield f"{key}\t{kind}\t\t\t\tbench:{agency}:{end}\ttrue\t\t{end}T00:00:00Z\n"
        yield f"{_ground(9999, 0)}\treporting\t\t\t\tbench:other\ttrue\t\t2026-01-01T00:00:00Z\n"

    def values(self) -> Iterator[str]:
        """Chunks of lines: one for each agency and month."""
        for at, end in enumerate(self.ends):
            due = [one for one in self.families if (at + 1) % LENGTHS[one.frequency] == 0]
            spans = {one: _month_end(end.year, end.month - LENGTHS[one] + 1).replace(day=1) for one in LENGTHS if
                     (at + 1) % LENGTHS[one] == 0}  # fmt: skip
            for place, (agency, scopes) in enumerate(self.scopes.items()):
                grounds = _ground(at, agency), _ground(at, agency, computed=True)
                yield "".join(
                    line
                    for family in due
                    for line in self._family(family, at, place, scopes, f"{spans[family.frequency]}\t{end}", grounds)
                )

    def _family(
        self, family: _Family, at: int, place: int, scopes: dict[str, int], span: str, grounds: tuple[UUID, UUID]
    ) -> Iterator[str]:
        whole = 100 + (family.number * 7 + place * 13 + at * 5) % 900
        timely = whole - (family.number + place + at) % 50
        share = f"{100 * timely / whole:.2f}"
        numbers: list[object] = [whole, timely, share, whole - timely, 100 * at + place, *[whole + n for n in range(5)]]
        if at == len(self.ends) - 1 and place == 3 and family.number < self.plant:
            # The share that the formula does not give, the rest that does not remain, the stock that fell.
            numbers[2], numbers[3], numbers[4] = "12.34", whole + 7, 0
            self.planted += 4
            yield self._line(family.ids[0], scopes[""], span, whole + 1, _ground(9999, 0))
        for which, number in enumerate(numbers):
            days = "\\N\t" + span.split("\t")[1] if which == 4 else span
            yield self._line(family.ids[which], scopes[""], days, number, grounds[which in COMPUTED])
        if family.parts:
            half = whole // 2
            yield self._line(family.ids[5], scopes["p1"], span, half, grounds[0])
            yield self._line(family.ids[5], scopes["p2"], span, whole - half, grounds[0])

    def _line(self, ids: tuple[int, int], scope: int, span: str, number: object, ground: UUID) -> str:
        self.made += 1
        key = f"0190{self.made >> 16:04x}-{self.made & 0xFFFF:04x}-7000-8000-{self.made:012x}"
        return f"{key}\t{ids[0]}\t{ids[1]}\t{scope}\tactual\t{span}\t{number}\texact\t\t{ground}\n"


def _ground(at: int, agency: int, *, computed: bool = False) -> UUID:
    return UUID(int=((0x0192 if computed else 0x0191) << 112) | (0x7 << 76) | (0x8 << 60) | at << 32 | agency)


def _month_end(year: int, month: int) -> date:
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
