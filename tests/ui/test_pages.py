"""What a page weighs, who it is branded for, how it refuses, and where its menus come from."""

import gzip
import json
import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.test import Client, RequestFactory
from django.utils import translation

from honglam.kernel import registry
from honglam.kernel.registry import MenuEntry
from honglam.kernel.values import ANONYMOUS, Actor, ActorKind, DomainError, FieldError, FieldErrors
from honglam.ui import branding, charts, context, tongues, views
from honglam.ui.errors import PageErrors, field_id
from honglam.ui.refusals import RefusalPages

LIMIT = 150_000


def packed(body: bytes) -> int:
    return len(gzip.compress(body, 6))


def test_a_citizens_page_is_light() -> None:
    """The heaviest page of components, with every file it names and every letter form it may need."""
    page = Client().get("/ui/").content
    names = set(re.findall(r'(?:href|src)="/static/([^"]+)"', page.decode()))
    files = [Path(str(finders.find(name))) for name in names]
    folder = Path(str(finders.find("ui/tokens.css"))).parent
    letters = [path for path in (folder / "fonts").glob("*.woff2") if path not in files]
    total = packed(page) + sum(packed(path.read_bytes()) for path in files if path.suffix != ".woff2")
    total += sum(path.stat().st_size for path in {*letters, *(path for path in files if path.suffix == ".woff2")})
    assert any(path.suffix == ".js" for path in files)
    assert total < LIMIT, f"{total} bytes"


def test_branding_is_neutral_until_somebody_provides_it() -> None:
    assert branding.branding().name == "Hồng Lam"
    branding.provide(lambda: branding.Branding(name="Tỉnh Mẫu", colours={"lam-700": "#123456"}))
    assert branding.branding().name == "Tỉnh Mẫu"
    response = Client().get("/ui/mau.css")
    assert response.content == b":root{--hl-lam-700:#123456;}"
    branding.provide(lambda: None)
    assert branding.branding().name == "Hồng Lam"


def test_branding_is_read_in_the_visitors_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tongues, "_lookups", [lambda text: {"Tỉnh Mẫu": "Mẫu Province"}.get(text, "")])
    branding.provide(lambda: branding.Branding(name="Tỉnh Mẫu", owner="Không ai dịch"))
    for language, name in (("en", "Mẫu Province"), ("vi", "Tỉnh Mẫu")):
        with translation.override(language):
            assert (branding.branding().name, branding.branding().owner) == (name, "Không ai dịch")
    branding.provide(lambda: None)


def test_only_colours_get_into_the_style_sheet() -> None:
    shown = {"lam-700": "red;} body{display:none", "unknown": "#123456", "lam-50": "#F0F0F0"}
    branding.provide(lambda: branding.Branding(colours=shown))
    assert Client().get("/ui/mau.css").content == b":root{--hl-lam-50:#F0F0F0;}"


def test_a_page_still_has_a_name_when_the_database_is_gone() -> None:
    def lost() -> branding.Branding:
        raise OperationalError("the connection is lost")

    branding.provide(lost)
    response = views.server_error(RequestFactory().get("/x/"))
    assert response.status_code == 500
    assert "Hồng Lam" in response.content.decode()


def test_the_language_link_leads_back_and_nowhere_else() -> None:
    client = Client()
    response = client.get("/ui/ngon-ngu/en/", {"next": "/ui/button/"})
    assert response.headers["Location"] == "/ui/button/"
    assert response.cookies["language"].value == "en"
    assert client.get("/ui/ngon-ngu/vi/", {"next": "https://elsewhere.example/"}).headers["Location"] == "/"
    assert client.get("/ui/ngon-ngu/vi/", {"next": "abc"}).headers["Location"] == "/", "a word is no page"
    assert client.get("/ui/ngon-ngu/fr/").status_code == 404


def test_an_unknown_language_cookie_is_not_an_error() -> None:
    client = Client()
    client.cookies["language"] = "xx"
    assert 'lang="vi"' in client.get("/ui/button/").content.decode()


@pytest.mark.parametrize(
    ("view", "status", "title"),
    [
        (views.bad_request, 400, "Không hiểu được yêu cầu này"),
        (views.forbidden, 403, "Yêu cầu này không được chấp nhận"),
        (views.csrf_failure, 403, "Yêu cầu này không được chấp nhận"),
        (views.not_found, 404, "Không tìm thấy trang này"),
        (views.server_error, 500, "Hệ thống đang gặp sự cố"),
    ],
)
def test_pages_for_what_went_wrong(view: Any, status: int, title: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="honglam.ui")
    response = view(RequestFactory().get("/x/"))
    text = response.content.decode()
    reference = re.search(r'class="hl-num">([^<]+)<', text)
    assert response.status_code == status
    assert title in text
    assert 'href="/"' in text
    assert reference is not None
    assert reference[1] in caplog.text


class Refused(DomainError):
    message = "There are %(n)s of them."


def test_errors_of_a_refusal() -> None:
    errors = PageErrors.of(Refused(field="child.name", n=3))
    assert errors["child.name"] == "There are 3 of them."
    assert errors["other"] == ""
    assert errors.errors[0].href == "#child-name"


def test_errors_of_many_fields() -> None:
    faults = [FieldError(field="a", code="x", message="One"), FieldError(field="b", code="y", message="Two")]
    errors = PageErrors.of(FieldErrors(faults))
    assert list(errors) == ["a", "b"]
    assert [error.text for error in errors.errors] == ["One", "Two"]
    assert not PageErrors.of(None)


@pytest.mark.parametrize(("name", "made"), [("child.name", "child-name"), ("a[0].b", "a-0-b"), ("plain_1", "plain_1")])
def test_ids_of_fields(name: str, made: str) -> None:
    assert field_id(name) == made


def test_menus_show_what_is_for_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    menu: registry.Registry[MenuEntry] = registry.Registry("menu")
    monkeypatch.setattr(registry, "menu", menu)
    for order, (label, name, roles) in enumerate(
        [
            ("Second", "ui:component", {"leader"}),
            ("Zebra", "ui:components", set()),
            ("Closed", "ui:branding", {"auditor"}),
        ]
    ):
        if name != "ui:component":
            entry = MenuEntry(
                label=label, url_name=name, audience="desk", order=9 - order, roles=frozenset(roles), count=lambda _a: 7
            )
            menu.register(label, entry)
    request = RequestFactory().get("/ui/button/")
    request.actor = Actor(kind=ActorKind.PERSON, id=uuid4(), post_id=1, roles=frozenset({"leader"}))  # type: ignore[attr-defined]
    doors = context.page(request)["doors"]("desk")
    assert [(door.label, door.href, door.count, door.current) for door in doors] == [("Zebra", "/ui/", 7, True)]
    assert context.page(request)["doors"]("citizen") == []


def test_the_account_is_for_who_is_signed_in_and_signing_in_for_who_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """A visitor saw “Account” and “Messages” and looked in vain for where to sign in."""
    menu: registry.Registry[MenuEntry] = registry.Registry("menu")
    monkeypatch.setattr(registry, "menu", menu)
    for label, signed_in in (("Sign in", False), ("Account", True), ("Help", None)):
        entry = MenuEntry(label=label, url_name="ui:components", audience="account", order=1, signed_in=signed_in)
        menu.register(label, entry)

    def shown(actor: Actor) -> list[str]:
        request = RequestFactory().get("/")
        request.actor = actor  # type: ignore[attr-defined]
        return sorted(door.label for door in context.page(request)["doors"]("account"))

    assert shown(ANONYMOUS) == ["Hướng dẫn", "Đăng nhập"]
    assert shown(Actor(kind=ActorKind.PERSON, id=uuid4())) == ["Hướng dẫn", "Tài khoản"]


def test_a_request_without_an_actor_still_has_a_page() -> None:
    page = context.page(HttpRequest())
    assert page["actor"].is_anonymous


@pytest.mark.parametrize(
    ("values", "top"),
    [([], 1), ([0], 1), ([7], 10), ([98.2, 91], 100), ([12480], 20000), ([0.3], 0.5), ([None, 2.4], 2.5)],
)
def test_scales_start_at_zero_and_end_round(values: list[float | None], top: float) -> None:
    assert charts.scale(values) == top


def test_lines_and_bars() -> None:
    assert charts.line([0, 5, 10], 10) == "M0 100L50 50L100 0"
    assert charts.line([0, None, 10], 10) == "M0 100M100 0"
    assert charts.share(73, 100) == "73%"
    assert charts.share(None, 100) == "0%"
    assert charts.share(200, 100) == "100%"


def test_an_address_that_only_takes_a_form_has_a_page_too() -> None:
    def only_posts(_request: HttpRequest) -> HttpResponse:
        return HttpResponseNotAllowed(["POST"])

    answer = RefusalPages(only_posts)(RequestFactory().get("/x/"))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert isinstance(answer, HttpResponse) and "Chưa có gì được thực hiện" in answer.content.decode()


def test_a_refused_save_answers_the_script_in_words() -> None:
    request = RequestFactory().post("/x/", headers={"X-Requested-With": "autosave"})
    answer = RefusalPages(lambda _request: HttpResponse()).process_exception(request, Refused(n=2))
    assert answer is not None and json.loads(answer.content)["title"] == "There are 2 of them."
    page = RefusalPages(lambda _request: HttpResponse()).process_exception(RequestFactory().post("/x/"), Refused(n=2))
    assert page is not None and "There are 2 of them." in page.content.decode()
