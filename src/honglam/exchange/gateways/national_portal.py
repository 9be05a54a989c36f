"""Our client of the national portal's adapter: sign in, sync a dossier, add a line of progress, fetch a paper.

    POST <url>/mapi/login  {"username", "password"}                                → {"error_code", "session"}
    POST <url>/mapi/g      {"session", "madonvi", "service", "isUpdating", "data"} → {"error_code", "message", "result"}

A session is kept until the adapter refuses it; then we sign in once more, and only once.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.core.cache import cache
from django.utils.module_loading import import_string

from honglam.exchange.contracts import FileElsewhere, PortalFault
from honglam.exchange.rules.national import OK_CODES, SESSION_CODES

TIMEOUT = 15.0
_SESSION = "exchange.national.session"
_SESSION_SECONDS = 20 * 60
_PIECE = 64 * 1024


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
    asked, own = urlsplit(url), urlsplit(settings.NATIONAL_PORTAL["url"])
    if (asked.scheme, asked.netloc) != (own.scheme, own.netloc) or not own.netloc:
        raise FileElsewhere(field="TaiLieuNop")


def fetch(*, url: str, limit: int) -> bytes:
    """The bytes of a paper, at most `limit` of them. Raises `PortalFault`, `FileElsewhere`."""
    check_address(url=url)
    try:
        with _client() as client, client.stream("GET", url, follow_redirects=False) as answer:
            if answer.status_code != httpx.codes.OK:
                raise PortalFault(f"a paper: the portal answered {answer.status_code}")
            return _collected(answer.iter_bytes(_PIECE), limit)
    except httpx.HTTPError as error:
        raise PortalFault(f"{type(error).__name__}: {error}") from error


def _collected(pieces: Iterator[bytes], limit: int) -> bytes:
    content = bytearray()
    for piece in pieces:
        content += piece
        if len(content) > limit:
            raise PortalFault("a paper is larger than we take", final=True)
    return bytes(content)


def _ask(asked: dict[str, Any]) -> dict[str, Any]:
    """One call of a service; signs in again when the session has run out."""
    answer = _call(asked, _session())
    if str(answer.get("error_code")) in SESSION_CODES:
        cache.delete(_SESSION)
        answer = _call(asked, _session())
    code = str(answer.get("error_code"))
    if code not in OK_CODES:
        reason = f"{asked['service']}: {code} {answer.get('message', '')}".strip()
        raise PortalFault(reason[:300], final=code not in SESSION_CODES)
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
        raise PortalFault("the portal refused our sign-in")
    cache.set(_SESSION, str(answer["session"]), _SESSION_SECONDS)
    return str(answer["session"])


def _post(path: str, body: dict[str, Any]) -> dict[str, Any]:
    try:
        with _client() as client:
            answer = client.post(path, json=body)
        if answer.status_code != httpx.codes.OK:
            raise PortalFault(f"the portal answered {answer.status_code}")
        told = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise PortalFault(f"{type(error).__name__}: {error}"[:300]) from error
    if not isinstance(told, dict):
        raise PortalFault("the portal answered something else than an object")
    return told


def _client() -> httpx.Client:
    portal = settings.NATIONAL_PORTAL
    transport = import_string(portal["transport"])() if portal["transport"] else None
    return httpx.Client(base_url=portal["url"].rstrip("/") + "/", timeout=TIMEOUT, transport=transport)
