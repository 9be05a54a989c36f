"""On a wide screen a dossier opens beside the worklist; whatever was not made to stand there is a page of its own."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, Route

from honglam.desk.contracts import Worklist
from honglam.kernel import registry
from honglam.kernel.registry import WaitingItem, WaitingKey
from honglam.ui import branding
from tests.ui import browser as room

HTML = "text/html; charset=utf-8"
AT = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
WHOLE = '<html><title>Trang</title><body><h1>Trang riêng</h1><form method="post"><input name="a"></form></body></html>'


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No menus and no province: nothing of the page asks the database."""
    monkeypatch.setattr(branding, "_provider", [])
    monkeypatch.setattr(registry, "menu", registry.Registry("menu"))


def item(code: str, **facts: Any) -> WaitingItem:
    return WaitingItem(
        key=WaitingKey(due_at=AT, kind="x", id=uuid4()),
        title="Việc",
        subtitle="Nguyễn Thị An",
        code=code,
        url=f"/{code}/",
        status="registered",
        status_label="Chờ",
        agency="Xã Một",
        received_at=AT,
        facts=facts,
    )


def open_list(tab: Page) -> None:
    """A worklist of three: a dossier, a dossier that is gone, and an opinion that has a page only."""
    items = (item("HS-1", dossier_id=uuid4()), item("HS-2", dossier_id=uuid4()), item("PA-1"))

    def answer(route: Route) -> None:
        beside = route.request.headers.get("hx-request") == "true"
        if "HS-2" in route.request.url:
            route.fulfill(status=404, body="<h1>Không tìm thấy</h1>", content_type="text/html; charset=utf-8")
        elif "HS-1" in route.request.url and beside:
            route.fulfill(body="<h2>Hồ sơ một</h2>", content_type="text/html; charset=utf-8")
        else:
            route.fulfill(body=WHOLE, content_type="text/html; charset=utf-8")

    for one in items:
        tab.route(f"**{one.url}", answer)
    page = Worklist(items=items, next_cursor=None)
    room.show(tab, '{% extends "desk/worklist.html" %}', list=page, query="", later=False, narrowing=False)


def test_a_dossier_opens_beside_the_list_and_an_opinion_on_its_page(chromium: Browser) -> None:
    with room.page(chromium, width=1600) as (tab, _):
        open_list(tab)
        tab.get_by_role("link", name="HS-1").click()
        tab.locator("#hl-detail h2").wait_for()
        assert tab.locator("#hl-detail").inner_text() == "Hồ sơ một"
        assert tab.url.endswith("/a-page/")
        tab.get_by_role("link", name="PA-1").click()
        tab.wait_for_url("**/PA-1/")
        assert tab.locator("h1").inner_text() == "Trang riêng"


def test_a_second_click_before_the_first_answer_opens_the_second_beside_the_list(chromium: Browser) -> None:
    with room.page(chromium, width=1600) as (tab, _):
        open_list(tab)
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        tab.route("**/PA-1/", lambda route: route.fulfill(body="<h2>Việc hai</h2>", content_type=HTML))
        tab.route("**/HS-1/", hold)
        tab.eval_on_selector_all('[data-hl="rows"] a', 'links => links.forEach(one => { one.dataset.hlPane = "1" })')
        tab.get_by_role("link", name="HS-1").click()
        tab.get_by_role("link", name="PA-1").click()
        held[0].fulfill(body="<h2>Hồ sơ một</h2>", content_type=HTML)
        tab.locator("#hl-detail h2").wait_for()
        assert tab.locator("#hl-detail").inner_text() == "Việc hai"
        assert tab.url.endswith("/a-page/")


def test_what_is_gone_says_so_on_its_page(chromium: Browser) -> None:
    with room.page(chromium, width=1600) as (tab, _):
        open_list(tab)
        tab.get_by_role("link", name="HS-2").click()
        tab.wait_for_url("**/HS-2/")
        assert tab.locator("h1").inner_text() == "Không tìm thấy"
