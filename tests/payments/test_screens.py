"""The screens of money as their people use them: an exemption granted, a refund given back, a statement settled."""

import re
from datetime import datetime
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from honglam.identity.models import Account
from honglam.kernel.values import Actor
from honglam.payments import api
from honglam.payments.contracts import OrderState, RefundState
from honglam.payments.models import Order, Reversal, StatementLine
from honglam.payments.views import cashier, paying
from tests.dossiers.scene import MORNING, Scene, later
from tests.payments.conftest import Opens, line

HEAD = "Ngày giao dịch;Số giao dịch;Nội dung;Ghi có\n"


def browser_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(id=actor.id))
    return client


def path(name: str, *said: object) -> str:
    return reverse(f"payments:{name}", args=said)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """What the pages take for now."""
    shown = [MORNING]
    for view in (cashier, paying):
        monkeypatch.setattr(view, "now", lambda: shown[0])
    return shown


def state(order_id: UUID) -> str:
    return str(Order.objects.values_list("state", flat=True).get(id=order_id))


def test_an_exemption_is_granted_on_a_paper(scene: Scene, opened: Opens) -> None:
    order = opened()
    desk, sent = browser_of(scene.reception), {"reduction": "LP|Người có công", "evidence": "Thẻ số 12"}
    grant, page = path("reduce", order.id), path("order", order.id)
    assert grant in text(desk, page)
    refused = desk.post(grant, {**sent, "evidence": " "})
    assert (refused.status_code, 'id="evidence-error"' in refused.content.decode()) == (422, True)
    assert browser_of(scene.auditor).post(grant, sent).status_code == 404
    assert state(order.id) == OrderState.OPEN.value
    assert desk.post(grant, sent).headers["location"] == page
    assert state(order.id) == OrderState.WAIVED.value
    shown = text(desk, page)
    assert "Thẻ số 12" in shown and grant not in shown


def test_a_refund_is_asked_for_approved_and_paid_out(scene: Scene, opened: Opens) -> None:
    order = opened()
    desk, head, accountant = (browser_of(one) for one in (scene.reception, scene.desk_head, scene.accountant))
    assert desk.post(path("take", order.id), {"given": "10.000"}).status_code == 302
    ask, page = path("ask_refund", order.id), path("order", order.id)
    assert ask in text(desk, page)
    sent = {"amount": "8.000", "reason": "Rút hồ sơ", "decision_number": "12/QĐ-UBND", "decision_on": "16/11/2026"}
    refused = desk.post(ask, {**sent, "decision_number": ""})
    assert (refused.status_code, Reversal.objects.count()) == (422, 0)
    refund = desk.post(ask, sent).headers["location"]
    row = Reversal.objects.get()
    assert refund == path("refund", row.id)
    shown = text(desk, page)
    assert refund in shown and ask not in shown, "all of it is on its way already"

    decide, pay_out = path("decide_refund", row.id), path("pay_out_refund", row.id)
    assert decide not in text(desk, refund) and decide in text(head, refund)
    assert desk.post(decide, {"decision": "approve"}).status_code == 404
    assert head.post(decide, {"decision": "approve"}).headers["location"] == refund
    assert head.post(pay_out, {"reference": "UNC 5"}).status_code == 404
    assert Reversal.objects.get().state == RefundState.APPROVED.value
    assert pay_out in text(accountant, refund)
    assert accountant.post(pay_out, {"reference": " "}).status_code == 422
    assert accountant.post(pay_out, {"reference": "UNC 5"}).headers["location"] == refund
    assert (Reversal.objects.get().state, state(order.id)) == (RefundState.PAID_OUT.value, OrderState.REFUNDED.value)
    assert "UNC 5" in text(accountant, refund)


def test_what_the_system_proposed_is_completed_on_its_page(scene: Scene, opened: Opens) -> None:
    order = opened()
    api.take_cash(actor=scene.reception, order_id=order.id, at=MORNING)
    api.end_subject(
        actor=scene.reception, subject_kind="test", subject_id=order.subject_id, reason="Rút hồ sơ", at=MORNING
    )
    row, accountant = Reversal.objects.get(), browser_of(scene.accountant)
    take_up = path("take_up_refund", row.id)
    assert path("refund", row.id) in text(accountant, path("order", order.id))
    assert take_up in text(accountant, path("refund", row.id))
    sent = {"amount": "8.000", "reason": "Rút hồ sơ", "decision_number": "12/QĐ-UBND", "decision_on": "16/11/2026"}
    assert accountant.post(take_up, sent).headers["location"] == path("refund", row.id)
    assert Reversal.objects.get().state == RefundState.ASKED.value


def test_a_statement_is_uploaded_booked_and_settled(scene: Scene, opened: Opens) -> None:
    named, unnamed = opened(), opened(line(9000))
    accountant, overview = browser_of(scene.accountant), path("statements")
    rows = f"16/11/2026;FT1;{named.reference};8.000\n16/11/2026;FT2;nop phi;9.000\n"
    file = SimpleUploadedFile("sao-ke.csv", (HEAD + rows).encode(), content_type="text/csv")
    assert accountant.post(overview, {"account": "TK-XA-99001"}).status_code == 422, "no file"
    plan = accountant.post(overview, {"account": "TK-XA-99001", "file": file}).headers["location"]
    shown = text(accountant, plan)
    assert plan in text(accountant, overview)
    assert state(named.id) == OrderState.OPEN.value, "nothing is booked yet"
    digest = re.search(r'name="digest" value="(\w+)"', shown)
    assert digest is not None
    assert accountant.post(plan, {"digest": "of another plan"}).status_code == 409
    assert browser_of(scene.reception).post(plan, {"digest": digest[1]}).status_code == 404
    assert accountant.post(plan, {"digest": digest[1]}).headers["location"] == plan
    assert (state(named.id), state(unnamed.id)) == ("paid", "open")

    waits = StatementLine.objects.get(bank_ref="FT2")
    settle, unclear = path("settle_line", waits.id), path("unclear")
    assert settle in text(accountant, unclear)
    wrong = accountant.post(settle, {f"reference-{waits.id}": named.reference})
    assert (wrong.status_code, f'id="reference-{waits.id}-error"' in wrong.content.decode()) == (409, True)
    assert accountant.post(settle, {f"reference-{waits.id}": unnamed.reference}).headers["location"] == unclear
    assert state(unnamed.id) == OrderState.PAID.value
    assert settle not in text(accountant, unclear)


def test_a_transfer_that_pays_nothing_is_set_aside(scene: Scene, opened: Opens) -> None:
    accountant = browser_of(scene.accountant)
    file = SimpleUploadedFile("sao-ke.csv", (HEAD + "16/11/2026;FT1;chuyen nham;7.000\n").encode())
    plan = accountant.post(path("statements"), {"account": "TK-XA-99001", "file": file}).headers["location"]
    digest = re.search(r'name="digest" value="(\w+)"', text(accountant, plan))
    assert digest is not None
    accountant.post(plan, {"digest": digest[1]})
    waits = StatementLine.objects.get()
    settle = path("settle_line", waits.id)
    assert accountant.post(settle, {"aside": "1"}).status_code == 422
    accountant.post(settle, {"aside": "1", f"note-{waits.id}": "Đã báo ngân hàng hoàn"})
    assert StatementLine.objects.get().state == "set_aside"


def test_only_an_own_receipt_of_today_can_be_voided(scene: Scene, opened: Opens, clock: list[datetime]) -> None:
    order = opened()
    receipt = api.take_cash(actor=scene.reception, order_id=order.id, at=MORNING)
    desk, void = browser_of(scene.reception), path("void", receipt.id)
    assert void in text(desk, path("order", order.id))
    clock[0] = later(days=1)
    assert void not in text(desk, path("order", order.id))
    refused = desk.post(void, {"reason": "Sai tên"}).content.decode()
    assert "chỉ hủy được biên lai lập trong ngày" in refused and "khóa sổ" not in refused
    clock[0] = MORNING
    assert void not in text(browser_of(scene.desk_head), path("order", order.id))


def test_what_is_partly_on_its_way_back_is_not_voided(scene: Scene, opened: Opens, clock: list[datetime]) -> None:
    order = opened()
    receipt = api.take_cash(actor=scene.reception, order_id=order.id, at=MORNING)
    desk, void, page = browser_of(scene.reception), path("void", receipt.id), path("order", order.id)
    sent = {"amount": "3.000", "reason": "Nhầm", "decision_number": "12/QĐ-UBND", "decision_on": "16/11/2026"}
    assert desk.post(path("ask_refund", order.id), sent).status_code == 302
    shown = text(desk, page)
    assert void not in shown and path("ask_refund", order.id) in shown
    refused = desk.post(void, {"reason": "Sai tên"}).content.decode()
    assert "đang hoặc đã được hoàn trả" in refused and "tiền mặt. Hãy" not in refused
    Reversal.objects.update(state=RefundState.REJECTED.value)
    assert void in text(desk, page)


def test_who_collects_prints_the_receipts_of_other_desks(scene: Scene, opened: Opens) -> None:
    """The dossier's page leads there."""
    order = opened(payee_id=scene.unit("SO-MAU"))
    receipt = path("receipt", api.take_cash(actor=scene.reception, order_id=order.id, at=MORNING).id)
    assert browser_of(scene.department_head).get(receipt).status_code == 200
    assert browser_of(scene.other_chairman).get(receipt).status_code == 404
    theirs = path("receipt", api.take_cash(actor=scene.reception, order_id=opened().id, at=MORNING).id)
    assert browser_of(scene.department_head).get(theirs).status_code == 404


def test_an_abandoned_online_payment_forbids_other_ways_for_an_hour(
    scene: Scene, opened: Opens, clock: list[datetime]
) -> None:
    order = opened()
    attempt = api.start_attempt(actor=scene.citizen, order_id=order.id, at=MORNING).attempt_id
    payer, desk = browser_of(scene.citizen), browser_of(scene.reception)
    pages = ((payer, path("pay", order.id)), (desk, path("order", order.id)))
    for minutes, warned in ((59, True), (61, False)):
        clock[0] = later(minutes / 60)
        for client, page in pages:
            assert ("đang chờ xác nhận" in text(client, page)) is warned
    back = text(payer, path("returned", attempt))
    assert "có thể nộp bằng cách khác" in back and "không nộp lần thứ hai" not in back
    assert path("pay", order.id) in back and "hx-get" not in back
