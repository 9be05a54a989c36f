"""A fee is paid: by a gateway that misbehaves, with a transfer's QR code, and in cash at the desk."""

import io
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from honglam.directory.models import Agency
from honglam.payments.models import GatewayCall, Order, Payment, Receipt, Reversal
from tests.journeys.conftest import Site, axe
from tests.journeys.world import COMMUNE, owe, person

PAID, WAITING = "Đã nộp lúc", "Đang chờ cổng thanh toán xác nhận."


@pytest.fixture
def gateway(site: Site, settings: Any) -> Iterator[Site]:
    """The site with the simulator behind its own address; what the simulator remembers is forgotten afterwards."""
    url = f"{site.address}/gia-lap/thanh-toan"
    settings.PAYMENT_GATEWAY = {**settings.PAYMENT_GATEWAY, "url": url}
    cache.clear()
    yield site
    cache.clear()


def owed(key: str, amount: int = 8_000) -> UUID:
    """A charge of the citizen, to be paid at the commune's desk."""
    commune = Agency.objects.get(code=f"UBND-XA-{COMMUNE}")
    return owe(key, desk_id=person("traketqua.xa").unit_id or 0, payee_id=commune.pk, amount=amount)


def pay(page: Page, order_id: UUID, fault: str) -> None:
    """From the order to the gateway, where this goes wrong, and back."""
    page.goto(f"/thanh-toan/{order_id}/")
    page.click("button:has-text('Thanh toán trực tuyến')")
    page.wait_for_url("**/gia-lap/thanh-toan/pay?*")
    page.check(f"input[name=fault][value='{fault}']", force=True)
    page.click("main button[type=submit]")
    page.wait_for_url(re.compile("/thanh-toan/tro-ve/"))


def says(page: Page, *words: str) -> None:
    """Each of these stands on the page."""
    for one in words:
        expect(page.locator("main")).to_contain_text(one)


def counted(order_id: UUID) -> tuple[str, int, int]:
    """State, payments and receipts of an order."""
    state = Order.objects.values_list("state", flat=True).get(id=order_id)
    payments = Payment.objects.filter(order_id=order_id)
    return state, payments.count(), Receipt.objects.filter(payment__in=payments).count()


def test_a_gateway_that_misbehaves_is_never_believed_too_early(gateway: Site) -> None:
    phone = gateway.sign_in("an", "phone")
    comes_late(gateway, phone)
    for fault in ("twice", "reordered"):
        order_id = owed(fault)
        pay(phone, order_id, fault)
        says(phone, PAID, "Biên lai")
        assert counted(order_id) == ("paid", 1, 1)
    was_forged(gateway, phone)
    was_declined(gateway, phone)
    charged_twice(phone)


def comes_late(site: Site, phone: Page) -> None:
    """The payer is back before the callback: the page waits, the order warns, then the page renews itself."""
    order_id = owed("late")
    pay(phone, order_id, "late")
    says(phone, WAITING, "không nộp lần thứ hai")
    assert "status=success" in phone.url, "what the address says is not believed"
    site.shoot(phone, "waiting")
    assert axe(phone) == []
    phone.goto(f"/thanh-toan/{order_id}/")
    says(phone, "đang chờ xác nhận")
    site.shoot(phone, "warned")
    assert counted(order_id) == ("open", 0, 0)
    phone.go_back()
    says(phone, WAITING)
    site.visit().request.post("/gia-lap/thanh-toan/deliver")
    says(phone, PAID)
    site.shoot(phone, "paid")
    assert counted(order_id) == ("paid", 1, 1)
    receipt = PdfReader(io.BytesIO(phone.request.get(href(phone, ".pdf")).body())).pages[0].extract_text()
    assert "Tám nghìn đồng" in receipt


def was_forged(site: Site, phone: Page) -> None:
    """Somebody else says it was paid: it was not, and asking the gateway says so too."""
    order_id = owed("forged")
    pay(phone, order_id, "forged")
    says(phone, WAITING)
    assert GatewayCall.objects.filter(outcome="forged").count() == 1
    phone.click("button:has-text('Hỏi cổng thanh toán ngay')")
    says(phone, WAITING)
    assert counted(order_id) == ("open", 0, 0)


def was_declined(site: Site, phone: Page) -> None:
    """The bank says no: nothing was charged, and there is a way to try again, which then works."""
    order_id = owed("declined")
    pay(phone, order_id, "declined")
    says(phone, "Thanh toán không thành công. Chưa có khoản tiền nào bị trừ.")
    site.shoot(phone, "declined")
    assert axe(phone) == []
    phone.click("main a:has-text('Thử lại')")
    pay(phone, order_id, "")
    says(phone, PAID)
    assert counted(order_id) == ("paid", 1, 1)


def charged_twice(phone: Page) -> None:
    """The payer's bank charged twice: the order is paid once, the rest is proposed for refund."""
    order_id = owed("double")
    pay(phone, order_id, "double")
    says(phone, PAID)
    assert counted(order_id) == ("paid", 2, 1)
    assert Payment.objects.get(order_id=order_id, surplus=True).amount == 8_000
    assert Reversal.objects.get(payment__order_id=order_id).state == "proposed"


def test_a_transfer_has_its_code_on_the_phone(site: Site) -> None:
    order_id = owed("qr", 150_000)
    phone = site.sign_in("an", "phone")
    phone.goto(f"/thanh-toan/{order_id}/")
    reference = Order.objects.get(id=order_id).reference
    says(phone, "Chuyển khoản bằng mã VietQR", reference, "150.000")
    expect(phone.locator(".hl-qr__code svg")).to_be_visible()
    box = phone.locator(".hl-qr__code svg path").last.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 180, "large enough for the camera of another telephone"
    site.shoot(phone, "vietqr")
    assert axe(phone) == []
    picture = phone.request.get(f"/thanh-toan/{order_id}/ma-qr.png")
    assert picture.body().startswith(b"\x89PNG")


def test_cash_is_taken_and_the_day_closed(site: Site) -> None:
    first, second = owed("cash", 8_000), owed("void", 50_000)
    cashier = site.sign_in("traketqua.xa")
    cashier.goto("/can-bo/thu-phi/")
    says(cashier, "H27-cash", "H27-void")
    site.shoot(cashier, "desk")
    take(cashier, first, "10.000")
    says(cashier, "Tiền thừa trả lại: 2.000 đồng")
    site.shoot(cashier, "taken")
    assert axe(cashier) == []
    printed = PdfReader(io.BytesIO(cashier.request.get(href(cashier, ".pdf")).body())).pages[0].extract_text()
    for words in ("Tám nghìn đồng", "8.000", "Nguyễn Thị An", Receipt.objects.get().symbol):
        assert words in printed
    take(cashier, second, "")
    cashier.click("a:has-text('Hủy biên lai này')")
    cashier.fill("#reason", "Ghi nhầm người nộp")
    cashier.click("main button:has-text('Hủy biên lai này')")
    says(cashier, "Trả lại 50.000 đồng")
    close_the_day(site, cashier)


def take(cashier: Page, order_id: UUID, given: str) -> None:
    """Type what was handed over, Enter."""
    cashier.goto(f"/can-bo/thu-phi/{order_id}/")
    cashier.fill("#given", given)
    with cashier.expect_navigation():
        cashier.press("#given", "Enter")


def close_the_day(site: Site, cashier: Page) -> None:
    """A difference must be explained; the closed day is confirmed by somebody else."""
    cashier.goto("/can-bo/thu-phi/khoa-so/")
    says(cashier, "2, trong đó đã hủy 1", "8.000")
    cashier.fill("#counted", "7.000")
    with cashier.expect_navigation():
        cashier.click("button:has-text('Khóa sổ ngày này')")
    expect(cashier.locator(".govuk-error-summary")).to_be_visible()
    expect(cashier.locator("#counted")).to_have_value(re.compile(r"7\.?000"))
    site.shoot(cashier, "difference")
    cashier.fill("#counted", "8.000")
    with cashier.expect_navigation():
        cashier.click("button:has-text('Khóa sổ ngày này')")
    says(cashier, "Ngày đã khóa sổ")
    assert cashier.locator("button:has-text('Xác nhận khóa sổ')").count() == 0, "nobody confirms the own count"
    head = site.sign_in("giamdoc.xa")
    head.goto(cashier.url)
    with head.expect_navigation():
        head.click("button:has-text('Xác nhận khóa sổ')")
    expect(head.locator("button:has-text('Xác nhận khóa sổ')")).to_have_count(0)
    site.shoot(head, "closed")
    assert axe(head) == []


def href(page: Page, ending: str) -> str:
    """Where the first link to such a file leads."""
    return str(page.locator(f"main a[href$='{ending}']").first.get_attribute("href"))
