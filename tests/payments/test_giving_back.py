"""What goes back, and what does not: money of another body, money that came in above an order, fees asked for again."""

import re
from datetime import date
from uuid import UUID

import pytest
from django.test import RequestFactory
from django.urls import reverse

from honglam.kernel.ids import uuid7
from honglam.kernel.models import AuditEntry
from honglam.kernel.values import SYSTEM, Actor
from honglam.payments import api
from honglam.payments.contracts import Method, OrderState, OrderView, PaidElsewhere, RefundRequest, RefundState
from honglam.payments.models import Attempt, Order, Payment, Receipt, Reversal
from honglam.payments.rules.signing import signed
from honglam.payments.services.settling import Incoming, settle
from honglam.payments.views import cashier, paying, refunds
from tests.dossiers.scene import MORNING, Scene, later
from tests.payments.conftest import Opens, line

TODAY = date(2026, 11, 16)


def request(amount: int) -> RefundRequest:
    return RefundRequest(amount=amount, reason="Rút hồ sơ", decision_number="12/QĐ-UBND", decision_on=TODAY)


def give_back(scene: Scene, refund_id: UUID, amount: int) -> None:
    """Taken up, approved and paid out."""
    api.take_up_refund(actor=scene.accountant, refund_id=refund_id, request=request(amount), at=MORNING)
    api.decide_refund(actor=scene.desk_head, refund_id=refund_id, approve=True, note="", at=MORNING)
    api.pay_out_refund(actor=scene.accountant, refund_id=refund_id, reference="UNC 1", at=MORNING)


def acts(order_id: UUID) -> list[str]:
    rows = AuditEntry.objects.filter(subject_kind="payment_order", subject_id=str(order_id)).order_by("seq")
    return [action.removeprefix("payments.") for action in rows.values_list("action", flat=True)]


def test_what_another_body_took_does_not_go_back_from_us(scene: Scene, opened: Opens) -> None:
    order = opened()
    api.note_elsewhere(actor=SYSTEM, order_id=order.id, reference="GNT 12", at=MORNING)
    api.end_subject(
        actor=SYSTEM, subject_kind=order.subject_kind, subject_id=order.subject_id, reason="Rút hồ sơ", at=MORNING
    )
    assert not Reversal.objects.exists()
    assert "refund_proposed" not in acts(order.id)
    looks = RequestFactory().get("/")
    looks.actor = scene.reception  # type: ignore[attr-defined]
    assert reverse("payments:ask_refund", args=[order.id]) not in cashier.order(looks, order.id).content.decode()
    with pytest.raises(PaidElsewhere):
        api.ask_refund(actor=scene.accountant, order_id=order.id, request=request(8000), at=MORNING)
    proposed = Reversal.objects.create(
        payment=Payment.objects.get(), amount=8000, reason="Rút hồ sơ", state="proposed", asked_at=MORNING
    )
    with pytest.raises(PaidElsewhere):
        api.take_up_refund(actor=scene.accountant, refund_id=proposed.id, request=request(8000), at=MORNING)


def credited(opened: Opens, amount: int) -> UUID:
    """A charge and a fee, 13.000 in all, of which the post took that."""
    order = opened(line(), line(5000, code="PHI", kind="fee", grantable=()))
    api.credit_elsewhere(
        actor=SYSTEM, order_id=order.id, amount=amount, reference="BL 1", name="Bưu cục đã thu", at=MORNING
    )
    return order.id


def grant(scene: Scene, order_id: UUID, name: str) -> OrderView:
    return api.grant_reduction(
        actor=scene.reception, order_id=order_id, code="LP", name=name, evidence="Thẻ số 1", at=MORNING
    )


def test_what_another_body_took_is_spread_anew_over_the_reduced_fee(scene: Scene, opened: Opens) -> None:
    order_id = credited(opened, 7000)
    after = grant(scene, order_id, "Người cao tuổi")
    assert (after.state, after.amount, after.credited, after.reason) == (OrderState.OPEN, 2000, 7000, "")
    receipt = api.take_cash(actor=scene.reception, order_id=order_id, at=MORNING)
    assert receipt.amount == sum(one["amount"] for one in receipt.content["lines"]) == 2000
    report = api.my_day(actor=scene.reception, on=TODAY)
    assert (report.total, report.charges, report.fees) == (2000, 0, 2000)


def test_where_another_body_took_more_than_the_reduced_fee_the_order_says_so(scene: Scene, opened: Opens) -> None:
    order_id = credited(opened, 12_000)
    after = grant(scene, order_id, "Người có công")
    assert (after.state, after.amount, after.credited) == (OrderState.WAIVED, 0, 5000)
    assert sum(one.amount for one in after.lines) == after.amount
    for said in ("BL 1", "12.000", "7.000", "nhận lại phần thừa", "ask at the desk for what is too much"):
        assert said in after.reason
    assert acts(order_id) == ["opened", "credited", "reduced", "remarked"]
    reduced = AuditEntry.objects.get(action="payments.reduced", subject_id=str(order_id))
    assert reduced.detail["taken_too_much"] == 7000
    looks = RequestFactory().get("/")
    for view, actor in ((paying.order, scene.citizen), (cashier.order, scene.reception)):
        looks.actor = actor  # type: ignore[attr-defined]
        assert "nhận lại phần thừa" in view(looks, order_id).content.decode()


@pytest.fixture
def overpaid(scene: Scene, opened: Opens) -> Order:
    """Half of the fee was let off while its payer was at the gateway, who then paid all of it."""
    order = opened(line(100_000))
    attempt = api.start_attempt(actor=scene.citizen, order_id=order.id, at=MORNING).attempt_id
    api.grant_reduction(
        actor=scene.reception, order_id=order.id, code="LP", name="Người cao tuổi", evidence="CCCD", at=MORNING
    )
    told = {"merchant": "HONGLAM", "attempt": str(attempt), "transaction": "GD1", "amount": "100000", "state": "paid"}
    told = signed(told | {"at": MORNING.isoformat()}, secret="for-the-simulator-only", hash_name="sha256")
    assert [api.hear_gateway(parameters=told, at=MORNING).outcome for _ in range(2)] == ["paid", "repeated"]
    return Order.objects.get(id=order.id)


def test_what_was_paid_above_the_reduced_fee_goes_back_at_once(scene: Scene, overpaid: Order) -> None:
    assert (overpaid.state, overpaid.amount) == ("paid", 50_000)
    booked = Payment.objects.order_by("id").values_list("amount", "surplus", "reference")
    assert list(booked) == [(50_000, False, "GD1"), (50_000, True, "GD1")]
    receipt = Receipt.objects.get()
    assert receipt.amount == sum(one["amount"] for one in receipt.content["lines"]) == 50_000
    assert acts(overpaid.id)[-2:] == ["paid", "surplus"]
    proposal = Reversal.objects.get()
    assert (proposal.amount, proposal.state, proposal.payment.surplus) == (50_000, "proposed", True)
    give_back(scene, proposal.id, 50_000)
    after = api.get_order(actor=scene.accountant, order_id=overpaid.id)
    assert (after.state, after.refunded) == (OrderState.PAID, 0), "the fee itself stays paid"


def test_a_surplus_whose_request_was_rejected_is_proposed_anew(scene: Scene, overpaid: Order) -> None:
    first = Reversal.objects.get()
    api.take_up_refund(actor=scene.accountant, refund_id=first.id, request=request(50_000), at=MORNING)
    api.decide_refund(actor=scene.desk_head, refund_id=first.id, approve=False, note="Sai tài khoản", at=MORNING)
    looks = RequestFactory().get("/")
    looks.actor = scene.desk_head  # type: ignore[attr-defined]
    assert "đề xuất hoàn tiền lần nữa" in refunds.refund(looks, first.id).content.decode()
    [again] = api.list_refunds(actor=scene.accountant).items
    assert (again.amount, again.state, again.surplus) == (50_000, RefundState.PROPOSED, True)
    give_back(scene, again.id, 50_000)
    assert list(Reversal.objects.order_by("id").values_list("state", flat=True)) == ["rejected", "paid_out"]


def test_beside_a_partial_refund_the_rest_is_proposed(scene: Scene, opened: Opens) -> None:
    order = opened()
    api.take_cash(actor=scene.reception, order_id=order.id, at=MORNING)
    part = api.ask_refund(actor=scene.reception, order_id=order.id, request=request(3000), at=MORNING)
    for _ in range(2):
        api.end_subject(actor=SYSTEM, subject_kind="test", subject_id=order.subject_id, reason="Rút hồ sơ", at=MORNING)
    assert set(Reversal.objects.values_list("amount", "state")) == {(3000, "asked"), (5000, "proposed")}
    api.decide_refund(actor=scene.desk_head, refund_id=part, approve=True, note="", at=MORNING)
    api.pay_out_refund(actor=scene.accountant, refund_id=part, reference="UNC 1", at=MORNING)
    give_back(scene, Reversal.objects.get(state="proposed").id, 5000)
    assert api.get_order(actor=scene.accountant, order_id=order.id).state is OrderState.REFUNDED


def test_who_paid_too_much_reads_that_it_is_on_its_way_back(scene: Scene, overpaid: Order) -> None:
    looks = RequestFactory().get("/")
    looks.actor = scene.citizen  # type: ignore[attr-defined]
    told, done = "Số tiền nộp thừa 50.000", "Không cần làm gì thêm"
    order = paying.order(looks, overpaid.id).content.decode()
    back = paying.returned(looks, Attempt.objects.get().id).content.decode()
    assert told in order and told in back
    assert done not in back
    give_back(scene, Reversal.objects.get().id, 50_000)
    assert told not in paying.order(looks, overpaid.id).content.decode()
    assert done in paying.returned(looks, Attempt.objects.get().id).content.decode()


def test_a_refund_shows_the_payment_that_it_gives_back(scene: Scene, opened: Opens) -> None:
    """The fee was paid in cash; what goes back is a transfer that came besides."""
    order = opened()
    api.take_cash(actor=scene.reception, order_id=order.id, at=MORNING)
    row = Order.objects.get(id=order.id)
    settle(row, Incoming(method=Method.TRANSFER, amount=9000, reference="FT77"), actor=SYSTEM, at=later(3))
    looks = RequestFactory().get("/")
    looks.actor = scene.accountant  # type: ignore[attr-defined]
    page = refunds.refund(looks, Reversal.objects.get().id).content.decode()
    assert re.search(r"9\.000\D{1,6}, Chuyển khoản", page) and "FT77" in page
    assert "Tiền mặt" not in page


def test_what_was_not_asked_for_of_a_surplus_waits_on(scene: Scene, overpaid: Order) -> None:
    give_back(scene, Reversal.objects.get().id, 30_000)
    [rest] = api.list_refunds(actor=scene.accountant).items
    assert (rest.amount, rest.state, rest.surplus) == (20_000, RefundState.PROPOSED, True)
    assert acts(overpaid.id)[-4:-2] == ["refund_asked", "refund_proposed"]
    api.take_up_refund(actor=scene.accountant, refund_id=rest.id, request=request(20_000), at=MORNING)
    api.decide_refund(actor=scene.desk_head, refund_id=rest.id, approve=False, note="Sai tài khoản", at=MORNING)
    [again] = api.list_refunds(actor=scene.accountant).items
    assert (again.amount, acts(overpaid.id)[-1]) == (20_000, "refund_proposed")


def test_who_decides_ends_the_bare_proposal_of_a_surplus(scene: Scene, overpaid: Order) -> None:
    proposal, words = Reversal.objects.get(), "đề xuất hoàn tiền lần nữa"
    looks = RequestFactory().get("/")
    looks.actor = scene.desk_head  # type: ignore[attr-defined]
    assert words not in refunds.refund(looks, proposal.id).content.decode()
    api.decide_refund(actor=scene.desk_head, refund_id=proposal.id, approve=False, note="Đã trả", at=MORNING)
    assert Reversal.objects.get().state == RefundState.REJECTED.value
    assert words not in refunds.refund(looks, proposal.id).content.decode()


def test_all_of_it_may_go_back(scene: Scene, overpaid: Order) -> None:
    api.end_subject(actor=SYSTEM, subject_kind="test", subject_id=overpaid.subject_id, reason="Rút hồ sơ", at=MORNING)
    for proposal in Reversal.objects.order_by("id"):
        give_back(scene, proposal.id, 50_000)
    assert api.get_order(actor=scene.accountant, order_id=overpaid.id).state is OrderState.REFUNDED


def test_what_was_overpaid_goes_back_even_where_the_subject_goes_on(overpaid: Order) -> None:
    api.resume_subject(actor=SYSTEM, subject_kind="test", subject_id=overpaid.subject_id, reason="Tiếp tục", at=MORNING)
    assert Reversal.objects.get().state == RefundState.PROPOSED.value


def test_a_payment_above_its_order_from_before_can_be_given_back(scene: Scene, opened: Opens) -> None:
    """Booked as one before what is too much was booked apart."""
    order = opened()
    api.take_cash(actor=scene.reception, order_id=order.id, at=MORNING)
    Payment.objects.update(amount=16_000)
    asked = api.ask_refund(actor=scene.reception, order_id=order.id, request=request(16_000), at=MORNING)
    api.decide_refund(actor=scene.desk_head, refund_id=asked, approve=True, note="", at=MORNING)
    api.pay_out_refund(actor=scene.accountant, refund_id=asked, reference="UNC 1", at=MORNING)
    assert api.get_order(actor=scene.accountant, order_id=order.id).state is OrderState.REFUNDED


def test_what_was_given_back_may_be_asked_for_again_and_once(scene: Scene, opened: Opens) -> None:
    subject, other = uuid7(), opened(key="on_receipts")
    first = opened(subject_id=subject)
    for key in ("on_receipt", "on_receipt:2"):
        assert Order.objects.get(subject_id=subject, state="open").key == key
        order_id = Order.objects.get(subject_id=subject, state="open").id
        api.take_cash(actor=scene.reception, order_id=order_id, at=MORNING)
        assert opened(subject_id=subject).id == order_id, "it stands as long as it is paid"
        api.end_subject(actor=SYSTEM, subject_kind="test", subject_id=subject, reason="Dừng", at=MORNING)
        give_back(scene, Reversal.objects.get(state="proposed").id, 8000)
        assert opened(subject_id=subject).id == opened(subject_id=subject).id != order_id
    assert Order.objects.filter(subject_id=subject).count() == 3
    assert Order.objects.get(id=first.id).state == "refunded"
    assert Order.objects.get(id=other.id).state == "open"


def test_cash_is_counted_by_whoever_has_it_in_the_drawer(scene: Scene, opened: Opens) -> None:
    """In a small commune one person is cashier and accountant, and sees what the provincial desk took in for it."""
    both = Actor(
        **{
            **vars(scene.reception),
            "roles": frozenset({"cashier", "accountant"}),
            "scope_ids": scene.accountant.scope_ids,
        }
    )
    order = opened(desk_id=scene.unit("MC-MAU"))
    receipt = api.take_cash(actor=both, order_id=order.id, at=MORNING)
    assert (receipt.desk_id, receipt.number) == (both.unit_id, 1)
    assert "xã An" in receipt.content["desk"]
    report = api.my_day(actor=both, on=TODAY)
    assert (report.total, [one.id for one in report.receipts]) == (8000, [receipt.id])
    api.close_day(actor=both, desk_id=report.desk_id, on=TODAY, counted=8000, note="", at=MORNING)


@pytest.mark.parametrize("typed", ["", "25/13/2026"])
def test_an_unreadable_date_is_named_at_its_own_field(scene: Scene, opened: Opens, typed: str) -> None:
    order = opened()
    api.take_cash(actor=scene.reception, order_id=order.id, at=MORNING)
    sent = {"amount": "8.000", "reason": "Nhầm", "decision_number": "12/QĐ-UBND", "decision_on": typed}
    form = RequestFactory().post("/", sent)
    form.actor = scene.reception  # type: ignore[attr-defined]
    page = refunds.ask(form, order.id).content.decode()
    assert 'id="decision_on-error"' in page and "Nhập ngày của quyết định. Ví dụ: 25/11/2026." in page
    assert 'id="decision_number-error"' not in page
