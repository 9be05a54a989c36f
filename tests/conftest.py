"""The strict test room: shuffled order, no network beyond this machine, warnings are errors, no flush."""

import ipaddress
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import RequestFactory, TransactionTestCase
from django.urls import resolve
from django.utils import translation
from django.utils.translation.reloader import translation_file_changed
from hypothesis import HealthCheck
from hypothesis import settings as drawing
from playwright.sync_api import Browser, expect, sync_playwright

from honglam.cli import catalogues
from honglam.embedded.system_packages import BROWSERS, browser
from honglam.kernel.values import Actor
from tests import database

CHROMIUM = browser()
_server: database.TestServer | None = None
# How fast examples are drawn says how busy the machine is, nothing of the code.
drawing.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
drawing.load_profile("any machine")


def pytest_configure() -> None:
    """Vietnamese is what people read: the catalogues are compiled before the first text is asked for."""
    blocks = catalogues.find_blocks()
    catalogues.compile_all(blocks)
    translation_file_changed(None, blocks[0].mo)  # whatever was read of them while Django started is stale
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # the file server warns when it has nothing to serve


def test_server() -> database.TestServer:
    """This process's PostgreSQL, started when the first test needs it."""
    global _server  # noqa: PLW0603 - one server per process, stopped at the end of the session
    if _server is None:
        _server = database.start()
    return _server


test_server.__test__ = False  # type: ignore[attr-defined]


def pytest_sessionfinish() -> None:
    """Stop the server, if one was needed."""
    if _server is not None:
        for connection in connections.all(initialized_only=True):
            connection.close()
            if hasattr(connection, "close_pool"):
                connection.close_pool()
        _server.stop()


@pytest.fixture(scope="session")
def database_server(django_db_blocker: Any) -> database.TestServer:
    """The PostgreSQL server of this test process, for tests that start processes or look in as superuser."""
    server = test_server()
    with django_db_blocker.unblock():
        connections["default"].settings_dict.update(server.django_settings)
    return server


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, database_server: database.TestServer) -> None:
    """In place of pytest-django's own: the database stands already, migrated."""


@pytest.fixture
def fresh_database(transactional_db: None, database_server: database.TestServer) -> str:
    """A database in which commits are real, for threads and processes. Its DATABASE_URL; cloned anew afterwards."""
    return database_server.url


expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong


@pytest.fixture(autouse=True)
def spoken_language() -> Iterator[None]:
    """Every test begins in the language of the land: a page asked for in English leaves its thread speaking it."""
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def visit(rf: RequestFactory) -> Callable[..., Any]:
    """A page as an actor sees it, without signing in: `visit(actor, path)`, or with `data` what was posted there."""

    def made(actor: Actor, path: str, data: dict[str, Any] | None = None) -> Any:
        request: Any = rf.get(path) if data is None else rf.post(path, data)
        request.actor = actor
        request._messages = type("Messages", (), {"add": lambda *_: None, "__iter__": lambda _: iter(())})()
        request._dont_enforce_csrf_checks = True
        found = resolve(request.path_info)
        return found.func(request, *found.args, **found.kwargs)

    return made


def _clone_anew(_self: TransactionTestCase) -> None:
    """What Django does by TRUNCATE after a committing test, done by a new clone of the template."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if connection.settings_dict.get("OPTIONS", {}).get("pool"):
            connection.close_pool()
    test_server().clone()


TransactionTestCase._fixture_teardown = _clone_anew  # type: ignore[method-assign]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What drives a browser says so; where there is none it says why it is left out."""
    for item in items:
        if "chromium" not in getattr(item, "fixturenames", ()):
            continue
        item.add_marker(pytest.mark.browser)
        if CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason=f"no Chromium here: apt-get install {BROWSERS[0]}"))
    _longest_first(items)


def _longest_first(items: list[pytest.Item]) -> None:
    """Modules that take minutes begin: at the end of a run one process would wait for the other's last one."""
    long = {item.path for item in items if item.get_closest_marker("slow") or item.get_closest_marker("browser")}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The machine's browser, for one module: its loop runs in this thread and must not run on into other tests."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as play:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # else Django refuses the database to a thread with a loop
        flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
        opened = play.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield opened
        opened.close()
        # Django keeps a connection of its own for what runs beside a loop; nobody could close it after this.
        connections.close_all()


@pytest.fixture(autouse=True)
def no_strangers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A test that wants to talk to a machine other than this one fails at once."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not is_this_machine(str(address[0])):
            raise AssertionError(f"A test reached for {address[0]}: only this machine is allowed.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    yield


def is_this_machine(host: str) -> bool:
    """Whether the address is a loopback one."""
    if host in ("localhost", ""):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False
