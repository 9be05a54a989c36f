"""A birth registration from the search box to the child's certificate: citizen, clerk, specialist, leader."""

import io
from pathlib import Path

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import Site
from tests.journeys.steps import CODE, PDF, act, begin, confirm, fill_birth, say_who, submit

INSIDE = "xin ý kiến nội bộ"


def test_a_birth_is_registered(site: Site, tmp_path: Path) -> None:
    look_around(site)
    mother, home, registration = file_it(site, tmp_path)
    here = receive(site, registration)
    walk_to_the_result(site, here)

    mother.goto(home)
    expect(mother.locator("main")).to_contain_text("Kết quả")
    site.shoot(mother, "result")
    with mother.expect_download() as download:
        mother.click("text=Tải kết quả")
    certificate = PdfReader(download.value.path()).pages[0].extract_text()
    for word in ("GIẤY KHAI SINH", "TRẦN NGUYỄN MINH ÁNH", "Số: 01/2026", "TM. ỦY BAN NHÂN DÂN", "Đặng Hữu Sơn"):
        assert word in certificate
    assert INSIDE not in mother.locator("main").inner_text(), "notes of the office stay in the office"

    stranger = site.sign_in("binh")
    answer = stranger.goto(home)
    assert answer
    assert answer.status == 404


def look_around(site: Site) -> None:
    """Before signing in: a mistyped search without accents finds what is meant."""
    page = site.visit("phone")
    page.goto("/")
    site.shoot(page, "home")
    page.fill("#q", "lam giay khai sihn")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Đăng ký khai sinh")
    site.shoot(page, "search")


def file_it(site: Site, folder: Path) -> tuple[Page, str, str]:
    """The mother's way to the confirmation, on her phone."""
    certificate = folder / "giay-chung-sinh.pdf"
    certificate.write_bytes(PDF)
    mother = site.sign_in("an", "phone")
    begin(mother, "1.001193")
    say_who(mother)
    fill_birth(mother, certificate)
    expect(mother.locator("main")).to_contain_text("Trần Nguyễn Minh Ánh")
    site.shoot(mother, "check")
    registration = submit(mother)
    site.shoot(mother, "submitted")
    assert registration.startswith("DK-")
    mother.click("text=Xem hồ sơ")
    site.settle()
    return mother, mother.url, registration


def receive(site: Site, registration: str) -> str:
    """The clerk receives it: the lawful code, and a receipt that says what it must."""
    clerk = site.sign_in("tiepnhan.xa")
    clerk.goto("/can-bo/")
    site.shoot(clerk, "worklist")
    clerk.click(f"main a:has-text('{registration}')")
    site.shoot(clerk, "officer")
    here = clerk.url
    act(clerk, "Tiếp nhận hồ sơ")
    confirm(clerk)
    expect(clerk.locator("h1")).to_contain_text(CODE)
    code = CODE.search(clerk.locator("h1").inner_text())
    assert code
    text = printed(clerk)
    for word in (code[0], "GIẤY TIẾP NHẬN HỒ SƠ", "Nguyễn Thị An", "Đăng ký khai sinh"):
        assert word in text
    site.settle()
    return here


def printed(page: Page) -> str:
    """The words of the form that the page offers to print."""
    where = page.locator("a[href$='.pdf'][href*='/phieu/']").first.get_attribute("href")
    return PdfReader(io.BytesIO(page.request.get(str(where)).body())).pages[0].extract_text()


def walk_to_the_result(site: Site, here: str) -> None:
    """Whoever has the next step does it, until the clerk issues the certificate that was drafted and signed."""
    officers = {name: site.sign_in(f"{name}.xa") for name in ("chuyenvien", "truongphong", "lanhdao", "vanthu")}
    for _ in range(8):
        for page in officers.values():
            page.goto(here)
            if page.locator("nav a:has-text('Ban hành kết quả'), nav a:has-text('Trả kết quả')").count():
                page.locator("nav a:has-text('Ban hành kết quả'), nav a:has-text('Trả kết quả')").first.click()
                confirm(page)
                site.shoot(page, "issued")
                site.settle()
                return
            if page is officers["chuyenvien"] and page.locator("nav a:has-text('Dự thảo kết quả')").count():
                mend(page, site)
            if page.locator("nav a:has-text('Hoàn thành bước')").count():
                act(page, "Hoàn thành bước")
                page.fill("#note", INSIDE)
                confirm(page)
                site.settle()
                break
    raise AssertionError("nobody could issue the result")


def mend(page: Page, site: Site) -> None:
    """The specialist looks at the paper that the template made of the answers, and mends a word."""
    act(page, "Dự thảo kết quả")
    page.locator("label:has-text('Nơi sinh')").first.click()
    page.keyboard.press("End")
    page.keyboard.type(", tỉnh Hà Tĩnh")
    site.shoot(page, "draft")
    with page.expect_navigation():
        page.locator("main form button:has-text('Lưu')").first.click()
