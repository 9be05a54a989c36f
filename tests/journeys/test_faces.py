"""Every page in its main states, in a real browser: nothing for axe, nothing outside the screen, a silent console."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django.urls import resolve
from playwright.sync_api import ConsoleMessage, Page

from honglam.cli.demo_accounts import DOMAIN
from honglam.identity.models import Account
from tests.journeys import world as worlds
from tests.journeys.conftest import Site, axe
from tests.journeys.face import FILE, POST_ONLY, Face, Other, press
from tests.journeys.faces import FACES

WIDTHS = (1280, 320)
# 200 % on a laptop's screen: no axe, but nothing may be lost.
ZOOMED = 640
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Looker:
    """A person with a browser of their own, and what the browser complained about."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        """Keep errors and warnings; that the page itself is a refusal (422) is meant so."""
        expected = (
            message.location.get("url", "").split("?")[0] == self.page.url.split("?")[0] and "422" in message.text
        )
        if message.type in ("error", "warning") and not expected:
            self.complaints.append(message.text)


def looker(site: Site, known: dict[str, Looker], who: str) -> Looker:
    """Somebody's browser, signed in when first needed; nobody's forgets each time what was done before."""
    if who in known:
        if not who:
            known[who].page.context.clear_cookies()
        return known[who]
    page = site.sign_in(who) if who else site.visit()
    page.context.set_default_timeout(30_000)
    known[who] = Looker(page)
    page.on("console", known[who].hear)
    return known[who]


def faults(person: Looker, face: Face, route: str) -> Iterator[str]:
    """What is wrong with the page as it stands now."""
    page = person.page
    reached = resolve(urlsplit(page.url).path).route
    if reached != route:
        yield f"came to {page.url} instead"
        return
    if face.send and not page.locator(".govuk-error-summary, .govuk-error-message, .hl-banner").count():
        yield "nothing was said to be wrong"
    for width in (*WIDTHS, ZOOMED):
        page.set_viewport_size({"width": width, "height": 900})
        if over := page.evaluate(TOO_WIDE):
            yield f"{width} px: {over} px outside the screen: {widest(page)}"
        if width in WIDTHS:
            yield from (f"{width} px: {found}" for found in axe(page))
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    if face.dark:
        page.emulate_media(color_scheme="dark")
        yield from (f"dark: {found}" for found in axe(page))
        page.emulate_media(color_scheme="light")
    yield from (f"console: {text}" for text in person.complaints)


def seen(person: Looker, face: Face, route: str, world: worlds.World) -> list[str]:
    """Go to a face as its person would, and say what is wrong with it."""
    person.complaints.clear()
    try:
        person.page.goto(world.fill(face.at))
        if face.by:
            face.by(person.page, world)
        if face.send:
            press(person.page)
        # A click returns when the next address has answered, which may be before there is a document.
        person.page.wait_for_load_state()
        return list(faults(person, face, route))
    except Exception as error:
        return [str(error)]


def widest(page: Page) -> str:
    """The innermost element that stands out on the right."""
    return str(
        page.evaluate(
            "[...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right >"
            " document.documentElement.clientWidth + 1).slice(-1).map((e) => e.outerHTML.slice(0, 160)).join()"
        )
    )


def walk(site: Site, world: worlds.World, routes: Iterable[str]) -> None:
    """Every face of these routes, and everything that is wrong with any of them."""
    lookers: dict[str, Looker] = {}
    bad = []
    for route in routes:
        faces = FACES[route]
        for face in faces if not isinstance(faces, Other) else ():
            bad += [
                f"{route} as {face.who or 'nobody'} ({face.at}): {fault}"
                for fault in seen(looker(site, lookers, face.who), face, route, world)
            ]
    assert bad == [], "\n" + "\n".join(bad)


# A second factor set up on one page is what the next one shows: an account's pages are walked together.
OF_ACCOUNTS = [route for route in FACES if route.startswith("tai-khoan/")]
OTHERS = [route for route in FACES if not route.startswith("tai-khoan/")]


class TestAccounts:
    """A class of its own each, so that two workers share twelve minutes and neither waits for the other."""

    def test_every_face_is_clean(self, site: Site, world: worlds.World) -> None:
        walk(site, world, OF_ACCOUNTS)


class TestFirstQuarter:
    def test_every_face_is_clean(self, site: Site, world: worlds.World) -> None:
        walk(site, world, OTHERS[0::4])


class TestSecondQuarter:
    def test_every_face_is_clean(self, site: Site, world: worlds.World) -> None:
        walk(site, world, OTHERS[1::4])


class TestThirdQuarter:
    def test_every_face_is_clean(self, site: Site, world: worlds.World) -> None:
        walk(site, world, OTHERS[2::4])


class TestLastQuarter:
    def test_every_face_is_clean(self, site: Site, world: worlds.World) -> None:
        walk(site, world, OTHERS[3::4])


def test_what_is_no_page_says_so(site: Site, world: worlds.World) -> None:
    lookers: dict[str, Looker] = {}
    bad = []
    for route, other in FACES.items():
        if isinstance(other, Other):
            page = looker(site, lookers, other.who).page
            answer = page.request.get(world.fill(other.at), max_redirects=0)
            # 502: the provider of identities is down, and it says so.
            if answer.status in (500, 503) or (other.what == POST_ONLY and answer.status == 200):
                bad.append(f"{route}: {other.what}, but a GET is answered {answer.status}")
            if other.what == FILE and answer.status != 200:
                bad.append(f"{route}: {other.what}, but it is answered {answer.status}")
            page_like = answer.ok and "text/html" in answer.headers.get("content-type", "")
            if page_like and "suggestions" not in other.what:
                bad.append(f"{route}: {other.what}, but it answers with a page")
    assert bad == [], "\n" + "\n".join(bad)


def test_every_page_keeps_to_its_policy_and_every_form_carries_its_token(site: Site, world: worlds.World) -> None:
    """Browsers of today refuse what is written into the page; the older ones in the offices would run it."""
    known: dict[str, Client] = {}
    looked, bad = set(), []
    # Each address once: in which state it stands is the browser's to see.
    pages = [(route, face) for route, faces in FACES.items() if not isinstance(faces, Other) for face in faces]
    for route, face in {(face.who, face.at): (route, face) for route, face in pages}.values():
        if face.who not in known:
            known[face.who] = in_person(face.who)
        answer = known[face.who].get(world.fill(face.at))
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            looked.add(route)
            faults = breaches(answer, signs=not route.startswith(NOT_SIGNED))
            bad += [f"{face.at} as {face.who or 'nobody'}: {fault}" for fault in faults]
    assert len(looked) > 150, "the pages are still found"
    assert bad == [], "\n" + "\n".join(bad)


def in_person(who: str) -> Client:
    """A demo account, or nobody, without a browser."""
    client = Client()
    if who:
        client.force_login(Account.objects.get(email=f"{who}@{DOMAIN}"))
    return client


NO_TOKEN = "without a token"
NOT_SIGNED = ("ui/", "gia-lap/")
"""The living page sends nothing; a simulator stands for another system, whose forms are not ours."""


class PageReader(HTMLParser):
    """What of a page stands in it that should stand in a file of its own, and the forms that send without a token."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.unsigned: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One element with what it says."""
        said = dict(attrs)
        self.faults += [f"<{tag} {name}>" for name in said if name.startswith("on") or name == "style"]
        if tag == "style" or (tag == "script" and "src" not in said and said.get("type") != "application/json"):
            self.faults.append(f"<{tag}> in the page")
        if (said.get("href") or said.get("action") or "").strip().lower().startswith("javascript:"):
            self.faults.append(f"<{tag}> that runs a script")
        if tag == "form" and (said.get("method") or "").lower() == "post":
            self.unsigned = said.get("action") or "its own address"
        elif tag == "input" and said.get("name") == "csrfmiddlewaretoken" and said.get("value"):
            self.unsigned = None

    def handle_endtag(self, tag: str) -> None:
        """A form ends: by now its token must have stood in it."""
        if tag == "form" and self.unsigned is not None:
            self.faults.append(f"a form to {self.unsigned} {NO_TOKEN}")
            self.unsigned = None


def breaches(answer: Any, *, signs: bool) -> list[str]:
    """How a page breaks what is promised of every page; `signs`: its forms carry the token."""
    reader, policy = PageReader(), answer.get("Content-Security-Policy", "")
    reader.feed(answer.content.decode())
    if "script-src" not in policy and "default-src" not in policy:
        reader.faults.append("no policy")
    if "unsafe-inline" in policy or "unsafe-eval" in policy:
        reader.faults.append(f"a policy that lets in what is written into the page: {policy}")
    return reader.faults if signs else [one for one in reader.faults if NO_TOKEN not in one]
