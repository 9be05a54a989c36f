"""The nightly job of erasing: each kind of personal data by itself, batch after batch, until its time is kept."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from honglam.dossiers import api
from honglam.dossiers.models import Draft
from honglam.identity import tasks
from honglam.identity.models import SignIn
from honglam.identity.services import retention
from honglam.kernel.models import AuditEntry, OutboxMessage
from honglam.kernel.personal import data_kinds
from honglam.kernel.relay import drain
from tests.dossiers.scene import HOUSEHOLD, MORNING, Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The job's clock stands still."""
    monkeypatch.setattr(tasks, "now", lambda: MORNING)
    return MORNING


def drafts(scene: Scene, *ages: int) -> list[Any]:
    """Drafts that nobody has touched for so many days; their ids."""
    made = [api.start_draft(actor=scene.citizen, procedure_code=HOUSEHOLD, at=MORNING).id for _ in ages]
    for one, days in zip(made, ages, strict=True):
        Draft.objects.filter(id=one).update(saved_at=MORNING - timedelta(days=days))
    return made


def erased() -> list[tuple[str, int]]:
    """What the audit says: the kind and how many rows, batch after batch."""
    kept = AuditEntry.objects.filter(action="identity.data_erased").order_by("subject_id", "seq")
    return [(one.subject_id, one.detail["rows"]) for one in kept]


def test_each_kind_that_can_be_erased_is_a_job_of_its_own(scene: Scene, night: datetime) -> None:
    OutboxMessage.objects.all().delete()
    tasks.erase_old()
    asked = OutboxMessage.objects.filter(name="identity.erase_kind").values_list("payload__kind", flat=True)
    assert sorted(asked) == sorted(code for code, kind in data_kinds.items() if kind.erase is not None)
    assert "dossiers.dossiers" not in asked, "a record of the archives"
    assert erased() == [], "only asked for"


def test_the_night_takes_what_is_over_and_leaves_the_rest(scene: Scene, night: datetime) -> None:
    old, young = drafts(scene, 181, 179)
    facts = {"account_id": scene.citizen.id, "method": "password", "succeeded": True}
    long_ago = MORNING - timedelta(days=366)
    SignIn.objects.create(**facts, began_at=long_ago, last_seen_at=long_ago, ended_at=long_ago)
    for _ in range(2):
        tasks.erase_old()
        drain()
    left = set(Draft.objects.values_list("id", flat=True))
    assert young in left and old not in left
    assert erased() == [("dossiers.drafts", 1), ("identity.sign_ins", 1)], "the next night finds nothing"


def test_more_than_one_batch_is_erased_in_a_night(
    scene: Scene, night: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts(scene, 200, 201, 202)
    inner = retention.erase_batch.__wrapped__  # type: ignore[attr-defined]
    monkeypatch.setitem(inner.__kwdefaults__, "limit", 1)
    monkeypatch.setattr(tasks, "ROUNDS", 2)
    tasks.erase_kind(kind="dossiers.drafts")
    assert erased() == [("dossiers.drafts", 1)] * 2, "what is left waits for the next night"
    tasks.erase_kind(kind="dossiers.drafts")
    assert not Draft.objects.exists()
