"""Working moments to let things happen at, and due times remembered: minutes repeat, a million dossiers share them.

Moments are whole minutes as seconds since 1970, which rows are made from without a datetime in between.
"""

import random
from bisect import bisect_right
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from honglam.dossiers.rules.clock import PauseFacts, Terms, compose, step_request, with_start
from honglam.kernel.clock import VIETNAM
from honglam.worktime import api as worktime
from honglam.worktime.contracts import Due, DueRequest, Duration
from honglam.worktime.contracts import Pause as Stop

_MINUTE = 60
_PIECE = 30  # minutes; sessions begin and end at half hours
_PIECES = 24 * 60 // _PIECE


def moment(at: datetime) -> int:
    """Seconds since 1970."""
    return int(at.timestamp())


def as_datetime(ts: int) -> datetime:
    """The same as a datetime in UTC."""
    return datetime.fromtimestamp(ts, UTC)


class Diary:
    """Every working minute of a stretch of days, numbered: "two working hours later" is an addition."""

    def __init__(self, *, first: date, last: date) -> None:
        """Days off are those of the calendar in force."""
        self.pieces: list[int] = []
        self.starts: list[int] = []
        self.of_day: dict[date, tuple[int, int]] = {}
        total = 0
        day = first
        while day <= last:
            began = total
            for at in _working(day):
                self.pieces.append(moment(at))
                self.starts.append(total)
                total += _PIECE
            if total > began:
                self.of_day[day] = (began, total)
            day += timedelta(days=1)
        self.total = total

    def at(self, index: int) -> int:
        """The moment of a working minute."""
        place = bisect_right(self.starts, index) - 1
        return self.pieces[place] + (index - self.starts[place]) * _MINUTE

    def some(self, dice: random.Random, day: date) -> int:
        """A working minute of that day."""
        began, ended = self.of_day[day]
        return dice.randrange(began, ended)


def _working(day: date) -> list[datetime]:
    """When the pieces of that day begin in which somebody is at work."""
    midnight = datetime.combine(day, time.min, VIETNAM)
    pieces = [midnight + timedelta(minutes=piece * _PIECE) for piece in range(_PIECES)]
    asked = worktime.are_working(moments=[at + timedelta(minutes=1) for at in pieces])
    return [at for at, working in zip(pieces, asked, strict=True) if working]


class DueTimes:
    """Due times asked for before. Start and due as moments."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.known: dict[tuple[int, object], tuple[int, bool]] = {}

    def of_step(self, opened: int, hours: float, stops: tuple[Stop, ...] = ()) -> int | None:
        """When a step of so many working hours is due by itself; None if it has no hours of its own."""
        if hours <= 0:
            return None
        if not stops and (found := self.known.get((opened, hours))):
            return found[0]
        request = step_request(as_datetime(opened), hours, stops)
        assert request is not None  # noqa: S101 - hours are positive
        return self._keep((opened, hours), request, remember=not stops)[0]

    def of_limit(self, start: int, limit: Duration) -> int:
        """When one of the house's own limits ends."""
        found = self.known.get((start, limit))
        return (found or self._keep((start, limit), DueRequest(as_datetime(start), limit, None, ())))[0]

    def of_dossier(self, start: int, terms: Terms, pauses: Iterable[PauseFacts] = ()) -> tuple[int, bool]:
        """The appointment of a dossier whose clock started then; whether it is provisional."""
        stood, key = tuple(pauses), (start, (terms.duration, terms.count_from))
        if not stood and (found := self.known.get(key)):
            return found
        return self._keep(key, compose(with_start(terms, as_datetime(start)), stood), remember=not stood)

    def _keep(self, key: tuple[int, object], request: DueRequest, *, remember: bool = True) -> tuple[int, bool]:
        due: Due = worktime.due_many(requests=[request])[0]
        answer = (moment(due.at), due.provisional)
        if remember:
            self.known[key] = answer
        return answer
