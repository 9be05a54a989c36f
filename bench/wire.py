"""A bare HTTP connection: the same two cores serve and ask, so whoever asks must be cheap.

The example client and httpx cost some two milliseconds of Python a request, which would be measured with the product.
"""

import http.client
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

REDIRECTS = {301, 302, 303, 307}
Part = tuple[str, str, bytes, str]
"""Field, file name, bytes, media type."""


@dataclass(frozen=True)
class Answer:
    """What came back, after any redirects; `path` is where it stands."""

    status: int
    path: str
    body: bytes

    @property
    def text(self) -> str:
        """As a page."""
        return self.body.decode()

    def read(self) -> Any:
        """As JSON; a refusal is an error."""
        if self.status >= 400:
            raise RuntimeError(f"{self.path}: {self.status} {self.text[:500]}")
        return json.loads(self.body)


class Wire:
    """One connection kept open, with the cookies it was given."""

    def __init__(self, address: str, *, token: str = "") -> None:
        parts = urlsplit(address)
        self.address = address
        self.connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str) -> Answer:
        """A page."""
        return self._ask("GET", path, None, {})

    def post_json(self, path: str, body: object, **headers: str) -> Any:
        """A call of the API; `idempotency_key="…"` becomes its header."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = json.dumps(body).encode()
        return self._ask("POST", path, sent, {"Content-Type": "application/json", **named}).read()

    def post_file(self, path: str, part: Part) -> Any:
        """A file for the API."""
        body, kind = multipart({}, [part])
        return self._ask("POST", path, body, {"Content-Type": kind}).read()

    def post_form(self, path: str, fields: Mapping[str, str], files: list[Part] | None = None) -> Answer:
        """A filled-in page, as a browser sends it."""
        referer = {"Referer": self.address + path, "Origin": self.address}
        if files:
            body, kind = multipart(fields, files)
        else:
            body, kind = urlencode(fields).encode(), "application/x-www-form-urlencoded"
        return self._ask("POST", path, body, {"Content-Type": kind, **referer})

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        sent = {**self.headers, **headers}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            self.connection.request(method, path, body=body, headers=sent)
            answer = self.connection.getresponse()
        except (BrokenPipeError, ConnectionResetError, http.client.RemoteDisconnected):
            # The server let go of a connection that stood idle: as a browser would, once more on a new one.
            self.connection.close()
            self.connection.request(method, path, body=body, headers=sent)
            answer = self.connection.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status in REDIRECTS:
            return self.get(urlsplit(urljoin(path, answer.headers["Location"])).path)
        return Answer(answer.status, path, content)


def multipart(fields: Mapping[str, str], files: list[Part]) -> tuple[bytes, str]:
    """Body and content type."""
    edge = secrets.token_hex(16)
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, file_name, content, kind in files:
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
        parts += [f"{head}Content-Type: {kind}\r\n\r\n".encode(), content, b"\r\n"]
    return b"".join([*parts, f"--{edge}--\r\n".encode()]), f"multipart/form-data; boundary={edge}"
