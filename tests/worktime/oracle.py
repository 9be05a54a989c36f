"""A second opinion on working time, written from vietnam.md §1.7 alone and far too slow for the product.

It walks minute by minute over a list of dates off, shares no line with `honglam.worktime.rules`, and knows Vietnam's
clock through the zone database instead of arithmetic.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = (time(7, 0), time(11, 30))
AFTERNOON = (time(13, 30), time(17, 0))
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)

OFF = {
    date(2025, 1, 1), date(2025, 1, 27), date(2025, 1, 28), date(2025, 1, 29), date(2025, 1, 30), date(2025, 1, 31),
    date(2025, 4, 7), date(2025, 4, 30), date(2025, 5, 1), date(2025, 5, 2), date(2025, 9, 1), date(2025, 9, 2),
    date(2026, 1, 1), date(2026, 1, 2), date(2026, 2, 16), date(2026, 2, 17), date(2026, 2, 18), date(2026, 2, 19),
    date(2026, 2, 20), date(2026, 4, 27), date(2026, 4, 30), date(2026, 5, 1), date(2026, 8, 31), date(2026, 9, 1),
    date(2026, 9, 2), date(2026, 11, 24), date(2027, 1, 1),
}  # fmt: skip
ON = {date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)}


def local(text: str) -> datetime:
    """`2026-11-20 16:30` on Vietnam's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def works_on(day: date) -> bool:
    """Whether offices are open on the date."""
    return day in ON or (day.weekday() < 5 and day not in OFF)


def works_at(moment: datetime) -> bool:
    """Whether the minute that begins at `moment` is worked."""
    clock = moment.time()
    in_session = MORNING[0] <= clock < MORNING[1] or AFTERNOON[0] <= clock < AFTERNOON[1]
    return in_session and works_on(moment.date())


def received(start: datetime) -> datetime:
    """The moment that counts as receipt."""
    moment = start.astimezone(VIETNAM).replace(tzinfo=None, second=0, microsecond=0)
    while not works_at(moment):
        moment += MINUTE
    return moment


def close_of(day: date) -> datetime:
    """The end of the afternoon of the first working day on or after the date."""
    while not works_on(day):
        day += DAY
    return datetime.combine(day, AFTERNOON[1])


def count(start: datetime, minutes: int) -> datetime:
    """Walk until so many minutes have been worked; stop at the very end of the last one."""
    moment = start
    while minutes:
        minutes -= works_at(moment)
        moment += MINUTE
    return moment


def count_around(start: datetime, minutes: int, stopped: datetime, resumed: datetime) -> datetime:
    """The same with a stretch that does not count (UTC)."""
    moment, first, last = (at.astimezone(VIETNAM).replace(tzinfo=None) for at in (start, stopped, resumed))
    while minutes:
        minutes -= works_at(moment) and not first <= moment < last
        moment += MINUTE
    return moment.replace(tzinfo=VIETNAM).astimezone(UTC)


def months_later(day: date, months: int) -> date:
    """Same day number, or the last day there is."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def due(start: datetime, amount: int, unit: str, count_from: str = "instant") -> datetime:
    """The due time (UTC) by walking."""
    moment = received(start)
    if unit == "wh":
        result = count(moment, amount * 60)
    elif unit == "wd" and count_from == "instant":
        result = count(moment, amount * 8 * 60)
    elif unit == "wd":
        day = moment.date()
        for _ in range(amount):
            day = close_of(day + DAY).date()
        result = close_of(day)
    elif unit == "d":
        result = close_of(moment.date() + amount * DAY)
    elif unit == "m":
        result = close_of(months_later(moment.date(), amount))
    elif unit == "sd":
        today = moment.time() <= time(15, 0)
        result = close_of(moment.date() if today else moment.date() + DAY)
    else:
        result = moment + timedelta(hours=amount)
    return result.replace(tzinfo=VIETNAM).astimezone(UTC)


def worked(start: datetime, end: datetime) -> int:
    """Working minutes between two moments, counted one by one."""
    moment = start.astimezone(VIETNAM).replace(tzinfo=None, second=0, microsecond=0)
    stop = end.astimezone(VIETNAM).replace(tzinfo=None)
    minutes = 0
    while moment + MINUTE <= stop:
        minutes += works_at(moment)
        moment += MINUTE
    return minutes
