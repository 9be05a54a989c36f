"""Another system's receiver on this machine, which misbehaves when asked to."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Post:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: bytes


class Receiver(ThreadingHTTPServer):
    """Answers as `answers` says, one entry for each request, and then always 200.

    An entry is a status, or `silent` (never answers), `drip` (a byte now and then), `close` (hangs up), `redirect`,
    `flood` (an answer without end).
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.posts: list[Post] = []
        self.answers: list[int | str] = []
        self.let_go = threading.Event()

    @property
    def url(self) -> str:
        """Where to post to."""
        return f"http://127.0.0.1:{self.server_address[1]}/tin"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """We hang up on answers that take too long; nothing to say about it."""


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posts.append(Post(self.path, dict(self.headers.items()), body))
        answer = self.server.answers.pop(0) if self.server.answers else 200
        getattr(self, f"do_{answer}", self.plainly)(answer)

    def do_GET(self) -> None:
        """Nobody gets anything: whoever follows a redirect is found here."""
        self.server.posts.append(Post("GET " + self.path, {}, b""))
        self.plainly(200)

    def plainly(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def do_silent(self, _answer: object) -> None:
        self.server.let_go.wait(5)

    def do_drip(self, _answer: object) -> None:
        for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 200:
            if self.server.let_go.wait(0.1):
                return
            self.wfile.write(bytes([byte]))

    def do_close(self, _answer: object) -> None:
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True

    def do_redirect(self, _answer: object) -> None:
        self.send_response(302)
        self.send_header("Location", self.server.url + "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_flood(self, _answer: object) -> None:
        self.send_response(200)
        self.end_headers()
        ends = time.monotonic() + 5
        while time.monotonic() < ends and not self.server.let_go.is_set():
            self.wfile.write(b"x" * 65536)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Quiet."""


@contextmanager
def running() -> Iterator[Receiver]:
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()
