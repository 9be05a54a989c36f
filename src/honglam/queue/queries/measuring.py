"""How long people waited and were served, as measures for scores and reports; and the halls for the pack."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, F, Q, QuerySet

from honglam.directory import api as directory
from honglam.kernel.measures import BehindRow, MeasureAsked, MeasureRow
from honglam.kernel.paging import Page
from honglam.kernel.values import Actor, text_noop
from honglam.queue.contracts import TicketState
from honglam.queue.models import Hall, Ticket

KEY = "queue"
WORDS: dict[str, tuple[str, str, str]] = {
    "tickets": (
        text_noop("Numbers taken"),
        text_noop("Numbers taken at kiosks and by phone in the period."),
        text_noop("numbers"),
    ),
    "missed": (
        text_noop("Numbers that nobody answered"),
        text_noop("Numbers that were called and whose holder did not come."),
        text_noop("numbers"),
    ),
    "waiting_minutes": (
        text_noop("Average wait"),
        text_noop("From taking a number to its first call, over the numbers that were served."),
        text_noop("minutes"),
    ),
    "service_minutes": (
        text_noop("Average service time"),
        text_noop("From the last call of a number to its end, over the numbers that were served."),
        text_noop("minutes"),
    ),
}


@dataclass(frozen=True)
class QueueMeasures:
    """Counted from the tickets: they are few, and name nobody, so there is nothing behind a number to open."""

    dimensions: frozenset[str] = field(default=frozenset({"agency"}))

    def read(self, *, asked: MeasureAsked) -> Mapping[str, float]:
        """Totals; nothing for single officers or dossiers."""
        if asked.person_id is not None or asked.subject_id is not None:
            return {}
        return _named(_rows(asked).aggregate(**_FIGURES))

    def read_by(self, *, asked: MeasureAsked, dimension: str) -> list[MeasureRow]:
        """By the agency whose desk it is. Two queries."""
        del dimension
        rows: Any = _rows(asked).values("hall__desk_id").annotate(**_FIGURES).order_by("hall__desk_id")
        return [MeasureRow(key=_agency_of(row.pop("hall__desk_id")), values=_named(row)) for row in map(dict, rows)]

    def find_subject(self, *, actor: Actor, subject_id: UUID, at: datetime) -> BehindRow | None:
        """Numbers name nobody."""
        del actor, subject_id, at
        return None

    def list_behind(
        self, *, actor: Actor, code: str, asked: MeasureAsked, after: str | None, limit: int
    ) -> Page[BehindRow]:
        """Numbers name nobody."""
        del actor, code, asked, after, limit
        return Page(items=[])


def hall_rows() -> list[Hall]:
    """Every hall with its groups, retired ones included."""
    return list(Hall.objects.prefetch_related("groups").order_by("pk"))


_DONE = Q(state=TicketState.DONE.value)
_FIGURES: dict[str, Any] = {
    "n_tickets": Count("id"),
    "n_missed": Count("id", filter=Q(state=TicketState.NO_SHOW.value)),
    "n_waiting_minutes": Avg(F("first_called_at") - F("taken_at"), filter=_DONE),
    "n_service_minutes": Avg(F("finished_at") - F("called_at"), filter=_DONE),
}


def _rows(asked: MeasureAsked) -> QuerySet[Ticket]:
    rows = Ticket.objects.filter(day__gte=asked.first_on, day__lte=asked.last_on)
    if asked.agency_ids is None:
        return rows
    desks = Hall.objects.values_list("desk_id", flat=True)
    wanted = set(asked.agency_ids)
    return rows.filter(hall__desk_id__in=[desk for desk in desks if {desk, _agency_of(desk)} & wanted])


def _agency_of(desk_id: int) -> int:
    return directory.get_agency(agency_id=desk_id).agency_id


def _named(row: dict[str, Any]) -> dict[str, float]:
    """Averages that nothing stands behind are left out: no wait is not a wait of zero minutes."""
    found = {}
    for name, value in row.items():
        if value is not None:
            number = value if isinstance(value, int) else value.total_seconds() / 60
            found[f"{KEY}.{name.removeprefix('n_')}"] = round(float(number), 1)
    return found
