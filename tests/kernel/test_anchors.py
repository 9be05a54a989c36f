"""Anchors outside the database find what its superuser edits, together with all hashes."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from honglam.kernel import anchors, audit
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM


@pytest.fixture(autouse=True)
def state(settings: object, tmp_path: Path) -> Path:
    settings.STATE = tmp_path  # type: ignore[attr-defined]
    return tmp_path


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
