"""Several agencies on one dossier: asked at the same time, between levels, and what their silence means."""

from uuid import UUID

import pytest

from honglam.dossiers import api
from honglam.dossiers.contracts import (
    Applicant,
    ConsultationOpen,
    NotYourTurn,
    OwnerKind,
    ReasonRequired,
    Status,
    StillTimeToAnswer,
    TaskKind,
    TaskNotFound,
    Verb,
)
from honglam.dossiers.models import HistoryEvent, Lapse, Task
from honglam.dossiers.services.tasks import new_task, write_tasks
from honglam.kernel import relay
from honglam.kernel.models import AuditEntry
from honglam.notices.models import Message
from honglam.procedures.contracts import Silence
from tests.dossiers.scene import LICENCE, MORNING, Scene, vn

LATE = vn("2026-11-18 08:00")
DEPARTMENT, DESK = "P-SO-MAU", "MC-XA-99001"


def asking(scene: Scene, **silence: Silence) -> UUID:
    """A dossier whose step asks the department (12 hours) and the desk (8 hours) at the same time."""
    dossier_id = scene.processing()
    api.finish_step(actor=scene.officer, task_id=scene.task(dossier_id).id, outcome="can_hoi", at=MORNING)
    for unit, rule in silence.items():
        opinion(dossier_id, {"department": DEPARTMENT, "desk": DESK}[unit], silence=rule)
    return dossier_id


def opinion(dossier_id: UUID, unit: str, silence: Silence | None = None) -> Task:
    """What that unit was asked; with another rule on silence than the process has."""
    rows = Task.objects.filter(dossier=dossier_id, kind="consultation", unit__code=unit)
    if silence is not None:
        rows.update(silence=silence.value)
    return rows.get()


def told(scene: Scene, dossier_id: UUID) -> list[str]:
    """The applicant's timeline, with its places filled."""
    view = api.get_dossier(actor=scene.citizen, dossier_id=dossier_id, at=LATE)
    return [line.phrase.text % dict(line.phrase.params) for line in view.timeline]


def test_each_is_asked_with_its_own_deadline_on_one_timeline(scene: Scene) -> None:
    dossier_id = asking(scene)
    department, desk = opinion(dossier_id, DEPARTMENT), opinion(dossier_id, DESK)
    assert (department.due_at, desk.due_at) == (vn("2026-11-17 15:00"), vn("2026-11-17 09:00"))
    assert (department.silence, desk.silence) == ("agrees", "proceeds"), "its own rule, else that of the process"
    view = api.get_dossier(actor=scene.citizen, dossier_id=dossier_id, at=MORNING)
    assert view.sentence.params["asked"].count("Sở Mẫu") == 1
    assert view.sentence.params["answer_by"] == department.due_at
    asked = [line.phrase.params for line in view.timeline if line.verb is Verb.ASK_CONSULTATION]
    assert [(one["asked"], one["answer_by"]) for one in asked] == [
        ("Trung tâm Phục vụ hành chính công xã An – Ủy ban nhân dân xã An", desk.due_at),
        ("Phòng Nghiệp vụ – Sở Mẫu", department.due_at),
    ]


@pytest.mark.parametrize(
    ("rule", "goes_on"), [(Silence.AGREES, True), (Silence.PROCEEDS, True), (Silence.ESCALATES, False)]
)
def test_what_silence_means(scene: Scene, rule: Silence, goes_on: bool) -> None:
    dossier_id = asking(scene, department=rule)
    api.answer_consultation(actor=scene.desk_head, task_id=opinion(dossier_id, DESK).id, answer="Đồng ý", at=MORNING)
    assert api.note_silence(at=vn("2026-11-17 15:00")) == 0, "in its very minute it is in time"
    assert api.note_silence(at=LATE) == 1
    assert api.note_silence(at=LATE) == 0, "noted once"
    task = opinion(dossier_id, DEPARTMENT)
    assert (task.state, task.silent_at) == ("done" if goes_on else "open", LATE)
    assert task.result_class == ("overdue" if goes_on else "")
    lapse = Lapse.objects.get(task=task)
    assert (lapse.kind, lapse.unit.code, lapse.due_at) == ("late", DEPARTMENT, task.due_at)
    line = HistoryEvent.objects.filter(dossier=dossier_id).order_by("line").last()
    assert line is not None and (line.verb, line.content["silence"]) == ("fall_silent", rule.value)
    assert any("Phòng Nghiệp vụ – Sở Mẫu gave no opinion" in one for one in told(scene, dossier_id))
    entries = AuditEntry.objects.filter(subject_kind="dossier", subject_id=str(dossier_id))
    assert entries.filter(action="dossiers.fall_silent").count() == 1
    step = scene.task(dossier_id, "consult")
    if goes_on:
        api.finish_step(actor=scene.officer, task_id=step.id, at=LATE)
    else:
        with pytest.raises(ConsultationOpen):
            api.finish_step(actor=scene.officer, task_id=step.id, at=LATE)
    api.watch_tasks(at=LATE)
    assert Lapse.objects.filter(task=task, kind="late").count() == 1


def test_silence_on_a_dossier_that_nobody_has_taken_up(scene: Scene) -> None:
    """A first step asks when it opens; that nobody answered is noted, and does not begin anybody's work."""
    dossier_id = scene.accepted()
    step, office = scene.task(dossier_id), scene.unit(DEPARTMENT)
    asked = new_task(
        scene.row(dossier_id),
        kind=TaskKind.CONSULTATION,
        name="Lấy ý kiến",
        unit_id=office,
        role="processing_officer",
        at=MORNING,
        hours=4,
        parent=step,
        silence=Silence.PROCEEDS,
    )
    write_tasks([asked])
    assert api.note_silence(at=LATE) == 1
    asked.refresh_from_db()
    assert (asked.outcome, scene.status(dossier_id)) == ("silent", Status.ACCEPTED)
    verbs = HistoryEvent.objects.filter(dossier=dossier_id).order_by("line").values_list("verb", flat=True)
    assert (verbs.last(), "start" in verbs) == ("fall_silent", False)
    api.finish_step(actor=scene.officer, task_id=step.id, outcome="dat", at=LATE)
    assert scene.status(dossier_id) is Status.PROCESSING


def test_who_is_told_of_silence(scene: Scene) -> None:
    dossier_id = asking(scene)
    api.claim_task(actor=scene.officer, task_id=scene.task(dossier_id, "consult").id, at=MORNING)
    relay.drain()
    api.note_silence(at=LATE)
    relay.drain()
    rung = Message.objects.filter(template="dossiers.consultation_silent", subject_id=str(dossier_id))
    names = {scene.officer.name, scene.unit_head.name, scene.desk_head.name, scene.department_head.name}
    assert names <= set(rung.values_list("recipient_name", flat=True))


def test_the_officer_who_goes_on_first_notes_the_silence(scene: Scene) -> None:
    dossier_id = asking(scene)
    api.finish_step(actor=scene.officer, task_id=scene.task(dossier_id, "consult").id, at=LATE)
    for unit in (DEPARTMENT, DESK):
        assert (opinion(dossier_id, unit).outcome, opinion(dossier_id, unit).result_class) == ("silent", "overdue")
    verbs = HistoryEvent.objects.filter(dossier=dossier_id).order_by("line").values_list("verb", flat=True)
    assert list(verbs)[-3:] == ["fall_silent", "fall_silent", "finish_step"]
    assert api.note_silence(at=LATE) == 0


def test_an_opinion_that_must_be_there(scene: Scene) -> None:
    dossier_id = asking(scene, department=Silence.ESCALATES)
    task = opinion(dossier_id, DEPARTMENT)
    with pytest.raises(StillTimeToAnswer):
        api.go_on_without(actor=scene.unit_head, task_id=task.id, reason="Đã quá lâu", at=MORNING)
    api.note_silence(at=LATE)
    for actor in (scene.officer, scene.department_head):
        with pytest.raises(NotYourTurn):
            api.go_on_without(actor=actor, task_id=task.id, reason="Đã quá lâu", at=LATE)
    with pytest.raises(TaskNotFound):
        api.go_on_without(actor=scene.other_chairman, task_id=task.id, reason="Đã quá lâu", at=LATE)
    with pytest.raises(ReasonRequired):
        api.go_on_without(actor=scene.unit_head, task_id=task.id, reason=" ", at=LATE)
    offered = api.get_dossier(actor=scene.unit_head, dossier_id=dossier_id, at=LATE).actions
    assert (Verb.GO_ON_WITHOUT, task.id) in [(one.verb, one.task_id) for one in offered]
    api.go_on_without(actor=scene.unit_head, task_id=task.id, reason="Đã đôn đốc hai lần", at=LATE)
    api.finish_step(actor=scene.officer, task_id=scene.task(dossier_id, "consult").id, at=LATE)
    waived = opinion(dossier_id, DEPARTMENT)
    assert (waived.outcome, waived.result_class, waived.unit.code) == ("waived", "overdue", DEPARTMENT)
    assert waived.holder_id is None, "the lateness is the asked unit's, not of the head who waited"


def test_a_late_answer_to_what_must_be_there_still_counts(scene: Scene) -> None:
    dossier_id = asking(scene, department=Silence.ESCALATES)
    api.note_silence(at=LATE)
    file_id = scene.file(scene.specialist, "y-kien.pdf")
    task = opinion(dossier_id, DEPARTMENT)
    api.answer_consultation(
        actor=scene.specialist, task_id=task.id, answer="Không tranh chấp", at=LATE, attachments=(file_id,)
    )
    assert opinion(dossier_id, DEPARTMENT).result_class == "overdue"
    line = HistoryEvent.objects.filter(dossier=dossier_id).order_by("line").last()
    assert line is not None and line.attachments == [file_id]
    assert api.get_paper_file(actor=scene.officer, dossier_id=dossier_id, file_id=file_id, at=LATE) == file_id
    api.finish_step(actor=scene.officer, task_id=scene.task(dossier_id, "consult").id, at=LATE)


def test_a_step_at_another_level(scene: Scene) -> None:
    """The department examines and leads, the province's People's Committee signs, the department numbers."""
    submission = scene.submission(
        procedure_code=LICENCE,
        answers={"ten_doanh_nghiep": "Công ty Mẫu", "ma_so_thue": "0100109106"},
        papers=(),
        applicant=Applicant(kind=OwnerKind.ENTERPRISE, name="Công ty Mẫu", id_number="0100109106", phone="0912345678"),
        unit_code="",
    )
    accepted = api.take_in(actor=scene.province_reception, submission=submission, key="hai-cap", at=MORNING)
    dossier_id, lead = accepted.dossier_id, scene.unit("SO-MAU")
    heads = {"PHAN-CONG": scene.department_head, "THAM-DINH": scene.specialist}
    for step, actor in heads.items():
        assert scene.task(dossier_id).step_code == step
        api.finish_step(actor=actor, task_id=scene.task(dossier_id).id, at=MORNING)
    signing = scene.task(dossier_id)
    assert (signing.unit.code, scene.row(dossier_id).lead_agency_id) == ("UBND-MAU", lead)
    with pytest.raises(NotYourTurn):
        api.finish_step(actor=scene.department_head, task_id=signing.id, at=MORNING)
    view = api.get_dossier(actor=scene.province_chairman, dossier_id=dossier_id, at=MORNING)
    assert view.sentence.params["at_work"] == "Ủy ban nhân dân tỉnh Mẫu"
    passed = [line.phrase.params for line in view.timeline if line.verb is Verb.FINISH_STEP][-1]
    assert (passed["to"], passed["step_due"]) == ("Ủy ban nhân dân tỉnh Mẫu", signing.due_at)
    api.finish_step(actor=scene.province_chairman, task_id=signing.id, at=MORNING)
    assert scene.task(dossier_id).unit.code == "SO-MAU"
