"""A scoring round with an appeal: opened, self-assessed on a phone, appraised with a difference, explained, final,
published, and the rank that a granted appeal changes before everybody's eyes."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site
from tests.journeys.world_of_scoring import JUSTICE, REASON, WARD, hand_in, own_agency, person, sheet_of, verdict

TITLE = "Chấm điểm công khai, minh bạch quý III năm 2026"


def press(page: Page, label: str) -> None:
    """Press a button and wait for what it leads to."""
    with page.expect_navigation():
        page.locator(f"main button:has-text('{label}')").last.click()


def answer_all(page: Page) -> None:
    """The head of the ward answers everything, with nine of ten and yes."""
    for part in page.locator("input[name$='.part']").all():
        part.fill("9")
    for whole in page.locator("input[name$='.whole']").all():
        whole.fill("10")
    for amount in page.locator("input[name$='.amount']").all():
        amount.fill("0")
    for yes in page.locator("input[type=radio][value=yes]").all():
        yes.check()
    for words in page.locator("textarea").all():
        words.fill(REASON)


def opened(page: Page) -> str:
    """The chairman opens the round over two agencies; the address of its board."""
    page.goto("/can-bo/cham-diem/mo/")
    page.fill("#title", TITLE)
    page.select_option("#index", "minh-bach")
    page.fill("#ngay", "2026-09-15")
    page.click("summary:has-text('Chỉ chấm một số cơ quan')")
    for who in (WARD, JUSTICE):
        page.check(f"input[name=agency][value='{own_agency(person(who))}']")
    press(page, "Mở kỳ chấm điểm")
    expect(page.locator("h1")).to_contain_text(TITLE)
    return page.url


def ranks(page: Page, board: str) -> list[str]:
    """Rank and name of each line of the public ranking."""
    page.goto(board.replace("/can-bo/", "/so-lieu/"))
    lines = page.locator("main table tbody tr")
    return [" ".join(lines.nth(at).locator("td:first-child, th").all_inner_texts()) for at in range(lines.count())]


def self_assess(ward: Page, sheet: str) -> None:
    """The ward answers on a phone; all of it saves itself before the head hands it in."""
    ward.goto(sheet)
    with ward.expect_response(lambda answer: answer.url.endswith("/luu/") and answer.ok):
        answer_all(ward)
    press(ward, "Gửi phiếu tự chấm điểm")
    expect(ward.locator(".hl-status__text")).to_have_text("Đã tự chấm, chờ thẩm định")


def appraise(chief: Page, sheet: str) -> None:
    """Another verdict than the ward's own wants a reason."""
    chief.goto(sheet)
    chief.fill("[name='1.1.part']", "5")
    press(chief, "Cho điểm thẩm định")
    expect(chief.locator(".govuk-error-summary")).to_contain_text("1.1")
    chief.fill("[name='1.1.reason']", "Năm mục đăng chậm so với hạn.")
    press(chief, "Cho điểm thẩm định")


def explain(page: Page, sheet: str, words: str = "") -> None:
    """The agency answers the verdict, or agrees without words."""
    page.goto(sheet)
    if words:
        expect(page.locator("#c-1-1")).to_contain_text("Năm mục đăng chậm so với hạn.")
        page.fill("[name='1.1.explanation']", words)
    press(page, "Gửi giải trình")


def appeal(ward: Page, sheet: str) -> None:
    """The ward does not accept the points of the first criterion."""
    ward.goto(sheet)
    ward.click("#c-1-1 a:has-text('Kiến nghị điểm này')")
    ward.fill("#words", "Đủ mười mục đúng hạn, nhật ký trang kèm theo.")
    press(ward, "Gửi kiến nghị")


def grant(chief: Page) -> None:
    """The chairman finds the appeal in the worklist and grants it."""
    chief.goto("/can-bo/")
    chief.locator(f"main tr:has-text('{TITLE}') a").first.click()
    chief.click("#c-1-1 a:has-text('Trả lời kiến nghị')")
    chief.check("input[name=decision][value=grant]")
    chief.fill("#points", "4")
    chief.fill("#words", "Đã đối chiếu nhật ký: đủ mười mục đúng hạn.")
    press(chief, "Trả lời kiến nghị")


def test_an_appeal_changes_the_rank(site: Site) -> None:
    site.it_is("2026-11-16 09:00")
    chief, ward, public = site.sign_in("lanhdao.tinh"), site.sign_in(WARD, "phone"), site.visit("phone")
    board = opened(chief)
    round_id = board.rstrip("/").rpartition("/")[2]
    keys = [sheet_of(round_id, who) for who in (WARD, JUSTICE)]
    mine, theirs = (f"/can-bo/phieu-cham/{key}/" for key in keys)
    hand_in(JUSTICE, keys[1])
    self_assess(ward, mine)
    appraise(chief, mine)
    verdict(keys[1], lower=False)
    explain(ward, mine, "Các mục đã đăng đúng hạn, có nhật ký của trang.")
    explain(site.sign_in(JUSTICE), theirs)
    chief.goto(board)
    press(chief, "Chốt điểm")
    press(chief, "Công bố điểm và xếp hạng")
    before = ranks(public, board)
    assert [one[0] for one in before] == ["1", "2"]
    assert "Sở Tư pháp" in before[0]

    site.it_is("2026-11-18 09:00")
    appeal(ward, mine)
    grant(chief)
    after = ranks(public, board)
    assert [one[0] for one in after] == ["1", "2"]
    assert "Thành Sen" in after[0], "the ward has passed the department"
    public.click("main table a >> nth=0")
    expect(public.locator("#c-1-1")).to_contain_text("Đã đối chiếu nhật ký: đủ mười mục đúng hạn.")
    chief.goto(f"{board}tinh-lai/")
    expect(chief.locator(".hl-status__text")).to_have_text("Tính lại đúng")
