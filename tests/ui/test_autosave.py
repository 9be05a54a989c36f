"""Typing saves itself over a line that is slow or breaks: nothing that the page promised to keep is lost."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.ui import browser as room

SHEET = """
{% extends "ui/citizen.html" %}
{% from "ui/components/input.html" import input %}
{% from "ui/components/choices.html" import autocomplete %}
{% from "ui/components/work.html" import autosave %}
{% block content %}
<form method="post">
<input type="hidden" name="_revision" value="{{ revision }}">
{% if page %}<input type="hidden" name="_page" value="{{ page }}">{% endif %}
{% if "dong_y" in answers %}<input type="checkbox" name="dong_y" value="1" checked>{% endif %}
{% for name, value in answers.items() if name not in ("xa", "dong_y") %}{{ input(name, name, value=value) }}{% endfor %}
{% if "xa" in answers %}{{ autocomplete("xa", "Xã", "/tim/") }}{% endif %}
{{ autosave("/luu/", kept=kept) }}
<button>Tiếp tục</button>
</form>
<a id="khac" href="/khac/">Trang khác</a>
{% endblock %}
"""
KEPT = "() => Object.entries(localStorage).filter(([key]) => key.startsWith('draft:')).map(([, text]) => text)"


@dataclass
class Server:
    """Takes saves one revision after the other, as the product does; `dead`: nothing arrives, `slow`: answers wait."""

    tab: Page
    revision: int = 3
    dead: bool = False
    slow: bool = False
    saved: list[dict[str, str]] = field(default_factory=list)
    waiting: list[Route] = field(default_factory=list)

    def take(self, route: Route) -> None:
        """An autosave."""
        if self.dead:
            route.abort()
        elif self.slow:
            self.waiting.append(route)
        else:
            self.answer(route)

    def answer(self, route: Route) -> None:
        """What the product says."""
        given = dict(parse_qsl(route.request.post_data or "", keep_blank_values=True))
        if given["_revision"] != str(self.revision):
            route.fulfill(status=409, json={"code": "moved_on"})
            return
        self.revision += 1
        self.saved.append(given)
        route.fulfill(json={"revision": self.revision})

    def open(self, page: str = "", kept: str = "", **answers: str) -> None:
        """A page of the draft, as it stands on the server; `kept`: the name of the part that it is about."""
        held = answers or {"ten": ""}
        room.show(self.tab, SHEET, revision=str(self.revision), page=page, kept=kept, answers=held)
        self.tab.wait_for_load_state()

    def state(self, name: str) -> None:
        """Wait until the page says so."""
        self.tab.locator(f"[data-state={name}]").wait_for()


@pytest.fixture
def server(chromium: Browser) -> Iterator[Server]:
    with room.page(chromium, width=390) as (tab, _):
        made = Server(tab)
        tab.route("**/luu/", made.take)
        tab.route("**/khac/", lambda route: route.fulfill(body="<p>Khác", content_type="text/html"))
        tab.set_default_timeout(15_000)
        yield made


def offline(server: Server, *, text: str, page: str = "3", **answers: str) -> None:
    """Somebody types while the line is dead, and goes away."""
    server.dead = True
    server.open(page, **answers)
    server.tab.locator("#ten").fill(text)
    server.state("offline")
    server.dead = False


def test_another_page_of_the_draft_leaves_alone_what_was_typed_on_this_one(server: Server) -> None:
    offline(server, text="Minh Ánh")
    server.open("", ho="Nguyễn")
    server.tab.locator("#ho").fill("Trần")
    server.state("saved")
    server.open("2", chu="")
    assert [one.get("ten") for one in server.saved] == [None]
    server.open("3")
    server.state("saved")
    assert server.tab.locator("#ten").input_value() == "Minh Ánh"
    assert server.saved[-1]["ten"] == "Minh Ánh", "other pages were saved since; this one stands as it did"
    assert server.tab.evaluate(KEPT) == []


def test_newer_answers_from_elsewhere_are_not_written_over(server: Server) -> None:
    offline(server, text="Minh Ánh")
    server.revision += 1
    server.open("3", ten="Minh Hà")
    server.state("moved")
    assert server.saved == []
    assert server.tab.locator("#ten").input_value() == "Minh Ánh", "the page asks which of the two stands"
    assert len(server.tab.evaluate(KEPT)) == 1


def test_what_has_arrived_meanwhile_is_not_saved_again(server: Server) -> None:
    offline(server, text="Minh Ánh")
    server.revision += 1
    server.open("3", ten="Minh Ánh")
    assert server.tab.evaluate(KEPT) == []
    assert server.saved == []
    assert server.tab.locator("[data-hl=autosave]").inner_text() == ""


def test_a_page_that_no_longer_asks_saves_nothing_and_keeps_the_text(server: Server) -> None:
    offline(server, text="Minh Ánh")
    server.open("3", khac="")
    assert server.saved == []
    assert len(server.tab.evaluate(KEPT)) == 1


def test_continue_without_a_connection_keeps_the_text(server: Server) -> None:
    server.open("3")
    server.tab.context.set_offline(True)
    server.tab.locator("#ten").fill("Minh Ánh")
    server.tab.locator("main form button").click()
    server.tab.locator(".hl-line").wait_for()
    kept = server.tab.evaluate(KEPT)
    assert len(kept) == 1 and dict(parse_qsl(kept[0]))["ten"] == "Minh Ánh"
    assert "csrfmiddlewaretoken" not in kept[0]
    server.tab.context.set_offline(False)
    server.state("saved")
    assert server.saved[-1]["ten"] == "Minh Ánh"
    assert server.tab.evaluate(KEPT) == []


@pytest.mark.parametrize("arrived", [True, False])
def test_what_is_sent_stays_here_until_the_server_has_answered(server: Server, arrived: bool) -> None:
    offline(server, text="Minh Ánh")
    server.tab.evaluate("document.querySelector('main form').addEventListener('submit', (e) => e.preventDefault())")
    server.tab.locator("main form button").click()
    server.tab.evaluate("sessionStorage.clear()")
    assert len(server.tab.evaluate(KEPT)) == 1
    # The server writes names its own way: what has arrived need not look as it was typed.
    server.revision += arrived
    server.open("3", ten="MINH ÁNH" if arrived else "")
    if not arrived:
        server.state("saved")
    assert server.tab.locator("#ten").input_value() == ("MINH ÁNH" if arrived else "Minh Ánh")
    assert len(server.saved) == (not arrived)
    assert server.tab.evaluate(KEPT) == []


def test_typing_on_over_a_slow_line_is_no_other_window(server: Server) -> None:
    server.slow = True
    server.open("3")
    for text in ("Minh", "Minh Á", "Minh Ánh"):
        server.tab.locator("#ten").fill(text)
        server.tab.wait_for_timeout(1100)
    assert len(server.waiting) == 1, "one after the other"
    server.slow = False
    server.answer(server.waiting.pop())
    server.tab.wait_for_function("document.querySelector('[name=_revision]').value === '5'")
    server.state("saved")
    assert [one["ten"] for one in server.saved] == ["Minh", "Minh Ánh"]
    assert server.tab.evaluate(KEPT) == []


def test_the_name_of_what_was_chosen_stands_in_the_box_and_its_code_comes_back(server: Server) -> None:
    label = "Xã Đồng Tiến (một phần của Xã Cũ cũ)"
    server.tab.route(
        "**/tim/**", lambda route: route.fulfill(json=[{"value": "99001", "label": label, "name": "Xã Đồng Tiến"}])
    )
    server.dead = True
    server.open("3", ten="", xa="")
    server.tab.locator("#xa").press_sequentially("xã cũ")
    option = server.tab.locator(".hl-suggest li")
    option.wait_for()
    assert option.inner_text() == label
    option.click()
    assert server.tab.locator("#xa").input_value() == "Xã Đồng Tiến"
    assert server.tab.locator("[name=xa]").input_value() == "99001"
    server.tab.locator("#ten").fill("Minh Ánh")
    server.state("offline")
    server.dead = False
    server.open("3", ten="", xa="")
    server.state("saved")
    assert (server.saved[-1]["xa"], server.saved[-1]["xa_text"]) == ("99001", "Xã Đồng Tiến")


def test_what_was_chosen_is_saved_without_another_key(server: Server) -> None:
    server.tab.route("**/tim/**", lambda route: route.fulfill(json=[{"value": "99001", "label": "Xã Đồng Tiến"}]))
    server.open("3", xa="")
    server.tab.locator("#xa").press_sequentially("xã")
    server.state("saved")
    server.tab.locator(".hl-suggest li").click()
    server.tab.wait_for_function("document.querySelector('[name=_revision]').value === '5'")
    assert server.saved[-1]["xa"] == "99001"


def test_enter_chooses_only_what_is_marked_now(server: Server) -> None:
    found = {"x": [("1", "Xã Một"), ("2", "Xã Hai")], "xã": [("3", "Xã Ba"), ("4", "Xã Bốn")]}

    def suggest(route: Route) -> None:
        asked = dict(parse_qsl(route.request.url.partition("?")[2]))["q"]
        options = found["xã" if asked.endswith("b") else "x"]
        route.fulfill(json=[{"value": value, "label": label} for value, label in options])

    server.tab.route("**/tim/**", suggest)
    server.open("3", xa="")
    box = server.tab.locator("#xa")
    box.press_sequentially("xã")
    server.tab.locator(".hl-suggest li:has-text('Xã Hai')").wait_for()
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant")
    box.press_sequentially(" b")
    server.tab.locator(".hl-suggest li:has-text('Xã Ba')").wait_for()
    assert box.get_attribute("aria-activedescendant") is None
    server.tab.evaluate("document.querySelector('main form').addEventListener('submit', (e) => e.preventDefault())")
    box.press("Enter")
    assert box.input_value() == "xã b"


@pytest.mark.parametrize(
    ("status", "body", "state", "words"),
    [
        (429, {"title": "Thử quá nhiều lần."}, "refused", "Thử quá nhiều lần. Những gì đã nhập được giữ trên máy này."),
        (422, {}, "refused", "Chưa lưu"),
        (500, {}, "refused", "Chưa lưu"),
        (503, {}, "offline", "Mất kết nối"),
        (409, {"title": "Vòng đã khóa."}, "refused", "Vòng đã khóa."),
        (409, {"code": "moved_on"}, "moved", "bấm “Lưu”"),
    ],
)
def test_a_refusal_is_told_as_what_it_is(
    server: Server, status: int, body: dict[str, str], state: str, words: str
) -> None:
    server.tab.route("**/luu/", lambda route: route.fulfill(status=status, json=body))
    server.open("3")
    server.tab.locator("#ten").fill("Minh Ánh")
    server.state(state)
    assert server.tab.locator("[data-hl=autosave]").inner_text().startswith(words) or state == "moved"
    assert words in server.tab.locator("[data-hl=autosave]").inner_text()


def test_a_tick_taken_away_without_a_line_stays_away(server: Server) -> None:
    server.dead = True
    server.open("3", ten="", dong_y="1")
    server.tab.locator("[name=dong_y]").uncheck()
    server.state("offline")
    server.dead = False
    server.open("3", ten="", dong_y="1")
    server.state("saved")
    assert not server.tab.locator("[name=dong_y]").is_checked()
    assert "dong_y" not in server.saved[-1]


def test_a_link_pressed_at_once_waits_for_what_was_typed(server: Server) -> None:
    server.open("3")
    server.tab.locator("#ten").fill("Minh Ánh")
    server.tab.locator("#khac").click()
    server.tab.wait_for_url("**/khac/")
    assert [one["ten"] for one in server.saved] == ["Minh Ánh"]
    server.open("3", ten="Minh Ánh")
    assert server.tab.evaluate(KEPT) == []
    server.tab.locator("#ten").fill("Minh Hà")
    server.state("saved")


def test_a_link_waits_for_the_save_under_way_and_for_what_was_typed_since(server: Server) -> None:
    server.slow = True
    server.open("3")
    server.tab.locator("#ten").fill("Minh")
    server.state("saving")
    server.tab.locator("#ten").fill("Minh Ánh")
    server.tab.locator("#khac").click()
    server.tab.wait_for_timeout(200)
    server.slow = False
    server.answer(server.waiting.pop())
    server.tab.wait_for_url("**/khac/")
    assert [one["ten"] for one in server.saved] == ["Minh", "Minh Ánh"]


@pytest.mark.parametrize("line", ["dead", "slow"])
def test_no_line_holds_a_link_and_nothing_is_lost(server: Server, line: str) -> None:
    setattr(server, line, True)
    server.open("3")
    server.tab.locator("#ten").fill("Minh Ánh")
    server.tab.locator("#khac").click()
    server.tab.wait_for_url("**/khac/", timeout=6000)
    server.dead = server.slow = False
    server.open("3")
    server.state("saved")
    assert [one["ten"] for one in server.saved] == ["Minh Ánh"]
    assert server.tab.evaluate(KEPT) == []


def test_a_link_does_not_lead_away_from_a_refusal_unheard(server: Server) -> None:
    server.open("3")
    server.revision += 1
    server.tab.locator("#ten").fill("Minh Ánh")
    server.tab.locator("#khac").click()
    server.state("moved")
    server.tab.wait_for_timeout(3000)
    assert server.tab.url.endswith("/a-page/")
    server.tab.locator("#khac").click()
    server.tab.wait_for_url("**/khac/")


def test_a_link_to_another_tab_is_left_alone(server: Server) -> None:
    server.open("3")
    server.tab.locator("#ten").fill("Minh Ánh")
    with server.tab.context.expect_page() as opened:
        server.tab.locator("#khac").click(modifiers=["Control"])
    opened.value.wait_for_load_state()
    assert server.tab.url.endswith("/a-page/")
    server.state("saved")


@pytest.mark.parametrize("elsewhere", [0, 1])
def test_another_way_out_keeps_it_here_and_no_other_window_is_suspected(server: Server, elsewhere: int) -> None:
    server.open("3")
    server.tab.locator("#ten").fill("Minh Ánh")
    server.tab.goto(f"{room.ORIGIN}/khac/")
    assert server.saved == []
    assert len(server.tab.evaluate(KEPT)) == 1
    server.revision += elsewhere  # another page of the draft was saved since
    server.open("3")
    server.state("saved")
    assert [one["ten"] for one in server.saved] == ["Minh Ánh"]
    assert server.tab.evaluate(KEPT) == []


@pytest.mark.parametrize("arrived", [True, False])
def test_a_save_that_was_under_way_on_the_way_out_is_ones_own(server: Server, arrived: bool) -> None:
    server.slow = True
    server.open("3")
    server.tab.locator("#ten").fill("Minh")
    server.state("saving")
    server.tab.locator("#ten").fill("Minh Ánh")
    server.tab.goto(f"{room.ORIGIN}/khac/")
    server.slow = False
    server.revision += arrived
    server.open("3", ten="Minh" if arrived else "")
    server.state("saved")
    assert [one["ten"] for one in server.saved] == ["Minh Ánh"]
    assert server.tab.evaluate(KEPT) == []


def left_while_saving(server: Server) -> None:
    """A save of the part's page arrives while the page is left, and gives the part another name."""
    server.slow = True
    server.open(kept="/luu/?questions:cau_hoi")
    server.tab.locator("#ten").fill("Minh")
    server.state("saving")
    server.tab.locator("#ten").fill("Minh Ánh")
    server.tab.goto(f"{room.ORIGIN}/khac/")
    server.slow = False
    server.revision += 1


def test_what_was_typed_follows_its_part_to_the_name_that_the_save_gave_it(server: Server) -> None:
    left_while_saving(server)
    server.open(kept="/luu/?questions:sdt", ten="Minh")
    server.state("saved")
    assert [one["ten"] for one in server.saved] == ["Minh Ánh"]
    assert server.tab.evaluate(KEPT) == [], "under the old name neither"


def test_what_was_typed_goes_to_no_other_part_that_has_the_old_name_now(server: Server) -> None:
    left_while_saving(server)
    server.open(kept="/luu/?questions:cau_hoi", ten="")
    server.tab.wait_for_timeout(1200)
    assert server.tab.locator("#ten").input_value() == ""
    assert server.saved == []


@pytest.mark.parametrize(("kept", "ten"), [("/luu/?questions:sdt", ""), ("/luu/?questions:cau_hoi", "Minh Hà")])
def test_what_a_line_that_broke_may_have_brought_is_asked_about(server: Server, kept: str, ten: str) -> None:
    server.dead = True
    server.open(kept="/luu/?questions:cau_hoi")
    server.tab.locator("#ten").fill("Minh Ánh")
    server.state("offline")
    server.dead = False
    server.revision += 1
    server.open(kept=kept, ten=ten)
    if kept.endswith("cau_hoi"):
        server.state("moved")
    server.tab.wait_for_timeout(1200)
    assert server.tab.locator("#ten").input_value() == ("Minh Ánh" if kept.endswith("cau_hoi") else "")
    assert server.saved == []
    assert server.tab.evaluate(KEPT)


def test_a_part_that_no_save_was_under_way_of_gets_its_text_back(server: Server) -> None:
    server.open(kept="/luu/?questions:ho", ten="")
    server.tab.locator("#ten").fill("Minh Ánh")
    server.tab.goto(f"{room.ORIGIN}/khac/")
    server.revision += 1
    server.open(kept="/luu/?questions:ho", ten="")
    server.state("saved")
    assert [one["ten"] for one in server.saved] == ["Minh Ánh"]
    assert server.tab.evaluate(KEPT) == []


def test_a_save_that_succeeds_leaves_what_was_kept_since(server: Server) -> None:
    server.slow = True
    server.open("3")
    server.tab.locator("#ten").fill("Minh")
    server.state("saving")
    server.tab.locator("#ten").fill("Minh Ánh")
    hide = "Object.defineProperty(document, 'visibilityState', {value: 'hidden'})"
    server.tab.evaluate(f"{hide}; document.dispatchEvent(new Event('visibilitychange'))")
    server.tab.evaluate("setTimeout = () => 0; window.dispatchEvent(new Event('pagehide'))")
    server.answer(server.waiting.pop())
    server.state("saved")
    kept = server.tab.evaluate(KEPT)
    assert [dict(parse_qsl(one))["ten"] for one in kept] == ["Minh Ánh"]
    server.slow = False
    server.open("3", ten="Minh")
    server.state("saved")
    assert [one["ten"] for one in server.saved] == ["Minh", "Minh Ánh"]
    assert server.tab.evaluate(KEPT) == []


def test_an_ordinary_way_on_leaves_nothing_on_a_shared_computer(server: Server) -> None:
    """Typed on while a save was under way, then sent: only the tab may keep it until the server has answered."""
    server.slow = True
    server.open("3")
    server.tab.locator("#ten").fill("Minh")
    server.state("saving")
    server.tab.locator("#ten").fill("Minh Ánh")
    server.tab.route("**/a-page/", lambda route: route.fulfill(body="<p>Xong", content_type="text/html"))
    server.tab.locator("main form button").click()
    server.answer(server.waiting.pop())
    server.tab.get_by_text("Xong").wait_for()
    assert server.tab.evaluate(KEPT) == []


def test_of_a_link_and_a_button_the_one_pressed_last_counts(server: Server) -> None:
    server.slow = True
    server.open("3")
    pressed: list[str] = []

    def take(route: Route) -> None:
        pressed.append(route.request.method)
        route.fulfill(body="<p>Xong", content_type="text/html")

    server.tab.route("**/a-page/", take)
    server.tab.locator("#ten").fill("Minh Ánh")
    server.tab.locator("#khac").click()
    server.tab.locator("main form button").click()
    server.answer(server.waiting.pop())
    server.tab.get_by_text("Xong", exact=True).wait_for()
    server.tab.wait_for_timeout(3000)
    assert pressed == ["POST"]
    assert server.tab.url.endswith("/a-page/")
