"""A real Chromium that is fed by Django's own test client: pages and policies as in earnest, without a server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.template import engines
from django.test import Client, RequestFactory
from playwright.sync_api import Browser, Page, Route

ORIGIN = "http://localhost"
AXE = Path(__file__).parents[1] / "assets" / "axe.min.js"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


def answer(route: Route) -> None:
    """What the product says to the browser's request."""
    parts = urlsplit(route.request.url)
    if parts.path.startswith("/static/"):
        found = finders.find(parts.path.removeprefix("/static/"))
        if found is None:
            route.fulfill(status=404, body="")
            return
        path = Path(str(found))
        route.fulfill(body=path.read_bytes(), headers={"content-type": TYPES[path.suffix]})
        return
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    cookies = {name: value for name, _, value in (c.partition("=") for c in _cookies(route))}
    client = Client(raise_request_exception=False)
    client.cookies.load(cookies)
    response = client.get(target)
    headers = dict(response.headers.items())
    if response.cookies:
        headers["set-cookie"] = "\n".join(morsel.OutputString() for morsel in response.cookies.values())
    if "location" in response.headers:
        # Chromium takes no redirect from an intercepted request: a page that goes on by itself does the same.
        body = f'<meta http-equiv="refresh" content="0;url={response.headers["location"]}">'
        route.fulfill(status=200, headers={**headers, "content-type": "text/html"}, body=body)
        return
    route.fulfill(status=response.status_code, headers=headers, body=response.content)


def _cookies(route: Route) -> list[str]:
    sent = route.request.headers.get("cookie", "")
    return [part.strip() for part in sent.split(";") if part.strip()]


def show(tab: Page, source: str, **context: Any) -> None:
    """Open a page made of `source`, a template, for the length of a test."""
    request = RequestFactory().get("/a-page/")
    html = engines["jinja2"].from_string(source).render(context, request)
    tab.route("**/a-page/", lambda route: route.fulfill(body=html, content_type="text/html"))
    tab.goto(f"{ORIGIN}/a-page/")


@contextmanager
def page(browser: Browser, *, width: int, scheme: str = "light", **options: Any) -> Iterator[tuple[Page, list[str]]]:
    """A fresh page of that width, and the list of complaints its console and policy raise."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)  # type: ignore[arg-type]
    context.route("**/*", answer)
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    tab.on("pageerror", lambda fault: complaints.append(str(fault)))
    yield tab, complaints
    context.close()


def axe(tab: Page) -> list[str]:
    """What axe finds on the page, no rule disabled: the rule, its help and the first places."""
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    found = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['id']}: {rule['help']}: " + " | ".join(node["html"][:120] for node in rule["nodes"][:3])
        for rule in found["violations"]
    ]
