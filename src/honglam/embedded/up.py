"""`honglam up`: database, worker and web server as one process tree."""

import contextlib
import os
import socket
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from honglam.embedded.children import database_program, python_program
from honglam.embedded.cluster import Cluster
from honglam.embedded.database import PREPARED, describe_cluster, is_external, wait_for_command
from honglam.embedded.errors import DatabaseRefused, MachineError
from honglam.embedded.fingerprint import fingerprint
from honglam.embedded.logs import LogStream, open_stream
from honglam.embedded.orphan import status
from honglam.embedded.patience import STARTING, Patience
from honglam.embedded.probe import web_probe
from honglam.embedded.restore import refuse_half_restored
from honglam.embedded.runner import Runner
from honglam.embedded.state import State, find_state

FIRST_PAGE_SECONDS = 60.0
DATABASE_SECONDS = 120.0
LOOK_SECONDS = 1.0
COMMAND_SECONDS = 3600.0


@dataclass(frozen=True)
class Address:
    """Where the web server listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """What to type into a browser on this machine."""
        host = self.reached
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def reached(self) -> str:
        """Where this machine itself finds the web server."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - a comparison


def find_address(environment: Mapping[str, str] = os.environ) -> Address:
    """HONGLAM_HOST (127.0.0.1) and PORT (8000)."""
    text = environment.get("PORT", "").strip() or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise MachineError(f"PORT={text} is not a port number.")
    return Address(environment.get("HONGLAM_HOST", "").strip() or "127.0.0.1", int(text))


def up() -> int:
    """Serve until told to stop; the exit code."""
    begun = time.monotonic()
    log = open_stream()
    address = find_address()
    state = find_state()
    state.prepare()
    with alone(state, address, log):
        require_free(address)
        refuse_half_restored(state)
        runner = Runner(log)
        runner.catch_signals()
        try:
            return Serving(state, address, runner, log).serve(begun)
        finally:
            runner.stop()
            log.line("up", "stopped")


@contextlib.contextmanager
def alone(state: State, address: Address, log: LogStream) -> Iterator[None]:
    """Hold the folder. A command that has it for a while, such as the backup of a night without power, may finish."""
    wait_for_command(state, seconds=COMMAND_SECONDS, say=lambda text: log.line("up", text))
    with state.lock(kind="up", address=address.url):
        yield


def require_free(address: Address) -> None:
    """Refuse early, and in words, when another program has the port."""
    try:
        family, _, _, _, place = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as fault:
        raise MachineError(
            f"Cannot listen on {address.host}:{address.port} ({fault.strerror}). "
            "Another program may have it; choose another port with PORT=…"
        ) from fault


@dataclass(frozen=True)
class Serving:
    """One run of `honglam up`."""

    state: State
    address: Address
    runner: Runner
    log: LogStream

    def serve(self, begun: float) -> int:
        """Start everything in order, then keep it going."""
        cluster = None if is_external() else self._start_database()
        environment = self._environment(cluster)
        if not self._prepare(cluster, environment):
            return 0 if self.runner.stopping else 1
        probe = web_probe(self.address.reached, self.address.port)
        self.runner.add(python_program("web", environment=environment, probe=probe))
        if self.runner.wait_until(lambda: probe.answered, seconds=FIRST_PAGE_SECONDS):
            self._announce(time.monotonic() - begun)
        elif not self.runner.stopping:
            self.log.line("up", "the web server has not answered yet; its lines above say why", level="error")
        if not self.runner.stopping:  # nobody waits for the worker, and the first page has the machine to itself
            self.runner.add(python_program("worker", environment=environment))
        self.runner.run()
        return 0

    def _start_database(self) -> Cluster:
        cluster = describe_cluster(self.state)
        if cluster.prepare():
            self.log.line("up", f"made a new database in {cluster.home}")
        server = self.runner.add(database_program(cluster))
        patience = Patience(DATABASE_SECONDS, lambda text: self.log.line("up", text))
        while not self.runner.wait_until(lambda: status(cluster.data) == "ready", seconds=LOOK_SECONDS):
            if self.runner.stopping:
                raise SystemExit(0)
            if not patience.lasts(starting=server.alive and status(cluster.data) == STARTING):
                raise DatabaseRefused("The database did not come up; its lines above say why.")
        cluster.ensure_database()
        return cluster

    def _environment(self, cluster: Cluster | None) -> dict[str, str]:
        given = dict(os.environ)
        return given | {
            "DATABASE_URL": cluster.url() if cluster else given["DATABASE_URL"],
            "DJANGO_SETTINGS_MODULE": given.get("DJANGO_SETTINGS_MODULE", "honglam.settings.production"),
            "HONGLAM_HOST": self.address.host,
            "HONGLAM_LOG": "json" if self.log.as_json else "text",
            "HONGLAM_PUBLIC_URL": given.get("HONGLAM_PUBLIC_URL") or self.address.url,
            "HONGLAM_SECRET_KEY": given.get("HONGLAM_SECRET_KEY") or self.state.secret_key(),
            "HONGLAM_STATE": str(self.state.root),
            "PORT": str(self.address.port),
            "PYTHONUNBUFFERED": "1",
        }

    def _prepare(self, cluster: Cluster | None, environment: dict[str, str]) -> bool:
        """Migrations, pack, static files, demo accounts; skipped while neither code nor pack has changed since.

        Only the embedded database is known to be the one that was prepared: its mark lies beside its data.
        """
        mark = cluster.home / PREPARED if cluster else None
        now = fingerprint(environment)
        if mark and mark.exists() and mark.read_text(encoding="ascii") == now:
            return True
        if self.runner.run_once(python_program("prepare", environment=environment)):
            self.log.line("up", "the preparation failed; nothing is served", level="error")
            return False
        if mark and not self.runner.stopping:
            os.sync()  # after a power cut the mark must not be there without what it speaks of
            mark.write_text(now, encoding="ascii")
        return not self.runner.stopping

    def _announce(self, seconds: float) -> None:
        self.log.line("up", f"Hồng Lam is served on {self.address.url} (after {seconds:.1f} s)")
        accounts = self.state.root / "demo-accounts.txt"
        if accounts.exists() and os.environ.get("HONGLAM_DEMO", "").lower() in ("1", "true", "yes", "on"):
            first, _, others = accounts.read_text(encoding="utf-8").partition("\n\n")
            for line in first.splitlines():
                self.log.line("up", line)
            self.log.line("up", f"  … and {len(others.splitlines())} more in {accounts}")
        self.log.line("up", "Ctrl-C stops everything.")
