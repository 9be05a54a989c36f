"""The database under the tests.

Each test process (each xdist worker too) gets a server of its own, copied from a folder in which the tables have been
made once: no process waits for another and nothing is shared. The folder is kept per user in the temp folder under a
name made from the migrations and settings, so that only a changed migration costs its seconds.

Inside the server: `honglam_template` (migrated, never touched) and `honglam`, cloned from it. A test that commits
leaves a database that is thrown away and cloned anew, never flushed: the history tables refuse TRUNCATE.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from honglam.embedded import binaries, keeper, tuning
from honglam.embedded.cluster import DATABASE, OWNER, Cluster

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "honglam_template"
# Bump when this file changes what the prepared folder holds
LAYOUT = 1
KEEP_PREPARED = 6


class TestServer:
    """A running PostgreSQL with one migrated template and one database."""

    __test__ = False

    def __init__(self, cluster: Cluster, alive: IO[str]) -> None:
        self.cluster = cluster
        self.alive = alive
        with (cluster.home / "log").open("ab") as log:
            self.process = cluster.start(log)
        cluster.wait_ready(self.process)

    @property
    def url(self) -> str:
        """DATABASE_URL of the database under test."""
        return self.cluster.url()

    @property
    def superuser_url(self) -> str:
        """The same database, seen by somebody who may do anything to it."""
        return self.cluster.url(role="postgres")

    @property
    def django_settings(self) -> dict[str, Any]:
        """What DATABASES["default"] needs."""
        return {
            "NAME": DATABASE,
            "USER": OWNER,
            "PASSWORD": self.cluster.password(OWNER),
            "HOST": str(self.cluster.sockets),
            "PORT": "",
        }

    def clone(self, *, name: str = DATABASE, template: str = TEMPLATE) -> str:
        """Throw `name` away, whoever is still connected, and clone it anew. Returns its URL."""
        with self.cluster.connect() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}" OWNER {OWNER} TEMPLATE "{template}" STRATEGY file_copy')
        return self.cluster.url(database=name)

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        self.cluster.stop(self.process)
        self.alive.close()
        shutil.rmtree(self.cluster.home, ignore_errors=True)


@contextmanager
def locked(path: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold an exclusive lock; yields False when somebody else has it and we do not wait."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True


def fingerprint(parts: list[Path]) -> str:
    """A name for what the prepared folder depends on."""
    digest = hashlib.sha256(f"{LAYOUT} {sys.version_info[:2]}".encode())
    for path in parts:
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def what_migrations_depend_on() -> list[Path]:
    """Migrations, the tables they come to, settings, and the lock file: which Django and libraries there are."""
    source = ROOT / "src" / "honglam"
    return sorted(
        [
            *source.glob("*/migrations/*.py"),
            *source.glob("settings/*.py"),
            *source.glob("*/apps.py"),
            *source.glob("cli/tables.*"),
            *ROOT.glob("requirements/run.txt"),
        ]
    )


def folder() -> Path:
    """Where prepared and running test servers live: per user, reachable by the keeper."""
    place = Path(tempfile.gettempdir(), f"honglam-tests-{os.geteuid()}")
    place.mkdir(mode=0o711, exist_ok=True)
    if place.stat().st_uid != os.geteuid():
        raise RuntimeError(f"{place} belongs to somebody else")
    place.chmod(0o711)
    return place


def describe(home: Path) -> Cluster:
    """The cluster of a folder, with binaries that its keeper can run."""
    who = keeper.find_keeper()
    return Cluster(home, reachable(), who, tuning.throwaway_options())


def reachable() -> binaries.Binaries:
    """Binaries that the keeper of a database can run: copied where the checkout lies under a closed folder."""
    programs = binaries.find()
    if not programs.usable_by(keeper.find_keeper()):
        with locked(folder() / "binaries.lock"):
            programs = programs.copied_to(folder())
    return programs


def start() -> TestServer:
    """A server of our own with the tables of today."""
    place = folder()
    sweep(place)
    name = fingerprint(what_migrations_depend_on())
    prepared = place / f"prepared-{name}"
    with locked(place / f"{name}.lock"):
        if not prepared.exists():
            prepare(prepared)
        os.utime(prepared)
        home = Path(tempfile.mkdtemp(prefix="run-", dir=place))
        alive = (home / "alive").open("w")
        fcntl.flock(alive, fcntl.LOCK_EX)  # held until we end: sweep() removes folders whose lock is free
        copy(prepared, home)
    return TestServer(describe(home), alive)


def prepare(prepared: Path) -> None:
    """Make the folder that the others are copied from."""
    half_made = prepared.with_name(prepared.name + ".new")
    shutil.rmtree(half_made, ignore_errors=True)
    cluster = describe(half_made)
    cluster.prepare()
    with (half_made / "log").open("ab") as log:
        process = cluster.start(log)
        try:
            cluster.wait_ready(process)
            cluster.ensure_database()
            make_tables(cluster.url())
            with cluster.connect() as connection:
                connection.execute(f"ALTER DATABASE {DATABASE} RENAME TO {TEMPLATE}")
                connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER} TEMPLATE {TEMPLATE} STRATEGY file_copy")
        finally:
            cluster.stop(process)
    half_made.rename(prepared)


def make_tables(url: str) -> None:
    """The tables as an empty installation gets them."""
    run_django(url, "-c", "import django; django.setup(); from honglam.cli import tables; tables.bring_up_to_date()")


def migrate(url: str) -> None:
    """Run every migration, one after the other."""
    run_django(url, "-m", "django", "migrate", "--verbosity", "0", "--skip-checks")


def run_django(url: str, *arguments: str) -> None:
    """In a process of its own, so that nothing of it stays in ours."""
    environment = os.environ | {
        "HONGLAM_TEST_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "honglam.settings.test",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    command = [sys.executable, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        raise RuntimeError(f"The tables could not be made:\n{done.stdout}{done.stderr}")


def copy(prepared: Path, home: Path) -> None:
    """Copy a stopped cluster with its owners; the configuration is written anew for the new place."""
    subprocess.run(["cp", "-a", "--", *map(str, prepared.iterdir()), str(home)], check=True)
    describe(home).prepare()


def sweep(place: Path) -> None:
    """Remove what killed runs and old migrations left behind."""
    for home in place.glob("run-*"):
        with suppress(FileNotFoundError):  # another run sweeps at the same time
            if time.time() - home.stat().st_mtime < 60:
                continue
            with locked(home / "alive", wait=False) as free:
                if free:
                    shutil.rmtree(home, ignore_errors=True)
    prepared = sorted(place.glob("prepared-*"), key=lambda path: path.stat().st_mtime)
    for old in prepared[:-KEEP_PREPARED]:
        shutil.rmtree(old, ignore_errors=True)
