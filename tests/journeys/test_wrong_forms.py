"""Every page that takes a form, crossed with every kind of wrong: words that say so, never a 5xx or a bare 4xx.

The rows are the table of faces, so an address that is added is crossed at once. Each request is taken back: the next
one meets the same province.
"""

import copy
import io
import os
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit
from uuid import uuid4

from django.db import transaction
from django.test import Client
from django.urls import resolve

from honglam.cli.demo_accounts import PASSWORD
from honglam.kernel.models import AuditEntry
from tests.journeys.face import POST_ONLY, Other
from tests.journeys.faces import FACES
from tests.journeys.world import World

HOSTILE = "'\"><script>alert(1)</script>{{7*7}}%(x)s\0\r\nX: y../../etc/passwd' OR 1=1 --"
SIGN_IN, SIGN_OUT = "/tai-khoan/dang-nhap/", "/tai-khoan/dang-xuat/"
FORM = "application/x-www-form-urlencoded"
CUT = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n%P'


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
MACROS = b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (one, b"&a%d;" % (one - 1) * 10) for one in range(1, 10))
    + b"]><definitions>&a9;</definitions>"
)


def _zip(parts: Mapping[str, bytes]) -> bytes:
    """An archive as office programs write them; what repeats itself takes next to nothing."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


@dataclass
class Form:
    """One form of a page that is posted: where it goes, what it would send, and which fields offer only so much."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    offered: set[str] = field(default_factory=set)


class Forms(HTMLParser):
    """Every form of a page that is posted."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.found, self.inside = address, list[Form](), False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a form, or note a control of it."""
        said = dict(attrs)
        if tag == "form":
            self.inside = (said.get("method") or "").lower() == "post"
            if self.inside:
                self.found.append(Form(urljoin(self.address, said.get("action") or self.address)))
        name = said.get("name")
        if not self.inside or not name or name == "csrfmiddlewaretoken":
            return
        if tag in ("input", "select", "textarea"):
            self._note(self.found[-1], tag, name, said)

    def _note(self, form: Form, tag: str, name: str, said: dict[str, str | None]) -> None:
        if said.get("type") == "file":
            form.files.add(name)
            return
        if tag == "select" or said.get("type") in ("radio", "date", "number"):
            form.offered.add(name)
        # A box that is not ticked is not sent; of a group of choices something is.
        unticked = "checked" not in said
        if (said.get("type") == "checkbox" and unticked) or (
            said.get("type") == "radio" and unticked and name in form.values
        ):
            return
        form.values[name] = said.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        """The end of a form."""
        if tag == "form":
            self.inside = False


@dataclass(frozen=True)
class Sent:
    """A request's body and what it claims to be."""

    body: bytes | dict[str, Any]
    kind: str = ""


Wrong = Callable[[Form], Iterator[Sent]]


def _all(value: str) -> Wrong:
    """Every field with the same wrong thing in it."""
    return lambda form: iter([Sent(dict.fromkeys(form.values, value))])


def _file(content: bytes, name: str) -> Wrong:
    """Every file of the form replaced; other fields as the page has them."""

    def made(form: Form) -> Iterator[Sent]:
        from django.core.files.uploadedfile import SimpleUploadedFile

        if form.files:
            yield Sent({**form.values, **{one: SimpleUploadedFile(name, content) for one in form.files}})

    return made


def _not_offered(form: Form) -> Iterator[Sent]:
    """One field after the other that offers choices, days or numbers, with what is none of them."""
    return (Sent({**form.values, name: "khong-co-trong-danh-sach"}) for name in sorted(form.offered))


NOT_OFFERED = "not offered"
WRONGS: Mapping[str, Wrong] = {
    NOT_OFFERED: _not_offered,
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
    "a paper cut off": _file(PDF[: len(PDF) // 2], "giay-to.pdf"),
    "a paper that says it is a workbook": _file(PDF, "bang.xlsx"),
    "a workbook that says it is a paper": _file(_zip({"xl/workbook.xml": b"<workbook/>"}), "giay-to.pdf"),
    "a workbook with a macro": _file(
        _zip({"[Content_Types].xml": MACROS, "xl/workbook.xml": b"<workbook/>", "xl/vbaProject.bin": b"\xd0\xcf" * 99}),
        "bang.xlsm",
    ),
    "a bomb": _file(_zip({"xl/worksheets/sheet1.xml": b"\0" * 200_000_000, "xl/workbook.xml": b"<a/>"}), "bang.xlsx"),
    "a bomb as a document": _file(_zip({"word/document.xml": b"<" + b" " * 200_000_000}), "van-ban.docx"),
    "a formula for a name": _file(PDF, '=HYPERLINK("http://x");<script>alert(1)</script>' + "dài" * 200 + ".pdf"),
    "a table that never ends": _file(b'code,to\n"' + b"a,b\n" * 400_000, "bang.csv"),
    "a drawing of entities": _file(LAUGHS, "quy-trinh.bpmn"),
    "markup as a table": _file(b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "bang.csv"),
}


# A draft of a procedure keeps whatever is typed; its faults are listed beside it and keep it from being published.
# So do the particulars of a document that is on its way into the register.
KEEPS_ALL = (
    "can-bo/van-ban/nhap/<uuid:import_id>/",
    "thu-tuc/soan-thao/<uuid:draft_id>/<slug:slug>/",
    "thu-tuc/soan-thao/<uuid:draft_id>/bieu-mau/",
)
# What a script sends, and buttons that stand on a page only in a state that the walk does not show.
UNSEEN = {
    "can-bo/bieu/<uuid:form_id>/luu/",
    "can-bo/buu-chinh/<uuid:parcel_id>/gui-lai/",
    "can-bo/phieu-cham/<uuid:subject_id>/luu/",
    "can-bo/thu-phi/<uuid:order_id>/mien-giam/",
    "can-bo/thu-phi/hoan/<uuid:refund_id>/chi/",
    "can-bo/thu-phi/sao-ke/doi-chieu/<uuid:line_id>/",
    "can-bo/thu-phi/so-quy/<uuid:closing_id>/xac-nhan/",
    "can-bo/van-ban/nhap/<uuid:import_id>/luu/",
    "ho-so/nhap/<uuid:draft_id>/luu/",
    "quan-tri/cong-quoc-gia/<uuid:report_id>/bo-qua/",
    "quan-tri/cong-quoc-gia/<uuid:report_id>/gui-lai/",
    "quan-tri/cong-quoc-gia/ho-so-den/<uuid:filing_id>/da-xu-ly/",
    "quan-tri/cong-quoc-gia/ho-so-den/<uuid:filing_id>/nop-lai/",
    "quan-tri/webhook/<uuid:subscription_id>/<uuid:delivery_id>/gui-lai/",
    "quan-tri/webhook/<uuid:subscription_id>/thu/",
    "quan-tri/webhook/<uuid:subscription_id>/tiep-tuc/",
    "tai-khoan/dinh-danh/huy/",
    "tai-khoan/thiet-bi/<uuid:sign_in_id>/dang-xuat/",
    "tai-khoan/thiet-bi/khac/dang-xuat/",
    "tai-khoan/uy-quyen/<uuid:mandate_id>/chon/",
    "tai-khoan/xac-thuc-hai-buoc/khoa/<int:passkey_id>/xoa/",
    "tai-khoan/xac-thuc-hai-buoc/ung-dung/xoa/",
    "thu-tuc/soan-thao/<uuid:draft_id>/<slug:slug>/luu/",
    "thu-tuc/soan-thao/<uuid:draft_id>/bieu-mau/luu/",
}


@dataclass
class People:
    """Browsers by login, signed in as people do when they are first needed: pages ask how long ago that was."""

    known: dict[str, Client] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        """Somebody's browser."""
        if who not in self.known:
            self.known[who] = Client(raise_request_exception=False)
            if who:
                typed = {"login": f"{who}@honglam.example", "password": PASSWORD}
                answer = self.known[who].post("/tai-khoan/dang-nhap/", typed)
                assert answer.status_code == 302, who
        return self.known[who]


def pages(world: World) -> Iterator[tuple[str, str]]:
    """Who and where: every page of the table. Simulators answer as the systems do that they stand for."""
    for route, faces in FACES.items():
        if not route.startswith("gia-lap/") and not isinstance(faces, Other):
            yield from dict.fromkeys((face.who, world.fill(face.at)) for face in faces if not face.by)


_shown: list[dict[tuple[str, str], Form]] = []


def forms(world: World, people: People) -> dict[tuple[str, str], Form]:
    """What the pages show; looked at once in a process, since every test of it meets the same world."""
    if not _shown:
        _shown.append(look_for_forms(world, people))
    return _shown[0]


def look_for_forms(world: World, people: People) -> dict[tuple[str, str], Form]:
    """By who and by route: the forms that pages show, the one with the most fields; each once."""
    found: dict[tuple[str, str], Form] = {}
    for who, address in pages(world):
        client = people.client(who)
        with transaction.atomic():
            page = client.get(address)
            transaction.set_rollback(True)
        if not page.headers.get("Content-Type", "").startswith("text/html") or page.streaming:
            continue
        reader = Forms(address)
        reader.feed(page.content.decode())
        for form in reader.found:
            key = (who, resolve(urlsplit(form.action).path).route)
            if key not in found or len(form.values) > len(found[key].values):
                found[key] = form
    return found


def told(client: Client, who: str, form: Form, sent: Sent, *, never: bool) -> str:
    """What is wrong with the answer, or nothing. Whatever it did is taken back. `never`: this may not be taken."""
    kept = copy.deepcopy(client.cookies)
    with transaction.atomic():
        before = AuditEntry.objects.count()
        more = {"content_type": sent.kind} if sent.kind else {}
        answer = client.post(form.action, sent.body, **more)  # type: ignore[arg-type]
        taken = never and answer.status_code < 400 and AuditEntry.objects.count() > before
        transaction.set_rollback(True)
    client.cookies = kept  # whoever signed out by a form is in again, as the row of the session is
    if who and SIGN_IN in answer.headers.get("Location", "") and not form.action.startswith(SIGN_OUT):
        return "taken for a stranger"
    body = b"".join(answer.streaming_content) if getattr(answer, "streaming", False) else answer.content  # type: ignore[attr-defined]
    if answer.status_code >= 500:
        return f"{answer.status_code}"
    if b"<script>alert(1)" in body:
        return "the script came back"
    if answer.status_code < 400:
        return f"taken with {answer.status_code}: {sent.body!r:.200}" if taken else ""
    kind = answer.headers.get("Content-Type", "")
    if kind.startswith(("application/json", "application/problem+json")):
        return "" if answer.json() else f"an empty {answer.status_code}"
    return "" if kind.startswith("text/html") and b"<h1" in body else f"a bare {answer.status_code}: {body[:80]!r}"


class Crossing:
    """Every form of every page, in parts: two workers share them. The table must name what no page shows."""

    PARTS = 3
    part: int

    def test_every_wrong_form_is_refused_in_words(self, world: World) -> None:
        people, bad, tried = People(), [], Counter[str]()
        found = forms(world, people)
        for (who, route), form in list(found.items())[self.part :: self.PARTS]:
            for name, wrong in WRONGS.items():
                for sent in wrong(form):
                    fault = told(
                        people.client(who), who, form, sent, never=name == NOT_OFFERED and route not in KEEPS_ALL
                    )
                    tried[name] += 1
                    if fault:
                        bad.append(f"{route} as {who or 'nobody'} ({form.action}), {name}: {fault}")
        assert min(tried[name] for name in WRONGS) > 0, tried
        unmet = {one for one, faces in FACES.items() if isinstance(faces, Other) and faces.what == POST_ONLY}
        unmet -= {route for _, route in found}
        assert {one for one in unmet if not one.startswith("gia-lap/")} <= UNSEEN, "a form that no page shows"
        assert bad == [], "\n" + "\n".join(bad)


class TestFirstThird(Crossing):
    part = 0


class TestSecondThird(Crossing):
    part = 1


class TestLastThird(Crossing):
    part = 2


STRANGE = {
    "uuid": str(uuid4()),
    "int": "99999999999999999999",
    "slug": "khong-co",
    "str": "Không có\0 này",
    "path": "x/..",
}


def test_an_address_of_nothing_is_a_page_that_says_so(world: World) -> None:
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
        client = people.client(who)
        with transaction.atomic():
            answer = client.get(address)
            transaction.set_rollback(True)
        page = answer.headers.get("Content-Type", "").startswith(("text/html", "application/"))
        if answer.status_code >= 500 or (answer.status_code >= 400 and not page):
            bad.append(f"{route} as {who or 'nobody'} ({address!r}): {answer.status_code}")
    assert bad == [], "\n" + "\n".join(bad)
