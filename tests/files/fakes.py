"""Outside systems that misbehave on request: a malware scanner and an object store, on sockets of this machine."""

import re
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

S = TypeVar("S", bound=socketserver.BaseServer)


class FakeClamd(socketserver.ThreadingTCPServer):
    """Speaks PING and INSTREAM; finds EICAR, and answers `answer` instead if that is set, to what holds `silent_on`."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _ClamdHandler)
        self.answer: bytes | None = None
        self.silent_on = b""
        self.seen: list[bytes] = []

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class _ClamdHandler(socketserver.StreamRequestHandler):
    server: FakeClamd

    def handle(self) -> None:
        if (asked := self._asked()) == b"zPING\0":
            self.wfile.write(b"PONG\0")
            return
        assert asked == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.server.seen.append(content)
        found = b"Eicar-Signature FOUND" if b"EICAR-STANDARD" in content else b"OK"
        said = None if self.server.silent_on not in content else self.server.answer
        self.wfile.write(b"stream: " + (said or found) + b"\0")

    def _asked(self) -> bytes:
        word = b""
        while not word.endswith(b"\0") and (letter := self.rfile.read(1)):
            word += letter
        return word


class FakeBucket(ThreadingHTTPServer):
    """As much of S3 as the store uses, path style. `broken` answers 503 to everything, `cut` breaks off half way."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _BucketHandler)
        self.objects: dict[str, bytes] = {}
        self.broken = self.cut = False

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _BucketHandler(BaseHTTPRequestHandler):
    server: FakeBucket
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments: Any) -> None:
        """Quiet."""

    def _key(self) -> str:
        return urlsplit(self.path).path.removeprefix("/bucket/")

    def _answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _is_broken(self) -> bool:
        if self.server.broken:
            self._answer(503, b"<Error><Code>ServiceUnavailable</Code></Error>")
        return self.server.broken

    def do_PUT(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if not self._is_broken():
            self.server.objects[self._key()] = content
            self._answer(200)

    def do_GET(self) -> None:
        if self._is_broken():
            return
        if "list-type" in self.path:
            self._list()
        elif self._key() in self.server.objects:
            body = self.server.objects[self._key()]
            if self.server.cut:
                self._cut_off(body)
                return
            self._answer(200, body, {"Last-Modified": formatdate(usegmt=True), "ETag": '"x"'})
        else:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    def _cut_off(self, body: bytes) -> None:
        """Half of it, then nothing more."""
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2])
        self.close_connection = True

    do_HEAD = do_GET  # noqa: N815 - the name the server looks for

    def _list(self) -> None:
        prefix = parse_qs(urlsplit(self.path).query)["prefix"][0]
        items = "".join(
            f"<Contents><Key>{key}</Key><LastModified>2020-01-01T00:00:00.000Z</LastModified><Size>1</Size></Contents>"
            for key in sorted(self.server.objects)
            if key.startswith(prefix)
        )
        body = f"<ListBucketResult><IsTruncated>false</IsTruncated>{items}</ListBucketResult>"
        self._answer(200, body.encode(), {"Content-Type": "application/xml"})

    def do_DELETE(self) -> None:
        if not self._is_broken():
            self.server.objects.pop(self._key(), None)
            self._answer(204)


@contextmanager
def serving(server: S) -> Iterator[S]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def is_digest(name: str) -> bool:
    return re.fullmatch("[0-9a-f]{64}", name) is not None
