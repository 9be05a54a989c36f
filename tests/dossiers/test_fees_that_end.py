"""What becomes of fees when a dossier ends, goes on after all, or is settled another way than first said."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from honglam.dossiers import api
from honglam.dossiers.contracts import PaymentEvidence, Status
from honglam.dossiers.views import acting, mine
from honglam.kernel.relay import drain
from honglam.kernel.values import SYSTEM, Actor
from honglam.payments import api as payments
from honglam.payments.contracts import Occasion, OrderState, OrderView, RefundRequest, RefundState
from honglam.payments.models import Order, Reversal
from tests import database
from tests.dossiers.conftest import province_of
from tests.dossiers.scene import MORNING, Scene, later
from tests.pack.folders import PACKS

BY_POST_ONLY = "channels: [postal], collect: on_return"
MORE_FEES = """collect: on_return, provisional: true}
      - {code: BS, kind: fee, name: Phí thẩm định bổ sung, amount: 5000, collect: on_supplement"""
RECEIPT, SUPPLEMENT, RETURN = Occasion.ON_RECEIPT, Occasion.ON_SUPPLEMENT, Occasion.ON_RETURN
OBLIGATION = Occasion.OBLIGATION
OPEN, PAID, CANCELLED, REFUNDED = OrderState.OPEN, OrderState.PAID, OrderState.CANCELLED, OrderState.REFUNDED


@pytest.fixture(scope="module")
def province(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: Any,
    database_server: database.TestServer,
) -> Iterator[Scene]:
    """The household's procedure with a fee at each of the three moments, whichever way it is filed."""
    folder = Path(shutil.copytree(PACKS / "trivial", tmp_path_factory.mktemp("fees") / "trivial"))
    procedure = folder / "procedures/mau/1.000001.yaml"
    text = procedure.read_text(encoding="utf-8")
    assert BY_POST_ONLY in text
    procedure.write_text(text.replace(BY_POST_ONLY, MORE_FEES), encoding="utf-8")
    yield from province_of(folder, django_db_blocker, database_server)


def orders(dossier_id: UUID) -> list[tuple[Occasion, OrderState]]:
    return [
        (one.occasion, one.state) for one in payments.list_for_subject(subject_kind="dossier", subject_id=dossier_id)
    ]


def order(dossier_id: UUID, occasion: Occasion) -> OrderView:
    """The latest of that occasion."""
    found = payments.list_for_subject(subject_kind="dossier", subject_id=dossier_id)
    return [one for one in found if one.occasion is occasion][-1]


def pay(scene: Scene, dossier_id: UUID, occasion: Occasion) -> None:
    payments.take_cash(actor=scene.reception, order_id=order(dossier_id, occasion).id, at=MORNING)


def proposals(state: RefundState = RefundState.PROPOSED) -> list[str]:
    """On which occasions refunds are in that state."""
    rows = Reversal.objects.filter(state=state.value).order_by("id")
    return list(rows.values_list("payment__order__occasion", flat=True))


def stop(scene: Scene, dossier_id: UUID) -> None:
    api.stop_dossier(
        actor=scene.unit_head, dossier_id=dossier_id, reason="Có tranh chấp", legal_basis="Điều 9 Luật Mẫu", at=MORNING
    )


def reopen(scene: Scene, dossier_id: UUID) -> None:
    api.reopen_dossier(
        actor=scene.unit_head, dossier_id=dossier_id, reason="Hết tranh chấp", legal_basis="Điều 9", at=MORNING
    )


def give_back(scene: Scene) -> None:
    """Everything that is proposed, by three persons."""
    wish = {"reason": "Dừng hồ sơ", "decision_number": "12/QĐ-UBND", "decision_on": date(2026, 11, 16)}
    for row in Reversal.objects.filter(state="proposed"):
        request = RefundRequest(amount=row.amount, **wish)  # type: ignore[arg-type]
        payments.take_up_refund(actor=scene.accountant, refund_id=row.id, request=request, at=MORNING)
        payments.decide_refund(actor=scene.desk_head, refund_id=row.id, approve=True, note="", at=MORNING)
        payments.pay_out_refund(actor=scene.accountant, refund_id=row.id, reference="UNC 1", at=MORNING)


def issue(scene: Scene, dossier_id: UUID, *, granted: bool) -> None:
    result = scene.result() if granted else scene.refusal()
    api.issue_result(actor=scene.clerk, dossier_id=dossier_id, result=result, at=MORNING)


def revoke(scene: Scene, dossier_id: UUID) -> None:
    api.revoke_result(actor=scene.chairman, dossier_id=dossier_id, reason="Sai tên", at=MORNING)


@pytest.mark.parametrize("ended", ["withdrawn", "stopped"])
def test_what_the_treasury_took_is_not_ours_to_give_back(scene: Scene, ended: str) -> None:
    dossier_id = scene.at(Status.AWAITING_PAYMENT)
    evidence = PaymentEvidence(reference="GNT 12", amount=150_000, paid_on=date(2026, 11, 16))
    api.confirm_payment(actor=scene.officer, dossier_id=dossier_id, evidence=evidence, at=MORNING)
    assert order(dossier_id, OBLIGATION).state is PAID
    pay(scene, dossier_id, RECEIPT)
    if ended == "stopped":
        stop(scene, dossier_id)
    else:
        api.withdraw_dossier(actor=scene.citizen, dossier_id=dossier_id, reason="Đã đổi ý", at=MORNING)
    assert proposals() == ["on_receipt"]
    assert order(dossier_id, OBLIGATION).state is PAID


def test_a_dossier_that_goes_on_keeps_what_was_paid(scene: Scene) -> None:
    dossier_id = scene.processing()
    pay(scene, dossier_id, RECEIPT)
    stop(scene, dossier_id)
    assert proposals() == ["on_receipt"]
    reopen(scene, dossier_id)
    assert orders(dossier_id) == [(RECEIPT, PAID)]
    assert proposals() == []
    refund = Reversal.objects.get()
    assert (refund.state, refund.decision_note) == ("rejected", "Hết tranh chấp")
    assert refund.decided_by_name == scene.unit_head.name
    stop(scene, dossier_id)
    assert proposals() == ["on_receipt"], "stopped for good, it goes back after all"


def test_what_somebody_asked_for_already_is_theirs_to_decide(scene: Scene) -> None:
    dossier_id = scene.processing()
    pay(scene, dossier_id, RECEIPT)
    stop(scene, dossier_id)
    Reversal.objects.update(state="asked", asked_by=scene.accountant.id)
    reopen(scene, dossier_id)
    assert proposals(RefundState.ASKED) == ["on_receipt"]


def test_a_fee_that_went_back_is_asked_for_again(scene: Scene) -> None:
    dossier_id = scene.processing()
    for _ in range(2):
        pay(scene, dossier_id, RECEIPT)
        stop(scene, dossier_id)
        give_back(scene)
        reopen(scene, dossier_id)
    assert orders(dossier_id) == [(RECEIPT, REFUNDED), (RECEIPT, REFUNDED), (RECEIPT, OPEN)]
    pay(scene, dossier_id, RECEIPT)


@pytest.mark.parametrize(("cancelled_by", "asked_again"), [("the stop", True), ("the accountant", False)])
def test_the_fee_of_a_supplement_is_asked_for_again(scene: Scene, cancelled_by: str, asked_again: bool) -> None:
    dossier_id = scene.processing()
    scene.ask(dossier_id)
    if cancelled_by == "the accountant":
        wrong = order(dossier_id, SUPPLEMENT).id
        payments.cancel_order(actor=scene.accountant, order_id=wrong, reason="Lập nhầm", at=MORNING)
    stop(scene, dossier_id)
    assert order(dossier_id, SUPPLEMENT).state is CANCELLED
    reopen(scene, dossier_id)
    assert orders(dossier_id).count((RECEIPT, OPEN)) == 1
    assert ((SUPPLEMENT, OPEN) in orders(dossier_id)) is asked_again


def test_a_fee_that_the_accountant_cancelled_is_not_asked_for_again(scene: Scene) -> None:
    dossier_id = scene.processing()
    wrong = order(dossier_id, RECEIPT).id
    payments.cancel_order(actor=scene.accountant, order_id=wrong, reason="Lập nhầm", at=MORNING)
    for _ in range(2):
        stop(scene, dossier_id)
        reopen(scene, dossier_id)
    assert orders(dossier_id) == [(RECEIPT, CANCELLED)]


def test_what_was_waived_before_the_stop_cancelled_it_is_not_asked_for_again(scene: Scene) -> None:
    dossier_id = scene.processing()
    stop(scene, dossier_id)
    Order.objects.filter(id=order(dossier_id, RECEIPT).id).update(amount=0)
    reopen(scene, dossier_id)
    assert orders(dossier_id) == [(RECEIPT, CANCELLED)]


def test_a_fee_that_was_waived_on_a_paper_stays_waived(scene: Scene) -> None:
    dossier_id = scene.processing()
    Order.objects.filter(id=order(dossier_id, RECEIPT).id).update(state="waived", amount=0)
    stop(scene, dossier_id)
    reopen(scene, dossier_id)
    assert orders(dossier_id) == [(RECEIPT, OrderState.WAIVED)]


def test_what_is_asked_before_the_reception_stands_on_the_dossier(scene: Scene) -> None:
    dossier_id = scene.submitted()
    assert api.get_dossier(actor=scene.citizen, dossier_id=dossier_id, at=MORNING).orders == ()
    scene.ask(dossier_id, actor=scene.reception)
    for reader in (scene.citizen, scene.reception):
        shown = api.get_dossier(actor=reader, dossier_id=dossier_id, at=MORNING).orders
        assert [(one.occasion, one.state) for one in shown] == [(SUPPLEMENT, OPEN)]


@pytest.mark.parametrize("amount", [0, 50_000])
def test_an_obligation_paid_again_does_not_release_what_waits_for_another(scene: Scene, amount: int) -> None:
    """Its receipt was voided when the dossier had gone on. Without an amount the next notice is met by a paper only."""
    dossier_id = scene.at(Status.AWAITING_PAYMENT)
    first = order(dossier_id, OBLIGATION).id
    receipt = payments.take_cash(actor=scene.reception, order_id=first, at=MORNING)
    drain()
    assert scene.status(dossier_id) is Status.PROCESSING
    payments.void_receipt(actor=scene.reception, receipt_id=receipt.id, reason="Sai tên", at=MORNING)
    api.request_payment(
        actor=scene.officer, dossier_id=dossier_id, amount=amount, reason="Tiền sử dụng đất", at=later(1)
    )
    payments.take_cash(actor=scene.reception, order_id=first, at=later(2))
    drain()
    assert scene.status(dossier_id) is Status.AWAITING_PAYMENT
    if amount:
        payments.take_cash(actor=scene.reception, order_id=order(dossier_id, OBLIGATION).id, at=later(3))
        drain()
        assert scene.status(dossier_id) is Status.PROCESSING


def test_an_obligation_that_is_met_waits_for_an_earlier_one_that_is_open_again(scene: Scene) -> None:
    dossier_id = scene.at(Status.AWAITING_PAYMENT)
    first = order(dossier_id, OBLIGATION).id
    receipt = payments.take_cash(actor=scene.reception, order_id=first, at=MORNING)
    drain()
    payments.void_receipt(actor=scene.reception, receipt_id=receipt.id, reason="Sai tên", at=MORNING)
    api.request_payment(
        actor=scene.officer, dossier_id=dossier_id, amount=50_000, reason="Tiền sử dụng đất", at=later(1)
    )
    for order_id, status in (
        (order(dossier_id, OBLIGATION).id, Status.AWAITING_PAYMENT),
        (first, Status.PROCESSING),
    ):
        payments.take_cash(actor=scene.reception, order_id=order_id, at=later(2))
        drain()
        assert scene.status(dossier_id) is status


def test_what_another_body_took_is_none_of_the_things_owed(scene: Scene) -> None:
    dossier_id = scene.resolved()
    owed = order(dossier_id, RECEIPT)
    payments.credit_elsewhere(
        actor=SYSTEM, order_id=owed.id, amount=1000, reference="BL 1", name="Bưu cục đã thu", at=MORNING
    )

    def shown(view: Callable[..., HttpResponse], actor: Actor, *said: object) -> tuple[bool, bool]:
        looks = RequestFactory().get("/")
        looks.actor = actor  # type: ignore[attr-defined]
        page = view(looks, dossier_id, *said).content.decode()
        return owed.lines[0].name in page, "Bưu cục đã thu" in page

    assert [
        shown(mine.dossier, scene.citizen),
        shown(acting.dossier, scene.reception),
        shown(acting.act, scene.reception, "return_result"),
    ] == [(True, False)] * 3


def test_a_refusal_asks_nothing_for_the_return(scene: Scene) -> None:
    dossier_id = scene.resolved()
    assert order(dossier_id, RETURN).state is OPEN
    pay(scene, dossier_id, RECEIPT)
    revoke(scene, dossier_id)
    assert order(dossier_id, RETURN).state is OPEN
    issue(scene, dossier_id, granted=False)
    assert orders(dossier_id) == [(RECEIPT, PAID), (RETURN, CANCELLED)]
    assert proposals() == [], "the fee of the reception is for the work, which was done"


def test_a_refusal_gives_back_what_was_paid_for_the_return(scene: Scene) -> None:
    dossier_id = scene.resolved()
    pay(scene, dossier_id, RETURN)
    revoke(scene, dossier_id)
    issue(scene, dossier_id, granted=False)
    assert proposals() == ["on_return"]
    assert order(dossier_id, RECEIPT).state is OPEN
    revoke(scene, dossier_id)
    assert proposals() == []
    issue(scene, dossier_id, granted=True)
    assert order(dossier_id, RETURN).state is PAID
    assert proposals() == []


def by_refusal(scene: Scene, dossier_id: UUID) -> None:
    api.answer_supplement(actor=scene.citizen, dossier_id=dossier_id, replies=scene.reply(), at=MORNING)
    api.refuse_dossier(
        actor=scene.reception, dossier_id=dossier_id, reason="Sai thẩm quyền", legal_basis="Điều 4", at=MORNING
    )


def by_withdrawal(scene: Scene, dossier_id: UUID) -> None:
    api.withdraw_dossier(actor=scene.citizen, dossier_id=dossier_id, reason="Đã đổi ý", at=MORNING)


def by_silence(scene: Scene, dossier_id: UUID) -> None:
    del scene, dossier_id
    assert api.expire_supplements(at=later(days=60)) == 1


@pytest.mark.parametrize("paid", [False, True])
@pytest.mark.parametrize("end", [by_refusal, by_withdrawal, by_silence])
def test_what_was_asked_before_the_reception_ends_with_the_dossier(
    scene: Scene, end: Callable[[Scene, UUID], None], paid: bool
) -> None:
    dossier_id = scene.submitted()
    scene.ask(dossier_id, actor=scene.reception)
    assert orders(dossier_id) == [(SUPPLEMENT, OPEN)]
    if paid:
        pay(scene, dossier_id, SUPPLEMENT)
    end(scene, dossier_id)
    assert scene.row(dossier_id).closed_at is not None
    assert (orders(dossier_id), proposals()) == (
        ([(SUPPLEMENT, PAID)], ["on_supplement"]) if paid else ([(SUPPLEMENT, CANCELLED)], [])
    )
