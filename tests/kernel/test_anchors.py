"""Anchors outside the database find what its superuser edits, together with all hashes."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from honglam.kernel import anchors, audit
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM


@pytest.fixture(autouse=True)
def state(settings: object, tmp_path: Path) -> Path:
    settings.STATE = tmp_path  # type: ignore[attr-defined]
    return tmp_path


@contextmanager
def clock_wrong_by(years: int) -> Iterator[None]:
    """The database's clock, as a machine has it whose battery is dead or whose year somebody mistyped."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA IF NOT EXISTS wrong")
        cursor.execute(
            "CREATE OR REPLACE FUNCTION wrong.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS "
            f"$$ SELECT pg_catalog.clock_timestamp() + make_interval(years => {years}) $$"
        )
        cursor.execute("SET LOCAL search_path = wrong, pg_catalog, public")
        yield
        cursor.execute("SET LOCAL search_path = public")


def rewrite(seq: int) -> None:
    """What a superuser does who knows how hashes are made, in a transaction of his own."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_auditentry DISABLE TRIGGER audit_append_only")
        cursor.execute("UPDATE kernel_auditentry SET actor_name = 'somebody else' WHERE seq = %s", [seq])
        cursor.execute("UPDATE kernel_auditentry e SET hash = kernel_audit_hash(e) WHERE seq = %s", [seq])


def reasons() -> list[tuple[int, str]]:
    return [(fault.line, fault.reason) for fault in anchors.check()]


def act() -> None:
    audit.record(actor=SYSTEM, action="lit", subject_kind="lamp", subject_id="a", at=now())


def lines() -> list[dict[str, Any]]:
    path = anchors._file()
    return [json.loads(line) for line in path.read_text().splitlines()]


def anchor() -> bool:
    return anchors.write(at=now() + timedelta(seconds=1), settled=timedelta(0))


@pytest.mark.django_db
def test_untouched_chains_agree_with_their_anchors() -> None:
    act()
    assert anchor()
    assert not anchors.write(at=now(), settled=timedelta(minutes=5))
    assert anchors.check() == []


@pytest.mark.django_db
def test_a_clock_that_is_ahead_closes_no_span_before_its_time() -> None:
    act()
    assert anchors.write(at=now() + timedelta(hours=1), settled=timedelta(0))
    act()
    assert anchors.check() == []
    assert anchor()
    assert anchors.check() == []


@pytest.mark.django_db(transaction=True)
def test_what_a_running_transaction_may_still_write_is_anchored_later() -> None:
    act()
    beside = connection.copy()
    try:
        beside.set_autocommit(False)
        with beside.cursor() as cursor:
            cursor.execute("SELECT 1")
        act()
        assert anchor()
        assert [line["entries"] for line in lines()] == [1], "what came since the other began waits with it"
        beside.rollback()
    finally:
        beside.close()
    assert anchor()
    assert [line["entries"] for line in lines()] == [1, 1]


@pytest.mark.django_db
def test_much_is_anchored_in_spans_that_the_database_can_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anchors, "MOST_ENTRIES", 2)
    for _ in range(5):
        act()
    assert anchor()
    assert [line["entries"] for line in lines()] == [2, 2, 1]
    assert anchors.check() == []


@pytest.mark.django_db
def test_a_line_that_was_never_ended_is_written_anew(state: Path, caplog: pytest.LogCaptureFixture) -> None:
    act()
    anchor()
    path = state / "anchors" / "audit-anchors.jsonl"
    first = path.read_text()
    path.write_text(first + first[:40])
    assert anchors.check() == []
    act()
    assert anchor()
    assert len(lines()) == 2
    assert path.read_text().startswith(first)
    assert "never ended" in caplog.text
    assert anchors.check() == []


@pytest.mark.django_db
def test_a_full_disk_leaves_no_part_of_a_line(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    act()
    anchor()
    path = state / "anchors" / "audit-anchors.jsonl"
    first = path.read_text()
    act()

    def full(_handle: int) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as filled:
        filled.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            anchor()
    assert path.read_text() == first
    assert anchor()
    assert anchors.check() == []


@pytest.mark.django_db
def test_a_line_that_nobody_can_read_is_named(state: Path) -> None:
    act()
    anchor()
    path = state / "anchors" / "audit-anchors.jsonl"
    path.write_bytes(b"\xff{not an anchor\n" + path.read_bytes())
    assert [(fault.line, fault.reason) for fault in anchors.check()] == [(1, "unreadable"), (2, "forged")]


@pytest.mark.django_db
def test_a_superusers_edit_with_new_hashes_is_found() -> None:
    act()
    act()
    anchor()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_auditentry DISABLE TRIGGER audit_append_only")
        cursor.execute("UPDATE kernel_auditentry SET actor_name = 'somebody else' WHERE seq = 1")
        cursor.execute("UPDATE kernel_auditentry e SET hash = kernel_audit_hash(e) WHERE seq = 1")
        cursor.execute(
            "UPDATE kernel_auditentry SET prev_hash = (SELECT hash FROM kernel_auditentry WHERE seq = 1) WHERE seq = 2"
        )
        cursor.execute("UPDATE kernel_auditentry e SET hash = kernel_audit_hash(e) WHERE seq = 2")
    assert audit.verify() == [], "inside the database everything looks right again"
    assert [fault.reason for fault in anchors.check()] == ["database_differs"]


@pytest.mark.django_db
def test_a_forged_line_is_found(state: Path) -> None:
    act()
    anchor()
    path = state / "anchors" / "audit-anchors.jsonl"
    path.write_text(path.read_text().replace('"entries": 1', '"entries": 2'))
    assert "forged" in {fault.reason for fault in anchors.check()}


@pytest.mark.django_db
def test_a_clock_that_was_behind_hides_no_edit_of_what_was_anchored() -> None:
    act()
    act()
    anchor()
    with clock_wrong_by(-11):
        act()
    assert reasons() == [(1, anchors.ADDED)], "nobody touched the two"
    rewrite(2)
    assert reasons() == [(1, "database_differs")]


@pytest.mark.django_db
def test_in_a_restored_database_the_order_in_which_entries_came_is_that_of_the_table() -> None:
    act()
    act()
    anchor()
    with clock_wrong_by(-11):
        act()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_auditentry DISABLE TRIGGER audit_append_only")
        cursor.execute("CREATE TEMPORARY TABLE backup AS SELECT * FROM kernel_auditentry")
        cursor.execute("DELETE FROM kernel_auditentry")
        cursor.execute("INSERT INTO kernel_auditentry SELECT * FROM backup")
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM kernel_auditentry")
        assert cursor.fetchone() == (1,)
    assert reasons() == [(1, anchors.ADDED)]


@pytest.mark.django_db
def test_what_takes_the_place_of_an_anchored_entry_is_no_matter_of_the_clock() -> None:
    act()
    act()
    anchor()
    with clock_wrong_by(-11):
        act()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_auditentry DISABLE TRIGGER audit_append_only")
        cursor.execute("DELETE FROM kernel_auditentry WHERE seq = 2")
    assert reasons() == [(1, "database_differs")]


@pytest.mark.django_db
def test_while_a_clock_is_behind_anchors_are_written_and_afterwards_nothing_is_asked_for_twice(
    caplog: pytest.LogCaptureFixture,
) -> None:
    act()
    anchor()
    with clock_wrong_by(-11):
        act()
        assert anchor()
    assert "stood wrong" in caplog.text
    act()
    assert anchor()
    assert [line["entries"] for line in lines()] == [1, 1, 1]
    assert lines()[2]["since"] == lines()[0]["until"]
    assert reasons() == [(1, anchors.ADDED)]
    rewrite(2)
    assert (2, "database_differs") in reasons()


@pytest.mark.django_db
def test_after_a_clock_that_was_ahead_anchors_do_not_wait_for_its_year(caplog: pytest.LogCaptureFixture) -> None:
    act()
    anchor()
    with clock_wrong_by(4):
        act()
        assert anchors.write(at=now() + timedelta(days=5 * 365), settled=timedelta(0))
    assert anchors.reach_ahead()
    act()
    assert anchor()
    assert "stood wrong" in caplog.text
    act()
    assert anchor()
    assert [line["entries"] for line in lines()] == [1, 1, 1, 1]
    assert reasons() == [(2, anchors.ADDED)]
    rewrite(3)
    assert reasons() == [(2, anchors.ADDED), (3, "database_differs")]
    rewrite(2)
    assert reasons() == [(2, "database_differs"), (3, "database_differs")]


@pytest.mark.django_db
def test_with_a_right_clock_nothing_reaches_ahead() -> None:
    act()
    anchor()
    assert not anchors.reach_ahead()
    with clock_wrong_by(4):
        act()
    assert anchors.reach_ahead(), "an entry does, before any anchor"
