"""What browsers and people do every day: no mouse, two windows, back, twice, signed out, no connection."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from honglam.dossiers.models import Dossier
from honglam.identity.models import SignIn
from honglam.kernel.clock import now
from tests.journeys.conftest import Site, axe
from tests.journeys.steps import CODE, PDF, answer_birth, begin, go_on, say_who

NAME = "#con-ho_ten"


def child_page(site: Site) -> Page:
    """A mother's draft, at the page that asks for the child."""
    mother = site.sign_in("an")
    begin(mother, "1.001193")
    say_who(mother)
    mother.select_option("select", "cha")
    go_on(mother)
    mother.locator("label:has-text('Trẻ có cha')").first.click()
    expect(mother.locator("[data-hl=autosave]")).to_have_attribute("data-state", "saved")
    return mother


def check_page(site: Site, folder: Path) -> Page:
    """A mother's draft, at the page from which it is submitted."""
    paper = folder / "giay-chung-sinh.pdf"
    paper.write_bytes(PDF)
    mother = site.sign_in("an")
    begin(mother, "1.001193")
    say_who(mother)
    answer_birth(mother)
    mother.set_input_files("input[type=file] >> nth=0", paper)
    go_on(mother)
    return mother


def test_two_windows_on_one_draft(site: Site) -> None:
    first = child_page(site)
    second = first.context.new_page()
    second.goto(first.url)
    second.fill(NAME, "Trần Nguyễn Minh Hà")
    go_on(second)
    first.fill(NAME, "Trần Nguyễn Minh Ánh")
    expect(first.locator("[data-hl=autosave]")).to_have_attribute("data-state", "moved")
    first.locator("main form button:has-text('Tiếp tục') >> visible=true").last.click()
    expect(first.locator(".govuk-error-summary")).to_contain_text("cửa sổ khác")
    expect(first.locator("main .hl-summary")).to_contain_text("Trần Nguyễn Minh Hà")
    expect(first.locator(NAME)).to_have_value("Trần Nguyễn Minh Ánh")
    site.shoot(first, "moved")
    assert axe(first) == []
    go_on(first)
    expect(first.locator(NAME)).to_have_value("Trần Nguyễn Minh Ánh")


def test_the_way_back_inside_the_form_is_no_other_window(site: Site) -> None:
    mother = child_page(site)
    mother.fill(NAME, "Trần Nguyễn Minh Ánh")
    for part, value in (("day", "15"), ("month", "11"), ("year", "2026")):
        mother.fill(f"[name='con.ngay_sinh-{part}']", value)
    mother.click("label:has-text('Nữ')")
    mother.fill("#con-noi_sinh", "Bệnh viện đa khoa tỉnh")
    mother.fill("#con-que_quan", "Phường Thành Sen")
    go_on(mother)
    expect(mother.locator("#me-ho_ten")).to_be_visible()
    mother.go_back()
    expect(mother.locator(NAME)).to_have_value("Trần Nguyễn Minh Ánh")
    mother.wait_for_load_state("networkidle")
    go_on(mother)
    expect(mother.locator("#me-ho_ten")).to_be_visible()
    expect(mother.locator(".govuk-error-summary")).to_have_count(0)


@pytest.mark.parametrize("hand", ["double click", "enter"])
def test_twice_is_once_and_back_leads_to_the_confirmation(site: Site, tmp_path: Path, hand: str) -> None:
    mother = check_page(site, tmp_path)
    button = mother.locator("main form button:has-text('Nộp hồ sơ')")
    if hand == "enter":
        button.focus()
        mother.keyboard.press("Enter")
        mother.keyboard.press("Enter")
    else:
        button.dblclick()
    expect(mother.locator(".govuk-panel")).to_be_visible()
    assert Dossier.objects.count() == 1
    shown = mother.locator(".govuk-panel strong").inner_text()
    mother.go_back()
    expect(mother.locator(".govuk-panel strong")).to_have_text(shown)
    expect(mother.locator("main")).to_contain_text("đã được nộp")
    assert Dossier.objects.count() == 1


def test_the_same_form_sent_again_without_scripts_files_nothing_more(site: Site, tmp_path: Path) -> None:
    mother = check_page(site, tmp_path)
    form: dict[str, str | float | bool] = {
        name: mother.locator(f"main form input[name={name}]").first.input_value()
        for name in ("csrfmiddlewaretoken", "idempotency_key")
    }
    answers = [
        mother.request.post(mother.url, form=form, headers={"Referer": mother.url}, max_redirects=0) for _ in range(2)
    ]
    assert {answer.status for answer in answers} == {302}
    assert len({answer.headers["location"] for answer in answers}) == 1
    assert Dossier.objects.count() == 1


def test_signed_out_in_the_middle_and_nothing_typed_is_lost(site: Site) -> None:
    mother = child_page(site)
    here = mother.url
    SignIn.objects.filter(ended_at=None).update(ended_at=now())
    mother.fill(NAME, "Trần Nguyễn Minh Ánh")
    expect(mother.locator("[data-hl=autosave]")).to_have_attribute("data-state", "signedOut")
    site.shoot(mother, "signed-out")
    mother.fill("#con-noi_sinh", "Bệnh viện đa khoa tỉnh")
    mother.locator("main form button:has-text('Tiếp tục') >> visible=true").last.click()
    mother.wait_for_url("**/dang-nhap/**")
    sign_in_here(mother)
    assert mother.url == here
    expect(mother.locator(NAME)).to_have_value("Trần Nguyễn Minh Ánh")
    expect(mother.locator("#con-noi_sinh")).to_have_value("Bệnh viện đa khoa tỉnh")
    expect(mother.locator("[data-hl=autosave]")).to_have_attribute("data-state", "saved")


def sign_in_here(page: Page) -> None:
    """Sign in on the page to which one was led."""
    from honglam.cli.demo_accounts import PASSWORD

    page.fill("input[name=login]", "an@honglam.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "dang-nhap" not in url)


def test_without_a_connection_it_says_so_and_keeps_everything(site: Site, tmp_path: Path) -> None:
    mother = check_page(site, tmp_path)
    mother.context.set_offline(True)
    button = mother.locator("main form button:has-text('Nộp hồ sơ')")
    button.click()
    expect(mother.locator(".hl-line")).to_contain_text("Không có kết nối")
    site.shoot(mother, "offline")
    assert axe(mother) == []
    assert not Dossier.objects.exists()
    mother.context.set_offline(False)
    # The browser says that it is online a moment before its requests go through.
    mother.wait_for_function("navigator.onLine && fetch('/', {method: 'HEAD'}).then(() => true, () => false)")
    with mother.expect_navigation():
        button.click()
    expect(mother.locator(".govuk-panel")).to_be_visible()
    assert Dossier.objects.count() == 1


def test_the_line_broke_and_the_way_back_leads_over_other_pages(site: Site) -> None:
    mother = child_page(site)
    here = mother.url
    mother.context.set_offline(True)
    mother.fill(NAME, "Trần Nguyễn Minh Ánh")
    expect(mother.locator("[data-hl=autosave]")).to_have_attribute("data-state", "offline")
    later = mother.context.new_page()
    mother.close()
    later.context.set_offline(False)
    later.goto("/ho-so/")
    later.locator("main .hl-rows__link").first.click()
    later.fill("#applicant-address", "Số 14 đường Nguyễn Du")
    expect(later.locator("[data-hl=autosave]")).to_have_attribute("data-state", "saved")
    go_on(later)
    go_on(later)
    assert later.url == here
    expect(later.locator(NAME)).to_have_value("Trần Nguyễn Minh Ánh")
    expect(later.locator("[data-hl=autosave]")).to_have_attribute("data-state", "saved")
    later.reload()
    expect(later.locator(NAME)).to_have_value("Trần Nguyễn Minh Ánh")


def test_a_birth_is_filed_and_received_by_keyboard_alone(site: Site, tmp_path: Path) -> None:
    (tmp_path / "giay.pdf").write_bytes(PDF)
    mother = site.sign_in("an")
    # Heard from the start: a listener that comes together with the key press may come after it.
    mother.on("filechooser", lambda chooser: chooser.set_files(tmp_path / "giay.pdf"))
    mother.goto("/")
    reach(mother, "#q")
    mother.keyboard.type("lam giay khai sihn")
    mother.keyboard.press("Enter")
    press(mother, "main a:has-text('Đăng ký khai sinh') >> nth=0")
    press(mother, "main a:has-text('Nộp hồ sơ') >> nth=0")
    press(mother, "main form button:has-text('Bắt đầu') >> nth=0")
    write(mother, "#applicant-phone", "0912345678")
    write(mother, "#applicant-address", "Số 12 đường Nguyễn Du")
    write(mother, "#unit_code", "nam ha")
    expect(mother.locator(".hl-suggest li").first).to_be_visible()
    mother.keyboard.press("ArrowDown")
    mother.keyboard.press("Enter")
    press(mother, GO_ON)
    answer_by_keyboard(mother)
    reach(mother, "main button:has-text('Chọn tệp') >> nth=0")
    mother.keyboard.press("Enter")
    expect(mother.locator(".hl-upload__going")).to_be_visible()
    press(mother, GO_ON)
    press(mother, "main form button:has-text('Nộp hồ sơ')")
    registration = mother.locator(".govuk-panel strong").inner_text()
    site.settle()
    receive_by_keyboard(site, registration)


GO_ON = "main form button.govuk-button:has-text('Tiếp tục') >> visible=true"


def answer_by_keyboard(page: Page) -> None:
    """The pages of the form, by Tab, arrows, Space and letters."""
    reach(page, "main select")
    page.keyboard.type("Cha")
    press(page, GO_ON)
    reach(page, "main input[type=radio] >> nth=0")
    page.keyboard.press("Space")
    write(page, NAME, "Trần Nguyễn Minh Ánh")
    for part, value in (("day", "15"), ("month", "11"), ("year", "2026")):
        write(page, f"[name='con.ngay_sinh-{part}']", value)
    reach(page, "[name='con.gioi_tinh'] >> nth=0")
    page.keyboard.press("Space")
    write(page, "#con-noi_sinh", "Bệnh viện đa khoa tỉnh")
    write(page, "#con-que_quan", "Phường Thành Sen")
    press(page, GO_ON)
    write(page, "#me-ho_ten", "Nguyễn Thị An")
    write(page, "#me-so_dinh_danh", "042190004512")
    write(page, "[name='me.ngay_sinh-year']", "1990")
    write(page, "#cha-ho_ten", "Trần Văn Bình")
    press(page, GO_ON)
    for group in ("main fieldset:has-text('Giấy chứng sinh')", "main fieldset:has-text('Tại bộ phận một cửa')"):
        radio = page.locator(group).first.locator("input").first
        name = radio.get_attribute("name")
        reach(page, f"[name='{name}'] >> nth=0")
        page.keyboard.press("Space")
    write(page, "#so_ban_sao", "2")
    press(page, GO_ON)


def receive_by_keyboard(site: Site, registration: str) -> None:
    """The clerk's hand stays on the keyboard from the worklist to the lawful code."""
    clerk = site.sign_in("tiepnhan.xa")
    clerk.goto("/can-bo/")
    press(clerk, f"main a:has-text('{registration}') >> nth=0")
    press(clerk, "nav[aria-label] a:has-text('Tiếp nhận hồ sơ') >> nth=0")
    press(clerk, "main form button.govuk-button >> nth=-1")
    expect(clerk.locator("h1")).to_contain_text(CODE)


def reach(page: Page, what: str) -> None:
    """Tab until it has the focus, and see that the focus shows."""
    target = page.locator(what).first
    expect(target).to_be_attached()
    for _ in range(150):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"the keyboard does not come to {what}")


def write(page: Page, what: str, text: str) -> None:
    """Come to a field and type over what stands there."""
    reach(page, what)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def press(page: Page, what: str) -> None:
    """Come to a link or a button and press it."""
    reach(page, what)
    with page.expect_navigation():
        page.keyboard.press("Enter")
