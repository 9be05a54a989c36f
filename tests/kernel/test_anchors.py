"""Anchors outside the database find what its superuser edits, together with all hashes."""

from datetime import timedelta
from pathlib import Path

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


def anchor() -> bool:
    return anchors.write(at=now() + timedelta(seconds=1), settled=timedelta(0))


@pytest.mark.django_db
def test_untouched_chains_agree_with_their_anchors() -> None:
    act()
    assert anchor()
    assert not anchors.write(at=now(), settled=timedelta(minutes=5))
    assert anchors.check() == []


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
