"""Log lines to a collector: syslog after RFC 5424, over UDP (RFC 5426) or TCP with counted frames (RFC 6587).

The collector is a guest: a line that it does not take is lost, and nobody who uses the product waits for it. Lines go
through a bounded queue to a thread of their own; the standard output keeps every one of them in any case.
"""

import logging
import logging.handlers
import queue
import re
import socket
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from urllib.parse import urlsplit

from honglam.embedded.errors import MachineError

TIMEOUT = 5.0
RESTING = 15.0
"""Seconds for which nobody asks a collector that did not answer: each line would wait for it as long as the first."""
LEAVING = 10.0
"""Seconds that the end of a process gives to what still waits; then it is lost."""
WAITING = 10_000
# RFC 5426 §3.2 asks receivers for 2 kB; a datagram larger than this is sent by nobody.
LARGEST = 60_000
_LOCAL0 = 16
_SEVERITIES = ((logging.CRITICAL, 2), (logging.ERROR, 3), (logging.WARNING, 4), (logging.INFO, 6))
_DEBUG = 7


@dataclass(frozen=True)
class Collector:
    """Where the lines go."""

    scheme: str
    host: str
    port: int


def parse_collector(address: str) -> Collector:
    """`udp://host:514` or `tcp://host:601` as its parts; 514 without a port. Raises MachineError."""
    try:
        parts = urlsplit(address)
        port = parts.port or 514
    except ValueError:
        parts, port = urlsplit(""), 0
    if parts.scheme not in ("udp", "tcp") or not parts.hostname or parts.path.strip("/"):
        raise MachineError(f"LOG_SYSLOG={address} is not understood. Write udp://host:514 or tcp://host:601.")
    return Collector(parts.scheme, parts.hostname, port)


class SyslogHandler(logging.Handler):
    """Hands each line to the collector; what fails is lost, and the next line tries again, after a rest if need be."""

    def __init__(self, collector: Collector, program: str) -> None:
        super().__init__()
        self.collector = collector
        self.program = program
        self.host = _plain(socket.gethostname(), 255)
        self.line: socket.socket | None = None
        self.rests_until = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        """One message. A log call that cannot be written is told on standard error: the thread goes on."""
        try:
            frame = self.frame(record)
            if self.line is None and monotonic() < self.rests_until:
                return
            line = self.line or self._connect()
            line.sendall(frame if self.collector.scheme == "udp" else b"%d %s" % (len(frame), frame))
        except OSError as fault:
            if self.line is None or isinstance(fault, TimeoutError):
                self.rests_until = monotonic() + RESTING
            self.close_line()
        except Exception:
            self.handleError(record)

    def frame(self, record: logging.LogRecord) -> bytes:
        """The message as RFC 5424 §6 writes it: no message id, no structured data, the text marked as UTF-8."""
        severity = next((code for level, code in _SEVERITIES if record.levelno >= level), _DEBUG)
        moment = datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds")
        head = f"<{_LOCAL0 * 8 + severity}>1 {moment} {self.host} {self.program} {record.process or '-'} - - "
        return (head.encode("ascii") + b"\xef\xbb\xbf" + self.format(record).encode("utf-8", "replace"))[:LARGEST]

    def _connect(self) -> socket.socket:
        where = (self.collector.host, self.collector.port)
        if self.collector.scheme == "tcp":
            self.line = socket.create_connection(where, timeout=TIMEOUT)
        else:
            family, kind, protocol, _name, found = socket.getaddrinfo(*where, type=socket.SOCK_DGRAM)[0]
            self.line = socket.socket(family, kind, protocol)
            self.line.connect(found)
        return self.line

    def close_line(self) -> None:
        """Forget the connection."""
        if self.line is not None:
            self.line.close()
            self.line = None

    def close(self) -> None:
        """At the end of the process."""
        self.close_line()
        self.rests_until = 0.0
        super().close()


class PatientQueue(logging.handlers.QueueHandler):
    """A queue that drops what it has no room for: a dead collector must not fill the memory."""

    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        """The record as it is: it stays in this process and is written once, by the handler."""
        return record

    def enqueue(self, record: logging.LogRecord) -> None:
        """Put it there, or lose it."""
        try:
            self.queue.put_nowait(record)
        except queue.Full:
            return


class Messenger(logging.handlers.QueueListener):
    """The thread between queue and collector."""

    def enqueue_sentinel(self) -> None:
        """The word to end finds room also in a full queue: the oldest line makes it."""
        while True:
            try:
                super().enqueue_sentinel()
                return
            except queue.Full:
                with suppress(queue.Empty):
                    self.dequeue(False)

    def stop(self) -> None:
        """Send what waits, as far as the collector takes it in time, then hang up."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        self.enqueue_sentinel()
        thread.join(LEAVING)
        for handler in self.handlers:
            handler.close()


def start(address: str, *, program: str, formatter: logging.Formatter) -> Messenger:
    """From now on the root logger tells the collector as well. Stop the messenger to send what waits and hang up."""
    handler = SyslogHandler(parse_collector(address), _plain(program, 48))
    handler.setFormatter(formatter)
    waiting: queue.Queue[logging.LogRecord] = queue.Queue(WAITING)
    entrance = PatientQueue(waiting)
    messenger = Messenger(waiting, handler)
    logging.getLogger().addHandler(entrance)
    messenger.start()
    return messenger


def _plain(name: str, longest: int) -> str:
    """A name as the header may carry it: printable ASCII without spaces."""
    return re.sub(r"[^!-~]", "-", name)[:longest] or "-"
