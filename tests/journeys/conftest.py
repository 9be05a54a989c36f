"""A province to walk through: the pack and the demo accounts, cloned anew for each journey, behind a real server."""

import copy
import functools
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page

from honglam.kernel import clock, relay
from tests.database import DATABASE, ROOT, TEMPLATE, TestServer
from tests.journeys import world as worlds

ARTEFACTS = ROOT / "artefacts" / "journeys"
PROVINCE = "honglam_province"
PEOPLED = "honglam_peopled"
MONDAY = "2026-11-30 09:00"
WIDTHS = {"phone": 390, "desk": 1280}
AXE = ROOT / "tests" / "assets" / "axe.min.js"
FOUNDED = "2026-01-05 08:00"


class SetClock:
    """The product's clock under a journey's hand: what `kernel.clock` sees in place of `datetime`. It stands still,
    unless it `runs`.
    """

    def __init__(self, text: str, *, runs: bool = False) -> None:
        self.set(text)
        self.started = time.monotonic() if runs else None

    def set(self, text: str) -> None:
        """`2026-02-13 16:20` on Vietnam's clock."""
        self.at = datetime.fromisoformat(text).replace(tzinfo=clock.VIETNAM)

    def now(self, tz: tzinfo) -> datetime:
        """The moment that was set, and what has gone by since where the clock runs."""
        gone = timedelta(0) if self.started is None else timedelta(seconds=time.monotonic() - self.started)
        return (self.at + gone).astimezone(tz)

    combine = staticmethod(datetime.combine)


@pytest.fixture(scope="session")
def province(database_server: TestServer, django_db_setup: None, django_db_blocker: Any) -> str:
    """The name of a template database with the real pack and the demo accounts, founded early enough for all."""
    from django.conf import settings

    from honglam.cli.demo_accounts import ensure
    from honglam.kernel.values import SYSTEM
    from honglam.pack import api as packs

    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "datetime", SetClock(FOUNDED))
        settings.STATE.mkdir(parents=True, exist_ok=True)
        packs.apply(path=ROOT / "packs" / "ha_tinh", actor=SYSTEM, at=clock.now())
        ensure()
        while relay.drain():
            pass
        connections["default"].close()
    database_server.clone(name=PROVINCE, template=DATABASE)
    database_server.clone(template=TEMPLATE)
    return PROVINCE


@dataclass
class Site:
    """The product as its visitors see it. `visit` opens a person's own browser; `settle` lets the worker work."""

    address: str
    browser: Browser
    name: str
    patch: pytest.MonkeyPatch
    opened: list[BrowserContext] = field(default_factory=list)
    shots: int = 0

    def it_is(self, text: str) -> None:
        """Stop the product's clock at `2026-02-13 16:20` in Vietnam. Without it it runs from a Monday morning on."""
        self.patch.setattr(clock, "datetime", SetClock(text))

    def visit(self, device: str = "desk") -> Page:
        """A fresh browser of that width."""
        context = self.browser.new_context(
            viewport={"width": WIDTHS[device], "height": 900}, locale="vi-VN", base_url=self.address
        )
        context.set_default_timeout(15_000)
        self.opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda fault: pytest.fail(f"script error: {fault}"))
        return page

    def sign_in(self, login: str, device: str = "desk") -> Page:
        """A person who has signed in with the demo password."""
        from honglam.cli.demo_accounts import PASSWORD

        page = self.visit(device)
        page.goto("/tai-khoan/dang-nhap/")
        page.fill("input[name=login]", f"{login}@honglam.example")
        page.fill("input[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url(lambda url: "dang-nhap" not in url)
        return page

    def settle(self) -> None:
        """Everything that waits in the outbox is done, as the worker would."""
        relay.drain()

    def shoot(self, page: Page, what: str) -> None:
        """A picture for the run's artefacts."""
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        self.shots += 1
        page.screenshot(path=ARTEFACTS / f"{self.name}-{self.shots:02d}-{what}.png", full_page=True)


@functools.cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def axe(page: Page) -> list[str]:
    """What axe finds on a page that has come whole, no rule disabled. Of what it finds only words are kept."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations'], selectors: false, elementRef: false})")
    return [
        f"{rule['id']}: " + " | ".join(node["html"][:140] for node in rule["nodes"][:3]) for rule in found["violations"]
    ]


@pytest.fixture
def site(
    province: str,
    chromium: Browser,
    database_server: TestServer,
    transactional_db: None,
    live_server: Any,
    request: pytest.FixtureRequest,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[Site]:
    """The running product on a fresh copy of the province."""
    settings.STAFF_MFA = "optional"
    settings.FILES, settings.STATE = tmp_path / "files", tmp_path
    settings.PUBLIC_URL = live_server.url
    settings.WEBHOOK_PRIVATE = ["127.0.0.0/8"]
    settings.OIDC = {**settings.OIDC, "issuer": f"{live_server.url}/gia-lap/vneid"}
    _clone(database_server, name=DATABASE, template=province)
    name = request.node.name.replace("/", "-")
    standing = Site(address=live_server.url, browser=chromium, name=name, patch=monkeypatch)
    monkeypatch.setattr(clock, "datetime", SetClock(MONDAY, runs=True))
    yield standing
    for context in standing.opened:
        context.close()
    shutil.rmtree(tmp_path / "files", ignore_errors=True)


_made: list[tuple[worlds.World, Path]] = []


@pytest.fixture
def world(
    site: Site, database_server: TestServer, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> worlds.World:
    """Everything that pages are about, on a Monday morning: made once in a process, half a minute, then cloned."""
    site.it_is(MONDAY)
    if not _made:
        made, files = worlds.make(), tmp_path_factory.mktemp("peopled") / "state"
        shutil.copytree(tmp_path, files)
        _clone(database_server, name=PEOPLED, template=DATABASE)
        _made.append((made, files))
    else:
        shutil.copytree(_made[0][1], tmp_path, dirs_exist_ok=True)
        _clone(database_server, name=DATABASE, template=PEOPLED)
    return copy.deepcopy(_made[0][0])


def _clone(server: TestServer, *, name: str, template: str) -> None:
    """With nobody connected: a template that is in use cannot be copied."""
    for connection in connections.all(initialized_only=True):
        connection.close()
    server.clone(name=name, template=template)
