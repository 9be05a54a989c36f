"""Reports to the national portal that wait, and those whose time is over."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from honglam.exchange.contracts import ReportState
from honglam.exchange.models import NationalReport
from honglam.exchange.queries.national import list_overdue_reports
from honglam.exchange.services.reporting import erase_reports
from honglam.identity.services.tokens import issue_token
from honglam.kernel.ids import uuid7
from honglam.kernel.personal import data_kinds
from honglam.kernel.values import SYSTEM, Actor
from tests.dossiers.scene import MORNING, Scene
from tests.exchange.test_national_portal import accepted, portal

__all__ = ["portal"]
Work = Callable[..., None]
pytestmark = pytest.mark.django_db


def another(row: NationalReport, **changes: object) -> NationalReport:
    """One more report of the same dossier."""
    values = {one.attname: getattr(row, one.attname) for one in row._meta.fields}
    return NationalReport.objects.create(**values | {"id": uuid7(), "event_id": uuid7()} | changes)


def test_what_waits_behind_a_report_that_is_not_due_keeps_no_others_from_their_turn(scene: Scene, work: Work) -> None:
    held, free = accepted(scene), accepted(scene)
    work()
    NationalReport.objects.filter(dossier=held).update(state="failed", next_attempt_at=MORNING + timedelta(hours=8))
    for report in (NationalReport.objects.get(dossier=held), NationalReport.objects.get(dossier=free)):
        for ago in range(3):
            another(report, state="queued", next_attempt_at=MORNING - timedelta(hours=9 - ago))
    assert list_overdue_reports(at=MORNING, limit=1) == [free.id]
    assert list_overdue_reports(at=MORNING, limit=9) == [free.id]


def test_nobody_waits_behind_a_later_report_unless_it_is_being_sent(scene: Scene, work: Work) -> None:
    dossier = accepted(scene)
    work()
    sent = NationalReport.objects.get()
    early, late = uuid7(1_000), uuid7(2_000)
    another(sent, event_id=early, state="queued", next_attempt_at=MORNING - timedelta(hours=1))
    after = another(sent, event_id=late, state="failed", next_attempt_at=MORNING + timedelta(hours=8))
    assert list_overdue_reports(at=MORNING, limit=9) == [dossier.id]
    NationalReport.objects.filter(id=after.id).update(state="sending")
    assert list_overdue_reports(at=MORNING, limit=9) == []


def test_reports_go_when_their_time_is_over(scene: Scene, work: Work) -> None:
    accepted(scene)
    work()
    sent = NationalReport.objects.get()
    dead, dropped = another(sent, state=ReportState.DEAD), another(sent, state=ReportState.DROPPED)
    assert data_kinds.get("exchange.reports").erase is erase_reports
    assert erase_reports(before=sent.created_at, limit=10, at=MORNING) == 0
    assert erase_reports(before=sent.created_at + timedelta(days=1), limit=1, at=MORNING) == 1
    assert erase_reports(before=sent.created_at + timedelta(days=1), limit=10, at=MORNING) == 1
    assert list(NationalReport.objects.values_list("pk", flat=True)) == [dead.pk]
    assert dropped.pk != dead.pk


@pytest.mark.parametrize("code", ["%00", "a%20b", "x" * 61])
def test_what_is_no_code_is_refused_and_breaks_nothing(scene: Scene, system: Actor, client: Client, code: str) -> None:
    assert system.id is not None
    token = issue_token(actor=SYSTEM, account_id=system.id, label="cổng", scopes=("portal:file",), at=MORNING).secret
    answer = client.get(f"/api/v1/national-portal/filings/{code}", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code in (404, 422)
