"""A form of a reporting round in a real browser: keys move, a block from Excel is pasted, all of it saves itself."""

from playwright.sync_api import Response

from tests.journeys.conftest import Site
from tests.journeys.world import World
from tests.journeys.world_of_rounds import report

PASTE = """() => {
  const block = new DataTransfer();
  block.setData("text/plain", "12\\t10\\r\\n30\\t25\\r\\n");
  const paste = new ClipboardEvent("paste", {clipboardData: block, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(paste);
}"""


def test_a_form_is_filled_in_like_a_spreadsheet(site: Site) -> None:
    site.it_is("2026-11-30 09:00")
    world = World()
    report(world)
    page = site.sign_in("chuyenvien.xa")
    page.goto(world.fill("/can-bo/bieu/{form_drafted}/"))
    first = page.locator('[name="cell.ha_tang.may_lanh_dao.tong"]')
    first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "cell.ha_tang.may_cong_chuc.tong"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.name") == "cell.ha_tang.may_cong_chuc.dat"
    first.focus()

    def saved(answer: Response) -> bool:
        return answer.url.endswith("/luu/")

    with page.expect_response(saved) as told:
        page.evaluate(PASTE)
    assert told.value.status == 200
    share = page.locator("#cell-ha_tang-may_cong-ty_le", has_text="83,33")
    share.wait_for()
    page.reload()
    assert first.input_value() == "12"
    assert page.locator('[name="cell.ha_tang.may_cong_chuc.dat"]').input_value() == "25"
