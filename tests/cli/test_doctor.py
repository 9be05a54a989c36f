"""What the doctor says of the audit: an edit, and a clock that stood wrong, are two things."""

from pathlib import Path
from typing import Any

import pytest

from honglam.cli import doctor
from honglam.embedded.doctor import Level
from honglam.kernel import anchors, audit
from honglam.kernel.anchors import AnchorFault

WELL, NOTE, FAULT = Level.WELL, Level.NOTE, Level.FAULT


@pytest.fixture(autouse=True)
def state(settings: Any, tmp_path: Path) -> None:
    settings.STATE = tmp_path


@pytest.mark.parametrize(
    ("reasons", "chain", "ahead", "levels"),
    [
        ([], [], False, [WELL]),
        ([anchors.ADDED], [], False, [WELL, NOTE]),
        ([], [], True, [WELL, NOTE]),
        (["database_differs"], [], False, [FAULT]),
        ([anchors.ADDED, "database_differs"], [], True, [FAULT, NOTE, NOTE]),
        ([anchors.ADDED], ["altered"], False, [FAULT, NOTE]),
    ],
)
def test_a_wrong_clock_is_a_note_and_an_edit_a_fault(
    monkeypatch: pytest.MonkeyPatch, reasons: list[str], chain: list[str], ahead: bool, levels: list[Level]
) -> None:
    monkeypatch.setattr(anchors, "check", lambda: [AnchorFault(line=1, reason=reason) for reason in reasons])
    monkeypatch.setattr(anchors, "reach_ahead", lambda: ahead)
    monkeypatch.setattr(audit, "verify", lambda **_: chain)
    assert [finding.level for finding in doctor.look_at_audit()] == levels


@pytest.mark.django_db
def test_where_nothing_was_anchored_yet_all_is_well() -> None:
    assert [finding.level for finding in doctor.look_at_audit()] == [WELL]
