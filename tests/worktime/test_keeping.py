"""The screens of whoever keeps the calendar, and how new hours fit between those that stand."""

from collections.abc import Callable
from datetime import date, time
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404

from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM, Actor, ActorKind, NotFound
from honglam.worktime import api, services
from honglam.worktime.contracts import CalendarChanged, CalendarEdit, Session, SessionPeriod
from honglam.worktime.rules.keeping import fit_period
from tests.worktime.calendars import USUAL, WINTER, definition

KEEPER = Actor(
    kind=ActorKind.PERSON, id=uuid4(), name="Kiểm soát", post_id=1, roles=frozenset({"procedure_controller"})
)
CLERK = Actor(kind=ActorKind.PERSON, id=uuid4(), name="Một cửa", post_id=2, roles=frozenset({"reception_officer"}))
DAY = {"on-day": "16", "on-month": "2", "on-year": "2026", "kind": "holiday", "name": "Tết", "document": "TB 1/TB-BNV"}


def period(first: date, last: date | None = None, sessions: tuple[Session, ...] = USUAL) -> SessionPeriod:
    return SessionPeriod(valid_from=first, valid_to=last, sessions=sessions)


@pytest.mark.parametrize(
    ("standing", "first", "result"),
    [
        ([(2025, None)], 2026, [(2025, 2026), (2026, None)]),
        ([(2025, 2026), (2026, None)], 2027, [(2025, 2026), (2026, 2027), (2027, None)]),
        ([(2025, 2027), (2027, None)], 2026, [(2025, 2026), (2026, 2027), (2027, None)]),
        ([(2025, None)], 2025, [(2025, None)]),
        ([(2025, 2026), (2026, None)], 2025, [(2025, 2026), (2026, None)]),
        ([(2026, None)], 2025, [(2025, 2026), (2026, None)]),
    ],
)
def test_new_hours_fit_between_those_that_stand(
    standing: list[tuple[int, int | None]], first: int, result: list[tuple[int, int | None]]
) -> None:
    def built(years: list[tuple[int, int | None]]) -> tuple[SessionPeriod, ...]:
        return tuple(period(date(a, 1, 1), date(b - 1, 12, 31) if b else None) for a, b in years)

    before = definition(periods=built(standing))
    edit = fit_period(before, period(date(first, 1, 1), sessions=WINTER))
    after = {one.valid_from: one for one in (*before.periods, *edit.periods)}
    assert [(one.valid_from, one.valid_to) for one in sorted(after.values(), key=lambda one: one.valid_from)] == [
        (one.valid_from, one.valid_to) for one in built(result)
    ]
    assert after[date(first, 1, 1)].sessions == WINTER


@pytest.fixture(autouse=True)
def province(db: None) -> None:
    usual = definition()
    edit = CalendarEdit(
        announced_through=usual.announced_through, periods=usual.periods, special_days=usual.special_days
    )
    api.change_calendar(actor=SYSTEM, code="province", edit=edit, at=now())


def days() -> dict[date, str]:
    return {day.on: day.name for day in api.get_calendar().special_days}


def test_a_day_is_added_changed_and_taken_out(visit: Callable[..., Any]) -> None:
    assert visit(KEEPER, "/lich-lam-viec/giu/ngay/", DAY).status_code == 302
    assert days()[date(2026, 2, 16)] == "Tết"
    changed = visit(KEEPER, "/lich-lam-viec/giu/ngay/?ngay=2026-02-16").content.decode()
    assert "TB 1/TB-BNV" in changed
    visit(KEEPER, "/lich-lam-viec/giu/ngay/?ngay=2026-02-16", DAY | {"name": "Tết Nguyên đán"})
    assert days()[date(2026, 2, 16)] == "Tết Nguyên đán"
    assert "Thứ Hai" in visit(KEEPER, "/lich-lam-viec/giu/ngay/2026-02-16/bo/").content.decode()
    visit(KEEPER, "/lich-lam-viec/giu/ngay/2026-02-16/bo/", {})
    assert date(2026, 2, 16) not in days()
    with pytest.raises(NotFound):
        visit(KEEPER, "/lich-lam-viec/giu/ngay/2026-02-16/bo/", {})


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"document": ""}, "Hãy nhập văn bản thông báo"),
        ({"name": ""}, "Hãy nhập tên dịp"),
        ({"on-month": "13"}, "Không có ngày này"),
        ({"on-year": ""}, "Không có ngày này"),
        ({"kind": "swap_work"}, "Không hoán đổi được ngày 16/02/2026"),
        ({"kind": "x" * 2000}, "hợp lệ"),
        ({"name": "\0"}, "ký tự lạ"),
        ({"name": "á" * 201}, "200"),
    ],
)
def test_a_wrong_day_is_refused_at_its_place_and_what_was_typed_stands(
    visit: Callable[..., Any], typed: dict[str, str], said: str
) -> None:
    before = days()
    answer = visit(KEEPER, "/lich-lam-viec/giu/ngay/", DAY | typed)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert said in text
    assert "govuk-error-summary" in text and 'href="#' in text
    assert days() == before


def test_hours_change_from_a_day_on_and_due_times_follow(visit: Callable[..., Any]) -> None:
    typed = {
        "valid_from-day": "1",
        "valid_from-month": "6",
        "valid_from-year": "2026",
        "sessions": "7:30-12:00, 13h30 – 17:00",
    }
    assert visit(KEEPER, "/lich-lam-viec/giu/gio/", typed).status_code == 302
    periods = api.get_calendar().periods
    assert [(one.valid_from, one.valid_to) for one in periods] == [
        (date(2025, 1, 1), date(2026, 5, 31)),
        (date(2026, 6, 1), None),
    ]
    assert periods[1].sessions[0] == Session(time(7, 30), time(12, 0))
    wrongs = {
        "7-8 sáng": "Không hiểu",
        "07:00Z-11:30, 13:30-17:00": "Không hiểu",
        "07:00-11:30": "480",
        "13:30-17:00, 07:00-11:30": "chồng",
    }
    for wrong, said in wrongs.items():
        answer = visit(KEEPER, "/lich-lam-viec/giu/gio/", typed | {"sessions": wrong})
        assert (answer.status_code, said in answer.content.decode()) == (422, True), wrong


def test_the_horizon_moves(visit: Callable[..., Any]) -> None:
    typed = {"announced_through-day": "31", "announced_through-month": "12", "announced_through-year": "2027"}
    assert visit(KEEPER, "/lich-lam-viec/giu/cong-bo/", typed).status_code == 302
    assert api.get_calendar().announced_through == date(2027, 12, 31)
    assert "31/12/2027" in visit(KEEPER, "/lich-lam-viec/giu/?nam=2027").content.decode()
    for odd in ("", "x", "9" * 400, "1900", "²", "٢٠٢٦"):
        assert visit(KEEPER, f"/lich-lam-viec/giu/?nam={odd}").status_code == 200


def test_nobody_else_keeps_it(visit: Callable[..., Any]) -> None:
    for path in ("", "ngay/", "ngay/2026-02-16/bo/", "gio/", "cong-bo/"):
        with pytest.raises(Http404):
            visit(CLERK, f"/lich-lam-viec/giu/{path}", {})
    with pytest.raises(NotFound):
        api.take_day_out(actor=CLERK, on=date(2026, 1, 1), at=now())
    for odd in ("2026-13-01", "hom-nay"):
        with pytest.raises(Http404):
            visit(KEEPER, f"/lich-lam-viec/giu/ngay/{odd}/bo/")


def test_a_day_that_is_moved_leaves_its_old_date(visit: Callable[..., Any]) -> None:
    visit(KEEPER, "/lich-lam-viec/giu/ngay/", DAY)
    visit(KEEPER, "/lich-lam-viec/giu/ngay/?ngay=2026-02-16", DAY | {"on-day": "17"})
    assert date(2026, 2, 16) not in days()
    assert days()[date(2026, 2, 17)] == "Tết"


def test_new_hours_are_news_from_their_first_day_only(
    visit: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[CalendarChanged] = []
    monkeypatch.setattr(services.events, "publish", lambda event, at: told.append(event))
    first = {"valid_from-day": "1", "valid_from-month": "1", "valid_from-year": "2027"}
    visit(KEEPER, "/lich-lam-viec/giu/gio/", first | {"sessions": "07:30-12:00, 13:30-17:00"})
    assert [one.first_day for one in told] == [date(2027, 1, 1)]
