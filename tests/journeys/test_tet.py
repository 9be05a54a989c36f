"""An enterprise asks for a transport licence before Tết; papers are missing; every page tells the due time alike.

Four working days from Wednesday 11 February 2026, 14:05, over the holidays of 16–20 February end on Tuesday the 24th at
14:05. The papers arrive on the 24th at 09:37; the law counts anew from there (NĐ 61/2018 Đ17): Monday 2 March, 09:37.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site
from tests.journeys.steps import CODE, PDF, act, begin, confirm, go_on, submit
from tests.journeys.test_birth import printed

PROCEDURE = "1.000703"
ENTERPRISE = "Công ty TNHH Thương mại Thông Xanh"
PAPERS = ("GDN", "VB", "GN", "AT")
FIRST_DUE, ANSWER_BY, LAST_DUE = "14:05 ngày 24/02/2026", "17:00 ngày 16/03/2026", "09:37 ngày 02/03/2026"
# Who has the steps after the first examination; the one that is asked sits in another department.
OFFICERS = (
    *("chuyenvien.p-vt-soxaydung", "chuyenvien.p-dkkd-sotaichinh", "truongphong.p-vt-soxaydung"),
    *("lanhdao.soxaydung", "vanthu.vp-soxaydung"),
)


@pytest.mark.parametrize("device", ["phone", "desk"])
def test_a_supplement_over_tet(site: Site, tmp_path: Path, device: str) -> None:
    site.it_is("2026-02-11 13:40")
    owner, home, registration = file_it(site, tmp_path, device)
    site.it_is("2026-02-11 14:05")
    desk, here, code = receive(site, registration)
    assert_due(site, owner, home, desk, here, FIRST_DUE)

    site.it_is("2026-02-13 16:20")
    specialist = ask_for_papers(site, here)
    owner.goto(home)
    expect(owner.locator("main")).to_contain_text(ANSWER_BY)
    expect(owner.locator("main")).to_contain_text("Ảnh chụp mờ")
    expect(owner.locator("main dl").first).not_to_contain_text(FIRST_DUE)
    site.shoot(owner, "asked")

    site.it_is("2026-02-24 09:37")
    answer(site, owner, tmp_path)
    assert_due(site, owner, home, specialist, here, LAST_DUE)

    site.it_is("2026-02-25 08:10")
    settle(site, here, tmp_path)
    hand_over(site, here)
    owner.goto(home)
    expect(owner.locator("main")).to_contain_text("18/GPKDVT")
    site.shoot(owner, "result")
    look_up(site, code)


def file_it(site: Site, folder: Path, device: str) -> tuple[Page, str, str]:
    """The owner acts for the enterprise: its details stand there already; each paper is a file of its own."""
    page = site.sign_in("binh", device)
    page.goto("/tai-khoan/doanh-nghiep/")
    page.click("main button:has-text('Thay mặt doanh nghiệp này')")
    begin(page, PROCEDURE)
    expect(page.locator("#applicant-name")).to_have_value(ENTERPRISE)
    page.fill("#applicant-phone", "0912345678")
    go_on(page)
    page.locator("label:has-text('Doanh nghiệp')").first.click()
    expect(page.locator("#don_vi-ten")).to_have_value(ENTERPRISE)
    page.fill("#don_vi-tru_so", "Số 9 đường Hải Thượng Lãn Ông")
    page.fill("#don_vi-dien_thoai", "0912345678")
    page.locator("label:has-text('Hàng hóa')").click()
    page.fill("#nguoi_dieu_hanh-ho_ten", "Trần Văn Bình")
    page.fill("#nguoi_dieu_hanh-trinh_do", "Đại học, vận tải đường bộ")
    go_on(page)
    for field, value in (("bien_so", "38C-123.45"), ("nhan_hieu", "Hino"), ("nam_san_xuat", "2022")):
        page.fill(f"[name='xe.0.{field}']", value)
    page.fill("[name='xe.0.suc_chua']", "8 tấn")
    go_on(page)
    for paper in PAPERS[1:]:
        file = folder / f"{paper}.pdf"
        file.write_bytes(PDF)
        page.set_input_files(f"input[type=file][name='papers.{paper}']", file)
    site.shoot(page, "papers")
    go_on(page)
    expect(page.locator("main")).to_contain_text("38C-123.45")
    expect(page.locator("main")).not_to_contain_text("2.022")
    registration = submit(page)
    page.click("text=Xem hồ sơ")
    site.settle()
    return page, page.url, registration


def receive(site: Site, registration: str) -> tuple[Page, str, str]:
    """The provincial desk receives it; the receipt promises the hour."""
    clerk = site.sign_in("tiepnhan.tinh")
    clerk.goto("/can-bo/")
    clerk.click(f"main a:has-text('{registration}')")
    here = clerk.url
    act(clerk, "Tiếp nhận hồ sơ")
    confirm(clerk)
    code = CODE.search(clerk.locator("h1").inner_text())
    assert code
    text = " ".join(printed(clerk).split())
    assert "14 giờ 05" in text or "14:05" in text, text
    assert "24/02/2026" in text or "24 tháng 02 năm 2026" in text or "24 tháng 2 năm 2026" in text, text
    site.settle()
    return clerk, here, code[0]


def assert_due(site: Site, owner: Page, home: str, officer: Page, here: str, due: str) -> None:
    """Every page that tells the appointment tells it to the minute."""
    site.settle()
    for page, address in ((owner, home), (owner, "/ho-so/"), (officer, here)):
        page.goto(address)
        expect(page.locator("main")).to_contain_text(due)
    site.shoot(owner, "due-list")


def ask_for_papers(site: Site, here: str) -> Page:
    """The head assigns, the specialist finds two papers unfit and asks once for both."""
    head = site.sign_in("truongphong.p-vt-soxaydung")
    head.goto(here)
    act(head, "Hoàn thành bước")
    confirm(head)
    specialist = site.sign_in("chuyenvien.p-vt-soxaydung")
    specialist.goto(here)
    act(specialist, "Yêu cầu bổ sung")
    specialist.select_option("#item-0-component", "VB")
    specialist.fill("#item-0-lacks", "Ảnh chụp mờ, không đọc được số hiệu văn bằng")
    specialist.select_option("#item-1-component", "AT")
    specialist.fill("#item-1-lacks", "Thiếu trang ký tên, đóng dấu")
    specialist.fill("#reason", "Hai giấy tờ chưa đọc được hoặc chưa đủ trang.")
    confirm(specialist)
    site.settle()
    specialist.goto(here)
    expect(specialist.locator("main")).to_contain_text(ANSWER_BY)
    expect(specialist.locator("main nav >> text=Yêu cầu bổ sung")).to_have_count(0)
    site.shoot(specialist, "waiting")
    return specialist


def answer(site: Site, owner: Page, folder: Path) -> None:
    """Both papers go back in one answer."""
    with owner.expect_navigation():
        owner.click("main a:has-text('Bổ sung giấy tờ')")
    confirm(owner)
    expect(owner.locator(".govuk-error-summary")).to_be_visible()
    for number, paper in enumerate(("VB", "AT")):
        owner.set_input_files(f"input[type=file][name='item-{number}-files']", folder / f"{paper}.pdf")
    site.shoot(owner, "answer")
    confirm(owner)
    site.settle()


def settle(site: Site, here: str, folder: Path) -> None:
    """Examination, the other department's opinion, approval, signature, number and file."""
    signed = folder / "giay-phep.pdf"
    signed.write_bytes(PDF)
    officers = [site.sign_in(name) for name in OFFICERS]
    for _ in range(10):
        for page in officers:
            page.goto(here)
            if page.locator("nav a:has-text('Ban hành kết quả')").count():
                act(page, "Ban hành kết quả")
                page.fill("#number", "18/GPKDVT")
                page.fill("#issued_on", "25/02/2026")
                page.fill("#signer_name", "Giám đốc Sở")
                page.set_input_files("input[type=file]", signed)
                confirm(page)
                site.settle()
                return
            if page.locator("nav a:has-text('Cho ý kiến')").count():
                act(page, "Cho ý kiến")
                page.fill("#answer", "Doanh nghiệp đang hoạt động, đúng ngành nghề.")
                confirm(page)
            elif page.locator("nav a:has-text('Hoàn thành bước')").count():
                act(page, "Hoàn thành bước")
                confirm(page)
    raise AssertionError("nobody could issue the result")


def hand_over(site: Site, here: str) -> None:
    """At the desk, against signature."""
    clerk = site.sign_in("traketqua.tinh")
    clerk.goto(here)
    act(clerk, "Trả kết quả")
    clerk.fill("#recipient_name", "Trần Văn Bình")
    confirm(clerk)
    site.settle()


def look_up(site: Site, code: str) -> None:
    """Whoever has the code learns that it is settled, and nothing more."""
    page = site.visit("phone")
    page.goto(f"/tra-cuu/?ma={code}")
    expect(page.locator("main")).to_contain_text(code)
    expect(page.locator("main")).not_to_contain_text("Thông Xanh")
