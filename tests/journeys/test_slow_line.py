"""A paper over a line that breaks: what has arrived stays, a photograph is turned and made smaller."""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, Route, expect

from honglam.files.models import StoredFile, Upload
from tests.journeys.conftest import Site, axe
from tests.journeys.steps import PDF, answer_birth, begin, say_who

PIECE = 512 * 1024
LARGE = PDF + b"%" * (3 * 1024 * 1024)


class Line:
    """The line between browser and product: `breaks_after` pieces of a file it is dead."""

    def __init__(self, page: Page) -> None:
        self.sent: list[int] = []
        self.breaks_after: int | None = None
        page.route("**/tep/tai-len/**", self.carry)

    def carry(self, route: Route) -> None:
        """One request, or silence."""
        if route.request.method == "PATCH":
            if self.breaks_after is not None and len(self.sent) >= self.breaks_after:
                route.abort()
                return
            self.sent.append(int(route.request.headers["upload-offset"]))
        route.continue_()


def papers_page(site: Site) -> tuple[Page, str]:
    """A mother's draft, at its papers."""
    mother = site.sign_in("an", "phone")
    begin(mother, "1.001193")
    say_who(mother)
    answer_birth(mother)
    return mother, mother.url


def test_a_broken_line_loses_nothing(site: Site, tmp_path: Path) -> None:
    paper = tmp_path / "giay-chung-sinh.pdf"
    paper.write_bytes(LARGE)
    mother, address = papers_page(site)
    line = Line(mother)
    line.breaks_after = 3
    mother.set_input_files("input[type=file] >> nth=0", paper)
    expect(mother.locator(".hl-upload__going [role=status]").first).to_contain_text("%")
    site.shoot(mother, "broken")
    mother.goto(address)
    line.breaks_after = None
    mother.set_input_files("input[type=file] >> nth=0", paper)
    expect(mother.locator(".hl-upload__going [role=status]").first).to_contain_text("Đã tải lên")
    assert line.sent == sorted(line.sent), "it went on where it had stopped"
    assert len(line.sent) <= len(set(line.sent)) + 1, "only the piece whose answer was lost may go again"
    # What arrived of a piece that broke off is kept, so pieces may begin anywhere.
    assert 0 < len(LARGE) - line.sent[-1] <= PIECE
    site.shoot(mother, "arrived")
    assert axe(mother) == []
    mother.click("text=Tải lên và ở lại trang này")
    expect(mother.locator(".hl-upload__files a")).to_contain_text("giay-chung-sinh.pdf")
    assert Upload.objects.count() == 1
    assert StoredFile.objects.get(name="giay-chung-sinh.pdf").blob.size == len(LARGE)


def test_a_photograph_is_turned_and_made_smaller_before_it_is_sent(site: Site, tmp_path: Path) -> None:
    photograph = tmp_path / "anh.jpg"
    picture = Image.effect_noise((4000, 3000), 90).convert("RGB")
    picture.save(photograph, quality=95)
    assert photograph.stat().st_size > 1500 * 1024
    mother, _ = papers_page(site)
    mother.set_input_files("input[type=file] >> nth=0", photograph)
    expect(mother.locator(".hl-upload__going [role=status]").first).to_contain_text("Đã tải lên")
    mother.click("text=Xoay ảnh")
    expect(mother.locator(".hl-upload__going [role=status]").first).to_contain_text("Đã tải lên")
    mother.click("text=Tải lên và ở lại trang này")
    expect(mother.locator(".hl-upload__files a")).to_contain_text("anh.jpg")
    stored = StoredFile.objects.get(name="anh.jpg")
    from honglam.files import api as files

    sent = Image.open(io.BytesIO(files.read(file_id=stored.id)))
    assert sent.size == (1800, 2400), "turned by a quarter, the longer side 2,400"
    assert stored.blob.size < photograph.stat().st_size
