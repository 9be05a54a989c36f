"""`honglam worktime due`: what it prints and how it refuses."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM
from honglam.worktime import api
from honglam.worktime.contracts import CalendarEdit
from tests.worktime.calendars import definition

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def province() -> None:
    usual = definition()
    edit = CalendarEdit(
        name=usual.name,
        announced_through=usual.announced_through,
        periods=usual.periods,
        special_days=usual.special_days,
    )
    api.change_calendar(actor=SYSTEM, code="province", edit=edit, at=now())


def run(*arguments: str) -> str:
    out = StringIO()
    with translation.override("vi"):
        call_command("worktime", "due", *arguments, stdout=out)
    return out.getvalue().strip()


def test_the_due_time_is_printed_for_programs_and_for_people() -> None:
    line = run("--at", "2026-11-20T16:30", "--duration", "2wd")
    assert line.startswith("2026-11-25T16:30+07:00  16:30 ")
    assert line.endswith(" 25/11/2026")


def test_a_zone_may_be_given() -> None:
    assert run("--at", "2026-11-20T09:30+00:00", "--duration", "2wd").startswith("2026-11-25T16:30+07:00 ")


def test_for_programs() -> None:
    answer = json.loads(run("--at", "2026-12-31T16:00", "--duration", "1wd", "--json"))
    assert answer == {"due": "2027-01-04T16:00+07:00", "provisional": True}


def test_policies() -> None:
    assert run("--at", "2026-11-20T16:30", "--duration", "2wd", "--count-from", "next_day").startswith(
        "2026-11-25T17:00"
    )
    assert run("--at", "2026-11-20T16:30", "--duration", "sd").startswith("2026-11-23T17:00")
    assert run("--at", "2026-11-20T16:30", "--duration", "sd", "--same-day-until", "16:45").startswith(
        "2026-11-20T17:00"
    )


def test_without_a_moment_it_is_counted_from_now() -> None:
    assert run("--duration", "4wh")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--at", "2026-11-20T16:30", "--duration", "2 ngày"], "2 ngày"),
        (["--at", "2026-11-20T16:30", "--duration", "2wd", "--calendar", "other"], "other"),
        (["--at", "1999-11-20T16:30", "--duration", "2wd"], "2025-01-01"),
        (["--at", "hôm nay", "--duration", "2wd"], "hôm nay"),
        (["--at", "2026-11-20T16:30"], "duration"),
    ],
)
def test_a_refusal_names_what_was_wrong(arguments: list[str], complaint: str) -> None:
    with pytest.raises(CommandError, match=complaint):
        run(*arguments)
