"""The screens of the hall in a real browser: nobody stands beside them when the line breaks or the power comes back."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from honglam.queue import api
from tests.dossiers.scene import MORNING, Scene
from tests.queue.test_hall import call, in_browser, take
from tests.ui import browser as room

SLIP = """
<!doctype html><html lang="vi"><title>Số</title><main data-hl-kiosk="/may/"></main>
<script src="/static/queue/printed.js" defer></script></html>
"""
BOARD = """
<!doctype html><html lang="vi"><title>Gọi số</title>
<main data-hl-board="/bang/" data-say="Số {label}, quầy {window}" data-lost="mất kết nối">
<table><tbody></tbody></table><span data-next></span><button data-sound hidden>Bật âm thanh</button>
<span data-state></span></main><script src="/static/queue/board.js" defer></script></html>
"""
# A browser that may ring at once, or only after a touch; how often it did.
SOUND = """
window.rung = 0;
window.AudioContext = class extends EventTarget {
  state = "%s";
  currentTime = 0;
  createOscillator() { return { frequency: {}, connect: (to) => to, start: () => { window.rung += 1; }, stop() {} }; }
  createGain() { return { gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect() {} }; }
  async resume() { this.state = "running"; this.dispatchEvent(new Event("statechange")); }
};
"""
# Somebody is about to press a button; how often the status spoke.
WATCH = """
window.spoken = 0;
const status = document.querySelector("[role=status]"), button = document.querySelector("#give-back");
button.focus();
status.wasThere = button.wasThere = true;
new MutationObserver(() => { window.spoken += 1; }).observe(status, { childList: true, subtree: true });
"""
HTML = "text/html; charset=utf-8"
# A television bought some years ago: its engine knows no such limit of time.
OLD = "AbortSignal.timeout = undefined;"


def show(tab: Page, body: str) -> None:
    """A page with the screen's script on it."""
    tab.route("**/man-hinh/", lambda route: route.fulfill(body=body, content_type=HTML))
    tab.goto(f"{room.ORIGIN}/man-hinh/")


@pytest.mark.parametrize("engine", ["", OLD])
def test_the_printed_number_goes_back_to_the_kiosk_once_its_server_answers(chromium: Browser, engine: str) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.method)
        route.fulfill(status=502 if len(asked) < 3 else 200, body=SLIP, content_type=HTML)

    with room.page(chromium, width=390) as (tab, _):
        tab.route("**/may/", answer)
        tab.clock.install()
        tab.add_init_script(engine)
        show(tab, SLIP)
        for _ in range(100):
            tab.clock.fast_forward(8_000)
            tab.wait_for_timeout(50)
            if asked[-1:] == ["GET"]:
                break
        assert asked == ["HEAD", "HEAD", "HEAD", "GET"]


@pytest.mark.parametrize(("state", "touched"), [("running", False), ("suspended", True)])
def test_a_screen_that_may_ring_at_once_does_so_untouched(chromium: Browser, state: str, *, touched: bool) -> None:
    """After a power cut the browser comes back by itself, and nobody is there to press a button."""
    called = [{"label": "A001", "window": 1, "count": 1}]

    with room.page(chromium, width=1280) as (tab, _):
        tab.add_init_script(SOUND % state)
        tab.route("**/bang/", lambda route: route.fulfill(json={"calls": called, "next": []}))
        show(tab, BOARD)
        expect(tab.locator("tbody tr")).to_have_count(1)
        button = tab.locator("[data-sound]")
        if touched:
            button.click()
        expect(button).to_be_hidden()
        before = tab.evaluate("rung")
        called.insert(0, {"label": "A002", "window": 2, "count": 1})
        expect(tab.locator("tbody tr")).to_have_count(2)
        assert tab.evaluate("rung") == before + 2


def test_the_screen_of_an_older_engine_shows_what_is_called(chromium: Browser) -> None:
    called = [{"label": "A001", "window": 1, "count": 1}]
    with room.page(chromium, width=1280) as (tab, _):
        tab.add_init_script(OLD)
        tab.route("**/bang/", lambda route: route.fulfill(json={"calls": called, "next": []}))
        show(tab, BOARD)
        expect(tab.locator("tbody tr")).to_have_count(1)


def test_a_line_that_hangs_is_said_on_the_screen(chromium: Browser) -> None:
    with room.page(chromium, width=1280) as (tab, _):
        tab.add_init_script("AbortSignal.timeout = ((real) => () => real.call(AbortSignal, 50))(AbortSignal.timeout)")
        tab.route("**/bang/", lambda route: None)
        show(tab, BOARD)
        expect(tab.locator("[data-state]")).to_have_text("mất kết nối")


def test_ones_own_number_speaks_when_it_changes_and_leaves_the_focus_where_it_is(
    scene: Scene, nine_o_clock: None, chromium: Browser
) -> None:
    take(minute=-10)
    address = f"/so/{take(minute=-9).token}/"
    answers = [in_browser().get(address).content]

    def answer(route: Route) -> None:
        route.fulfill(body=answers[-1], content_type=HTML)

    with room.page(chromium, width=390) as (tab, complaints):
        tab.route(f"**{address}", answer)
        tab.clock.install()
        tab.goto(room.ORIGIN + address)
        tab.evaluate(WATCH)
        swapped = "!document.querySelector('#give-back').wasThere"
        after(tab, swapped)
        expect(tab.locator("#give-back")).to_be_focused()
        assert tab.evaluate("spoken") == 0, "nothing has changed"
        call(scene.reception, minute=0)
        answers.append(in_browser().get(address).content)
        after(tab, "spoken")
        expect(tab.locator("[role=status]")).to_contain_text("Sắp đến lượt")
        assert tab.evaluate("document.querySelector('[role=status]').wasThere"), "it stands, and is read out"
        expect(tab.locator("#give-back")).to_be_focused()
        assert complaints == []


def test_ones_own_number_names_the_group_it_was_passed_on_to(
    scene: Scene, nine_o_clock: None, chromium: Browser
) -> None:
    mine = take(minute=-9)
    address = f"/so/{mine.token}/"
    answers = [in_browser().get(address).content]
    with room.page(chromium, width=390) as (tab, _):
        tab.route(f"**{address}", lambda route: route.fulfill(body=answers[-1], content_type=HTML))
        tab.clock.install()
        tab.goto(room.ORIGIN + address)
        expect(tab.locator("#number-group")).to_have_text(mine.group_name)
        api.transfer(actor=scene.reception, ticket_id=mine.id, group_code="khac", at=MORNING)
        answers.append(in_browser().get(address).content)
        other = api.get_ticket(token=mine.token, at=MORNING).group_name
        after(tab, f"document.body.textContent.includes({other!r})")
        expect(tab.locator("#number-group")).to_have_text(other)


def after(tab: Page, told: str) -> None:
    """Time goes by until the page has asked and something is so."""
    for _ in range(100):
        tab.clock.fast_forward(9_000)
        tab.wait_for_timeout(50)
        if tab.evaluate(told):
            return
