"""Backup and restore on a real PostgreSQL with pg_dump and psql: there and back, and every way it may be refused."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from honglam.embedded import keeper, tuning
from honglam.embedded.backup import MANIFEST, BackupFault, Parts, back_up, dump_database, read_manifest
from honglam.embedded.cluster import Cluster
from honglam.embedded.errors import NoDatabasePrograms
from honglam.embedded.restore import refuse_half_restored, restore
from honglam.embedded.state import State
from honglam.embedded.tools import Tools, find_tools
from tests.database import reachable

SCHEMA = """
CREATE EXTENSION unaccent;
CREATE FUNCTION folded(value text) RETURNS text LANGUAGE sql IMMUTABLE RETURN lower(public.unaccent(value));
CREATE TABLE dossier (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
CREATE INDEX dossier_folded ON dossier (folded(name));
CREATE TABLE history (dossier_id bigint REFERENCES dossier, act text);
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'append-only'; END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON history FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE TRIGGER whole BEFORE TRUNCATE ON history FOR EACH STATEMENT EXECUTE FUNCTION refuse();
INSERT INTO dossier (name) VALUES ('Nguyễn Thị Đào'), ('Trần Văn Ổn');
INSERT INTO history SELECT id, 'received' FROM dossier;
"""


@pytest.fixture(scope="module")
def ground() -> Iterator[Path]:
    """A folder that the keeper can reach."""
    folder = Path(tempfile.mkdtemp(prefix="honglam sao lưu "))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def cluster(ground: Path) -> Iterator[Cluster]:
    """A running server."""
    made = Cluster(ground / "database", reachable(), keeper.find_keeper(), tuning.throwaway_options())
    made.prepare()
    process = made.start(subprocess.DEVNULL)
    made.wait_ready(process)
    made.ensure_database()
    yield made
    made.stop(process)


@pytest.fixture
def tools(cluster: Cluster) -> Tools:
    """An empty database and the programs for it."""
    with cluster.connect() as connection:
        connection.execute("DROP DATABASE IF EXISTS honglam WITH (FORCE)")
    cluster.ensure_database()
    return find_tools(cluster.url(), external=False)


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    """A state folder with files, anchors and keys."""
    state = State(tmp_path / "trạng thái")
    for name, text in (
        ("files/ab/abcd", "nội dung"),
        ("files/incoming/tmp1", "half"),
        ("anchors/audit-anchors.jsonl", '{"entries": 2}\n'),
        ("keys/secret.key", "s3cret"),
    ):
        path = state.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Parts(state)


@pytest.fixture
def backup(tools: Tools, parts: Parts, tmp_path: Path) -> Path:
    """A backup of two dossiers and their history."""
    with psycopg.connect(tools.url) as connection:
        connection.execute(SCHEMA.encode())
    target = tmp_path / "bản sao.tar"
    back_up(target, tools, parts)
    return target


def query(tools: Tools, text: str) -> list[Any]:
    """Rows of a query."""
    with psycopg.connect(tools.url) as connection:
        return connection.execute(text.encode()).fetchall()


def test_there_and_back_on_another_machine(tools: Tools, backup: Path, cluster: Cluster, tmp_path: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0
    with cluster.connect() as connection:
        connection.execute("DROP DATABASE honglam WITH (FORCE)")
    cluster.ensure_database()
    other = Parts(State(tmp_path / "máy khác"))
    assert restore(backup, tools, other, replace=False) == 4
    assert query(tools, "SELECT name FROM dossier ORDER BY id") == [("Nguyễn Thị Đào",), ("Trần Văn Ổn",)]
    assert query(tools, "SELECT id FROM dossier WHERE folded(name) = 'nguyen thi dao'") == [(1,)]
    assert query(tools, "INSERT INTO dossier (name) VALUES ('mới') RETURNING id") == [(3,)]
    with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
        query(tools, "DELETE FROM history RETURNING 1")
    assert (other.files / "ab" / "abcd").read_text(encoding="utf-8") == "nội dung"
    assert (other.state.root / "keys" / "secret.key").read_text() == "s3cret"
    assert not (other.files / "incoming").exists()
    assert not list(other.state.root.glob("restore*"))
    refuse_half_restored(other.state)


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_rotten_file_is_replaced_by_the_good_one(
    tools: Tools, backup: Path, parts: Parts, monkeypatch: pytest.MonkeyPatch, elsewhere: bool
) -> None:
    kept = parts.files / "ab" / "abcd"
    kept.write_bytes("nội dung".encode()[::-1])
    rename = Path.replace

    def to_the_same_disk(path: Path, target: Path) -> Path:
        if elsewhere and path.is_relative_to(parts.state.root / "restore.new"):
            raise OSError(errno.EXDEV, "another disk")
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", to_the_same_disk)
    monkeypatch.setenv("HONGLAM_FILES_ACCEL", "/_files/")
    restore(backup, tools, parts, replace=True)
    assert kept.read_text(encoding="utf-8") == "nội dung"
    assert kept.stat().st_mode & 0o777 == 0o640, "the web server in front reads it"


def test_data_are_replaced_only_when_asked_and_then_wholly(tools: Tools, backup: Path, parts: Parts) -> None:
    with psycopg.connect(tools.url) as connection:
        connection.execute("CREATE TABLE later (x int); INSERT INTO dossier (name) VALUES ('sau')")
    with pytest.raises(BackupFault, match=r"database honglam on /.* is not empty.*--replace"):
        restore(backup, tools, parts, replace=False)
    (parts.state.root / "anchors" / "audit-anchors.jsonl").write_text("newer\n")
    restore(backup, tools, parts, replace=True)
    assert query(tools, "SELECT count(*) FROM dossier") == [(2,)]
    assert query(tools, "SELECT to_regclass('later')") == [(None,)]
    aside = list(parts.state.root.glob("anchors.before-restore-*/audit-anchors.jsonl"))
    assert [path.read_text() for path in aside] == ["newer\n"]
    assert "entries" in (parts.state.root / "anchors" / "audit-anchors.jsonl").read_text()


def test_anchors_of_other_data_go_aside_also_where_the_backup_has_none(
    tools: Tools, parts: Parts, tmp_path: Path
) -> None:
    anchors = parts.state.root / "anchors"
    (anchors / "audit-anchors.jsonl").rename(tmp_path / "later.jsonl")
    with psycopg.connect(tools.url) as connection:
        connection.execute(SCHEMA.encode())
    back_up(tmp_path / "young.tar", tools, parts)
    (tmp_path / "later.jsonl").rename(anchors / "audit-anchors.jsonl")
    restore(tmp_path / "young.tar", tools, parts, replace=True)
    assert not anchors.exists()
    assert len(list(parts.state.root.glob("anchors.before-restore-*/audit-anchors.jsonl"))) == 1
    assert (parts.state.root / "keys" / "secret.key").read_text() == "s3cret"


def test_keys_that_cannot_be_put_in_place_are_kept_and_named(
    tools: Tools, backup: Path, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = shutil.move

    def refuse(source: Path, target: Path) -> Path:
        if Path(target).name == "keys":
            raise PermissionError("read-only")
        return Path(moved(source, target))

    monkeypatch.setattr("honglam.embedded.restore.shutil.move", refuse)
    kept = parts.state.root / "restore"
    with pytest.raises(BackupFault, match=r"The database is restored.*restore/keys") as refused:
        restore(backup, tools, parts, replace=True)
    assert str(parts.state.root / "keys") in str(refused.value)
    assert (kept / "keys" / "secret.key").read_text() == "s3cret"
    assert not (kept / "database.dump").exists()
    with pytest.raises(BackupFault, match=r"Move .*restore/keys to .*keys by hand"):
        refuse_half_restored(parts.state)
    (kept / "keys").rename(parts.state.root / "keys")
    refuse_half_restored(parts.state)
    assert (parts.state.root / "anchors" / "audit-anchors.jsonl").exists(), "the other folder is in place"


def test_a_database_that_refuses_keeps_what_it_had(
    tools: Tools, backup: Path, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("honglam.embedded.restore.PATIENCE", 1)
    monkeypatch.setattr("honglam.embedded.restore.others_on", lambda _connection: [])  # they come a moment later
    with psycopg.connect(tools.url) as connection:
        connection.execute("CREATE TABLE later (x int)")
        connection.commit()
        connection.execute("LOCK TABLE later")
        with pytest.raises(BackupFault, match="nothing was changed"):
            restore(backup, tools, parts, replace=True)
    assert query(tools, "SELECT to_regclass('later')::text") == [("later",)]


def test_a_database_that_others_use_is_not_touched(
    tools: Tools, backup: Path, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(tools.url):
        monkeypatch.setattr("honglam.embedded.restore.LEAVING_SECONDS", 0.5)
        with pytest.raises(BackupFault, match=r"database honglam on .* is in use \(honglam\)"):
            restore(backup, tools, parts, replace=True)
    monkeypatch.setattr("honglam.embedded.restore.LEAVING_SECONDS", 30)
    assert restore(backup, tools, parts, replace=True) == 4, "who has just left is no hindrance"


@pytest.mark.parametrize("told_to_keep_it", [False, True])
def test_a_restore_that_is_cut_off_keeps_the_old_data_or_is_noticed(
    tools: Tools, backup: Path, parts: Parts, monkeypatch: pytest.MonkeyPatch, told_to_keep_it: bool
) -> None:
    with psycopg.connect(tools.url) as connection:
        connection.execute("CREATE TABLE later (x int)")

    def cut_off(*_anything: object) -> None:
        raise KeyboardInterrupt

    where = "replace_folders" if told_to_keep_it else "os.sync"
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(f"honglam.embedded.restore.{where}", cut_off)
        restore(backup, tools, parts, replace=True)
    assert (query(tools, "SELECT to_regclass('later')::text") == [(None,)]) is told_to_keep_it
    with pytest.raises(BackupFault, match=r"cut off at its end.*honglam restore FILE --replace"):
        refuse_half_restored(parts.state)
    restore(backup, tools, parts, replace=True)
    refuse_half_restored(parts.state)
    assert query(tools, "SELECT to_regclass('later')::text") == [(None,)]


def test_psql_alone_at_the_end_of_its_input_keeps_nothing(tools: Tools, tmp_path: Path) -> None:
    dump = tmp_path / "database.dump"
    with psycopg.connect(tools.url) as connection, dump.open("wb") as file:
        connection.execute(SCHEMA.encode())
        connection.execute("INSERT INTO dossier (name) SELECT repeat('x', 100) FROM generate_series(1, 2000)")
        connection.commit()
        dump_database(tools, file)
        connection.execute("CREATE TABLE later (x int)")
    script = """
import os, sys
from pathlib import Path
from honglam.embedded import restore
from honglam.embedded.tools import find_tools
restore.restore_database(find_tools(sys.argv[1], external=False), Path(sys.argv[2]), lambda: os._exit(9))
"""
    command = [sys.executable, "-c", script, tools.url, str(dump)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run(command, env=environment, check=False).returncode == 9
    deadline = time.monotonic() + 60
    others = "SELECT 1 FROM pg_stat_activity WHERE datname = 'honglam' AND application_name = 'psql'"
    while query(tools, others) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert query(tools, "SELECT to_regclass('later')::text") == [("later",)]


def test_a_backup_that_is_stopped_leaves_nothing_and_what_others_left_is_removed(
    tools: Tools, parts: Parts, tmp_path: Path
) -> None:
    place, programs = tmp_path / "backups", tmp_path / "bin"
    for folder in (place, programs):
        folder.mkdir()
    (programs / "pg_dump").write_text("#!/bin/sh\necho half of it\nkill -TERM $PPID\nexec sleep 60\n")
    (programs / "pg_dump").chmod(0o755)
    for name in ("old.tar.unfinished", ".honglam-dump-abcd", "kept.tar", "young.tar.unfinished"):
        (place / name).touch()
        if "young" not in name:
            os.utime(place / name, (1_000_000_000, 1_000_000_000))
    script = """
import sys
from pathlib import Path
from honglam.embedded import backup, ending
from honglam.embedded.binaries import Binaries
from honglam.embedded.state import State
from honglam.embedded.tools import Tools
ending.end_in_order()
state, programs, target, url = sys.argv[1:]
backup.back_up(Path(target), Tools(Binaries(Path(programs)), url), backup.Parts(State(Path(state))))
"""
    command = [sys.executable, "-c", script, str(parts.state.root), str(programs), str(place / "new.tar"), tools.url]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run(command, env=environment, check=False).returncode == 128 + signal.SIGTERM
    assert sorted(path.name for path in place.iterdir()) == ["kept.tar", "young.tar.unfinished"]


def rewrite(backup: Path, name: str, content: bytes | None, *, forge: bool = False) -> Path:
    """The backup with one member changed (None removes it); `forge` gives the manifest no say."""
    import io

    changed = backup.with_name("changed.tar")
    with tarfile.open(backup) as old, tarfile.open(changed, "w") as new:
        for info in old:
            file = old.extractfile(info)
            assert file is not None
            data = file.read()
            if info.name == name:
                if content is None:
                    continue
                data = content
            if forge and info.name == MANIFEST:
                manifest = json.loads(data)
                manifest["members"].pop(name)
                data = json.dumps(manifest).encode()
            info.size = len(data)
            new.addfile(info, io.BytesIO(data))
    return changed


def test_a_backup_that_was_touched_is_refused_before_anything_changes(backup: Path) -> None:
    assert len(read_manifest(backup)) == 4
    for name, content, forge, reason in (
        ("files/ab/abcd", b"another", False, "files/ab/abcd is not what was backed up"),
        ("files/ab/abcd", None, False, "files/ab/abcd is missing"),
        ("files/ab/abcd", b"x", True, "files/ab/abcd is not in the manifest"),
        (MANIFEST, None, False, "no manifest"),
        (MANIFEST, b'{"format": 99}', False, "format 99"),
    ):
        with pytest.raises(BackupFault, match=reason):
            read_manifest(rewrite(backup, name, content, forge=forge))


def test_half_a_file_and_foreign_files_are_refused(backup: Path, tmp_path: Path) -> None:
    half = tmp_path / "half.tar"
    half.write_bytes(backup.read_bytes()[:3000])
    with pytest.raises(BackupFault, match=r"damaged|missing|no manifest"):
        read_manifest(half)
    with pytest.raises(BackupFault, match="cannot be read"):
        read_manifest(tmp_path / "nothing.tar")
    foreign = tmp_path / "foreign.tar"
    with tarfile.open(foreign, "w") as tar:
        tar.addfile(tarfile.TarInfo("../../etc/passwd"))
    with pytest.raises(BackupFault, match="does not belong"):
        read_manifest(foreign)


def test_a_failed_backup_leaves_no_file(tools: Tools, parts: Parts, tmp_path: Path) -> None:
    broken = Tools(tools.binaries, tools.url.replace("/honglam?", "/absent?"))
    with pytest.raises(BackupFault, match="pg_dump failed"):
        back_up(tmp_path / "no.tar", broken, parts)
    assert not list(tmp_path.glob("*no.tar*"))


def test_the_password_is_on_no_command_line(tools: Tools, cluster: Cluster) -> None:
    secret = cluster.password("honglam")
    assert not [word for word in tools.command("pg_dump") if secret in word]
    assert tools.environment["PGPASSWORD"] == secret


def test_without_client_programs_it_says_which(tools: Tools, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HONGLAM_PG_BIN", str(tmp_path))
    with pytest.raises(NoDatabasePrograms, match=f"postgresql-{tools.binaries.major}"):
        find_tools(tools.url, external=False)
