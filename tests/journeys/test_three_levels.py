"""A reporting round over three levels: a department asks, a commune answers for what its unit filled in, and what the
department adds up stands in a report that its head signs; every figure of it leads back to the commune's."""

import io
import re

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from honglam.indicators.models import ReportingRound, RoundForm
from tests.journeys.conftest import Site, axe

TITLE = "Báo cáo 6 tháng về ứng dụng công nghệ thông tin"
KIND = "Báo cáo tổng hợp ứng dụng công nghệ thông tin của các cơ quan, địa phương"
FILLED = {
    "ha_tang.may_lanh_dao.tong": "9", "ha_tang.may_lanh_dao.dat": "9",
    "ha_tang.may_cong_chuc.tong": "31", "ha_tang.may_cong_chuc.dat": "28",
    "ha_tang.chu_ky_so.tong": "9", "ha_tang.chu_ky_so.dat": "8",
    "van_ban.di_dien_tu.so": "812", "van_ban.di_song_song.so": "40", "van_ban.di_giay.so": "3",
    "thong_tin.tin_bai.so": "120", "thong_tin.to_roi.so": "0", "thong_tin.lop.so": "1",
    "thong_tin.luot.so": "45", "thong_tin.cong_chuc.so": "30", "thong_tin.kinh_phi.so": "250000000",
}  # fmt: skip
NUMBER = "47/BC-SKHCN"


def test_a_round_from_its_template_to_a_signed_report(site: Site) -> None:
    site.it_is("2026-12-15 08:00")
    asks = site.sign_in("lanhdao.sokhcn")
    board = _asked(asks)
    site.settle()
    form = RoundForm.objects.get(agency__code="UBND-XA-18073")
    _filled_in_the_unit(site, form)
    _answered_for_by_the_commune(site, form)

    site.it_is("2026-12-22 08:00")
    asks.goto("/can-bo/")
    asks.locator(f"main a[href='/can-bo/bieu/{form.id}/']").click()
    asks.get_by_role("link", name="Tiếp nhận báo cáo").click()
    _press(asks)
    asks.goto(board)
    asks.get_by_role("button", name="Khóa kỳ báo cáo").click()
    asks.get_by_role("link", name="Tổng hợp").first.click()
    expect(asks.locator("main")).to_contain_text("cơ quan đã báo cáo và được tiếp nhận")
    address = _written(asks)
    _signed(site, asks, address)


def _asked(page: Page) -> str:
    """The round is opened from the template; a wrong day is named at its field. Where the board is."""
    page.goto("/can-bo/ky-bao-cao/mo/")
    card = page.locator("main form").filter(has=page.locator("[value=bc-ung-dung-cntt]"))
    due = card.locator("input[name^='due_on']")
    due.fill("31/02/2027")
    card.get_by_role("button", name="Mở kỳ báo cáo").click()
    expect(page.locator(".govuk-error-message")).to_contain_text("Không có ngày này")
    due.fill("21/12/2026")
    card.get_by_role("button", name="Mở kỳ báo cáo").click()
    page.wait_for_url(re.compile(r"/can-bo/ky-bao-cao/[0-9a-f-]{36}/$"))
    assert ReportingRound.objects.get().due_on.isoformat() == "2026-12-21"
    return page.url


def _filled_in_the_unit(site: Site, form: RoundForm) -> None:
    """An officer of the commune's unit finds the form, fills it in and hands it to the head."""
    officer = site.sign_in("chuyenvien.xa")
    officer.goto("/can-bo/ky-bao-cao/")
    officer.get_by_role("link", name=TITLE).click()
    for name, value in FILLED.items():
        officer.fill(f'[name="cell.{name}"]', value)
    for name in ("tiep_nhan", "truc_tuyen", "giai_quyet", "dung_han", "qua_han"):
        empty = officer.locator(f'[name="cell.dich_vu_cong.{name}.so"]')
        assert empty.input_value() == "", "nothing was received, so nothing was counted first"
        empty.fill("0")
    for question in ("ket_qua", "han_che", "nhiem_vu"):
        officer.fill(f'[name="answer.{question}"]', "Không")
    officer.get_by_role("button", name="Trình lãnh đạo").click()
    expect(officer.locator("main")).to_contain_text("Chờ lãnh đạo duyệt")
    site.shoot(officer, "submitted")


def _answered_for_by_the_commune(site: Site, form: RoundForm) -> None:
    """The commune's head finds it in the worklist and sends it."""
    head = site.sign_in("lanhdao.xa", device="phone")
    head.goto("/can-bo/")
    head.locator(f"main a[href='/can-bo/bieu/{form.id}/']").click()
    head.get_by_role("link", name="Duyệt và gửi").click()
    _press(head)
    form.refresh_from_db()
    assert form.state == "approved"


def _written(page: Page) -> str:
    """What was added up is a draft in a second; the worklist leads to it."""
    page.goto("/can-bo/")
    page.locator("main a[href='/can-bo/bao-cao/?mau=bc-ung-dung-cntt']").click()
    assert page.get_by_label(KIND).is_checked()
    page.get_by_role("button", name="Lập dự thảo báo cáo").click()
    page.wait_for_url(re.compile(r"/can-bo/bao-cao/[0-9a-f-]{36}/$"))
    expect(page.locator("main")).to_contain_text("hơn 40 người là cán bộ, công chức, viên chức; hơn 37 người")
    assert axe(page) == []
    page.fill('[name="own.problems_own"]', "Nhiều xã, phường chưa gửi báo cáo.")
    page.click('button[value="submit"]')
    expect(page.locator("main")).to_contain_text("Đã trình lãnh đạo")
    return page.url


def _signed(site: Site, page: Page, address: str) -> None:
    """Under its number, with the head's name; the figure on the paper leads to the value and its round."""
    page.goto("/can-bo/")
    page.locator(f"main a[href='{address.removeprefix(site.address)}']").click()
    page.fill("[name=number]", NUMBER)
    page.click('button[value="approve"]')
    page.wait_for_selector('button[value="publish"]')
    site.shoot(page, "signed")
    paper = PdfReader(io.BytesIO(page.request.get(f"{address}bao-cao.pdf").body()))
    words = " ".join("".join(sheet.extract_text() for sheet in paper.pages).split())
    for part in (NUMBER, "GIÁM ĐỐC", "hơn 37 người"):
        assert part in words
    notes = [note.get_object() for sheet in paper.pages for note in sheet.get("/Annots", [])]
    links = [str(note["/A"]["/URI"]) for note in notes if "/A" in note]
    page.goto(next(link for link in links if "/so-lieu/gia-tri/" in link))
    expect(page.locator("main")).to_contain_text(TITLE)
    page.goto("/can-bo/")
    expect(page.locator("main")).to_contain_text(NUMBER)


def _press(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form button.govuk-button").last.click()
