"""Every page that takes a form, crossed with every kind of wrong: words that say so, never a 5xx or a bare 4xx.

The rows are the table of faces, so an address that is added is crossed at once. Each request is taken back: the next
one meets the same province.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from honglam.identity.models import Account
from tests.journeys import world as worlds
from tests.journeys.conftest import Site
from tests.journeys.face import DATA, POST_ONLY, Other
from tests.journeys.faces import FACES

HOSTILE = "'\"><script>alert(1)</script>{{7*7}}%(x)s\0\r\nX: y../../etc/passwd' OR 1=1 --"
FORM = "application/x-www-form-urlencoded"
CUT = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n%P'


@dataclass
class Fields(HTMLParser):
    """The names and values of what a page's own forms would send, and which of them are files."""

    values: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    posts: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form that posts, and every named control."""
        said = dict(attrs)
        self.posts |= tag == "form" and (said.get("method") or "").lower() == "post" and not said.get("action")
        name = said.get("name")
        if tag in ("input", "select", "textarea") and name and name != "csrfmiddlewaretoken":
            if said.get("type") == "file":
                self.files.add(name)
            else:
                self.values.setdefault(name, said.get("value") or "")


@dataclass(frozen=True)
class Sent:
    """A request's body and what it claims to be."""

    body: bytes | dict[str, Any]
    kind: str = ""


Wrong = Callable[[Fields], Iterator[Sent]]


def _all(value: str) -> Wrong:
    """Every field with the same wrong thing in it."""
    return lambda form: iter([Sent(dict.fromkeys(form.values, value))])


def _file(content: bytes, name: str) -> Wrong:
    """Every file of the form replaced; other fields as the page has them."""

    def made(form: Fields) -> Iterator[Sent]:
        from django.core.files.uploadedfile import SimpleUploadedFile

        if form.files:
            yield Sent({**form.values, **{one: SimpleUploadedFile(name, content) for one in form.files}})

    return made


WRONGS: Mapping[str, Wrong] = {
    "nothing": lambda _: iter([Sent({})]),
    "empty": _all(""),
    "hostile": _all(HOSTILE),
    "too long": _all("dài " * 5_000),
    "out of range": _all("9" * 40),
    "below zero": _all("-1"),
    "no number": _all("NaN"),
    "a foreign id": _all(str(uuid4())),
    "twice": lambda form: iter([Sent({name: ["a", "b"] for name in form.values})]),
    "stale": lambda form: iter([Sent({**form.values, "_revision": "0", "digest": "0", "idempotency_key": "0"})]),
    "unknown field": lambda form: iter([Sent({**form.values, "la": "1"})]),
    "wrong encoding": lambda form: iter([Sent("&".join(f"{name}=%FF%FE%C3" for name in form.values).encode(), FORM)]),
    "too many fields": lambda _: iter([Sent("&".join(f"a{n}=1" for n in range(20_000)).encode(), FORM)]),
    "JSON instead": lambda _: iter([Sent(b'{"a": [1]}', "application/json")]),
    "cut off": lambda _: iter([Sent(CUT, "multipart/form-data; boundary=b")]),
    "no boundary": lambda _: iter([Sent(CUT, "multipart/form-data")]),
    "an empty file": _file(b"", "rong.pdf"),
    "a program as a paper": _file(b"MZ\x90\0" + os.urandom(2000), "giay-to.pdf.exe"),
    "a broken paper": _file(b"%PDF-1.4\n" + os.urandom(2000), "../../giấy\0tờ.pdf"),
    "a broken picture": _file(b"\x89PNG\r\n\x1a\n" + os.urandom(500), "anh.png"),
    "a broken workbook": _file(b"PK\x03\x04" + os.urandom(500), "bang.xlsx"),
    "markup as a table": _file(b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "bang.csv"),
}


@dataclass
class People:
    """Clients by login, signed in when they are first needed."""

    known: dict[str, Client] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        """Somebody's browser."""
        if who not in self.known:
            self.known[who] = Client(raise_request_exception=False)
            if who:
                self.known[who].force_login(Account.objects.get(email=f"{who}@honglam.example"))
        return self.known[who]


def targets(world: worlds.World) -> Iterator[tuple[str, str, str]]:
    """Route, who and where. Simulators answer as the systems do that they stand for: they are no pages of ours."""
    for route, faces in FACES.items():
        if route.startswith("gia-lap/"):
            continue
        if isinstance(faces, Other):
            if faces.what in (POST_ONLY, DATA):
                yield route, faces.who, world.fill(faces.at)
            continue
        shown = next((face for face in faces if not face.by), None)
        if shown:
            yield route, shown.who, world.fill(shown.at)


def told(client: Client, address: str, sent: Sent) -> str:
    """What is wrong with the answer, or nothing. Whatever it did is taken back."""
    with transaction.atomic():
        more = {"content_type": sent.kind} if sent.kind else {}
        answer = client.post(address, sent.body, **more)  # type: ignore[arg-type]
        transaction.set_rollback(True)
    body = b"".join(answer.streaming_content) if getattr(answer, "streaming", False) else answer.content
    if answer.status_code >= 500:
        return f"{answer.status_code}"
    if answer.status_code < 400 or answer.status_code == 405:
        return "" if b"<script>alert(1)" not in body else "the script came back"
    kind = answer.headers.get("Content-Type", "")
    if kind.startswith(("application/json", "application/problem+json")):
        return "" if answer.json() else f"an empty {answer.status_code}"
    if not kind.startswith("text/html") or b"<h1" not in body:
        return f"a bare {answer.status_code}: {body[:80]!r}"
    return "" if b"<script>alert(1)" not in body else "the script came back"


@pytest.fixture
def province_to_harm(site: Site) -> worlds.World:
    """Everything that pages are about, on a Monday morning."""
    site.it_is("2026-11-30 09:00")
    return worlds.make()


def test_every_wrong_form_is_refused_in_words(province_to_harm: worlds.World) -> None:
    people, bad, tried = People(), [], 0
    for route, who, address in targets(province_to_harm):
        client, form = people.client(who), Fields()
        page = client.get(address)
        if page.headers.get("Content-Type", "").startswith("text/html") and not page.streaming:
            form.feed(page.content.decode())
            if page.status_code == 200 and not form.posts:
                continue
        for name, wrong in WRONGS.items():
            for sent in wrong(form):
                fault = told(client, address, sent)
                tried += 1
                if fault:
                    bad.append(f"{route} as {who or 'nobody'} ({address}), {name}: {fault}")
    assert tried > len(FACES)
    assert bad == [], "\n" + "\n".join(bad)


STRANGE = {
    "uuid": str(uuid4()),
    "int": "99999999999999999999",
    "slug": "khong-co",
    "str": "Không có\0 này",
    "path": "x/..",
}


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    """Every address of the product."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one)
        else:
            yield one


def test_an_address_of_nothing_is_a_page_that_says_so(province_to_harm: worlds.World) -> None:
    """Ids that lead nowhere, for whoever may open the page when they lead somewhere."""
    people, bad = People(), []
    for route, faces in FACES.items():
        if "<" not in route or route.startswith("gia-lap/"):
            continue
        who = faces.who if isinstance(faces, Other) else faces[0].who
        address = "/" + route
        while "<" in address:
            before, _, rest = address.partition("<")
            inside, _, after = rest.partition(">")
            address = before + STRANGE[inside.partition(":")[0] if ":" in inside else "str"] + after
        with transaction.atomic():
            answer = people.client(who).get(address)
            transaction.set_rollback(True)
        page = answer.headers.get("Content-Type", "").startswith(("text/html", "application/"))
        if answer.status_code >= 500 or (answer.status_code >= 400 and not page):
            bad.append(f"{route} as {who or 'nobody'} ({address!r}): {answer.status_code}")
    assert len(list(patterns(get_resolver()))) >= len(FACES)
    assert bad == [], "\n" + "\n".join(bad)
