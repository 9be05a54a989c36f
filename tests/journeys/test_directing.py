"""From a leader's phone to closure: given in a minute, reported with evidence, late, sent back, closed."""

from playwright.sync_api import Page, expect

from honglam.directives.models import Task
from honglam.directory import api as directory
from honglam.identity import api as identity
from tests.journeys.conftest import Site
from tests.journeys.steps import PDF

TASK = "Niêm yết đầy đủ thủ tục tại các quầy"


def test_a_directive_from_a_phone_to_closure(site: Site) -> None:
    site.it_is("2026-11-16 09:00")
    leader = site.sign_in("lanhdao.xa", device="phone")
    _give(leader)
    task = Task.objects.get(title=TASK)
    site.settle()
    head = site.sign_in(_head_of(task))
    head.goto("/can-bo/")
    head.get_by_role("link", name=task.code).first.click()
    head.get_by_role("button", name="Xác nhận nhận việc").click()
    _say(head, "Báo cáo hoàn thành", "Đã niêm yết tại mọi quầy.", evidence="anh.pdf")
    expect(head.locator("main")).to_contain_text("Đã báo cáo hoàn thành")

    site.it_is("2026-11-23 08:00")
    leader.goto("/can-bo/chi-dao/")
    expect(leader.locator("main")).to_contain_text("báo cáo đúng hạn")  # how slow the giver is makes nobody late
    leader.get_by_role("link", name=TASK).first.click()
    _say(leader, "Trả lại", "Còn thiếu quầy số 3.")
    head.goto("/can-bo/?light=red")
    head.get_by_role("link", name=task.code).first.click()
    expect(head.locator("main")).to_contain_text("Còn thiếu quầy số 3.")
    _say(head, "Báo cáo hoàn thành", "Đã bổ sung quầy số 3.")

    leader.goto(f"/can-bo/nhiem-vu/{task.id}/")
    leader.get_by_role("button", name="Chấp nhận và đóng").click()
    expect(leader.locator("main")).to_contain_text("Đã hoàn thành, đã đóng")
    expect(leader.locator("main")).to_contain_text("anh.pdf")


def _give(leader: Page) -> None:
    leader.goto("/can-bo/chi-dao/")
    leader.get_by_role("link", name="Giao việc mới").first.click()
    leader.fill("[name=text]", TASK)
    leader.get_by_role("button", name="Giao việc", exact=True).click()
    expect(leader.locator("main")).to_contain_text("Hãy chọn đơn vị chủ trì.")
    assert leader.input_value("[name=text]") == TASK
    leader.select_option("[name=lead_id]", index=1)
    leader.fill("[name=due_on]", "2026-11-20")
    leader.get_by_role("button", name="Giao việc", exact=True).click()
    expect(leader.locator("h1")).to_contain_text(TASK)


def _say(page: Page, act: str, words: str, evidence: str = "") -> None:
    page.get_by_role("link", name=act).first.click()
    page.fill("[name=words]", words)
    if evidence:
        page.set_input_files("[name=files]", {"name": evidence, "mimeType": "application/pdf", "buffer": PDF})
    page.locator("main form button[type=submit]").last.click()


def _head_of(task: Task) -> str:
    """The demo account that heads the lead unit."""
    held = [
        one
        for role in ("unit_head", "leader")
        for one in directory.holders_of(agency_id=task.lead_id, role=role, at=task.given_at)
    ]
    return identity.get_account(account_id=held[0].account_id).email.partition("@")[0]
