"""The living page in Chromium: nothing for axe to find, nothing outside the screen, nothing against the policy."""

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser, Route

from honglam.ui.errors import PageErrors
from tests.ui import browser as room


@pytest.mark.parametrize(
    ("face", "width", "scheme"),
    [
        ("citizen", 320, "light"),
        ("citizen", 390, "dark"),
        ("citizen", 1280, "light"),
        ("desk", 320, "dark"),
        ("desk", 390, "light"),
        ("desk", 1280, "dark"),
        ("desk", 1280, "light"),
    ],
)
def test_living_page_is_clean(chromium: Browser, face: str, width: int, scheme: str) -> None:
    with room.page(chromium, width=width, scheme=scheme) as (tab, complaints):
        tab.goto(f"{room.ORIGIN}/ui/?face={face}")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        assert room.axe(tab) == []
        assert complaints == []


def test_the_page_stands_without_scripts(chromium: Browser) -> None:
    with room.page(chromium, width=390, java_script_enabled=False) as (tab, _):
        tab.goto(f"{room.ORIGIN}/ui/")
        assert tab.locator("h1").first.is_visible()
        assert tab.locator(".hl-theme").first.is_hidden(), "a switch that cannot work is not shown"


def test_the_scheme_that_was_chosen_is_kept(chromium: Browser) -> None:
    with room.page(chromium, width=1280) as (tab, _):
        tab.goto(f"{room.ORIGIN}/ui/button/")
        ground = "getComputedStyle(document.body).backgroundColor"
        light = tab.evaluate(ground)
        tab.get_by_role("button", name="Tối").last.click()
        dark = tab.evaluate(ground)
        tab.reload()
        assert light != dark
        assert tab.locator('.hl-theme [value="dark"][aria-pressed="true"]').count() == 2, "both switches agree"
        assert tab.evaluate(ground) == dark


def test_the_language_that_was_chosen_is_kept(chromium: Browser) -> None:
    with room.page(chromium, width=1280, locale="en-GB") as (tab, _):
        tab.goto(f"{room.ORIGIN}/ui/button/")
        assert tab.locator("html").get_attribute("lang") == "vi", "the device's language does not decide"
        tab.get_by_role("link", name="English").first.click()
        tab.wait_for_url("**/ui/button/")
        assert tab.locator("html").get_attribute("lang") == "en"


FORM = """
{% extends "ui/citizen.html" %}
{% from "ui/components/errors.html" import error_summary %}
{% from "ui/components/input.html" import number_code %}
{% from "ui/components/date.html" import date_input %}
{% from "ui/components/choices.html" import radios %}
{% block title %}Người yêu cầu{% endblock %}
{% block content %}
<h1 class="govuk-heading-l">Người yêu cầu</h1>
{{ error_summary(errors) }}
<form method="post">
{{ number_code("person.citizen_id", "Số căn cước", error=errors["person.citizen_id"]) }}
{{ date_input("person.born", "Ngày sinh", error=errors["person.born"]) }}
{{ radios("sex", "Giới tính", [("f", "Nữ"), ("m", "Nam")], error=errors["sex"]) }}
</form>
{% endblock %}
"""


def test_focus_goes_to_the_error_summary_and_from_there_to_each_field(chromium: Browser) -> None:
    errors = PageErrors.of({"person.citizen_id": "Thiếu số.", "person.born": "Thiếu ngày.", "sex": "Chưa chọn."})
    with room.page(chromium, width=390) as (tab, complaints):
        room.show(tab, FORM, errors=errors)
        assert tab.title().startswith("Lỗi: Người yêu cầu")
        assert tab.evaluate("document.activeElement.className") == "govuk-error-summary"
        for link, field in enumerate(["person.citizen_id", "person.born-day", "sex"]):
            tab.locator(".govuk-error-summary a").nth(link).click()
            assert tab.evaluate("document.activeElement.name") == field
        assert room.axe(tab) == []
        assert complaints == []


def test_money_gets_its_dots_while_it_is_typed(chromium: Browser) -> None:
    with room.page(chromium, width=390) as (tab, _):
        tab.goto(f"{room.ORIGIN}/ui/input/")
        field = tab.locator("#amount")
        field.fill("")
        field.press_sequentially("1215000")
        assert field.input_value() == "1.215.000"
        field.press("Home")
        field.press("ArrowRight")
        field.press("Backspace")
        assert field.input_value() == "215.000"
        field.fill("1.215.000,00")
        assert field.input_value() == "1.215.000,00", "pasted from elsewhere, and no hundred and twenty million"


def test_what_is_searched_for_has_the_whole_width_of_a_phone(chromium: Browser) -> None:
    source = """{% extends "ui/citizen.html" %}{% from "ui/components/work.html" import filter_bar %}
    {% from "ui/components/input.html" import input %}{% block content %}{% call filter_bar("/") %}
    {{ input("q", "Số, ký hiệu hoặc từ ngữ", width="20") }}{{ input("nam", "Năm", width="4") }}{% endcall %}
    {% endblock %}"""
    with room.page(chromium, width=390) as (tab, _):
        room.show(tab, source)
        words, year = tab.locator("[name=q]").bounding_box(), tab.locator("[name=nam]").bounding_box()
        assert words and year
        assert words["width"] > 290 > 200 > year["width"]


def test_of_many_tabs_the_open_one_is_in_sight(chromium: Browser) -> None:
    source = """{% extends "ui/citizen.html" %}{% from "ui/components/navigation.html" import tabs %}{% block content %}
    {{ tabs([("Tình hình tiếp nhận, giải quyết hồ sơ", "/a", false),
    ("Hồ sơ quá hạn và nơi phát sinh chậm trễ", "/b", false),
    ("Thời gian giải quyết", "/c", true)], "Báo cáo") }}{% endblock %}"""
    with room.page(chromium, width=390) as (tab, complaints):
        room.show(tab, source)
        open_one = tab.locator("[aria-current=page]").bounding_box()
        assert open_one and open_one["x"] >= 0 and open_one["x"] + open_one["width"] <= 390
        assert complaints == []


def test_keys_walk_through_the_rows(chromium: Browser) -> None:
    with room.page(chromium, width=1280) as (tab, _):
        tab.goto(f"{room.ORIGIN}/ui/?face=desk")
        tab.evaluate("document.querySelector('.hl-table--sticky').dataset.hl = 'rows'; document.activeElement.blur()")
        tab.keyboard.press("j")
        tab.keyboard.press("j")
        assert tab.locator(".hl-row--here a").inner_text() == "000.07-261122-0002"
        tab.keyboard.press("k")
        assert tab.locator(".hl-row--here a").inner_text() == "000.07-261122-0001"
        tab.keyboard.press("?")
        assert tab.locator("#hl-keys").is_visible()
        tab.keyboard.press("Escape")
        assert tab.locator("#hl-keys").is_hidden()


def test_a_form_is_sent_once(chromium: Browser) -> None:
    with room.page(chromium, width=390) as (tab, _):
        tab.goto(f"{room.ORIGIN}/ui/work/")
        tab.evaluate(
            "window.sent = 0; const f = document.querySelector('.hl-confirm');"
            "f.addEventListener('submit', (e) => { if (!e.defaultPrevented) window.sent += 1; e.preventDefault(); })"
        )
        button = tab.locator(".hl-confirm button")
        button.click()
        button.click()
        assert tab.evaluate("window.sent") == 1


def test_a_slow_answer_does_not_free_the_button_in_silence(chromium: Browser) -> None:
    with room.page(chromium, width=390) as (tab, _):
        tab.clock.install()
        tab.goto(f"{room.ORIGIN}/ui/work/")
        tab.evaluate(
            "window.sent = 0; const f = document.querySelector('.hl-confirm');"
            "f.addEventListener('submit', (e) => { if (!e.defaultPrevented) window.sent += 1; e.preventDefault(); })"
        )
        button = tab.locator(".hl-confirm button")
        button.click()
        tab.clock.fast_forward(20_000)
        button.click()
        assert tab.evaluate("window.sent") == 1
        assert "chỉ gửi một lần" in tab.locator(".hl-confirm .hl-line").inner_text()
        tab.clock.fast_forward(60_000)
        assert "xem lại trước khi bấm" in tab.locator(".hl-confirm .hl-line").inner_text()
        button.click()
        assert tab.evaluate("window.sent") == 2


FETCHED = """
{% extends "ui/citizen.html" %}{% block content %}<form method="post" action="/tep/" data-hl-download data-hl-anew>
<button>Tải về</button></form>{% endblock %}
"""


def test_a_file_that_came_is_not_called_slow_and_the_page_is_asked_for_anew(chromium: Browser) -> None:
    with room.page(chromium, width=390) as (tab, _):
        room.show(tab, FETCHED)
        handed = False
        told: list[str] = []

        def page(route: Route) -> None:
            told.append(route.request.resource_type)
            body = "<h1>Đã trả</h1>" if handed else "<form data-hl-download></form>"
            route.fulfill(body=body, content_type="text/html; charset=utf-8")

        tab.route("**/a-page/", page)
        tab.route("**/tep/", lambda route: None)
        tab.clock.install()
        tab.evaluate(
            "document.querySelector('form[data-hl-download]').addEventListener('submit', (e) => e.preventDefault())"
        )
        tab.get_by_role("button", name="Tải về").click()
        with tab.expect_response("**/a-page/"):
            tab.clock.run_for(2_600)
        assert told == ["fetch"], "still under way: nothing breaks it off"
        handed = True
        with tab.expect_response("**/a-page/"):
            tab.clock.run_for(2_600)
        tab.wait_for_timeout(50)
        with tab.expect_navigation():
            tab.clock.run_for(600)
        assert told == ["fetch", "fetch", "document"]
        assert tab.locator("h1").inner_text() == "Đã trả"


BACK = """
{% extends "ui/citizen.html" %}{% from "ui/components/work.html" import autosave %}{% block content %}
<form method="post"{{ mark }}><input type="hidden" name="idempotency_key" value="k"><input id="ten" name="ten">
{% if saves %}{{ autosave("/luu/") }}{% endif %}</form>{% endblock %}
"""


@pytest.mark.parametrize(
    ("mark", "saves", "asked"),
    [("", False, 2), (" data-hl-anew", False, 3), ("", True, 3)],
)
def test_going_back_keeps_what_was_typed_unless_the_page_asks_for_itself_anew(
    chromium: Browser, mark: str, saves: bool, asked: int
) -> None:
    """A clerk who went back found the page of the person at the counter empty."""
    with room.page(chromium, width=390) as (tab, _):
        pages: list[str] = []
        tab.on("request", lambda one: pages.append(one.url) if one.url.endswith("/a-page/") else None)
        tab.route("**/luu/", lambda route: route.fulfill(json={}))
        room.show(tab, BACK, mark=Markup(mark), saves=saves)
        if asked == 3:  # an address with a fragment is renewed too
            tab.evaluate("location.hash = 'ten'")
        tab.locator("#ten").fill("Nguyễn Thị An")
        tab.goto(f"{room.ORIGIN}/ui/button/")
        tab.go_back()
        tab.wait_for_timeout(500)
        assert len(pages) == asked
        assert (tab.locator("#ten").input_value() == "Nguyễn Thị An") == (asked == 2)


def test_what_was_typed_without_a_connection_comes_back(chromium: Browser) -> None:
    with room.page(chromium, width=390) as (tab, _):
        tab.route("**/luu/", lambda route: route.abort())
        tab.goto(f"{room.ORIGIN}/ui/work/")
        prepare = (
            "const f = document.querySelector('[data-hl=autosave]').closest('form');"
            "f.insertAdjacentHTML('afterbegin', '<input name=\"a\" id=\"typed\">');"
        )
        tab.evaluate(prepare)
        tab.locator("#typed").fill("Nguyễn Thị Hường")
        tab.locator("[data-state=offline]").wait_for()
        kept = tab.evaluate("localStorage.getItem(Object.keys(localStorage).find((key) => key.startsWith('draft:')))")
        assert "Ngu" in kept


KIOSK = """
<!doctype html><html lang="vi"><title>Lấy số</title><script src="/static/ui/honglam.js" defer></script>
<main data-hl-reload="30"><form method="post"><input type="radio" name="priority" value="elderly">
<button name="act" value="next">Gọi số tiếp theo</button></form></main></html>
"""


@pytest.mark.parametrize("engine", ["", "AbortSignal.timeout = undefined;"])
def test_a_screen_left_alone_asks_again_without_sending_the_form_again(chromium: Browser, engine: str) -> None:
    """On an engine of some years ago too, which knows no limit of time."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.method)
        route.fulfill(status=422 if asked[-1] == "POST" else 200, body=KIOSK, content_type="text/html; charset=utf-8")

    with room.page(chromium, width=390) as (tab, _):
        tab.route("**/may/", answer)
        tab.clock.install()
        tab.add_init_script(engine)
        tab.goto(f"{room.ORIGIN}/may/")
        tab.locator("button").click()
        tab.wait_for_load_state("load")
        tab.locator("input").check()
        tab.clock.fast_forward(20_000)
        tab.locator("input").dispatch_event("pointerdown")
        tab.clock.fast_forward(20_000)
        assert asked == ["GET", "POST"], "somebody is busy"
        with tab.expect_navigation():
            tab.clock.fast_forward(11_000)
        assert asked == ["GET", "POST", "HEAD", "GET"]
        assert not tab.locator("input").is_checked(), "the next person chooses anew"


def test_a_screen_left_alone_stays_while_its_server_does_not_answer(chromium: Browser) -> None:
    """Nobody stands at a kiosk to lead it back from the proxy's page."""
    asked: list[str] = []
    server = {"status": 502}

    def answer(route: Route) -> None:
        asked.append(route.request.method)
        status = server["status"] if asked[-1] == "HEAD" else 200
        route.fulfill(status=status, body=KIOSK, content_type="text/html; charset=utf-8")

    def until(method: str, times: int) -> None:
        for _ in range(100):
            tab.clock.fast_forward(31_000)
            tab.wait_for_timeout(50)
            if asked.count(method) >= times:
                return

    with room.page(chromium, width=390) as (tab, _):
        tab.route("**/may/", answer)
        tab.clock.install()
        tab.goto(f"{room.ORIGIN}/may/")
        until("HEAD", 2)
        assert asked == ["GET", "HEAD", "HEAD"], "it asks again and stays"
        server["status"] = 200
        until("GET", 2)
        assert asked[-2:] == ["HEAD", "GET"]


def test_a_screen_left_alone_goes_on_whatever_its_engine_refuses(chromium: Browser) -> None:
    with room.page(chromium, width=390) as (tab, _):
        tab.add_init_script("window.asked = 0; window.fetch = () => { window.asked += 1; throw new TypeError('x'); };")
        tab.route("**/may/", lambda route: route.fulfill(body=KIOSK, content_type="text/html; charset=utf-8"))
        tab.clock.install()
        tab.goto(f"{room.ORIGIN}/may/")
        for _ in range(100):
            tab.clock.fast_forward(31_000)
            tab.wait_for_timeout(50)
            if tab.evaluate("asked") > 1:
                return
        pytest.fail("it has asked once and never again")


def test_an_address_of_this_site_is_not_printed(chromium: Browser) -> None:
    """On paper “(/dieu-hanh/?co_quan=76)” stood behind every name; a table was a heap of cards there."""
    source = """{% extends "ui/citizen.html" %}{% from "ui/components/data.html" import table %}
    {% block content %}{% call table("Bảng", [{"label": "Cơ quan"}, {"label": "Số"}]) %}
    <tr><th><a class="govuk-link" href="/ui/">Xã Một</a></th><td data-label="Số">7</td></tr>{% endcall %}
    <a class="govuk-link" href="https://vanban.example/1">Nghị định</a>{% endblock %}"""
    with room.page(chromium, width=718) as (tab, _):
        room.show(tab, source)
        tab.emulate_media(media="print")
        after = "links => links.map(link => getComputedStyle(link, '::after').content)"
        own, foreign = tab.locator("main .govuk-link").evaluate_all(after)
        assert own in ("none", "normal") and "vanban.example" in foreign
        assert tab.locator("td").evaluate("cell => getComputedStyle(cell).display") == "table-cell"
