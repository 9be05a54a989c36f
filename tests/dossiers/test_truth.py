"""What the database promises by itself: history cannot be rewritten, contradictions cannot be stored."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.utils import InternalError

from honglam.dossiers import api
from honglam.dossiers.models import Dossier, HistoryEvent, Pause, ResultDocument, Slip, Supplement, Task
from honglam.kernel import audit
from honglam.kernel.ids import uuid7
from honglam.kernel.models import AuditEntry
from tests.dossiers.scene import MORNING, Scene

REFUSED = (ProgrammingError, InternalError, IntegrityError)


@pytest.mark.parametrize("table", ["dossiers_historyevent", "dossiers_slip"])
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET dossier_id = dossier_id", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
)
def test_evidence_is_append_only(scene: Scene, table: str, statement: str) -> None:
    dossier_id = scene.accepted()
    connection.check_constraints()
    with pytest.raises(REFUSED, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
    assert HistoryEvent.objects.filter(dossier=dossier_id).count() == 2
    assert Slip.objects.filter(dossier=dossier_id).count() == 1


def _refuses(name: str, act: object) -> None:
    assert callable(act)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        act()
        # Foreign keys and the like speak up at commit; constraints of rows at once.
        connection.check_constraints()


def test_contradictions_are_refused(scene: Scene) -> None:
    filed, received = scene.submitted(), scene.accepted()
    row = Dossier.objects.filter
    _refuses("dossier_accepted_has_code_and_due", lambda: row(id=received).update(due_at=None))
    _refuses("dossier_code_only_after_acceptance", lambda: row(id=filed).update(code="X99.3-261116-0077"))
    _refuses("dossier_settled_has_outcome", lambda: row(id=received).update(status="resolved"))
    _refuses("code", lambda: row(id=scene.accepted()).update(code=scene.row(received).code))
    _refuses("task_closed_has_moment", lambda: Task.objects.filter(dossier=received).update(state="done"))


def test_there_is_one_of_what_there_may_be_one(scene: Scene) -> None:
    dossier_id = scene.resolved()
    pause = {"dossier_id": dossier_id, "kind": "stop", "started_at": MORNING}
    Pause.objects.create(**pause)
    _refuses("pause_one_open", lambda: Pause.objects.create(**pause))
    ask = {"dossier_id": dossier_id, "asked_at": MORNING, "answer_by": MORNING, "reason": "x", "items": []}
    Supplement.objects.create(**ask)
    _refuses("supplement_one_open", lambda: Supplement.objects.create(**ask))
    _refuses(
        "result_one_in_force",
        lambda: ResultDocument.objects.create(
            dossier_id=dossier_id, outcome="rejected", signature_state="unverified", created_at=MORNING
        ),
    )
    slip = Slip.objects.get(dossier=dossier_id)
    _refuses(
        "slip_number_once",
        lambda: Slip.objects.create(
            id=uuid7(),
            dossier_id=dossier_id,
            kind=slip.kind,
            book_id=slip.book_id,
            book_year=slip.book_year,
            number=slip.number,
            issued_at=MORNING,
            content={},
        ),
    )


def test_every_line_has_its_audit_entry(scene: Scene) -> None:
    dossier_id = scene.returned()
    entries = _entries(dossier_id)
    lines = HistoryEvent.objects.filter(dossier=dossier_id).order_by("line")
    verbs = list(lines.values_list("verb", flat=True))
    verbs.remove("start")
    assert [action for action, _ in entries] == [f"dossiers.{verb}" for verb in verbs]
    assert audit.verify() == []


def test_a_strangers_read_is_recorded(scene: Scene) -> None:
    dossier_id = scene.accepted()
    before = len(_entries(dossier_id))
    api.get_dossier(actor=scene.citizen, dossier_id=dossier_id, at=MORNING)
    assert len(_entries(dossier_id)) == before, "one's own dossier is nobody else's business"
    api.get_dossier(actor=scene.officer, dossier_id=dossier_id, at=MORNING)
    api.get_dossier(actor=scene.auditor, dossier_id=dossier_id, at=MORNING)
    assert [(action, detail["reason"]) for action, detail in _entries(dossier_id)[before:]] == [
        ("read", "duty"),
        ("read", "overseer_masked"),
    ]


def _entries(dossier_id: object) -> list[tuple[str, dict[str, str]]]:
    rows = AuditEntry.objects.filter(subject_kind="dossier", subject_id=str(dossier_id)).order_by("seq")
    return list(rows.values_list("action", "detail"))
