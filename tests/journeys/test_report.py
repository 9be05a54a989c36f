"""A report in a real browser: drafted, written into, approved; a figure in its PDF followed back to a dossier."""

import io
import re
from uuid import UUID

from playwright.sync_api import Page
from pypdf import PdfReader

from honglam.dossiers import api as dossiers
from honglam.kernel import clock
from honglam.kernel.ids import uuid7
from tests.journeys.conftest import Site, axe
from tests.journeys.world import person, settle_dossier, submission

SHOWN = "Hồ sơ tiếp nhận trực tuyến trong kỳ"


def test_a_figure_in_a_pdf_is_followed_back_to_a_dossier(site: Site) -> None:
    site.it_is("2026-09-10 09:00")
    filed = _settled()
    site.settle()
    site.it_is("2026-10-02 09:00")
    address = _written(site)
    leader = site.sign_in("lanhdao.xa")
    leader.goto(address)
    leader.fill("[name=number]", "12/BC-UBND")
    leader.click('button[value="approve"]')
    leader.wait_for_selector('button[value="publish"]')
    site.shoot(leader, "approved")
    paper = PdfReader(io.BytesIO(leader.request.get(f"{address}bao-cao.pdf").body()))
    assert "Máy quét của bộ phận một cửa cũ." in "".join(sheet.extract_text() for sheet in paper.pages)
    leader.goto(next(link for link in _links(paper) if _says(leader, link)))
    leader.click("main a[href*='phia-sau']")
    leader.click(f"main a[href*='/can-bo/ho-so/{filed}']")
    leader.wait_for_url(f"**/can-bo/ho-so/{filed}/**")
    site.shoot(leader, "dossier")
    leader.goto(address)
    leader.click('button[value="publish"]')
    leader.wait_for_selector("text=Trang công khai")
    visitor = site.visit("phone")
    visitor.goto("/so-lieu/bao-cao-cong-bo/")
    assert axe(visitor) == []
    visitor.click("main li a")
    visitor.click("main .hl-writing a >> nth=0")
    assert "/so-lieu/gia-tri/" in visitor.url


def _settled() -> UUID:
    """A birth registered online and settled."""
    an = person("an")
    filed = dossiers.submit_dossier(actor=an, submission=submission(an), key=str(uuid7()), at=clock.now())
    dossiers.accept_dossier(actor=person("tiepnhan.xa"), dossier_id=filed.dossier_id, at=clock.now())
    settle_dossier(filed.dossier_id)
    return filed.dossier_id


def _written(site: Site) -> str:
    """Drafted, written into and submitted on a phone; where it is."""
    officer = site.sign_in("chuyenvien.xa", device="phone")
    officer.goto("/can-bo/bao-cao/")
    officer.click("main form button[type=submit]")
    officer.wait_for_url(re.compile(r"/can-bo/bao-cao/[0-9a-f-]{36}/$"))
    assert axe(officer) == []
    officer.fill('[name="own.problems_own"]', "Máy quét của bộ phận một cửa cũ.")
    officer.click('button[value="submit"]')
    officer.wait_for_selector("text=Đã trình lãnh đạo")
    return officer.url


def _says(page: Page, link: str) -> bool:
    page.goto(link)
    return SHOWN in page.locator("main").inner_text()


def _links(paper: PdfReader) -> list[str]:
    notes = [note.get_object() for sheet in paper.pages for note in sheet.get("/Annots", [])]
    found = [str(note["/A"]["/URI"]) for note in notes if "/A" in note]
    return list(dict.fromkeys(link for link in found if "/so-lieu/gia-tri/" in link))
