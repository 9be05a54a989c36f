"""A mail server on this machine that keeps what it gets and misbehaves on request."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class MailSink(socketserver.ThreadingTCPServer):
    """As much of RFC 5321 as a client needs.

    `refuse`: answer to RCPT TO. `refuse_data`: answer after the text. `hang_up`: keep the text and close the line
    without an answer, as a server does that dies at that moment.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.raw: list[bytes] = []
        self.refuse = ""
        self.refuse_data = ""
        self.hang_up = 0
        self.taken = threading.Event()
        self.answer_data = threading.Event()
        self.answer_data.set()

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=policy.default) for raw in self.raw]  # type: ignore[misc]


class _Session(socketserver.StreamRequestHandler):
    server: MailSink

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        self.say("220 sink")
        while line := self.rfile.readline():
            if not self.obey(line.decode().strip()):
                return

    def obey(self, line: str) -> bool:
        word = line.upper()
        if word.startswith("DATA"):
            return self.receive()
        if word.startswith("RCPT") and self.server.refuse:
            self.say(self.server.refuse)
        elif word.startswith("EHLO"):
            self.say("250-sink\r\n250 8BITMIME")
        elif word.startswith("QUIT"):
            self.say("221 bye")
            return False
        else:
            self.say("250 ok")
        return True

    def receive(self) -> bool:
        self.say("354 go on")
        raw = b""
        while (line := self.rfile.readline()) != b".\r\n":
            raw += line[1:] if line.startswith(b"..") else line
        if self.server.refuse_data:
            self.say(self.server.refuse_data)
            return True
        self.server.raw.append(raw)
        self.server.taken.set()
        self.server.answer_data.wait(20)
        if self.server.hang_up:
            self.server.hang_up -= 1
            return False
        self.say("250 taken")
        return True


@contextmanager
def running(server: MailSink) -> Iterator[MailSink]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.answer_data.set()
        server.shutdown()
        server.server_close()
        thread.join()
