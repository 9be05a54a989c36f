"""Every kind of start crossed with every unit and policy.

Each line of `due_table.txt` was printed from the walking oracle and then read by a person against the calendar on the
wall; the test holds the rules to the file, and the oracle to the rules. After a deliberate change of the law:
`python -m tests.worktime.test_table > tests/worktime/due_table.txt`, and read the difference line by line.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from honglam.worktime.contracts import CountFrom, Duration, Policy
from honglam.worktime.rules.deadlines import due_at
from tests.worktime import oracle
from tests.worktime.calendars import province

TABLE = Path(__file__).with_name("due_table.txt")
WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")

STARTS = {
    "in the morning session": "2026-11-16 09:00",
    "in the afternoon session": "2026-11-17 15:30",
    "at the opening minute": "2026-11-18 07:00",
    "before the opening": "2026-11-18 05:45",
    "during lunch": "2026-11-19 12:10",
    "at the last minute": "2026-11-20 16:59",
    "at the closing minute": "2026-11-20 17:00",
    "after hours": "2026-11-20 21:30",
    "on a Saturday": "2026-11-21 08:00",
    "on a Sunday": "2026-11-22 23:59",
    "on a holiday": "2026-11-24 10:00",
    "the afternoon before a holiday": "2026-11-23 15:01",
    "the last minute before Tết": "2026-02-13 16:59",
    "in the Tết week": "2026-02-18 09:00",
    "on a swapped day off": "2026-01-02 09:00",
    "on a swapped working Saturday": "2026-08-22 14:00",
    "on the day before a swapped Saturday": "2026-01-09 16:00",
    "at the end of a month": "2026-03-31 09:00",
    "at the end of the year": "2026-12-31 16:00",
}
DURATIONS = ("1wh", "4wh", "8wh", "36wh", "1wd", "2wd", "5wd", "1h", "24h", "72h", "1d", "2d", "7d", "1m", "3m", "sd")


def cases() -> Iterator[tuple[str, str, Duration, CountFrom]]:
    for label, start in STARTS.items():
        for text in DURATIONS:
            for count_from in CountFrom:
                if count_from is CountFrom.INSTANT or text.endswith("wd"):
                    yield label, start, Duration.parse(text), count_from


def line(label: str, start: str, duration: Duration, count_from: CountFrom, due: datetime) -> str:
    begun, ended = oracle.local(start), due.astimezone(oracle.VIETNAM)
    policy = " next day" if count_from is CountFrom.NEXT_DAY else ""
    return (
        f"{label:37}{WEEKDAYS[begun.weekday()]} {begun:%Y-%m-%d %H:%M}  {duration!s:>4}{policy:9}"
        f" -> {WEEKDAYS[ended.weekday()]} {ended:%Y-%m-%d %H:%M}"
    )


def walked(start: str, duration: Duration, count_from: CountFrom) -> datetime:
    return oracle.due(oracle.local(start), duration.amount, duration.unit.value, count_from.value)


def test_the_table_is_what_the_rules_say() -> None:
    calendar = province()
    computed = [
        line(*case, due_at(calendar, oracle.local(case[1]), case[2], Policy(count_from=case[3])).at) for case in cases()
    ]
    assert computed == TABLE.read_text().splitlines()


def test_the_table_is_what_walking_says() -> None:
    computed = [line(*case, walked(*case[1:])) for case in cases()]
    assert computed == TABLE.read_text().splitlines()


if __name__ == "__main__":
    for case in cases():
        print(line(*case, walked(*case[1:])))  # noqa: T201
