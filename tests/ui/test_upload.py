"""Files on their way: what is stopped counts no more, what is refused says why, and nothing is left out of a form."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Route

from tests.ui import browser as room

SHEET = """
{% extends "ui/citizen.html" %}
{% from "ui/components/upload.html" import resumable, upload %}
{% block content %}
<form method="post" action="/nop/" enctype="multipart/form-data"{{ resumable("/tai-len/") }}>
<input type="hidden" name="csrfmiddlewaretoken" value="x">
{{ upload("papers.a", "Giấy tờ", multiple=true) }}
<button>Nộp</button>
</form>
{% endblock %}
{% block scripts %}
<script src="{{ static('ui/vendor/tus.js') }}" defer></script>
<script src="{{ static('ui/upload.js') }}" defer></script>
{% endblock %}
"""
LINES = ".hl-upload__going"


@dataclass
class Server:
    """Takes files by the protocol; pieces of a name in `held` wait, `refusing` answers every announcement so."""

    tab: Page
    refusing: tuple[int, str] | None = None
    announced: int = 0
    sent: list[str] = field(default_factory=list)
    waiting: list[Route] = field(default_factory=list)
    hold: bool = False

    def take(self, route: Route) -> None:
        """One request of the protocol."""
        told = {"Tus-Resumable": "1.0.0"}
        if route.request.method == "POST":
            self.announced += 1
            if self.refusing:
                status, title = self.refusing
                route.fulfill(status=status, json={"title": title}, content_type="application/problem+json")
                return
            route.fulfill(status=201, headers=told | {"Location": f"/tai-len/{self.announced}/", "Upload-Offset": "0"})
        elif self.hold:
            self.waiting.append(route)
        else:
            self.arrive(route)

    def arrive(self, route: Route) -> None:
        """The piece is here, and with it the file."""
        size = len(route.request.post_data_buffer or b"")
        route.fulfill(status=204, headers={"Tus-Resumable": "1.0.0", "Upload-Offset": str(size)})

    def submitted(self, route: Route) -> None:
        """The form has been sent."""
        self.sent.append(route.request.post_data or "")
        route.fulfill(body="<h1>Đã nộp</h1>", content_type="text/html; charset=utf-8")

    def choose(self, *names: str) -> None:
        """Files are chosen."""
        files = [FilePayload(name=name, mimeType="application/pdf", buffer=b"%PDF-1.4") for name in names]
        self.tab.set_input_files("input[type=file]", files)


@pytest.fixture
def server(chromium: Browser) -> Iterator[Server]:
    with room.page(chromium, width=390) as (tab, _):
        made = Server(tab)
        tab.route("**/tai-len/**", made.take)
        tab.route("**/nop/", made.submitted)
        tab.set_default_timeout(15_000)
        room.show(tab, SHEET)
        yield made


def test_a_file_taken_away_holds_back_nothing_and_hurries_nothing(server: Server) -> None:
    server.hold = True
    server.choose("mot.pdf", "hai.pdf")
    server.tab.wait_for_function(f"document.querySelectorAll('{LINES}').length === 2")
    while len(server.waiting) < 2:
        server.tab.wait_for_timeout(50)
    first = server.tab.locator(LINES).first
    first.get_by_role("button", name="Bỏ").click()
    server.tab.get_by_role("button", name="Nộp").click()
    server.tab.wait_for_timeout(300)
    assert server.sent == [], "the other one is still on its way"
    server.arrive(server.waiting[1])
    server.tab.wait_for_url("**/nop/")
    assert server.sent[0].count("papers.a.upload") == 1


def test_a_stopped_file_that_is_taken_away_is_not_counted_twice(server: Server) -> None:
    server.tab.route("**/tai-len/1/", lambda route: route.fulfill(status=404, body=""))
    server.choose("mot.pdf")
    server.tab.get_by_role("button", name="Gửi tiếp").wait_for()
    server.hold = True
    server.choose("hai.pdf")
    while not server.waiting:
        server.tab.wait_for_timeout(50)
    server.tab.locator(LINES).first.get_by_role("button", name="Bỏ").click()
    server.tab.get_by_role("button", name="Nộp").click()
    server.tab.wait_for_timeout(300)
    assert server.sent == [], "the second file is still on its way"
    server.arrive(server.waiting[0])
    server.tab.wait_for_url("**/nop/")
    assert server.sent[0].count("papers.a.upload") == 1


@pytest.mark.parametrize("status", [413, 409])
def test_a_refusal_is_said_in_its_words_and_not_tried_again(server: Server, status: int) -> None:
    server.refusing = (status, "Tệp lớn hơn 25 MB.")
    server.choose("mot.pdf")
    line = server.tab.locator(LINES)
    server.tab.wait_for_function(f"document.querySelector('{LINES} [role=status]').textContent.includes('25 MB')")
    assert line.get_by_role("button").all_inner_texts() == ["Bỏ"], "going on would be refused again"
    assert server.announced == 1
