"""Our client of the national portal's adapter: sign in, sync a dossier, add a line of progress, fetch a paper.

    POST <url>/mapi/login  {"username", "password"}                                → {"error_code", "session"}
    POST <url>/mapi/g      {"session", "madonvi", "service", "isUpdating", "data"} → {"error_code", "message", "result"}

A session is kept until the adapter refuses it; then we sign in once more, and only once.
"""

import time as stopwatch
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.core.cache import cache
from django.utils.module_loading import import_string

from honglam.exchange.contracts import FileElsewhere, PortalFault, Trouble
from honglam.exchange.gateways.breaking import trouble_of
from honglam.exchange.rules.national import OK_CODES, SESSION_CODES

TIMEOUT = 15.0
_SESSION = "exchange.national.session"
_SESSION_SECONDS = 20 * 60
_PIECE = 64 * 1024
LONGEST_FETCH = 90.0
"""Seconds for one paper: a portal that drips would otherwise hold a filing beyond its worker's claim."""


def is_configured() -> bool:
    """Whether this installation reports to the portal at all."""
    return bool(settings.NATIONAL_PORTAL["url"])


def knows(*, code: str) -> bool:
    """Whether the portal has a dossier under this code. Raises `PortalFault`."""
    return bool(_ask({"service": "TraCuuHoSo", "mahoso": code}).get("result"))


def sync(*, record: dict[str, Any], known: bool) -> None:
    """Create or renew a dossier at the portal. Raises `PortalFault`."""
    _ask({"service": "DongBoHoSoMC", "isUpdating": str(known), "data": [record]})


def add_progress(*, line: dict[str, str]) -> None:
    """Add a line to the dossier's progress. Raises `PortalFault`."""
    _ask({"service": "CapNhatTienDoHoSoMC", "data": [line]})


def check_address(*, url: str) -> None:
    """Refuse a paper that does not lie at the portal: it would have us knock at any door. Raises `FileElsewhere`."""
    own = urlsplit(settings.NATIONAL_PORTAL["url"])
    try:
        asked = urlsplit(url)
    except ValueError as error:
        raise FileElsewhere(field="TaiLieuNop") from error
    if (asked.scheme, asked.netloc) != (own.scheme, own.netloc) or not own.netloc:
        raise FileElsewhere(field="TaiLieuNop")


def fetch(*, url: str, limit: int) -> bytes:
    """The bytes of a paper, at most `limit` of them. Raises `PortalFault`, `FileElsewhere`."""
    check_address(url=url)
    try:
        with _client() as client, client.stream("GET", url, follow_redirects=False) as answer:
            if answer.status_code != httpx.codes.OK:
                raise _answered("a paper", answer.status_code)
            return _collected(answer.iter_bytes(_PIECE), limit)
    except httpx.InvalidURL as error:
        raise FileElsewhere(field="TaiLieuNop") from error
    except httpx.HTTPError as error:
        raise _broken(error) from error


def _collected(pieces: Iterator[bytes], limit: int) -> bytes:
    content, until = bytearray(), stopwatch.monotonic() + LONGEST_FETCH
    for piece in pieces:
        content += piece
        if stopwatch.monotonic() > until:
            raise PortalFault("a paper came too slowly", trouble=Trouble.TIMED_OUT)
        if len(content) > limit:
            raise PortalFault("a paper is larger than we take", trouble=Trouble.PAPER_TOO_LARGE, final=True)
    return bytes(content)


def _ask(asked: dict[str, Any]) -> dict[str, Any]:
    """One call of a service; signs in again when the session has run out."""
    answer = _call(asked, _session())
    if str(answer.get("error_code")) in SESSION_CODES:
        cache.delete(_SESSION)
        answer = _call(asked, _session())
    code = str(answer.get("error_code"))
    if code not in OK_CODES:
        service, told = asked["service"], f"{code} {answer.get('message', '')}".strip()
        said, final = f"{service}: {told}", code not in SESSION_CODES
        raise PortalFault(said, trouble=Trouble.PORTAL_REFUSED, final=final, service=service, answer=told)
    return answer


def _call(asked: dict[str, Any], session: str) -> dict[str, Any]:
    return _post("mapi/g", {"session": session, "madonvi": settings.NATIONAL_PORTAL["agency_code"], **asked})


def _session() -> str:
    kept = cache.get(_SESSION)
    if kept:
        return str(kept)
    portal = settings.NATIONAL_PORTAL
    answer = _post("mapi/login", {"username": portal["username"], "password": portal["password"]})
    if str(answer.get("error_code")) not in OK_CODES or not answer.get("session"):
        raise PortalFault("the portal refused our sign-in", trouble=Trouble.SIGN_IN_REFUSED)
    cache.set(_SESSION, str(answer["session"]), _SESSION_SECONDS)
    return str(answer["session"])


def _post(path: str, body: dict[str, Any]) -> dict[str, Any]:
    try:
        with _client() as client:
            answer = client.post(path, json=body)
        if answer.status_code != httpx.codes.OK:
            raise _answered("a call", answer.status_code)
        told = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise _broken(error) from error
    if not isinstance(told, dict):
        raise PortalFault("the portal answered something else than an object", trouble=Trouble.NOT_UNDERSTOOD)
    return told


def _answered(what: str, status: int) -> PortalFault:
    return PortalFault(f"{what}: the portal answered {status}", trouble=Trouble.PORTAL_ANSWERED, status=status)


def _broken(error: Exception) -> PortalFault:
    return PortalFault(f"{type(error).__name__}: {error}", trouble=trouble_of(error))


def _client() -> httpx.Client:
    portal = settings.NATIONAL_PORTAL
    transport = import_string(portal["transport"])() if portal["transport"] else None
    return httpx.Client(base_url=portal["url"].rstrip("/") + "/", timeout=TIMEOUT, transport=transport)
