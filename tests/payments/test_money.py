"""Orders, cash, receipts, refunds and closed days through the database."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import InternalError, connection, transaction
from django.db.utils import ProgrammingError

from honglam.kernel.ids import uuid7
from honglam.kernel.models import AuditEntry, OutboxMessage
from honglam.kernel.values import SYSTEM, Actor, DomainError, NotFound
from honglam.payments import api
from honglam.payments.contracts import (
    AmountInvalid,
    CashShort,
    ClosedAlready,
    DayClosed,
    DayNotOver,
    DecisionDayMissing,
    DecisionMissing,
    DifferenceUnexplained,
    EvidenceMissing,
    LinesRequired,
    NotPaid,
    OrderNotFound,
    OrderNotOpen,
    OrderPaidAlready,
    OrderState,
    OwnClosing,
    OwnRefund,
    ReasonMissing,
    ReceiptNotOfToday,
    ReceiptOfAnother,
    ReductionUnknown,
    RefundDecided,
    RefundRequest,
    RefundState,
    RefundTooMuch,
    VoidedAlready,
)
from honglam.payments.models import Order, Payment, Receipt, Reversal
from honglam.payments.queries.own_data import list_own_payments
from tests.dossiers.scene import MORNING, Scene, vn
from tests.payments.conftest import Opens, line

TODAY = date(2026, 11, 16)


def events() -> list[str]:
    return list(
        OutboxMessage.objects.filter(kind="event", name__startswith="payments.")
        .order_by("id")
        .values_list("name", flat=True)
    )


def acts(order_id: UUID) -> list[str]:
    rows = AuditEntry.objects.filter(subject_kind="payment_order", subject_id=str(order_id)).order_by("seq")
    return [action.removeprefix("payments.") for action in rows.values_list("action", flat=True)]


def request(amount: int = 8000, **changes: Any) -> RefundRequest:
    values = {"reason": "Rút hồ sơ", "decision_number": "12/QĐ-UBND", "decision_on": TODAY, **changes}
    return RefundRequest(amount=amount, **values)


def test_an_order_is_opened_once(scene: Scene, opened: Opens) -> None:
    subject = uuid7()
    first, again = opened(subject_id=subject), opened(subject_id=subject)
    assert first.id == again.id
    assert first.reference.startswith("HL")
    assert (first.amount, first.state) == (8000, OrderState.OPEN)
    assert events() == ["payments.order_opened"]
    assert acts(first.id) == ["opened"]


def test_nothing_due_is_waived_with_its_legal_basis(opened: Opens) -> None:
    order = opened(line(amount=0, gross=8000, reduction="Người thuộc hộ nghèo", percent=100))
    assert order.state is OrderState.WAIVED
    assert order.lines[0].legal_basis == "Đ3, 02/2020/NQ-HĐND"


@pytest.mark.parametrize(
    ("lines", "refusal"),
    [
        ((line(name=" "),), LinesRequired),
        ((line(amount=-1),), AmountInvalid),
        ((line(amount=9000, gross=8000),), AmountInvalid),
        ((line(amount=10**13),), AmountInvalid),
        ((line(percent=101),), AmountInvalid),
    ],
)
def test_an_absurd_order_is_refused(opened: Opens, lines: tuple[Any, ...], refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        opened(*lines)
    assert not Order.objects.exists()


def test_cash_is_taken_once_and_has_its_receipt(scene: Scene, opened: Opens) -> None:
    order = opened()
    receipt = api.take_cash(actor=scene.reception, order_id=order.id, given=10_000, at=MORNING)
    assert receipt.label == "AB-26/0000001"
    assert receipt.content["words"] == "Tám nghìn đồng"
    assert events()[-1] == "payments.order_paid"
    with pytest.raises(OrderNotOpen):
        api.take_cash(actor=scene.reception, order_id=order.id, at=MORNING)
    assert Payment.objects.count() == Receipt.objects.count() == 1
    assert acts(order.id) == ["opened", "paid"]


def test_too_little_cash_is_refused_and_nothing_happens(scene: Scene, opened: Opens) -> None:
    order = opened()
    with pytest.raises(CashShort):
        api.take_cash(actor=scene.reception, order_id=order.id, given=7_999, at=MORNING)
    assert api.get_order(actor=scene.reception, order_id=order.id).state is OrderState.OPEN
    assert not Receipt.objects.exists()


def test_receipts_are_numbered_without_gaps_by_desk_and_year(scene: Scene, opened: Opens) -> None:
    labels = []
    for at in (MORNING, MORNING, vn("2027-01-04 08:00")):
        order = opened()
        labels.append(api.take_cash(actor=scene.reception, order_id=order.id, at=at).label)
    short = opened()
    with pytest.raises(CashShort):
        api.take_cash(actor=scene.reception, order_id=short.id, given=1, at=MORNING)
    labels.append(api.take_cash(actor=scene.reception, order_id=short.id, at=MORNING).label)
    assert labels == ["AB-26/0000001", "AB-26/0000002", "AB-27/0000001", "AB-26/0000003"]


def test_a_void_receipt_keeps_its_number_and_opens_the_order_again(scene: Scene, opened: Opens) -> None:
    order = opened()
    receipt = api.take_cash(actor=scene.reception, order_id=order.id, at=MORNING)
    with pytest.raises(ReasonMissing):
        api.void_receipt(actor=scene.reception, receipt_id=receipt.id, reason=" ", at=MORNING)
    gone = api.void_receipt(actor=scene.reception, receipt_id=receipt.id, reason="Sai tên", at=MORNING)
    assert gone.voided_at == MORNING
    assert api.get_order(actor=scene.reception, order_id=order.id).state is OrderState.OPEN
    assert events()[-1] == "payments.order_reopened"
    with pytest.raises(VoidedAlready):
        api.void_receipt(actor=scene.reception, receipt_id=receipt.id, reason="Sai", at=MORNING)
    assert api.take_cash(actor=scene.reception, order_id=order.id, at=MORNING).number == 2


def test_yesterdays_receipt_is_not_voided(scene: Scene, opened: Opens) -> None:
    receipt = api.take_cash(actor=scene.reception, order_id=opened().id, at=MORNING)
    with pytest.raises(ReceiptNotOfToday):
        api.void_receipt(actor=scene.reception, receipt_id=receipt.id, reason="Sai", at=vn("2026-11-17 08:00"))


def test_a_colleagues_receipt_is_not_voided_and_the_refusal_names_them(scene: Scene, opened: Opens) -> None:
    receipt = api.take_cash(actor=scene.reception, order_id=opened().id, at=MORNING)
    colleague = Actor(**{**vars(scene.reception), "id": scene.officer.id, "name": "Người khác"})
    with pytest.raises(ReceiptOfAnother) as refusal:
        api.void_receipt(actor=colleague, receipt_id=receipt.id, reason="Sai", at=MORNING)
    assert refusal.value.params == {"cashier": scene.reception.name}


def test_what_is_on_a_receipt_cannot_be_rewritten(scene: Scene, opened: Opens) -> None:
    api.take_cash(actor=scene.reception, order_id=opened().id, at=MORNING)
    for statement in (
        "UPDATE payments_receipt SET amount = 1",
        "UPDATE payments_receipt SET number = 7",
        "DELETE FROM payments_receipt",
    ):
        with pytest.raises((ProgrammingError, InternalError)), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_reduction_needs_a_paper_and_stands_in_the_tariff(scene: Scene, opened: Opens) -> None:
    order = opened()
    with pytest.raises(EvidenceMissing):
        api.grant_reduction(
            actor=scene.reception, order_id=order.id, code="LP", name="Người cao tuổi", evidence="", at=MORNING
        )
    with pytest.raises(ReductionUnknown):
        api.grant_reduction(
            actor=scene.reception, order_id=order.id, code="LP", name="Bạn bè", evidence="x", at=MORNING
        )
    after = api.grant_reduction(
        actor=scene.reception, order_id=order.id, code="LP", name="Người cao tuổi", evidence="CCCD", at=MORNING
    )
    assert (after.amount, after.lines[0].percent) == (4000, 50)
    free = opened(key="other")
    waived = api.grant_reduction(
        actor=scene.reception, order_id=free.id, code="LP", name="Người có công", evidence="Thẻ", at=MORNING
    )
    assert waived.state is OrderState.WAIVED


def test_only_what_is_unpaid_is_cancelled(scene: Scene, opened: Opens) -> None:
    order, paid = opened(), opened()
    with pytest.raises(ReasonMissing):
        api.cancel_order(actor=scene.accountant, order_id=order.id, reason="", at=MORNING)
    gone = api.cancel_order(actor=scene.accountant, order_id=order.id, reason="Lập nhầm", at=MORNING)
    assert gone.state is OrderState.CANCELLED
    api.take_cash(actor=scene.reception, order_id=paid.id, at=MORNING)
    with pytest.raises(OrderPaidAlready):
        api.cancel_order(actor=scene.accountant, order_id=paid.id, reason="Lập nhầm", at=MORNING)


def test_a_cancelled_order_may_be_opened_anew(scene: Scene, opened: Opens) -> None:
    subject = uuid7()
    first = opened(subject_id=subject)
    api.cancel_order(actor=scene.accountant, order_id=first.id, reason="Lập nhầm", at=MORNING)
    assert opened(subject_id=subject).id != first.id


STRANGERS = ("officer", "stranger", "citizen", "other_reception", "clerk", "administrator")
VERBS: dict[str, Callable[[Actor, UUID], object]] = {
    "take": lambda actor, key: api.take_cash(actor=actor, order_id=key, at=MORNING),
    "grant": lambda actor, key: api.grant_reduction(
        actor=actor, order_id=key, code="LP", name="Người có công", evidence="Thẻ", at=MORNING
    ),
    "cancel": lambda actor, key: api.cancel_order(actor=actor, order_id=key, reason="Nhầm", at=MORNING),
    "refund": lambda actor, key: api.ask_refund(actor=actor, order_id=key, request=request(), at=MORNING),
    "look": lambda actor, key: api.get_order(actor=actor, order_id=key),
}


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("verb", VERBS)
def test_strangers_find_no_order(scene: Scene, opened: Opens, who: str, verb: str) -> None:
    order = opened()
    with pytest.raises(OrderNotFound):
        VERBS[verb](getattr(scene, who), order.id)
    assert Order.objects.values_list("state", "amount").get() == ("open", 8000)


@pytest.mark.parametrize(
    ("who", "verb"), [("accountant", "take"), ("auditor", "take"), ("auditor", "cancel"), ("reception", "cancel")]
)
def test_each_post_does_its_own_part_only(scene: Scene, opened: Opens, who: str, verb: str) -> None:
    order = opened()
    with pytest.raises(OrderNotFound):
        VERBS[verb](getattr(scene, who), order.id)


def test_a_payer_sees_only_own_orders(scene: Scene, opened: Opens) -> None:
    order = opened()
    page = api.get_pay_page(actor=scene.citizen, order_id=order.id)
    assert page.account is not None
    assert page.account.provisional
    assert order.reference in page.qr
    with pytest.raises(OrderNotFound):
        api.get_pay_page(actor=scene.stranger, order_id=order.id)
    with pytest.raises(NotFound):
        api.print_receipts(actor=scene.stranger, receipt_ids=[uuid7()])


def test_the_account_above_the_desk_collects_where_the_payee_has_none(scene: Scene, opened: Opens) -> None:
    theirs = opened(payee_id=scene.unit("SO-MAU"))
    page = api.get_pay_page(actor=scene.citizen, order_id=theirs.id)
    assert page.account is not None and page.account.code == "TK-XA-99001"
    elsewhere = opened(payee_id=scene.unit("SO-MAU"), desk_id=scene.unit("MC-XA-99002"))
    assert api.get_pay_page(actor=scene.citizen, order_id=elsewhere.id).account is None


def test_a_copy_of_a_persons_data_tells_what_they_paid(scene: Scene, opened: Opens) -> None:
    paid, open_ = opened(), opened()
    api.take_cash(actor=scene.reception, order_id=paid.id, given=8000, at=MORNING)
    told = list(list_own_payments(account_id=scene.citizen.id))  # type: ignore[arg-type]
    assert [one["reference"] for one in told] == [open_.reference, paid.reference]
    assert [one["amount"] for one in told[1]["payments"]] == [8000]
    assert [(one["number"], one["on"]) for one in told[1]["receipts"]] == [(1, "2026-11-16")]
    assert list(list_own_payments(account_id=scene.stranger.id)) == []  # type: ignore[arg-type]


def test_a_refund_takes_two_persons_and_an_accountant(scene: Scene, opened: Opens) -> None:
    order = opened()
    with pytest.raises(NotPaid):
        api.ask_refund(actor=scene.reception, order_id=order.id, request=request(), at=MORNING)
    api.take_cash(actor=scene.reception, order_id=order.id, at=MORNING)
    for wrong, refusal in (
        (request(amount=8001), RefundTooMuch),
        (request(amount=0), RefundTooMuch),
        (request(reason=""), ReasonMissing),
        (request(decision_number=""), DecisionMissing),
        (request(decision_on=None), DecisionDayMissing),
    ):
        with pytest.raises(refusal):
            api.ask_refund(actor=scene.accountant, order_id=order.id, request=wrong, at=MORNING)
    part = api.ask_refund(actor=scene.accountant, order_id=order.id, request=request(3000), at=MORNING)
    with pytest.raises(RefundTooMuch):
        api.ask_refund(actor=scene.accountant, order_id=order.id, request=request(5001), at=MORNING)
    with pytest.raises(RefundDecided):
        api.pay_out_refund(actor=scene.accountant, refund_id=part, reference="UNC 1", at=MORNING)
    api.decide_refund(actor=scene.desk_head, refund_id=part, approve=True, note="", at=MORNING)
    with pytest.raises(ReasonMissing):
        api.pay_out_refund(actor=scene.accountant, refund_id=part, reference="", at=MORNING)
    api.pay_out_refund(actor=scene.accountant, refund_id=part, reference="UNC 1", at=MORNING)
    half = api.get_order(actor=scene.accountant, order_id=order.id)
    assert (half.state, half.refunded) == (OrderState.PAID, 3000)
    rest = api.ask_refund(actor=scene.accountant, order_id=order.id, request=request(5000), at=MORNING)
    api.decide_refund(actor=scene.desk_head, refund_id=rest, approve=True, note="", at=MORNING)
    api.pay_out_refund(actor=scene.accountant, refund_id=rest, reference="UNC 2", at=MORNING)
    assert api.get_order(actor=scene.accountant, order_id=order.id).state is OrderState.REFUNDED
    assert events()[-2:] == ["payments.order_refunded"] * 2


def test_nobody_decides_on_the_own_request(scene: Scene, opened: Opens) -> None:
    """Also where one person holds both posts, as in a small commune."""
    order = opened()
    api.take_cash(actor=scene.reception, order_id=order.id, at=MORNING)
    asked = api.ask_refund(actor=scene.reception, order_id=order.id, request=request(), at=MORNING)
    both = Actor(**{**vars(scene.reception), "roles": frozenset({"cashier", "one_stop_head"})})
    with pytest.raises(OwnRefund):
        api.decide_refund(actor=both, refund_id=asked, approve=True, note="", at=MORNING)
    with pytest.raises(ReasonMissing):
        api.decide_refund(actor=scene.desk_head, refund_id=asked, approve=False, note="", at=MORNING)
    api.decide_refund(actor=scene.desk_head, refund_id=asked, approve=False, note="Không có căn cứ", at=MORNING)
    with pytest.raises(RefundDecided):
        api.decide_refund(actor=scene.desk_head, refund_id=asked, approve=True, note="", at=MORNING)
    assert Reversal.objects.get().state == RefundState.REJECTED.value


def test_a_subject_that_ends_cancels_and_proposes(scene: Scene, opened: Opens) -> None:
    subject = uuid7()
    paid = opened(subject_id=subject)
    opened(subject_id=subject, key="on_return")
    api.take_cash(actor=scene.reception, order_id=paid.id, at=MORNING)
    for _ in range(2):
        api.end_subject(actor=SYSTEM, subject_kind="test", subject_id=subject, reason="Rút hồ sơ", at=MORNING)
    states = list(Order.objects.filter(subject_id=subject).order_by("id").values_list("state", flat=True))
    assert states == ["paid", "cancelled"]
    proposal = Reversal.objects.get()
    assert (proposal.amount, proposal.state) == (8000, "proposed")
    api.take_up_refund(actor=scene.accountant, refund_id=proposal.id, request=request(), at=MORNING)
    assert [one.state for one in api.list_refunds(actor=scene.desk_head).items] == [RefundState.ASKED]


def test_a_day_is_counted_closed_and_confirmed_by_another(scene: Scene, opened: Opens) -> None:
    desk = scene.unit("MC-XA-99001")
    for amount in (8000, 20_000, 5000):
        order = opened(line(amount), line(1000, code="PHI", kind="fee", name="Phí"))
        last = api.take_cash(actor=scene.reception, order_id=order.id, at=MORNING)
    api.void_receipt(actor=scene.reception, receipt_id=last.id, reason="Nhầm", at=MORNING)
    report = api.my_day(actor=scene.reception, on=TODAY)
    assert (report.issued, report.voided, report.total) == (3, 1, 30_000)
    assert (report.charges, report.fees, report.other) == (28_000, 2000, 0)
    assert report.by_symbol == (("AB-26", 1, 3, 3),)

    def close(counted: int | None, note: str = "", on: date = TODAY, actor: Actor = scene.reception) -> UUID:
        return api.close_day(actor=actor, desk_id=desk, on=on, counted=counted, note=note, at=MORNING)

    for wrong, refusal in (
        ({"counted": 29_000}, DifferenceUnexplained),
        ({"counted": None}, AmountInvalid),
        ({"counted": 30_000, "on": date(2026, 11, 17)}, DayNotOver),
        ({"counted": 30_000, "actor": scene.accountant}, NotFound),
        ({"counted": 30_000, "actor": scene.other_reception}, NotFound),
    ):
        with pytest.raises(refusal):
            close(**wrong)  # type: ignore[arg-type]
    closing = close(29_000, "Trả nhầm tiền thừa")
    with pytest.raises(ClosedAlready):
        close(30_000)
    late = opened()
    with pytest.raises(DayClosed):
        api.take_cash(actor=scene.reception, order_id=late.id, at=MORNING)
    assert api.take_cash(actor=scene.reception, order_id=late.id, at=vn("2026-11-17 08:00")).number == 4
    with pytest.raises(NotFound):
        api.confirm_day(actor=scene.reception, closing_id=closing, at=MORNING)
    both = Actor(**{**vars(scene.reception), "roles": frozenset({"cashier", "accountant"})})
    with pytest.raises(OwnClosing):
        api.confirm_day(actor=both, closing_id=closing, at=MORNING)
    api.confirm_day(actor=scene.accountant, closing_id=closing, at=MORNING)
    closed = api.get_closing(actor=scene.auditor, closing_id=closing)
    assert (closed.counted, closed.total, closed.confirmed_by) == (29_000, 30_000, scene.accountant.name)
    assert closed.digest == report.digest


def test_a_voided_receipt_of_a_closed_day_is_refused(scene: Scene, opened: Opens) -> None:
    receipt = api.take_cash(actor=scene.reception, order_id=opened().id, at=MORNING)
    desk = scene.unit("MC-XA-99001")
    api.close_day(actor=scene.reception, desk_id=desk, on=TODAY, counted=8000, note="", at=MORNING)
    with pytest.raises(DayClosed):
        api.void_receipt(actor=scene.reception, receipt_id=receipt.id, reason="Nhầm", at=MORNING)


def test_papers_are_pdf_with_the_amount_in_words(scene: Scene, opened: Opens) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    first, second = opened(line(1_215_000, name="Phí thẩm định")), opened()
    ids = [api.take_cash(actor=scene.reception, order_id=order.id, at=MORNING).id for order in (first, second)]
    api.void_receipt(actor=scene.reception, receipt_id=ids[1], reason="In nhầm", at=MORNING)
    pdf = PdfReader(BytesIO(api.print_receipts(actor=scene.reception, receipt_ids=ids)))
    pages = [page.extract_text() for page in pdf.pages]
    assert len(pages) == 2
    assert "Một triệu hai trăm mười lăm nghìn đồng" in " ".join(pages[0].split())
    assert "0000001" in pages[0]
    assert "ĐÃ HỦY" in pages[1]
    assert "In nhầm" in pages[1]
    assert api.print_receipts(actor=scene.citizen, receipt_ids=ids[:1])[:5] == b"%PDF-"
    report = api.my_day(actor=scene.reception, on=TODAY)
    assert "Mã kiểm tra" in PdfReader(BytesIO(api.print_day(report=report))).pages[0].extract_text()
