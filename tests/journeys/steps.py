"""What people do on the way, in their own words."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
CODE = re.compile(r"H27[.\d]*-\d{6}-\d{4}")


def go_on(page: Page) -> None:
    """Press the button that leads to the next page."""
    with page.expect_navigation():
        page.locator("main form button.govuk-button:visible:has-text('Tiếp tục')").last.click()


def begin(page: Page, code: str) -> None:
    """Start filing a procedure."""
    page.goto(f"/ho-so/nop/{code}/")
    page.click("main button[type=submit]")
    expect(page.locator("#applicant-name")).to_be_visible()


def say_who(page: Page, *, phone: str = "0912345678") -> None:
    """The applicant's page; the place is found by its name before the merger."""
    page.fill("#applicant-phone", phone)
    page.fill("#applicant-address", "Số 12 đường Nguyễn Du")
    page.fill("#unit_code", "nam ha")
    page.locator(".hl-suggest li").first.click()
    go_on(page)


def fill_birth(page: Page, papers: Path) -> None:
    """The form of a birth registration, then the certificate of birth."""
    answer_birth(page)
    page.set_input_files("input[type=file] >> nth=0", papers)
    go_on(page)


def answer_birth(page: Page) -> None:
    """The form of a birth registration; the papers come next."""
    page.select_option("select", "cha")
    go_on(page)
    page.locator("label:has-text('Trẻ có cha')").first.click()
    page.fill("#con-ho_ten", "Trần Nguyễn Minh Ánh")
    for part, value in (("day", "15"), ("month", "11"), ("year", "2026")):
        page.fill(f"[name='con.ngay_sinh-{part}']", value)
    page.click("label:has-text('Nữ')")
    page.fill("#con-noi_sinh", "Bệnh viện đa khoa tỉnh")
    page.fill("#con-que_quan", "Phường Thành Sen")
    go_on(page)
    page.fill("#me-ho_ten", "Nguyễn Thị An")
    page.fill("#me-so_dinh_danh", "042190004512")
    page.fill("[name='me.ngay_sinh-year']", "1990")
    page.fill("#cha-ho_ten", "Trần Văn Bình")
    go_on(page)
    page.locator("label:has-text('Giấy chứng sinh')").first.click()
    page.locator("label:has-text('Tại bộ phận một cửa')").first.click()
    page.fill("#so_ban_sao", "2")
    go_on(page)


def submit(page: Page) -> str:
    """Check and submit; the registration code that is shown."""
    page.locator("main form button:has-text('Nộp hồ sơ')").click()
    expect(page.locator(".govuk-panel")).to_be_visible()
    return page.locator(".govuk-panel strong").inner_text()


def act(page: Page, label: str) -> None:
    """Press an action on the officer's page of a dossier."""
    page.locator(f"nav[aria-label] >> :is(a,button):has-text('{label}')").first.click()
    page.wait_for_load_state()


def confirm(page: Page) -> None:
    """Press the one button of an act's page."""
    with page.expect_navigation():
        page.locator("main form button.govuk-button").last.click()
