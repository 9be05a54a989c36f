"""A real `honglam up` on the small province, with a mail server that keeps what it gets, to be killed at will."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.database import ROOT


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class MailSink(threading.Thread):
    """An SMTP server of thirty lines: it accepts everything and remembers each Message-ID."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.port = free_port()
        self.received: Counter[str] = Counter()
        self.listener = socket.create_server(("127.0.0.1", self.port))

    def run(self) -> None:
        """Take one conversation after the other."""
        while True:
            try:
                talk, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(talk,), daemon=True).start()

    def _talk(self, talk: socket.socket) -> None:
        with talk, talk.makefile("rwb") as line:
            try:
                self._converse(line)
            except (OSError, ValueError):
                return

    def _converse(self, line: object) -> None:
        say = lambda text: (line.write(text.encode() + b"\r\n"), line.flush())  # type: ignore[attr-defined] # noqa: E731
        say("220 sink")
        while command := line.readline():  # type: ignore[attr-defined]
            word = command[:4].upper()
            if word == b"DATA":
                say("354 go on")
                body = b""
                while (part := line.readline()) not in (b".\r\n", b""):  # type: ignore[attr-defined]
                    body += part
                found = re.search(rb"(?mi)^message-id:\s*(<[^>]+>)", body)
                self.received[found[1].decode() if found else "none"] += 1
                say("250 kept")
            elif word == b"QUIT":
                say("221 bye")
                return
            else:
                say("250 ok")


@dataclass
class Tree:
    """The running product."""

    state: Path
    mail: MailSink
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        """Where it is served."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What `honglam` is told."""
        return {
            **{
                name: value
                for name, value in os.environ.items()
                if not name.startswith(("DJANGO_", "HONGLAM_", "SMTP_"))
            },
            "PYTHONPATH": str(ROOT / "src"),
            "HONGLAM_STATE": str(self.state),
            "HONGLAM_PACK": str(ROOT / "packs" / "trivial"),
            "HONGLAM_DEMO": "1",
            "HONGLAM_LOG": "json",
            "PORT": str(self.port),
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(self.mail.port),
        }

    def start(self) -> None:
        """Start it and wait for its first page."""
        log = (self.state.parent / "up.log").open("ab")
        with log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "honglam", "up"],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.wait_ready(300)

    def stop(self) -> None:
        """As Ctrl-C would."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)

    def discard(self) -> None:
        """Stop it and throw its database away, which lies elsewhere where its keeper may not enter the folder."""
        from honglam.embedded.database import describe_cluster
        from honglam.embedded.state import State

        self.stop()
        shutil.rmtree(describe_cluster(State(self.state)).home, ignore_errors=True)

    def wait_ready(self, seconds: float) -> None:
        """Until /readyz says yes."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.address}/readyz", timeout=2) as answer:
                    if json.load(answer)["ready"]:
                        return
            except (OSError, ValueError, urllib.error.URLError):
                pass
            assert self.process is None or self.process.poll() is None, self.log()
            threading.Event().wait(0.2)
        raise AssertionError("not ready in time:\n" + self.log())

    def log(self) -> str:
        """The end of what it said."""
        return (self.state.parent / "up.log").read_text(encoding="utf-8", errors="replace")[-4000:]

    def kill(self, what: str) -> bool:
        """SIGKILL to the web server, the worker or the database's postmaster; False when it is just not there."""
        marks = {"web": b"honglam\0web", "worker": b"honglam\0worker", "database": b"postgres\0-D"}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                command = (folder / "cmdline").read_bytes()
                ours = str(self.state).encode() in (folder / "environ").read_bytes() + command
            except OSError:
                continue
            if ours and marks[what] in command:
                os.kill(int(folder.name), signal.SIGKILL)
                return True
        return False

    def honglam(self, *words: str) -> str:
        """What another command of the same installation prints."""
        done = subprocess.run(
            [sys.executable, "-m", "honglam", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def database(self) -> "psycopg.Connection[tuple[object, ...]]":
        """A look into the tables from outside."""
        from honglam.embedded.database import describe_cluster
        from honglam.embedded.state import State

        return psycopg.connect(describe_cluster(State(self.state)).url(role="postgres"), autocommit=True)
