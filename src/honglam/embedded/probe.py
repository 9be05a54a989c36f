"""Asks a program whether it still answers, without ever waiting for it.

One question at a time over a non-blocking socket that the runner's selector watches. PostgreSQL is asked whether it
speaks TLS (any one-byte answer means that the postmaster accepts and forks); the web server is asked for a page.
"""

import selectors
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Address = str | tuple[str, int]
PAUSE_SECONDS = 5.0
PATIENCE_SECONDS = 30.0
STRIKES = 3
_SSL_REQUEST = struct.pack("!ii", 8, 80877103)


@dataclass
class Probe:
    """What to ask, and how often in a row the answer has failed to come."""

    address: Address
    question: bytes
    answer: Callable[[bytes], bool]
    strikes: int = 0
    answered: bool = False
    _socket: socket.socket | None = field(default=None, repr=False)
    _asked_at: float = 0.0

    def tick(self, selector: selectors.BaseSelector) -> None:
        """Ask when it is time to ask, and give up on a question that has waited too long."""
        now = time.monotonic()
        if self._socket is not None:
            if now - self._asked_at > PATIENCE_SECONDS:
                self._finish(selector, answered=False)
        elif now - self._asked_at >= (PAUSE_SECONDS if self.answered else 0.1):
            self._ask(selector, now)

    def restart(self, selector: selectors.BaseSelector) -> None:
        """Forget everything: the program has been started anew."""
        self._close(selector)
        self.strikes, self.answered, self._asked_at = 0, False, 0.0

    @property
    def struck_out(self) -> bool:
        """Whether a program that used to answer has failed to do so several times in a row."""
        return self.answered and self.strikes >= STRIKES

    def _ask(self, selector: selectors.BaseSelector, now: float) -> None:
        self._asked_at = now
        self._socket = socket.socket(_family(self.address), socket.SOCK_STREAM)
        try:
            # loopback and unix sockets connect at once or not at all, short of a full queue
            self._socket.settimeout(0.2)
            self._socket.connect(self.address)
            self._socket.sendall(self.question)
            self._socket.setblocking(False)
        except OSError:
            self._finish(selector, answered=False)
        else:
            selector.register(self._socket, selectors.EVENT_READ, lambda: self._read(selector))

    def _read(self, selector: selectors.BaseSelector) -> None:
        if self._socket is None:
            return
        try:
            heard = self._socket.recv(64)
        except OSError:
            heard = b""
        self._finish(selector, answered=bool(heard) and self.answer(heard))

    def _finish(self, selector: selectors.BaseSelector, *, answered: bool) -> None:
        self._close(selector)
        self.strikes = 0 if answered else self.strikes + 1
        self.answered = self.answered or answered

    def _close(self, selector: selectors.BaseSelector) -> None:
        if self._socket is not None:
            if self._socket.fileno() in selector.get_map():
                selector.unregister(self._socket)
            self._socket.close()
            self._socket = None


def _family(address: Address) -> socket.AddressFamily:
    if isinstance(address, str):
        return socket.AF_UNIX
    return socket.AF_INET6 if ":" in address[0] else socket.AF_INET


def postgres_probe(socket_path: str) -> Probe:
    """Does the postmaster accept connections?"""
    return Probe(socket_path, _SSL_REQUEST, lambda heard: heard[:1] in (b"N", b"S"))


def web_probe(host: str, port: int) -> Probe:
    """Does the web server answer anything in HTTP? (Whether it is well is /readyz's business.)"""
    called = f"[{host}]" if ":" in host else host
    question = f"GET /healthz HTTP/1.0\r\nHost: {called}:{port}\r\n\r\n".encode()
    return Probe((host, port), question, lambda heard: heard.startswith(b"HTTP/1."))
