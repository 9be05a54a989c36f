"""An opinion that comes after silence: it has a place, its reader is told, and nothing moves by it."""

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyData, AgencyKind, EndingShape, Level, PlanShape, PostData, PostRole
from honglam.directory.services.agencies import create_agencies
from honglam.dossiers import api
from honglam.dossiers.contracts import (
    NotYourTurn,
    OpinionAfterSettlement,
    OpinionGiven,
    ReasonRequired,
    Status,
    TaskNotFound,
    TaskView,
    Verb,
)
from honglam.dossiers.models import Dossier, HistoryEvent, Lapse, Task
from honglam.dossiers.queries.worklist import list_items
from honglam.identity.models import Account
from honglam.kernel import relay
from honglam.kernel.models import AuditEntry
from honglam.kernel.values import SYSTEM, Actor, DomainError
from honglam.notices.models import Message
from honglam.procedures.contracts import Silence
from tests.dossiers.scene import MORNING, Scene, vn

LATE = vn("2026-11-18 08:00")
LATER = vn("2026-11-18 10:30")
DUE = vn("2026-11-17 15:00")
MERGED = vn("2026-11-19 08:00")
ENDS = (EndingShape(agency="SO-MAU", to=("SO-MOI",)), EndingShape(agency="P-SO-MAU", to=("P-SO-MOI",)))
OPINION = "Thửa đất đang có tranh chấp"
READERS = ("citizen", "officer", "unit_head", "desk_head", "chairman", "department_clerk")


def silent(scene: Scene, rule: Silence = Silence.AGREES) -> tuple[UUID, UUID]:
    """A dossier whose step went on because the department did not answer; the dossier and the question."""
    dossier_id = scene.processing()
    api.finish_step(actor=scene.officer, task_id=scene.task(dossier_id).id, outcome="can_hoi", at=MORNING)
    asked = Task.objects.filter(dossier=dossier_id, kind="consultation", unit__code="P-SO-MAU")
    asked.update(silence=rule.value)
    api.note_silence(at=LATE)
    if rule is Silence.ESCALATES:
        api.go_on_without(actor=scene.unit_head, task_id=asked.get().id, reason="Đã đôn đốc", at=LATE)
    api.finish_step(actor=scene.officer, task_id=scene.task(dossier_id, "consult").id, at=LATE)
    return dossier_id, asked.get().id


def give(actor: Actor, task_id: UUID, at: datetime = LATER, **more: Any) -> object:
    """Enter the opinion."""
    return api.give_late_opinion(actor=actor, task_id=task_id, answer=OPINION, at=at, **more)


def shown(actor: Actor, dossier_id: UUID, task_id: UUID) -> TaskView:
    """The question as this reader's page has it."""
    view = api.get_dossier(actor=actor, dossier_id=dossier_id, at=LATER)
    return next(task for task in view.tasks if task.id == task_id)


def offered(actor: Actor, dossier_id: UUID) -> list[UUID | None]:
    """The questions on which this reader's page has the button."""
    view = api.get_dossier(actor=actor, dossier_id=dossier_id, at=LATER)
    return [one.task_id for one in view.actions if one.verb is Verb.GIVE_LATE_OPINION]


@pytest.mark.parametrize(("rule", "outcome"), [(Silence.AGREES, "silent"), (Silence.ESCALATES, "waived")])
def test_it_is_kept_and_nothing_moves(scene: Scene, rule: Silence, outcome: str) -> None:
    dossier_id, task_id = silent(scene, rule)
    before, step = scene.row(dossier_id), scene.task(dossier_id)
    closed_at = Task.objects.get(id=task_id).closed_at
    file_id = scene.file(scene.specialist, "y-kien-muon.pdf")
    assert offered(scene.specialist, dossier_id) == [task_id]
    give(scene.specialist, task_id, attachments=(file_id,))
    task, after = Task.objects.get(id=task_id), scene.row(dossier_id)
    assert (task.outcome, task.result_class, task.closed_at, task.due_at) == (outcome, "overdue", closed_at, DUE)
    assert (task.heard_at, task.note) == (LATER, OPINION)
    assert (after.status, after.due_at, after.paused_since) == (before.status, before.due_at, None)
    again = scene.task(dossier_id)
    assert (again.id, again.due_at, again.state) == (step.id, step.due_at, "open")
    assert Lapse.objects.filter(task=task_id, kind="late").count() == 1, "the lateness stays with who was asked"
    line = HistoryEvent.objects.filter(dossier=dossier_id).order_by("line").last()
    assert line is not None
    assert (line.verb, line.reason, line.attachments) == ("give_late_opinion", OPINION, [file_id])
    entries = AuditEntry.objects.filter(subject_kind="dossier", subject_id=str(dossier_id))
    assert entries.filter(action="dossiers.give_late_opinion").count() == 1
    assert api.get_paper_file(actor=scene.unit_head, dossier_id=dossier_id, file_id=file_id, at=LATER) == file_id
    assert offered(scene.specialist, dossier_id) == []
    with pytest.raises(OpinionGiven):
        give(scene.specialist, task_id)


def test_whoever_has_the_dossier_is_told_and_sees_how_late_it_came(scene: Scene) -> None:
    dossier_id, task_id = silent(scene)
    step = scene.task(dossier_id)
    relay.drain()
    assert [one.facts["late_opinion"] for one in list_items(actor=scene.unit_head, ids=[step.id], at=LATER)] == [False]
    give(scene.specialist, task_id)
    relay.drain()
    rung = Message.objects.filter(template="dossiers.late_opinion", subject_id=str(dossier_id))
    assert set(rung.values_list("recipient_name", flat=True)) == {scene.unit_head.name}
    assert [one.facts["late_opinion"] for one in list_items(actor=scene.unit_head, ids=[step.id], at=LATER)] == [True]
    view = shown(scene.unit_head, dossier_id, task_id)
    assert (view.heard_at, view.late_minutes, view.note) == (LATER, 330, OPINION), "on two days"
    assert shown(scene.citizen, dossier_id, task_id).note == "", "what officers write to each other stays there"
    timeline = api.get_dossier(actor=scene.citizen, dossier_id=dossier_id, at=LATER).timeline
    said = [line.phrase.text % dict(line.phrase.params) for line in timeline]
    assert any("Phòng Nghiệp vụ – Sở Mẫu gave its opinion after the deadline" in one for one in said)
    assert all(OPINION not in line.reason for line in timeline)


def test_only_the_unit_that_was_asked_may_give_it(scene: Scene) -> None:
    dossier_id, task_id = silent(scene)
    lines = HistoryEvent.objects.filter(dossier=dossier_id).count()
    for part in READERS:
        with pytest.raises(NotYourTurn):
            give(scene.actors[part], task_id)
        assert task_id not in offered(scene.actors[part], dossier_id)
    for part in ("stranger", "other_officer", "other_chairman"):
        with pytest.raises(TaskNotFound):
            give(scene.actors[part], task_id)
    assert HistoryEvent.objects.filter(dossier=dossier_id).count() == lines
    assert Task.objects.get(id=task_id).heard_at is None


@pytest.mark.parametrize("ends", [ENDS, ENDS[:1]], ids=["unit by unit", "the department alone"])
def test_what_became_of_the_unit_speaks_for_it(scene: Scene, ends: tuple[EndingShape, ...]) -> None:
    """The department that was silent is over the day after; who took it over may say what it knew."""
    dossier_id, task_id = silent(scene)
    unit = Task.objects.get(id=task_id).unit_id
    heir = department(scene.other_officer, MERGED)
    directory.apply_plan(actor=SYSTEM, plan=PlanShape(name="Sắp xếp sở", on=MERGED.date(), ends=ends), at=MERGED)
    assert Task.objects.get(id=task_id).unit_id == unit, "a closed question stays where it was asked"
    view = api.get_dossier(actor=heir, dossier_id=dossier_id, at=MERGED)
    assert [one.task_id for one in view.actions if one.verb is Verb.GIVE_LATE_OPINION] == [task_id]
    with pytest.raises(DomainError):
        give(scene.specialist, task_id, at=MERGED)
    give(heir, task_id, at=MERGED)
    task = Task.objects.get(id=task_id)
    assert (task.heard_at, task.note, task.outcome) == (MERGED, OPINION, "silent")
    line = HistoryEvent.objects.filter(dossier=dossier_id).order_by("line").last()
    assert line is not None and line.unit_id == heir.unit_id


def department(like: Actor, at: datetime) -> Actor:
    """A new department with one unit, and somebody in it."""
    since: dict[str, Any] = {"level": Level.PROVINCE, "administrative_unit": "99", "valid_from": at.date()}
    made = (
        AgencyData(code="SO-MOI", name="Sở Mới", kind=AgencyKind.DEPARTMENT, parent="UBND-MAU", **since),
        AgencyData(code="P-SO-MOI", name="Phòng Mới", kind=AgencyKind.DIVISION, parent="SO-MOI", **since),
    )
    unit_id = create_agencies(actor=SYSTEM, agencies=made, at=MORNING)[1]
    post = PostData(code="CV", title="Chuyên viên", roles=(PostRole.PROCESSING_OFFICER,))
    post_id = directory.create_post(actor=SYSTEM, agency_id=unit_id, post=post, at=MORNING).id
    assert like.id is not None
    directory.appoint(actor=SYSTEM, post_id=post_id, account_id=like.id, valid_from=at.date(), at=at)
    held = directory.list_posts_held(account_id=like.id, at=at)
    return directory.in_post(actor=like, posts=held, post_id=post_id)


def test_what_is_not_a_late_opinion(scene: Scene) -> None:
    dossier_id, task_id = silent(scene)
    with pytest.raises(ReasonRequired):
        api.give_late_opinion(actor=scene.specialist, task_id=task_id, answer=" ", at=LATER)
    asked = scene.processing()
    api.finish_step(actor=scene.officer, task_id=scene.task(asked).id, outcome="can_hoi", at=MORNING)
    waiting = Task.objects.get(dossier=asked, kind="consultation", unit__code="P-SO-MAU")
    assert offered(scene.specialist, asked) == []
    refused(scene.specialist, waiting.id, TaskNotFound)
    api.answer_consultation(actor=scene.specialist, task_id=waiting.id, answer="Đồng ý", at=MORNING)
    refused(scene.specialist, waiting.id, TaskNotFound)
    refused(scene.unit_head, scene.task(dossier_id).id, TaskNotFound)


def refused(actor: Actor, task_id: UUID, why: type[DomainError]) -> None:
    """By that name."""
    with pytest.raises(why):
        give(actor, task_id)


@pytest.mark.parametrize(
    ("status", "open_still"),
    [(one, one not in (Status.RESOLVED, Status.RETURNED, Status.WITHDRAWN)) for one in list(Status)[3:]],
)
def test_until_when(scene: Scene, status: Status, open_still: bool) -> None:
    """In every status after the question could be asked: while somebody may still decide, and not after."""
    dossier_id, task_id = silent(scene)
    bring(scene, dossier_id, status)
    assert offered(scene.specialist, dossier_id) == ([task_id] if open_still else [])
    if open_still:
        give(scene.specialist, task_id)
    else:
        refused(scene.specialist, task_id, OpinionAfterSettlement)
    assert (Task.objects.get(id=task_id).heard_at is not None) is open_still
    assert scene.status(dossier_id) is status


def bring(scene: Scene, dossier_id: UUID, status: Status) -> None:
    """To that status: lawfully to the end, by hand to those that ask nothing else of the row."""
    if status not in (Status.RESOLVED, Status.RETURNED):
        Dossier.objects.filter(id=dossier_id).update(status=status.value)
        return
    for actor in (scene.unit_head, scene.chairman):
        api.finish_step(actor=actor, task_id=scene.task(dossier_id).id, at=LATE)
    api.issue_result(actor=scene.clerk, dossier_id=dossier_id, result=scene.result(), at=LATE)
    if status is Status.RETURNED:
        api.return_result(actor=scene.reception, dossier_id=dossier_id, evidence=scene.signature(), at=LATE)


def test_the_pages(scene: Scene) -> None:
    dossier_id, task_id = silent(scene)
    page = f"/can-bo/ho-so/{dossier_id}/"
    asked = _client(scene.specialist)
    assert f"{page}give_late_opinion/?task={task_id}" in asked.get(page).content.decode()
    empty = asked.post(f"{page}give_late_opinion/", {"task": str(task_id), "answer": ""})
    assert empty.status_code == 422
    sent = asked.post(f"{page}give_late_opinion/", {"task": str(task_id), "answer": OPINION})
    assert sent.status_code == 302
    twice = asked.post(f"{page}give_late_opinion/", {"task": str(task_id), "answer": "Nói lại"})
    assert twice.status_code == 422 and "Nói lại" in twice.content.decode()
    reader = _client(scene.unit_head)
    for address in (page, f"{page}finish_step/?task={scene.task(dossier_id).id}"):
        told = reader.get(address).content.decode()
        assert OPINION in told and "sau khi hết hạn" in told, address


def _client(actor: Actor) -> Client:
    assert actor.id is not None
    client = Client()
    client.force_login(Account.objects.get(id=actor.id))
    return client
