"""One PostgreSQL data folder: how it is made, configured, started and stopped.

The server listens on a unix socket only. Two roles: `postgres` (superuser, for the supervisor) and `honglam`, which
owns the one database and is no superuser. Passwords lie in the folder, mode 0600.
"""

import hashlib
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, LiteralString
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql

from honglam.embedded import orphan
from honglam.embedded.binaries import Binaries
from honglam.embedded.environment import database_environment
from honglam.embedded.errors import DatabaseRefused
from honglam.embedded.keeper import Keeper
from honglam.embedded.parent import before_exec
from honglam.embedded.patience import STARTING, Patience
from honglam.kernel.durable import write_once

SUPERUSER = "postgres"
OWNER = "honglam"
DATABASE = "honglam"
# sockaddr_un holds 107 bytes; "/.s.PGSQL.5432" takes 14 of them
LONGEST_SOCKET_FOLDER = 90
Option = str | int


@dataclass(frozen=True)
class Cluster:
    """A data folder below `home`, run with `binaries` as `keeper`."""

    home: Path
    binaries: Binaries
    keeper: Keeper
    options: Mapping[str, Option] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        """What PostgreSQL calls PGDATA."""
        return self.home / "data"

    @property
    def sockets(self) -> Path:
        """Folder of the unix socket: in the home, unless its path is too long or PostgreSQL would split it."""
        inside = self.home / "socket"
        text = str(inside)
        if len(text.encode()) <= LONGEST_SOCKET_FOLDER and not set(text) & set(",\"'"):
            return inside
        mark = short_name(self.home)
        return Path(tempfile.gettempdir(), f"honglam-{self.keeper.uid}-{mark}")

    def password(self, role: str) -> str:
        """The role's password, made at first use."""
        path = self.home / f"{role}.password"
        if not path.exists() or not path.stat().st_size:
            write_once(path, secrets.token_urlsafe(24).encode())
            self.keeper.own(path)
        return path.read_text(encoding="ascii")

    def url(self, *, role: str = OWNER, database: str = DATABASE) -> str:
        """A DATABASE_URL for the socket."""
        query = urlencode({"host": str(self.sockets)}, quote_via=quote)
        return f"postgresql://{role}:{quote(self.password(role), safe='')}@/{quote(database)}?{query}"

    def connect(self, *, role: str = SUPERUSER, database: str = "postgres") -> "psycopg.Connection[Any]":
        """A connection outside any transaction, for the supervisor's own questions."""
        return psycopg.connect(
            host=str(self.sockets),
            user=role,
            password=self.password(role),
            dbname=database,
            autocommit=True,
            connect_timeout=5,
        )

    # -- making --------------------------------------------------------------------------------------------------

    def prepare(self) -> bool:
        """Make folders and, the first time, the data; True when made now. Safe to repeat after any interruption."""
        for folder in (self.home, self.sockets):
            folder.mkdir(parents=True, exist_ok=True)
            self.keeper.own(folder)
            if folder.is_symlink() or folder.stat().st_uid != self.keeper.uid:
                raise DatabaseRefused(f"{folder} belongs to somebody else; remove it or choose another HONGLAM_STATE.")
            folder.chmod(0o700)
        made = not self.data.exists()
        if made:
            self._initialise()
        self._check_version()
        self._configure()
        return made

    def _initialise(self) -> None:
        # initdb into a neighbour and rename: a data folder that exists is a complete one
        half_made = self.home / "data.new"
        shutil.rmtree(half_made, ignore_errors=True)
        self.password(SUPERUSER)
        command = [
            "initdb", "-D", str(half_made), "--username", SUPERUSER, "--auth", "scram-sha-256",
            "--pwfile", str(self.home / f"{SUPERUSER}.password"), "--encoding", "UTF8",
            "--lc-collate", "C", "--lc-messages", "C", "--no-instructions",
        ]  # fmt: skip
        # Order by code point everywhere; but upper and lower case of Vietnamese letters need a UTF-8 character type
        try:
            self._run(*command, "--lc-ctype", "C.UTF-8")
        except DatabaseRefused:
            self._run(*command, "--lc-ctype", "C")
        half_made.rename(self.data)

    def _check_version(self) -> None:
        made_by = int((self.data / "PG_VERSION").read_text(encoding="ascii").split(".")[0])
        if made_by != self.binaries.major:
            raise DatabaseRefused(
                f"{self.data} was made by PostgreSQL {made_by}, but the programs found are of {self.binaries.major}. "
                f"Name a folder with the programs of {made_by} in HONGLAM_PG_BIN, run `honglam backup FILE`, "
                "then restore that file with the new ones."
            )

    def _configure(self) -> None:
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            **self.options,
        }
        lines = [f"{name} = {quoted(value)}" for name, value in options.items()]
        self._write("postgresql.auto.conf", "# written at every start by honglam.embedded\n", lines)
        self._write("pg_hba.conf", "# written at every start\n", ["local all all scram-sha-256"])

    def _write(self, name: str, head: str, lines: list[str]) -> None:
        path = self.data / name
        path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
        path.chmod(0o600)
        self.keeper.own(path)

    def _run(self, name: str, *arguments: str) -> None:
        done = subprocess.run(
            [self.binaries.program(name), *arguments],
            cwd=self.home,
            env=database_environment(),
            capture_output=True,
            text=True,
            check=False,
            **self.keeper.spawn_arguments,
        )
        if done.returncode:
            raise DatabaseRefused(f"{name} failed: {(done.stderr or done.stdout).strip()}")

    # -- running -------------------------------------------------------------------------------------------------

    def start(self, output: int | IO[Any] | None = None) -> "subprocess.Popen[bytes]":
        """Start the server as our child, which stops it by itself when we die. Call wait_ready() next."""
        orphan.clear(self.data)
        return subprocess.Popen(
            [self.binaries.program("postgres"), "-D", str(self.data)],
            cwd=self.home,
            env=database_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output is not None else None,
            process_group=0,  # Ctrl-C on the terminal must reach the supervisor only; it stops us last
            preexec_fn=before_exec(signal.SIGINT),  # noqa: PLW1509 - no threads beside the supervisor's main one
            **self.keeper.spawn_arguments,
        )

    def wait_ready(
        self, process: "subprocess.Popen[bytes]", *, seconds: float = 60, say: Callable[[str], None] | None = None
    ) -> None:
        """Until the server answers; raises DatabaseRefused when it ended or the time is over.

        One that says that it is starting is waited for however long that takes, with a word to whoever waits.
        """
        patience = Patience(seconds, say)
        while True:
            if process.poll() is not None:
                raise DatabaseRefused(f"PostgreSQL ended at once (exit code {process.returncode}); its log says why.")
            state = orphan.status(self.data)
            if state == "ready":
                return
            if not patience.lasts(starting=state == STARTING):
                raise DatabaseRefused(f"PostgreSQL did not answer within {seconds:.0f} seconds.")
            time.sleep(0.02)

    def answers(self) -> bool:
        """Whether a query gets its answer."""
        try:
            with self.connect() as connection:
                connection.execute("SELECT 1")
        except psycopg.Error:
            return False
        return True

    def ensure_database(self) -> None:
        """The role and the database of the product, made when missing."""
        with self.connect() as connection:
            if not exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", OWNER):
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(OWNER), self.password(OWNER))
                )
            if not exists(connection, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
                )

    def stop(self, process: "subprocess.Popen[bytes]", *, seconds: float = 10) -> None:
        """Fast shutdown; immediate when that takes too long (the write-ahead log then repairs at the next start)."""
        for sign, patience in ((signal.SIGINT, seconds), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
            if process.poll() is not None:
                return
            process.send_signal(sign)
            try:
                process.wait(patience)
            except subprocess.TimeoutExpired:
                continue


def exists(connection: "psycopg.Connection[Any]", query: LiteralString, value: str) -> bool:
    """Whether the query finds a row."""
    return connection.execute(query, [value]).fetchone() is not None


def quoted(value: Option) -> str:
    """A value as postgresql.conf wants it."""
    return str(value) if isinstance(value, int) else "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def short_name(path: Path) -> str:
    """A short stable name for a path."""
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]
