"""A dossier by post, there and back: filled in at a post office, signed for by two, settled, its result delivered."""

import io

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from honglam.dossiers.contracts import Status
from honglam.dossiers.models import Dossier, ResultDocument
from honglam.postal.contracts import ParcelState
from honglam.postal.models import Parcel
from tests.journeys.conftest import Site, axe
from tests.journeys.steps import act, confirm
from tests.journeys.test_hall import GUARDIANSHIP, NAME, press
from tests.journeys.world import settle_dossier

HOME = "Thôn Đông, phường Thành Sen"


def test_there_and_back_by_post(site: Site) -> None:
    site.it_is("2026-11-26 09:00")
    post, desk = site.sign_in("buuchinh.xa"), site.sign_in("tiepnhan.xa")
    note = take_in(site, post)
    hand_over(site, post, desk, note)
    dossier = settle(site, desk)
    send_out(site, desk, post, dossier)
    deliver(site, post, dossier)


def look(site: Site, page: Page, what: str) -> None:
    """A page as it stands on a desk and on a phone, and what axe says of it."""
    site.shoot(page, what)
    assert axe(page) == []
    page.set_viewport_size({"width": 390, "height": 900})
    site.shoot(page, f"{what}-phone")
    page.set_viewport_size({"width": 1280, "height": 900})


def words(page: Page, label: str) -> str:
    """The words of the PDF that a button of the page opens."""
    where = page.get_by_role("button", name=label).or_(page.get_by_role("link", name=label)).first.get_attribute("href")
    sheets = PdfReader(io.BytesIO(page.request.get(str(where)).body())).pages
    text = " ".join(sheet.extract_text() for sheet in sheets).replace("\u200b", "").replace("-\n", "-")
    return " ".join(text.split())


def take_in(site: Site, post: Page) -> str:
    """The clerk fills the one-stop's form in for a citizen, closes the parcel and prints its note; the number."""
    post.goto(f"/can-bo/nhan-ho/{GUARDIANSHIP}/")
    post.fill("#applicant-name", NAME)
    post.fill("#applicant-phone", "0912345678")
    post.fill("#applicant-address", HOME)
    post.fill("#unit_code", "nam ha")
    post.locator(".hl-suggest li").first.click()
    post.fill("[name='papers.TK.originals']", "1")
    post.locator("label:has-text('gửi qua bưu chính')").last.click()
    post.fill("#return_address", HOME)
    press(post, "Kiểm tra và lập phiếu gửi")
    expect(post.locator(".govuk-error-summary")).to_contain_text("người gửi")
    post.locator("label:has-text('Người gửi đồng ý')").click()
    press(post, "Kiểm tra và lập phiếu gửi")
    look(site, post, "filled-in")
    post.fill("#weight_g", "150")
    post.fill("#postage", "30000")
    press(post, "Lập phiếu gửi")
    look(site, post, "noted")
    number = post.locator("h1 .hl-num").inner_text()
    note = words(post, "In phiếu gửi")
    assert number in note and NAME in note and "150 g" in note
    return number


def hand_over(site: Site, post: Page, desk: Page, note: str) -> None:
    """The post lists and signs, somebody else counts and signs: the moment of that is the lawful submission."""
    post.goto("/can-bo/buu-chinh/giao-nhan/moi/dossiers/")
    expect(post.locator("main")).to_contain_text(note)
    look(site, post, "listing")
    press(post, "Ký bên giao")
    record = post.url
    look(site, post, "given")
    assert "chưa đủ chữ ký hai bên" in words(post, "In biên bản").lower()
    assert not Dossier.objects.exists(), "one signature files nothing"
    site.it_is("2026-11-26 10:30")
    desk.goto(record)
    expect(desk.locator("main")).to_contain_text(note)
    look(site, desk, "counting")
    press(desk, "Ký bên nhận")
    look(site, desk, "signed")
    dossier = Dossier.objects.get()
    assert (dossier.status, dossier.channel) == (Status.REGISTERED.value, "postal")
    signed = words(desk, "In biên bản")
    assert dossier.registration_code in signed and "10 giờ 30, ngày 26 tháng 11 năm 2026" in signed


def settle(site: Site, desk: Page) -> Dossier:
    """Received at the desk, settled by whoever's turn it is, until there is a result."""
    dossier = Dossier.objects.get()
    desk.goto(f"/can-bo/ho-so/{dossier.id}/")
    act(desk, "Tiếp nhận hồ sơ")
    confirm(desk)
    settle_dossier(dossier.id)
    site.settle()
    dossier.refresh_from_db()
    assert (dossier.status, dossier.return_method) == (Status.RESOLVED.value, "postal")
    return dossier


def send_out(site: Site, desk: Page, post: Page, dossier: Dossier) -> None:
    """The result waits at the desk, and the post office signs for it."""
    site.it_is("2026-11-27 08:00")
    desk.goto("/can-bo/buu-chinh/")
    expect(desk.locator("main")).to_contain_text(dossier.code)
    look(site, desk, "waiting")
    desk.get_by_role("button", name="Giao kết quả cho bưu chính").or_(
        desk.get_by_role("link", name="Giao kết quả cho bưu chính")
    ).first.click()
    desk.select_option("#office_id", index=1)
    press(desk, "Ký bên giao")
    record = desk.url
    post.goto(record)
    press(post, "Ký bên nhận")
    parcel = Parcel.objects.get(direction="result")
    assert parcel.state == ParcelState.RESULT_COLLECTED.value
    assert parcel.result_id == ResultDocument.objects.get(dossier=dossier).id


def deliver(site: Site, post: Page, dossier: Dossier) -> None:
    """Nobody at home first, then delivered: the dossier is returned, with the parcel's number as evidence."""
    site.it_is("2026-11-27 15:00")
    parcel = Parcel.objects.get(direction="result")
    post.goto("/can-bo/buu-chinh/")
    post.fill("input[name=so]", parcel.number.lower())
    post.keyboard.press("Enter")
    expect(post.locator("h1")).to_contain_text(parcel.number)
    post.locator("label:has-text('Chưa phát được')").first.click()
    post.locator("#reason:visible").fill("Không có người ở nhà")
    press(post, "Gửi tin báo")
    look(site, post, "undelivered")
    site.it_is("2026-11-28 09:00")
    post.locator("label:text-is('Đã phát')").click()
    post.fill("#recipient_name", NAME)
    post.fill("#relation", "chính chủ")
    press(post, "Gửi tin báo")
    look(site, post, "delivered")
    dossier.refresh_from_db()
    assert dossier.status == Status.RETURNED.value
    post.goto("/can-bo/buu-chinh/")
    expect(post.locator("main")).to_contain_text("Không có bưu gửi nào")
    somebody = site.visit("phone")
    somebody.goto(f"/tra-cuu/?ma={dossier.code}")
    expect(somebody.locator("main")).to_contain_text("đã kết thúc")
    site.shoot(somebody, "looked-up")
