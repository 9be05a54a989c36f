"""A morning at the one-stop: a number, a window, two photographed pages, an original kept and given back."""

import re
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from honglam.dossiers.models import Dossier, Paper
from honglam.files import api as files
from honglam.kernel import clock
from tests.files import pages
from tests.files.pages import needs_tesseract
from tests.journeys.conftest import Site, axe
from tests.journeys.steps import act, confirm
from tests.journeys.test_birth import printed
from tests.journeys.world import settle_dossier

GUARDIANSHIP = "1.004837"
NAME = "NGUYỄN THỊ HỒNG NHUNG"


@needs_tesseract
def test_from_the_number_to_the_original_given_back(site: Site, tmp_path: Path) -> None:
    site.it_is("2026-11-26 09:00")
    clerk = site.sign_in("tiepnhan.xa")
    kiosk, screen = open_the_hall(site, clerk)
    grandmother, phone = take_numbers(site, kiosk)
    call(site, clerk, screen, grandmother, phone)
    scan(site, clerk, tmp_path)
    receive(site, clerk)
    hand_over(site, clerk)
    clerk.goto("/can-bo/goi-so/")
    press(clerk, "Kết thúc")
    expect(clerk.get_by_role("button", name="Gọi số tiếp theo")).to_be_visible()


def test_who_gave_way_on_the_screen_is_not_called_a_second_time(site: Site) -> None:
    """More windows are busy than the screen has rows: what comes back when one is free was rung for before."""
    screen = site.visit()
    screen.goto("/lay-so/")
    hall = str(screen.locator("main .hl-rows a").first.get_attribute("href")).split("/")[-2]
    early, late = ({"label": label, "window": window, "count": 1} for label, window in (("A001", 1), ("B002", 2)))
    answers = iter([[early], [late]])

    def answer(route: Route) -> None:
        route.fulfill(json={"calls": next(answers, [late, early]), "next": []})

    screen.route("**/bang/", answer)
    screen.goto(f"/goi-so/{hall}/")
    rows = screen.locator("tbody tr")
    expect(rows).to_have_text([re.compile("B002")])
    expect(rows.first).to_have_class("hl-board__new")
    expect(rows.nth(1)).to_have_text(re.compile("A001"))
    expect(rows.nth(1)).not_to_have_class("hl-board__new")


def press(page: Page, label: str) -> None:
    """A button that leads on."""
    with page.expect_navigation():
        page.get_by_role("button", name=label).first.click()


def open_the_hall(site: Site, clerk: Page) -> tuple[Page, Page]:
    """The clerk sits down at window 3 and opens the hall's two screens."""
    clerk.goto("/can-bo/goi-so/")
    clerk.fill("input[name=window]", "3")
    press(clerk, "Ngồi quầy này")
    assert axe(clerk) == []
    clerk.locator("summary:has-text('Màn hình của sảnh')").click()
    kiosk, screen = site.visit(), site.visit()
    kiosk.goto(str(clerk.get_by_role("link", name="Máy lấy số").get_attribute("href")))
    screen.goto(str(clerk.get_by_role("link", name="Màn hình gọi số").get_attribute("href")))
    site.shoot(kiosk, "kiosk")
    assert axe(kiosk) == []
    return kiosk, screen


def take_numbers(site: Site, kiosk: Page) -> tuple[Page, Page]:
    """Somebody takes a number by phone; a grandmother comes later, to the kiosk, and is before them."""
    phone = site.visit("phone")
    phone.goto("/lay-so/")
    phone.locator("main .hl-rows a").first.click()
    site.shoot(phone, "phone")
    assert axe(phone) == []
    press(phone, "Hộ tịch, chứng thực")
    expect(phone.locator(".hl-number")).to_have_text("A001")
    kiosk.locator("label:has-text('Người cao tuổi')").click()
    press(kiosk, "Hộ tịch, chứng thực")
    expect(kiosk.locator(".hl-slip__label")).to_contain_text("A002")
    site.shoot(kiosk, "printed")
    assert axe(kiosk) == []
    phone.reload()
    expect(phone.locator("[role=status]")).to_contain_text("Còn 1 người")
    site.shoot(phone, "number")
    assert axe(phone) == []
    return kiosk, phone


def call(site: Site, clerk: Page, screen: Page, grandmother: Page, phone: Page) -> None:
    """The screen of the hall shows it by itself, and whoever waits moves up."""
    press(clerk, "Gọi số tiếp theo")
    expect(clerk.locator(".hl-number")).to_have_text("A002")
    expect(screen.locator("tbody tr").first).to_have_text(re.compile(r"A002\s*3"))
    site.shoot(screen, "screen")
    assert axe(screen) == []
    site.shoot(clerk, "window")
    assert axe(clerk) == []
    expect(grandmother.locator(".hl-slip, .hl-hall")).to_be_visible()
    phone.reload()
    expect(phone.locator("[role=status]")).to_contain_text("Sắp đến lượt")


def key(page: Page, item: int, label: str) -> None:
    """A photographed page's own button, by keyboard."""
    page.locator(".hl-page").nth(item).get_by_role("button", name=label).focus()
    page.keyboard.press("Enter")


def scan(site: Site, clerk: Page, folder: Path) -> None:
    """Two pages in the wrong order, one lying on its side, become one paper that is read; one value is confirmed."""
    second, first = folder / "trang-hai.jpg", folder / "trang-mot.jpg"
    second.write_bytes(pages.jpeg(pages.page(pages.DECISION)))
    first.write_bytes(pages.jpeg(pages.page(askew=0.8, turns=3)))
    clerk.get_by_role("button", name="Tiếp nhận hồ sơ").click()
    clerk.goto(f"/can-bo/tiep-nhan/{GUARDIANSHIP}/")
    clerk.locator("#papers-TK-question summary").click()
    clerk.locator("#papers-TK-question input[type=file]").set_input_files([second, first])
    expect(clerk.locator(".hl-page [role=status]").last).to_contain_text("Đã tải lên")
    key(clerk, 0, "Đưa xuống")
    expect(clerk.locator(".hl-page").nth(1)).to_contain_text("trang-hai.jpg")
    expect(clerk.locator(".hl-page strong").nth(1)).to_have_text("Trang 2")
    key(clerk, 0, "Xoay")
    expect(clerk.locator(".hl-page__picture").first).to_have_attribute("data-turns", "1")
    site.shoot(clerk, "pages")
    assert axe(clerk) == []
    clerk.set_viewport_size({"width": 390, "height": 900})
    site.shoot(clerk, "pages-phone")
    clerk.set_viewport_size({"width": 1280, "height": 900})
    press(clerk, "Ghép trang và đọc chữ")
    assert files.read_next(at=clock.now())
    value = clerk.locator(".hl-read__values li", has_text=NAME).first
    expect(value).to_contain_text("trang 1")
    site.shoot(clerk, "read")
    assert axe(clerk) == []
    assert clerk.input_value("#applicant-name") == "", "nothing is filled in by itself"
    with clerk.expect_navigation():
        value.get_by_role("button", name="Dùng cho: Họ và tên").first.click()
    expect(clerk.locator("#applicant-name")).to_have_value(NAME)
    assert not Paper.objects.exists(), "nothing is received before the officer says so"


def receive(site: Site, clerk: Page) -> None:
    """The receipt lists the original that stays here."""
    clerk.fill("#applicant-phone", "0912345678")
    clerk.fill("[name='papers.TK.originals']", "1")
    clerk.locator("#papers-TK-question label:has-text('Giữ bản chính')").click()
    press(clerk, "Tiếp nhận và lập giấy hẹn")
    expect(clerk.locator("main")).to_contain_text("đang giữ bản chính")
    clerk.locator("summary:has-text('Thông tin lấy từ giấy tờ')").click()
    expect(clerk.locator("main")).to_contain_text("trang 1, dòng 5")
    site.shoot(clerk, "received")
    assert axe(clerk) == []
    text = " ".join(printed(clerk).split())
    assert NAME in text
    assert "Bản chính giữ tại bộ phận một cửa" in text
    clerk.goto("/can-bo/ban-chinh/")
    expect(clerk.locator("main table")).to_contain_text(NAME)
    clerk.go_back()


def hand_over(site: Site, clerk: Page) -> None:
    """With the result the original goes back, with a tick."""
    dossier = Dossier.objects.get()
    settle_dossier(dossier.id)
    clerk.goto(f"/can-bo/ho-so/{dossier.id}/")
    act(clerk, "Trả kết quả")
    expect(clerk.locator("main form")).to_contain_text("Đã trả lại bản chính")
    site.shoot(clerk, "hand-over")
    assert axe(clerk) == []
    clerk.fill("#recipient_name", NAME)
    confirm(clerk)
    expect(clerk.locator("main")).to_contain_text("đã trả bản chính")
    assert Paper.objects.get(kept_at__isnull=False).given_back_to == NAME
