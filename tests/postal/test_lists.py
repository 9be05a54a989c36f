"""What the lists of the post must not leave out: every record, results of which nothing is heard, fees it took."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from honglam.kernel.relay import drain
from honglam.kernel.values import Actor
from honglam.payments import api as payments
from honglam.payments.contracts import LineInput, Occasion, OrderInput, OrderView, Payer, Subject
from honglam.payments.views import cashier
from honglam.postal import api
from honglam.postal.queries import records as record_queries
from honglam.postal.queries import worklist
from honglam.postal.queries.worklist import ParcelWorklist
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


@pytest.mark.parametrize("took", [{}, {"fees_taken": 15_000, "receipt_number": "BL 0012"}])
def test_the_cashier_is_told_what_the_post_took(post: Post, took: dict[str, Any]) -> None:
    parcel = post.prepared()
    number = post.collect(parcel, **took)
    post.take(post.given(parcel), post.reception, MORNING)
    dossier_id = post.parcel(parcel).dossier_id
    assert dossier_id is not None
    order = order_for(post, dossier_id)
    drain()
    told = payments.get_order(actor=post.reception, order_id=order.id).reason
    seen = page(cashier.order, post.reception, order.id)
    for said in (number, "15.000", "BL 0012") if took else ():
        assert said in told and said in seen
    assert bool(told) is bool(took)
