"""A report comes as a Word file, is gone through by keyboard, enters the register; its figure shows its sentence."""

from playwright.sync_api import Page, Response, expect

from tests.files import papers
from tests.journeys.conftest import Site

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _hand_in(site: Site, page: Page) -> None:
    page.goto("/can-bo/van-ban/")
    page.get_by_role("link", name="Nhập văn bản").click()
    file = {"name": "bao-cao.docx", "mimeType": DOCX, "buffer": papers.report()}
    page.locator("input[type=file]").set_input_files([file])  # type: ignore[list-item]
    page.get_by_role("button", name="Đọc văn bản").click()
    expect(page.get_by_text("chờ đọc")).to_be_visible()
    site.settle()
    expect(page.get_by_role("heading", name="Thông tin văn bản")).to_be_visible()  # the page renews itself


def _particulars(page: Page) -> None:
    """What is typed saves itself, and comes back with the page."""

    def saved(answer: Response) -> bool:
        return answer.url.endswith("/luu/")

    with page.expect_response(saved):
        page.get_by_label("Ghi chú").fill("Bản chính thức")
    page.reload()
    expect(page.get_by_label("Ghi chú")).to_have_value("Bản chính thức")
    expect(page.get_by_label("Số, ký hiệu")).to_have_value("47/BC-SM")


def _go_through(page: Page) -> None:
    """Seven proposals with a hand on the keyboard: taken, corrected, left out; two are cells of a table."""
    page.keyboard.press("j")
    page.wait_for_url("**/de-xuat/1/")
    expect(page.locator(".hl-quote mark")).to_have_text("Quyết định số 10/QĐ-UBND ngày 03/3/2025")
    page.keyboard.press("a")
    page.wait_for_url("**/de-xuat/2/")
    page.keyboard.press("e")
    page.keyboard.press("Escape")
    page.get_by_label("Thời gian, theo lời văn bản").fill("năm 2026")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.wait_for_url("**/de-xuat/3/")
    for number in (4, 5):
        page.keyboard.press("d")
        page.wait_for_url(f"**/de-xuat/{number}/")
    page.keyboard.press("k")
    page.wait_for_url("**/de-xuat/4/")
    expect(page.get_by_text("đã bỏ").first).to_be_visible()
    page.keyboard.press("j")
    page.wait_for_url("**/de-xuat/5/")
    page.keyboard.press("d")
    page.wait_for_url("**/de-xuat/6/")
    expect(page.locator(".hl-quote")).to_have_text("Mua sắm thiết bị – Kinh phí (triệu đồng): 1.250")
    page.keyboard.press("d")
    page.wait_for_url("**/de-xuat/7/")
    page.keyboard.press("d")
    page.wait_for_url("**/#confirm")


def test_a_figure_is_followed_from_a_word_file_to_its_own_page(site: Site) -> None:
    site.it_is("2026-11-30 09:00")
    page = site.sign_in("chuyenvien.p-cds-sokhcn")
    _hand_in(site, page)
    _particulars(page)
    _go_through(page)
    page.get_by_role("button", name="Đưa vào sổ văn bản").click()
    expect(page.get_by_role("heading", name="Số liệu đã xác nhận")).to_be_visible()
    document = page.url.partition("#")[0]
    site.settle()
    page.get_by_role("link", name="Số liệu từ văn bản").click()
    page.get_by_role("link", name="1952 hồ sơ").or_(page.get_by_role("link", name="1.952 hồ sơ")).click()
    page.get_by_role("link", name="Hồ sơ nộp trực tuyến", exact=True).click()
    expect(page.get_by_label("Giá trị")).to_have_value("1952")
    expect(page.get_by_label("Ngày đó, hoặc một ngày trong kỳ")).to_have_value("31/12/2026")
    page.get_by_role("button", name="Ghi vào chỉ tiêu").click()
    page.goto("/can-bo/so-lieu-van-ban/?trang_thai=taken")
    page.get_by_role("link", name="1.952 hồ sơ").click()
    expect(page.get_by_text("“Năm 2026, toàn ngành có 1.952 hồ sơ trực tuyến")).to_be_visible()
    expect(page.get_by_text("47/BC-SM · Kết quả chuyển đổi số năm 2026")).to_be_visible()
    site.shoot(page, "value")
    page.get_by_role("link", name="Mở văn bản trong sổ").click()
    expect(page).to_have_url(document)
    nobody = site.visit()
    answer = nobody.goto(document)
    assert answer is not None
    assert "dang-nhap" in nobody.url
