"""Who may come to which page: every URL stands in a table, and the table is tried on the running views.

Anonymous visitors of a closed page are led to the sign-in page; signed-in strangers get 404; nobody gets a page, or a
side effect, that the table does not give.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver, reverse

from honglam.identity import api as identity
from honglam.kernel.guards import Who, guard
from honglam.kernel.ids import uuid7
from honglam.kernel.values import ANONYMOUS, Actor, ActorKind
from honglam.urls.api import api
from tests.house.permissions import OPERATIONS, TABLE
from tests.house.test_verbs import API, walk

PRODUCT = Path(__file__).parents[2] / "src" / "honglam"
NOT_WALKED_TO = ("gia-lap/", "healthz", "readyz", "metrics", "ui/", "tai-khoan/")
"""Simulators, machines' addresses, the living page, and what the library of accounts calls by its own names."""
CITIZEN = Actor(kind=ActorKind.PERSON, id=uuid7(), name="Lan")
OFFICER_WITHOUT_ROLES = Actor(kind=ActorKind.PERSON, id=uuid7(), name="Minh", post_id=1, agency_id=1, unit_id=1)


def said(who: Who) -> str:
    """A guard as the table writes it."""
    return who.code if who.code != "role" else "role: " + " ".join(sorted(who.roles))


def guarded() -> dict[str, tuple[str, URLPattern]]:
    """Every path that is not of the API or static, by its route."""
    return {
        path: (said(entry.callback.guarded_for), entry)
        for path, entry in walk(get_resolver().url_patterns)
        if hasattr(entry.callback, "guarded_for")
    }


def test_the_table_names_every_url_and_no_other() -> None:
    """Write the line by hand: it is the moment to think about who may come."""
    now = {path: who for path, (who, _) in guarded().items()}
    assert {path: who for path, who in now.items() if TABLE.get(path) != who} == {}
    assert sorted(set(TABLE) - set(now)) == []


def test_the_table_names_every_operation_of_the_api_and_no_other() -> None:
    """The same moment for a program: which scope it needs."""
    described = api.get_openapi_schema()["paths"]
    now = {
        f"{method.upper()} {path.removeprefix(f'/{API}'.rstrip('/'))}"
        for path, methods in described.items()
        for method in methods
    }
    assert sorted(now ^ set(OPERATIONS)) == []
    assert set(OPERATIONS.values()) - {"open", "signed"} <= set(identity.list_scopes())


def test_nothing_of_the_api_is_left_out_of_its_description() -> None:
    """What the description does not name would stand in no table."""
    described = {re.sub(r"{(\w+)}", r"<\1>", path).lstrip("/") for path in api.get_openapi_schema()["paths"]}
    found = {path for path, _ in walk(get_resolver().url_patterns) if path.startswith(API)}
    assert found - described == {API, f"{API}openapi.json"}


def test_every_page_has_a_door_that_leads_to_it() -> None:
    """Numbers of the waiting hall could be taken at home, and no page said where: a page nobody links is not there."""
    known = re.compile(r"""["']([a-z_]+:[a-z0-9_]+)["']""")
    sources = [path for kind in ("*.html", "*.py") for path in PRODUCT.rglob(kind) if path.name != "urls.py"]
    # The way back from deeper in is no way in.
    texts = (re.sub(r"""back\(url\(["'][a-z0-9_:]+["']""", "", path.read_text(encoding="utf-8")) for path in sources)
    named = {name for text in texts for name in known.findall(text)}
    closed = [
        route
        for route, (_, entry) in guarded().items()
        if "<" not in route
        and not route.startswith(NOT_WALKED_TO)
        and not any(name.endswith(f":{entry.name}") for name in named)
    ]
    assert closed == []


def address_of(route: str) -> str:
    """A concrete address for a route: made-up ids that belong to nobody."""
    filled = re.sub(r"<uuid:\w+>", str(uuid7()), route)
    filled = re.sub(r"<int:\w+>", "999999", filled)
    return "/" + re.sub(r"<(?:str|slug|path):\w+>|<\w+>", "khong-co", filled)


CLOSED = sorted(path for path, who in TABLE.items() if who != "public")


@pytest.mark.django_db
@pytest.mark.parametrize("route", CLOSED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_anonymous_visitors_are_led_to_the_sign_in_page(client: Client, route: str, method: str) -> None:
    answer = getattr(client, method)(address_of(route))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("route", sorted(path for path, who in TABLE.items() if who not in ("public", "signed_in")))
def test_strangers_find_nothing_and_no_view_runs(route: str) -> None:
    """The guard itself, with a view that would tell if it ran."""
    _, entry = guarded()[route]
    who: Who = entry.callback.guarded_for  # type: ignore[union-attr]
    ran: list[Any] = []

    def view(request: HttpRequest) -> HttpResponse:
        ran.append(request)
        return HttpResponse("secret")

    strangers = [CITIZEN] if who.code == "officer" else [CITIZEN, OFFICER_WITHOUT_ROLES]
    for stranger in strangers:
        request = RequestFactory().post("/")
        request.actor = stranger  # type: ignore[attr-defined]
        from django.http import Http404

        with pytest.raises(Http404):
            guard(view, who)(request)
    assert ran == []
    assert not who.admits(ANONYMOUS)
