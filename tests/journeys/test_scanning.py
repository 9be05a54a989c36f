"""The counter with a scanner: photographed pages are put in order, turned, read, and confirmed one by one."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from honglam.dossiers.models import Answers, Paper
from honglam.files import api as files
from honglam.kernel.clock import now
from tests.files import pages
from tests.files.pages import needs_tesseract
from tests.journeys.conftest import Site, axe


def photographs(folder: Path) -> list[Path]:
    """The second page first, and lying on its side."""
    second, first = folder / "trang-hai.jpg", folder / "trang-mot.jpg"
    second.write_bytes(pages.jpeg(pages.page(pages.DECISION)))
    first.write_bytes(pages.jpeg(pages.page(askew=0.8, turns=3)))
    return [second, first]


def press(page: Page, item: int, label: str) -> None:
    """A page's own button, by keyboard."""
    button = page.locator(".hl-page").nth(item).get_by_role("button", name=label)
    button.focus()
    page.keyboard.press("Enter")


@needs_tesseract
def test_two_photographed_pages_become_one_paper_and_answer_a_question(site: Site, tmp_path: Path) -> None:
    clerk = site.sign_in("tiepnhan.xa")
    clerk.goto("/can-bo/tiep-nhan/1.001193/")
    clerk.locator(".hl-intake__paper summary").first.click()
    field = clerk.locator(".hl-intake__paper input[type=file]").first
    field.set_input_files(photographs(tmp_path))
    expect(clerk.locator(".hl-page [role=status]").last).to_contain_text("Đã đến")
    press(clerk, 0, "Đưa xuống")
    expect(clerk.locator(".hl-page").nth(1).locator("strong")).to_have_text("Trang 2")
    expect(clerk.locator(".hl-page").nth(1)).to_contain_text("trang-hai.jpg")
    press(clerk, 0, "Xoay")
    expect(clerk.locator(".hl-page__picture").first).to_have_attribute("data-turns", "1")
    site.shoot(clerk, "pages")
    assert axe(clerk) == []
    with clerk.expect_navigation():
        clerk.get_by_role("button", name="Ghép trang và đọc chữ").click()
    assert files.read_next(at=now())
    value = clerk.locator(".hl-read__values li", has_text="NGUYỄN THỊ HỒNG NHUNG").first
    expect(value).to_contain_text("trang 1")
    assert axe(clerk) == []
    site.shoot(clerk, "read")
    with clerk.expect_navigation():
        value.get_by_role("button", name=re.compile("Dùng cho: Họ.*Người nộp|Dùng cho: Họ và tên")).first.click()
    site.shoot(clerk, "used")
    expect(clerk.locator("#applicant-name")).to_have_value("NGUYỄN THỊ HỒNG NHUNG")
    assert (Paper.objects.count(), Answers.objects.count()) == (0, 0), "nothing is received before the officer says so"
