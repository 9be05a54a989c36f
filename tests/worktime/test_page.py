"""The public page of the calendar."""

from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM
from honglam.pack.contracts import Source
from honglam.worktime import api
from honglam.worktime.contracts import CalendarEdit, DayKind, SpecialDay
from tests.worktime.calendars import definition

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def province() -> None:
    usual = definition()
    cited = SpecialDay(
        on=date(2026, 11, 24),
        kind=DayKind.HOLIDAY,
        name="Ngày Văn hóa Việt Nam",
        source=Source(document="Nghị quyết số 28/2026/QH16", date=date(2026, 1, 7)),
    )
    edit = CalendarEdit(
        announced_through=usual.announced_through,
        periods=usual.periods,
        special_days=(*(day for day in usual.special_days if day.on != cited.on), cited),
    )
    api.change_calendar(actor=SYSTEM, code="province", edit=edit, at=now())


def page(client: Client, path: str) -> str:
    with translation.override("en"):
        return client.get(path).content.decode()


def test_each_day_stands_with_its_occasion_and_source(client: Client) -> None:
    text = page(client, "/lich-lam-viec/2026/")
    assert "24/11/2026" in text
    assert "Ngày Văn hóa Việt Nam" in text
    assert "Nghị quyết số 28/2026/QH16 (07/01/2026)" in text
    assert "07:00–11:30, 13:30–17:00" in text
    assert "01/01/2027" not in text


def test_what_nobody_announced_is_marked(client: Client) -> None:
    marked, settled = page(client, "/lich-lam-viec/2027/"), page(client, "/lich-lam-viec/2026/")
    assert "hl-tag--warn" in marked
    assert "hl-warning" in marked
    assert "hl-tag--warn" not in settled
    assert "hl-warning" not in settled


def test_the_present_year_is_shown_first(client: Client) -> None:
    assert client.get("/lich-lam-viec/").status_code == 200


@pytest.mark.parametrize("year", [1999, 2100])
def test_years_that_nobody_knows_are_not_there(client: Client, year: int) -> None:
    assert client.get(f"/lich-lam-viec/{year}/").status_code == 404
