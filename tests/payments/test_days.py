"""Days that nobody closed, lists that end nowhere, and a closed day whose receipts somebody changed behind us."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from pypdf import PdfReader

from honglam.kernel import clock
from honglam.kernel.ids import uuid7
from honglam.kernel.paging import BadCursor, encode_cursor
from honglam.kernel.values import SYSTEM, Actor, NotFound
from honglam.payments import api
from honglam.payments.contracts import OrderView
from honglam.payments.queries import days as day_queries
from honglam.payments.queries import orders as order_queries
from honglam.payments.views import cashier, days, refunds
from tests.dossiers.scene import MORNING, Scene, vn
from tests.payments.conftest import Opens

TODAY = date(2026, 11, 16)
TOMORROW = vn("2026-11-17 08:00")


@pytest.fixture
def tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """The product's clock stands on Tuesday morning."""
    stopped = type("Stopped", (), {"now": staticmethod(TOMORROW.astimezone)})
    monkeypatch.setattr(clock, "datetime", stopped)


def cash(scene: Scene, opened: Opens, day: int = 0) -> None:
    api.take_cash(actor=scene.reception, order_id=opened().id, at=MORNING + timedelta(days=day))


def close(scene: Scene, day: int = 0) -> UUID:
    report = api.my_day(actor=scene.reception, on=TODAY + timedelta(days=day))
    return api.close_day(
        actor=scene.reception,
        desk_id=report.desk_id,
        on=report.on,
        counted=report.total,
        note="",
        at=MORNING + timedelta(days=day),
    )


def page(view: object, actor: Actor, *said: object, query: str = "") -> str:
    return view(looks(actor, query), *said).content.decode()  # type: ignore[operator, no-any-return]


def looks(actor: Actor, query: str = "") -> HttpRequest:
    """Somebody opens a page."""
    request = RequestFactory().get(f"/{query}")
    request.actor = actor  # type: ignore[attr-defined]
    return request


def csv_of(answer: HttpResponse) -> list[list[str]]:
    """The rows of a file that was taken away."""
    content = answer.getvalue().decode("utf-8-sig")
    return list(csv.reader(content.splitlines(), delimiter=";" if ";" in content.splitlines()[0] else ","))


def test_a_day_that_was_not_closed_is_found_by_its_cashier_and_by_whoever_keeps_the_book(
    scene: Scene, opened: Opens, tomorrow: None
) -> None:
    cash(scene, opened)
    cash(scene, opened)
    [left] = api.list_own_days_left(actor=scene.reception, before=TOMORROW.date())
    assert (left.on, left.issued, left.total) == (TODAY, 2, 16_000)
    assert "?ngay=2026-11-16" in page(days.mine, scene.reception)
    for reader in (scene.accountant, scene.auditor, scene.desk_head):
        assert api.list_days_left(actor=reader, before=TOMORROW.date()) == [left]
    assert "chưa khóa sổ" in page(days.closed, scene.accountant)
    for stranger in (scene.citizen, scene.other_reception):
        assert api.list_days_left(actor=stranger, before=TOMORROW.date()) == []
    assert api.list_own_days_left(actor=scene.reception, before=TODAY) == [], "today is not over"
    close(scene)
    assert api.list_own_days_left(actor=scene.reception, before=TOMORROW.date()) == []
    assert api.list_days_left(actor=scene.accountant, before=TOMORROW.date()) == []


def test_a_day_at_another_desk_of_ones_scope_is_found_and_closed(scene: Scene, opened: Opens, tomorrow: None) -> None:
    """Whoever moved to the province's desk, or stood in there for a day."""
    other = scene.unit("MC-MAU")
    there = replace(scene.reception, unit_id=other, scope_ids=(other,))
    api.take_cash(actor=there, order_id=opened(desk_id=other).id, at=MORNING)
    here = replace(scene.reception, scope_ids=(*scene.reception.scope_ids, other))
    [left] = api.list_own_days_left(actor=here, before=TOMORROW.date())
    assert left.desk_id == other
    query = f"?ngay=2026-11-16&quay={other}"
    seen = page(days.mine, here, query=query)
    assert seen.count(query.replace("&", "&amp;")) >= 2 and "8.000" in seen
    assert len(list(csv_of(days.export_mine(looks(here, f"{query}&dang=csv"))))) == 3
    with pytest.raises(NotFound):
        page(days.mine, scene.reception, query=query)
    form = RequestFactory().post(f"/{query}", {"counted": "8000"})
    form.actor = here  # type: ignore[attr-defined]
    assert days.mine(form).status_code == 302
    assert api.list_own_days_left(actor=here, before=TOMORROW.date()) == []


def test_days_long_past_are_no_more_looked_for(scene: Scene, opened: Opens) -> None:
    cash(scene, opened)
    for days_after, found in ((60, 1), (61, 0)):
        before = TODAY + timedelta(days=days_after)
        assert len(api.list_own_days_left(actor=scene.reception, before=before)) == found


def test_days_that_wait_for_confirmation_stand_first_and_none_is_left_out(scene: Scene, opened: Opens) -> None:
    made = []
    for day in range(4):
        cash(scene, opened, day)
        made.append(close(scene, day))
    for sure in (made[3], made[1]):
        api.confirm_day(actor=scene.accountant, closing_id=sure, at=MORNING)
    seen: list[UUID | None] = []
    after = None
    while True:
        found = day_queries.list_closings(actor=scene.accountant, after=after, limit=1)
        seen += [one.id for one in found.items]
        after = found.next_cursor
        if after is None:
            break
    assert seen == [made[2], made[0], made[3], made[1]]


@pytest.mark.parametrize("key", [("x", "2026-11-16", str(uuid7())), (0, "hôm qua", str(uuid7())), (1, "2026-11-16", 5)])
def test_a_cursor_that_is_none_is_refused(scene: Scene, key: tuple[object, ...]) -> None:
    with pytest.raises(BadCursor):
        api.list_closings(actor=scene.accountant, after=encode_cursor(*key))


def test_refunds_are_walked_to_the_last(scene: Scene, opened: Opens) -> None:
    orders = [opened() for _ in range(3)]
    for minute, order in enumerate(orders):
        api.take_cash(actor=scene.reception, order_id=order.id, at=MORNING)
        at = MORNING + timedelta(minutes=minute)
        api.end_subject(actor=SYSTEM, subject_kind="test", subject_id=order.subject_id, reason="Rút", at=at)
    for open_only, wanted in ((True, orders), (False, orders[::-1])):
        first = order_queries.list_refunds(actor=scene.accountant, open_only=open_only, limit=2)
        rest = order_queries.list_refunds(actor=scene.accountant, open_only=open_only, limit=2, after=first.next_cursor)
        assert [one.order.id for one in [*first.items, *rest.items]] == [order.id for order in wanted]
        assert rest.next_cursor is None
        assert wanted[0].subject_code in page(refunds.waiting, scene.accountant, query="" if open_only else "?tat-ca")


def test_a_receipt_changed_behind_us_shows_on_its_closed_day(scene: Scene, opened: Opens) -> None:
    cash(scene, opened)
    made = close(scene)
    signed = api.get_closing(actor=scene.auditor, closing_id=made)
    assert not signed.altered
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing is pending on the table any more
        cursor.execute("ALTER TABLE payments_receipt DISABLE TRIGGER USER")
        cursor.execute("UPDATE payments_receipt SET amount = 1000")
        cursor.execute("ALTER TABLE payments_receipt ENABLE TRIGGER USER")
    told = api.get_closing(actor=scene.auditor, closing_id=made)
    assert (told.altered, told.total, told.digest) == (True, 8000, signed.digest)
    assert "không còn" in page(days.closing, scene.auditor, made)
    rows = csv_of(days.export(looks(scene.auditor, "?dang=csv"), made))
    assert "không còn đúng" in rows[-1][0] and len({len(row) for row in rows}) == 1
    paper = PdfReader(BytesIO(api.print_day(report=told))).pages[0].extract_text()
    assert "không còn khớp" in " ".join(paper.split())


def test_a_cashier_is_told_that_the_money_is_on_its_way(
    scene: Scene, opened: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cashier, "now", lambda: MORNING)
    order: OrderView = opened()
    assert "đang chờ xác nhận" not in page(cashier.order, scene.reception, order.id)
    api.start_attempt(actor=scene.citizen, order_id=order.id, at=MORNING)
    seen = page(cashier.order, scene.reception, order.id)
    assert "đang chờ xác nhận" in seen and reverse("payments:take", args=[order.id]) in seen
