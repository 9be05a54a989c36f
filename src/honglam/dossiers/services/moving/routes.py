"""Which open dossiers belong to what ends, and who takes each of them over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from honglam.directory import api as directory
from honglam.directory.contracts import Asked, Belonging, Moves
from honglam.kernel.clock import local
from honglam.procedures import api as procedures

_READ = """
SELECT d.id, coalesce(d.code, d.registration_code), d.lead_agency_id, d.desk_id, d.unit_ids, d.unit_code,
    d.applicant_address, d.procedure_code, d.version_id, d.submitted_at,
    ARRAY(SELECT DISTINCT t.unit_id FROM dossiers_task t
          WHERE t.dossier_id = d.id AND t.state IN ('open', 'suspended'))
FROM dossiers_dossier d
WHERE d.closed_at IS NULL AND d.returned_at IS NULL
  AND (d.lead_agency_id = ANY(%(ended)s) OR d.desk_id = ANY(%(ended)s) OR d.unit_ids && %(ended)s::bigint[])
ORDER BY d.id
"""


class Found(NamedTuple):
    """One open dossier that has to do with what ends, as read."""

    id: UUID
    code: str
    lead_id: int
    desk_id: int
    unit_ids: list[int]
    unit_code: str
    address: str
    procedure: str
    version_id: int
    submitted_at: datetime
    working_ids: list[int]


@dataclass(frozen=True)
class Route:
    """What many dossiers have in common: who led them, and who takes over from whom."""

    lead_id: int
    ways: tuple[tuple[int, int], ...]

    @property
    def new_lead_id(self) -> int:
        """Who leads them from now on."""
        return dict(self.ways).get(self.lead_id, self.lead_id)

    @property
    def told(self) -> tuple[int, int]:
        """From whom to whom, as people are told: the lead agency's way, else the first there is."""
        return next(((old, new) for old, new in self.ways if old == self.lead_id), self.ways[0])


@dataclass(frozen=True, kw_only=True)
class Routing:
    """Every dossier with the number of its route, and the questions that stay open."""

    routes: list[Route]
    dossiers: list[tuple[UUID, int]]
    asked: list[Asked]


def find_routes(moves: Moves, *, lock: bool) -> Routing:
    """Decide about every open dossier of what ends; `lock`: nobody else may act on them meanwhile."""
    rows = _read(moves, lock=lock)
    wants_fields = any(part.fields for heirs in moves.heirs.values() for part in heirs.parts)
    found, questions = directory.find_heirs(
        moves=moves, belongings=[_belonging(row, moves, wants_fields) for row in rows]
    )
    asked_of = {(one.key, one.agency_id): one for one in questions}
    numbers: dict[Route, int] = {}
    dossiers: list[tuple[UUID, int]] = []
    asked: list[Asked] = []
    for row, heirs in zip(rows, found, strict=True):
        ways = _with_desk(row, heirs, moves)
        missing = [one for one in (row.lead_id, row.desk_id, *row.working_ids) if one in moves.ended_ids - ways.keys()]
        if missing:
            asked.append(asked_of[row.code, missing[0]])
        elif ways:
            route = Route(row.lead_id, tuple(sorted(ways.items())))
            dossiers.append((row.id, numbers.setdefault(route, len(numbers))))
    return Routing(routes=list(numbers), dossiers=dossiers, asked=asked)


def _read(moves: Moves, *, lock: bool) -> list[Found]:
    with connection.cursor() as cursor:
        cursor.execute(f"{_READ} FOR UPDATE" if lock else _READ, {"ended": list(moves.ended_ids)})
        return [Found(*row) for row in cursor.fetchall()]


def _belonging(row: Found, moves: Moves, wants_fields: bool) -> Belonging:
    concerned = moves.ended_ids & {row.lead_id, row.desk_id, *row.unit_ids, *row.working_ids}
    return Belonging(
        key=row.code,
        agency_ids=tuple(sorted(concerned)),
        unit_code=row.unit_code,
        address=row.address,
        procedure=row.procedure,
        field=procedures.get_version(version_id=row.version_id).field.code if wants_fields else "",
        since=local(row.submitted_at).date(),
    )


def _with_desk(row: Found, heirs: Mapping[int, int], moves: Moves) -> dict[int, int]:
    """A desk that nobody takes over is followed by the desk of whoever leads the dossier now."""
    ways = dict(heirs)
    if row.desk_id in moves.ended_ids and row.desk_id not in ways and row.lead_id in ways:
        desk = directory.one_stop_of(agency_id=ways[row.lead_id])
        if desk is not None:
            ways[row.desk_id] = desk.id
    return ways


def copy_rows(target: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Rows into a temporary table by COPY. Taken first: a row that asks the database meanwhile would wait for ever."""
    ready = list(rows)
    with connection.cursor() as cursor, cursor.copy(f"COPY {target} FROM STDIN") as copy:
        for row in ready:
            copy.write_row(row)
