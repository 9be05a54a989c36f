"""What the lists of the post must not leave out: every record, results of which nothing is heard, fees it took."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from honglam.kernel.models import AuditEntry
from honglam.kernel.relay import drain
from honglam.kernel.values import Actor
from honglam.payments import api as payments
from honglam.payments.contracts import LineInput, Method, Occasion, OrderInput, OrderState, OrderView, Payer, Subject
from honglam.payments.gateways import typesetting
from honglam.payments.models import Payment
from honglam.payments.views import cashier, paying
from honglam.postal import api
from honglam.postal.contracts import ReportKind, ReportOutcome
from honglam.postal.models import Parcel
from honglam.postal.queries import records as record_queries
from honglam.postal.queries import worklist
from honglam.postal.queries.worklist import ParcelWorklist
from honglam.postal.services.fees import count_fees
from honglam.postal.views import parcels as parcel_views
from honglam.postal.views import records as record_views
from tests.dossiers.scene import MORNING, later
from tests.postal.conftest import Post


def page(view: Callable[..., HttpResponse], actor: Actor, *said: object) -> str:
    looks: HttpRequest = RequestFactory().get("/")
    looks.actor = actor  # type: ignore[attr-defined]
    return view(looks, *said).content.decode()


def test_records_are_walked_to_the_first_and_a_parcel_leads_to_its_own(post: Post) -> None:
    parcel = post.collected()
    made = [post.given(parcel), post.given(post.collected()), post.given(post.collected())]
    found, after = [], None
    for _ in made:
        part = record_queries.list_records(actor=post.reception, after=after, limit=1)
        found, after = found + [one.id for one in part.items], part.next_cursor
    assert (found, after) == (made[::-1], None)
    assert reverse("postal:record", args=[made[0]]) in page(record_views.index, post.clerk_bc1)
    shown = api.get_parcel(actor=post.clerk_bc1, parcel_id=parcel)
    assert [one.id for one in shown.records] == [made[0]]
    assert reverse("postal:record", args=[made[0]]) in page(parcel_views.parcel, post.clerk_bc1, parcel)


def test_what_is_on_its_way_gives_the_next_word_its_time_a_dossier_too(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    result, dossier = post.carried(), post.collected()
    for parcel in (result, dossier):
        before = post.parcel(parcel)
        told = post.report(parcel, ReportKind.IN_TRANSIT, 48)
        assert (told.outcome, told.state) == (ReportOutcome.APPLIED, before.state)
        assert post.parcel(parcel).due_at - before.due_at == timedelta(hours=48)
    monkeypatch.setattr(worklist, "now", lambda: later(days=4))
    found = ParcelWorklist().list_waiting(actor=post.reception, after=None, limit=9, filters={})
    assert result not in {one.key.id for one in found}


def test_a_result_of_which_the_post_says_nothing_waits_on_both_sides(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    parcel = post.carried()

    def waits(actor: Actor, days: int) -> list[UUID]:
        monkeypatch.setattr(worklist, "now", lambda: later(days=days))
        return [one.key.id for one in ParcelWorklist().list_waiting(actor=actor, after=None, limit=9, filters={})]

    for actor in (post.clerk_bc1, post.reception):
        assert (waits(actor, 2), waits(actor, 4)) == ([], [parcel])
    assert waits(post.clerk_bc2, 4) == waits(post.other_reception, 4) == []


def order_for(post: Post, dossier_id: UUID) -> OrderView:
    """What the desk asks for a dossier when it is received."""
    order = OrderInput(
        key="on_receipt",
        subject=Subject(kind="dossier", id=dossier_id, code="X99.3-261116-0001", title="Đăng ký việc nhà"),
        occasion=Occasion.ON_RECEIPT,
        payee_id=post.unit("UBND-XA-99001"),
        desk_id=post.unit("MC-XA-99001"),
        payer=Payer(name="Nguyễn Thị Hồng", account_id=post.citizen.id),
        lines=(LineInput(code="LP", kind="charge", name="Lệ phí", gross=15_000, amount=15_000),),
    )
    return payments.open_order(actor=post.reception, order=order, at=later(2))


def order_by_post(post: Post, **took: Any) -> tuple[OrderView, str]:
    """What the desk asks for a dossier of which the post took that, and the number of its parcel."""
    parcel = post.prepared()
    number = post.collect(parcel, **took)
    post.take(post.given(parcel), post.reception, MORNING)
    dossier_id = post.parcel(parcel).dossier_id
    assert dossier_id is not None
    order = order_for(post, dossier_id)
    drain()
    return payments.get_order(actor=post.reception, order_id=order.id), number


def test_what_the_post_took_in_full_pays_the_order(post: Post) -> None:
    order, _ = order_by_post(post, fees_taken=15_000, receipt_number="BL 0012")
    assert (order.state, order.method, order.reason) == (OrderState.PAID, Method.ELSEWHERE, "")
    assert Payment.objects.get().reference == "BL 0012"
    count_fees(dossier_id=order.subject_id, order_id=order.id, at=later(3))
    assert payments.get_order(actor=post.reception, order_id=order.id) == order, "told twice, counted once"


def test_what_the_post_took_beyond_what_is_owed_is_said(post: Post) -> None:
    order, _ = order_by_post(post, fees_taken=20_000, receipt_number="BL 0012")
    assert (order.state, order.method) == (OrderState.PAID, Method.ELSEWHERE)
    assert "20.000" in order.reason
    assert "nhiều hơn số phải nộp" in order.reason


def test_a_part_that_the_post_took_is_said_to_payer_and_cashier(post: Post) -> None:
    order, number = order_by_post(post, fees_taken=5_000, receipt_number="BL 0012")
    assert (order.state, order.amount, order.credited) == (OrderState.OPEN, 10_000, 5_000)
    for seen in (page(cashier.order, post.reception, order.id), page(paying.order, post.citizen, order.id)):
        for said in (number, "5.000", "BL 0012", "chỉ phải nộp phần còn thiếu", "only what is left is to be paid"):
            assert said in seen


def test_what_the_post_took_is_none_of_the_things_owed(post: Post) -> None:
    order, _ = order_by_post(post, fees_taken=5_000, receipt_number="BL 0012")
    waiting = page(cashier.desk, post.reception)
    assert "Lệ phí" in waiting and "Bưu cục đã thu, biên lai" not in waiting
    receipt = payments.take_cash(actor=post.reception, order_id=order.id, at=later(3))
    printed = [(one["quantity"], one["gross_words"]) for one in typesetting._receipt(receipt)["lines"]]
    assert printed[0][0] == "1" and printed[1:] == [("", "")]


def test_of_a_part_only_the_rest_is_taken_and_counted(post: Post) -> None:
    order, _ = order_by_post(post, fees_taken=8_000, receipt_number="BL 0012")
    count_fees(dossier_id=order.subject_id, order_id=order.id, at=later(3))
    assert payments.get_order(actor=post.reception, order_id=order.id).amount == 7_000, "told twice, taken off once"
    assert "54047000" in payments.get_pay_page(actor=post.citizen, order_id=order.id).qr
    receipt = payments.take_cash(actor=post.reception, order_id=order.id, at=later(3))
    assert receipt.amount == sum(one["amount"] for one in receipt.content["lines"]) == 7_000
    assert payments.print_receipts(actor=post.reception, receipt_ids=[receipt.id])[:5] == b"%PDF-"
    report = payments.my_day(actor=post.reception, on=MORNING.date())
    assert (report.total, report.charges, report.fees, report.other) == (7_000, 7_000, 0, 0)
    payments.close_day(actor=post.reception, desk_id=report.desk_id, on=report.on, counted=7_000, note="", at=later(4))
    actions = AuditEntry.objects.filter(subject_kind="payment_order", subject_id=str(order.id)).order_by("seq")
    assert list(actions.values_list("action", flat=True)) == [
        f"payments.{one}" for one in ("opened", "credited", "remarked", "paid")
    ]


def test_where_the_post_took_nothing_nothing_is_said(post: Post) -> None:
    order, _ = order_by_post(post)
    assert (order.state, order.reason) == (OrderState.OPEN, "")


def test_who_paid_although_the_post_took_it_reads_of_it(post: Post) -> None:
    order, _ = order_by_post(post)
    payments.take_cash(actor=post.reception, order_id=order.id, at=later(3))
    Parcel.objects.filter(dossier_id=order.subject_id).update(fees_taken=15_000, receipt_number="BL 0012")
    count_fees(dossier_id=order.subject_id, order_id=order.id, at=later(3))
    assert "BL 0012" in payments.get_order(actor=post.reception, order_id=order.id).reason
