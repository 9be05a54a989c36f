"""A controller changes fee, limit and form and makes them public; a dossier in progress keeps what it had."""

from pathlib import Path

from playwright.sync_api import Page, expect

from honglam.dossiers.models import Dossier
from honglam.kernel.clock import today
from honglam.procedures.api import current_version, get_version
from tests.journeys.conftest import Site, axe
from tests.journeys.steps import begin, say_who
from tests.journeys.test_birth import file_it

CODE = "1.001193"
QUESTION = "Số điện thoại người thân"


def test_a_procedure_changes_and_a_dossier_in_progress_does_not(site: Site, tmp_path: Path) -> None:
    _mother, _home, registration = file_it(site, tmp_path)
    keeper = site.sign_in("kiemsoat.tinh")
    change_fee_and_limit(site, keeper)
    change_form(site, keeper)
    make_public(site, keeper)

    dossier = Dossier.objects.get(registration_code=registration)
    held = get_version(version_id=dossier.version_id)
    assert (held.number, held.fees[0].amount) == (1, 8000)
    assert QUESTION not in str(held.form)
    new = current_version(code=CODE, on=today())
    assert (new.number, new.fees[0].amount) == (2, 12000)

    father = site.sign_in("binh", "phone")
    father.goto(f"/thu-tuc/{CODE}/")
    expect(father.locator("main")).to_contain_text("2 ngày làm việc")
    begin(father, CODE)
    say_who(father)
    expect(father.locator("main")).to_contain_text(QUESTION)
    site.shoot(father, "new-question")


def change_fee_and_limit(site: Site, keeper: Page) -> None:
    """From the list to two sheets; what is typed saves itself."""
    keeper.goto("/thu-tuc/quan-ly/?q=khai+sinh")
    keeper.click("main table >> text=Đăng ký khai sinh")
    keeper.click("main form button:has-text('Soạn phiên bản mới')")
    keeper.click("nav >> text=Phí, lệ phí")
    keeper.fill("[name='fees.0.amount']", "12000")
    expect(keeper.locator(".hl-saved")).to_contain_text("Đã lưu")
    assert axe(keeper) == []
    keeper.click("nav >> text=Cách thức và thời hạn")
    keeper.select_option("[name='channels.1.duration_unit']", "wd")
    keeper.fill("[name='channels.1.duration']", "2")
    keeper.click("main button:has-text('Lưu và quay lại')")
    expect(keeper.locator("main ins").first).to_be_visible()
    site.shoot(keeper, "what-changes")


def change_form(site: Site, keeper: Page) -> None:
    """A question more, seen on the telephone beside; then the drawing of the process."""
    keeper.click("nav >> text=Biểu mẫu")
    keeper.locator("button:has-text('Thêm câu hỏi')").first.click()
    keeper.wait_for_url("**questions.*")
    place = keeper.url.rpartition("chon=")[2]
    keeper.fill("[name='part.label']", QUESTION)
    keeper.select_option("[name='part.kind']", "phone")
    keeper.locator("label[for='part-required']").click()
    leave_while_typing(keeper, place)
    keeper.locator(".pd-part button:has-text('Lưu')").first.click()
    expect(keeper.frame_locator(".pd-frame").locator("main")).to_contain_text(QUESTION)
    assert axe(keeper) == []
    site.shoot(keeper, "designer")
    keeper.click("nav >> text=Quy trình")
    expect(keeper.locator(".pk-bpmn svg").first).to_be_visible()
    expect(keeper.locator(".bjs-powered-by")).to_be_visible()
    site.shoot(keeper, "process")


def leave_while_typing(keeper: Page, place: str) -> None:
    """Another question is chosen right after the last letter: it is saved, and the other page is not behind."""
    expect(keeper.locator("[data-hl=autosave]")).to_have_attribute("data-state", "saved")
    keeper.locator("[name='part.hint']").press_sequentially("Gọi khi cần")
    keeper.locator(".pd-list .pd-list .pd-list a").first.click()
    keeper.wait_for_url(lambda url: not url.endswith(place))
    keeper.fill("[name='part.hint']", "Chọn một")
    expect(keeper.locator("[data-hl=autosave]")).to_have_attribute("data-state", "saved")
    keeper.goto(f"{keeper.url.partition('?')[0]}?chon={place}")
    expect(keeper.locator("[name='part.hint']")).to_have_value("Gọi khi cần")


def make_public(site: Site, keeper: Page) -> None:
    """Proposed, decided by a numbered decision, in force from today."""
    day = f"{today():%d/%m/%Y}"
    keeper.click("nav >> text=Tổng quan")
    keeper.click("main a:has-text('Trình bản dự thảo')")
    keeper.click("main form button")
    keeper.click("main a:has-text('Nhập quyết định công bố')")
    keeper.fill("#number", "4321/QĐ-UBND")
    keeper.fill("#dated", day)
    keeper.locator("main form button.govuk-button").last.click()
    keeper.click("main a:has-text('Công khai phiên bản')")
    keeper.fill("#valid_from", day)
    keeper.locator("main form button.govuk-button").last.click()
    expect(keeper.locator("main")).to_contain_text("Phiên bản 2 có hiệu lực từ")
    site.shoot(keeper, "public")
