"""Through the steps: outcomes, consultation, holders, results, mistakes, hand-over, withdrawal."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils.html import escape

from honglam.dossiers import api
from honglam.dossiers.contracts import (
    ClockStandsAlready,
    ConsultationOpen,
    EvidenceKind,
    EvidenceRequired,
    LegalBasisRequired,
    NotInTheUnit,
    Outcome,
    OutcomeDisagrees,
    OutcomeUnknown,
    PaymentEvidence,
    PaymentEvidenceRequired,
    RatedAlready,
    ReasonRequired,
    ResultIncomplete,
    ResultInput,
    ResultRequired,
    ReturnEvidence,
    ReturnMethod,
    Satisfaction,
    Status,
    StepsNotFinished,
    TaskHeldByOther,
    TaskNotFound,
    TransitionRefused,
    Verb,
    WrittenRequestRequired,
)
from honglam.dossiers.forms.acts import ACTS, Asked
from honglam.dossiers.models import HistoryEvent, Pause, ResultDocument, Slip, Task, TaskScope
from honglam.dossiers.views import acting
from honglam.identity.models import Account
from honglam.kernel.ids import uuid7
from honglam.kernel.values import FieldErrors
from tests.dossiers.scene import MORNING, Scene, vn
from tests.dossiers.test_words import page, shown


def test_an_outcome_chooses_the_way(scene: Scene) -> None:
    dossier_id = scene.processing()
    api.finish_step(actor=scene.officer, task_id=scene.task(dossier_id).id, outcome="can_hoi", at=MORNING)
    tasks = Task.objects.filter(dossier=dossier_id, state="open").order_by("kind", "unit__code")
    assert [(task.kind, task.unit.code) for task in tasks] == [
        ("consult", "VP-XA-99001"),
        ("consultation", "MC-XA-99001"),
        ("consultation", "P-SO-MAU"),
    ]


def test_an_unknown_outcome(scene: Scene) -> None:
    dossier_id = scene.processing()
    for outcome in ("", "dat_roi"):
        with pytest.raises(OutcomeUnknown):
            api.finish_step(actor=scene.officer, task_id=scene.task(dossier_id).id, outcome=outcome, at=MORNING)


def _consulting(scene: Scene) -> Any:
    dossier_id = scene.processing()
    api.finish_step(actor=scene.officer, task_id=scene.task(dossier_id).id, outcome="can_hoi", at=MORNING)
    return dossier_id


def test_a_step_waits_for_opinions(scene: Scene) -> None:
    dossier_id = _consulting(scene)
    step = scene.task(dossier_id, "consult")
    with pytest.raises(ConsultationOpen):
        api.finish_step(actor=scene.officer, task_id=step.id, at=MORNING)
    for opinion in Task.objects.filter(dossier=dossier_id, kind="consultation"):
        actor = scene.specialist if opinion.unit.code == "P-SO-MAU" else scene.desk_head
        api.answer_consultation(actor=actor, task_id=opinion.id, answer="Không có ý kiến khác", at=MORNING)
    api.finish_step(actor=scene.officer, task_id=step.id, at=MORNING)
    assert scene.task(dossier_id).step_code == "DUYET"


def test_silence_past_the_deadline_holds_nothing_up(scene: Scene) -> None:
    dossier_id = _consulting(scene)
    step = scene.task(dossier_id, "consult")
    late = vn("2026-11-18 08:00")
    assert all(task.due_at <= late for task in Task.objects.filter(dossier=dossier_id, kind="consultation"))
    api.finish_step(actor=scene.officer, task_id=step.id, at=late)
    assert not Task.objects.filter(dossier=dossier_id, kind="consultation", state="open").exists()


def test_a_consulted_unit_sees_the_dossier(scene: Scene) -> None:
    dossier_id = scene.processing()
    with pytest.raises(TaskNotFound):
        api.claim_task(actor=scene.specialist, task_id=scene.task(dossier_id).id, at=MORNING)
    api.ask_consultation(
        actor=scene.officer,
        task_id=scene.task(dossier_id).id,
        unit_ids=(scene.unit("P-SO-MAU"), scene.unit("P-SO-MAU")),
        question="Thửa đất này có tranh chấp không?",
        hours=8,
        at=MORNING,
    )
    asked = Task.objects.get(dossier=dossier_id, kind="consultation")
    assert asked.due_at == vn("2026-11-17 09:00")
    view = api.get_dossier(actor=scene.specialist, dossier_id=dossier_id, at=MORNING)
    assert [action.verb for action in view.actions] == [Verb.ANSWER_CONSULTATION, Verb.CLAIM]


def _form_of_question(scene: Scene, dossier_id: UUID, hours: str) -> tuple[Client, dict[str, str]]:
    client = Client()
    client.force_login(Account.objects.get(id=scene.officer.id))
    unit, task = scene.unit("P-SO-MAU"), scene.task(dossier_id, "review")
    return client, {"task": str(task.id), "units": str(unit), "question": "Có tranh chấp không?", "hours": hours}


@pytest.mark.parametrize("hours", ["", "hai ngày", "0", "-8", "2,5", "99999"])
def test_a_question_without_a_time_to_answer_is_not_asked(scene: Scene, hours: str) -> None:
    dossier_id = scene.processing()
    client, typed = _form_of_question(scene, dossier_id, hours)
    page = client.post(f"/can-bo/ho-so/{dossier_id}/ask_consultation/", typed)
    assert page.status_code == 422
    words = page.content.decode()
    assert 'href="#hours"' in words, "said at its field"
    assert "Có tranh chấp không?" in words and escape(hours) in words
    assert not Task.objects.filter(dossier=dossier_id, kind="consultation").exists()


def test_a_question_that_is_sent_twice_is_asked_once(scene: Scene) -> None:
    dossier_id = scene.processing()
    client, typed = _form_of_question(scene, dossier_id, "8")
    address = f"/can-bo/ho-so/{dossier_id}/ask_consultation/"
    assert [client.post(address, typed).status_code for _ in range(2)] == [302, 422]
    asked = Task.objects.filter(dossier=dossier_id, kind="consultation")
    assert asked.count() == 1
    assert client.post(address, {**typed, "question": "Diện tích có đúng không?"}).status_code == 302
    api.answer_consultation(actor=scene.specialist, task_id=asked.order_by("id")[0].id, answer="Không", at=MORNING)
    assert client.post(address, typed).status_code == 302, "after the answer one may ask once more"


def test_holders(scene: Scene) -> None:
    dossier_id = scene.processing()
    task = scene.task(dossier_id)
    assert task.holder_id == scene.officer.id
    with pytest.raises(TaskHeldByOther) as refusal:
        api.claim_task(actor=scene.colleague, task_id=task.id, at=MORNING)
    assert scene.officer.name in str(refusal.value)
    with pytest.raises(NotInTheUnit):
        api.assign_task(actor=scene.unit_head, task_id=task.id, holder_id=scene.specialist.id, at=MORNING)
    api.assign_task(actor=scene.unit_head, task_id=task.id, holder_id=scene.colleague.id, at=MORNING)
    with pytest.raises(TaskHeldByOther):
        api.finish_step(actor=scene.officer, task_id=task.id, outcome="dat", at=MORNING)
    api.release_task(actor=scene.colleague, task_id=task.id, at=MORNING)
    api.finish_step(actor=scene.officer, task_id=task.id, outcome="dat", at=MORNING)


def test_a_head_chooses_among_all_who_could_take_it(scene: Scene) -> None:
    """The step stands at the commune itself; whoever can take it sits in its office."""
    dossier_id = scene.accepted()
    Task.objects.filter(dossier=dossier_id, state="open").update(unit=scene.unit("UBND-XA-99001"))
    text = shown(acting.act, scene.chairman, dossier_id=dossier_id, verb="assign")
    for officer in (scene.officer, scene.colleague):
        assert f'<option value="{officer.id}"' in text
    refused = page(acting.act, scene.chairman, {"holder_id": str(scene.clerk.id)}, dossier_id=dossier_id, verb="assign")
    assert refused.status_code == 422
    assert 'href="#holder_id"' in refused.content.decode()


def test_the_head_of_a_desk_may_be_given_its_work(scene: Scene) -> None:
    """Who may claim it may be chosen for it, whatever their post is called."""
    dossier_id = scene.submitted()
    text = shown(acting.act, scene.desk_head, dossier_id=dossier_id, verb="assign")
    assert f'<option value="{scene.desk_head.id}"' in text
    assert scene.desk_head.id is not None
    api.assign_task(actor=scene.desk_head, task_id=scene.task(dossier_id).id, holder_id=scene.desk_head.id, at=MORNING)
    assert scene.task(dossier_id).holder_id == scene.desk_head.id


def test_at_the_desk_nobody_takes_what_a_colleague_holds(scene: Scene) -> None:
    dossier_id = scene.submitted()
    task_id = scene.task(dossier_id).id
    beside = replace(scene.reception, id=scene.colleague.id, name="Người Bên Cạnh")
    api.claim_task(actor=scene.reception, task_id=task_id, at=MORNING)
    for act in (api.claim_task, api.release_task):
        with pytest.raises(TaskHeldByOther):
            act(actor=beside, task_id=task_id, at=MORNING)
    assert scene.task(dossier_id).holder_id == scene.reception.id
    api.release_task(actor=scene.desk_head, task_id=task_id, at=MORNING)
    api.claim_task(actor=beside, task_id=task_id, at=MORNING)


def test_an_absent_officers_work_goes_to_the_deputy(scene: Scene) -> None:
    first, second = scene.processing(), scene.processing()
    assert (scene.officer.id, scene.colleague.id) != (None, None)
    moved = api.reassign_absent(
        actor=scene.unit_head,
        absent_id=scene.officer.id,
        deputy_id=scene.colleague.id,
        at=MORNING,
    )
    assert moved == 2
    for dossier_id in (first, second):
        assert scene.task(dossier_id).holder_id == scene.colleague.id
        line = HistoryEvent.objects.filter(dossier=dossier_id).order_by("-line").first()
        assert line is not None
        assert (line.verb, line.content["because"]) == ("assign", "absence")
    api.reassign_absent(actor=scene.unit_head, absent_id=scene.colleague.id, deputy_id=None, at=MORNING)
    assert scene.task(first).holder_id is None


def test_the_last_step_ends_with_the_result(scene: Scene) -> None:
    dossier_id = scene.at_last_step()
    with pytest.raises(ResultRequired):
        api.finish_step(actor=scene.clerk, task_id=scene.task(dossier_id).id, at=MORNING)


def test_no_result_before_the_last_step(scene: Scene) -> None:
    dossier_id = scene.processing()
    with pytest.raises(StepsNotFinished):
        api.issue_result(actor=scene.officer, dossier_id=dossier_id, result=scene.result(), at=MORNING)
    assert not ResultDocument.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": " "}, "number"),
        ({"issued_on": None}, "issued_on"),
        ({"issued_on": date(2026, 11, 17)}, "issued_on"),
        ({"signer_name": " "}, "signer_name"),
        ({"file_id": None}, "file"),
    ],
)
def test_a_result_is_complete(scene: Scene, changes: dict[str, Any], field: str) -> None:
    dossier_id = scene.at_last_step()
    with pytest.raises(ResultIncomplete) as refusal:
        api.issue_result(actor=scene.clerk, dossier_id=dossier_id, result=scene.result(**changes), at=MORNING)
    assert refusal.value.field == field


def test_a_result_without_anything_names_each_field(scene: Scene) -> None:
    dossier_id = scene.at_last_step()
    bare = scene.result(number="", issued_on=None, signer_name="", file_id=None)
    with pytest.raises(FieldErrors) as refusal:
        api.issue_result(actor=scene.clerk, dossier_id=dossier_id, result=bare, at=MORNING)
    assert [fault.field for fault in refusal.value.errors] == ["number", "issued_on", "signer_name", "file"]


def test_a_negative_result_is_a_result(scene: Scene) -> None:
    dossier_id = scene.at_last_step(outcome="khong_dat")
    with pytest.raises(OutcomeDisagrees):
        api.issue_result(actor=scene.clerk, dossier_id=dossier_id, result=scene.result(), at=MORNING)
    for result, refusal in (
        (ResultInput(outcome=Outcome.REJECTED, legal_basis="Điều 5"), ReasonRequired),
        (ResultInput(outcome=Outcome.REJECTED, reason="Không đủ điều kiện"), LegalBasisRequired),
    ):
        with pytest.raises(refusal):
            api.issue_result(actor=scene.clerk, dossier_id=dossier_id, result=result, at=MORNING)
    done = api.issue_result(actor=scene.clerk, dossier_id=dossier_id, result=scene.refusal(), at=MORNING)
    row = scene.row(dossier_id)
    assert (row.status, row.outcome) == ("resolved", "rejected"), "not refused: it was settled"
    slip = Slip.objects.get(id=done.slip_id)
    assert (slip.kind, slip.content["reason"]) == ("refusal_slip", "Không đủ điều kiện về nơi ở")


@pytest.mark.parametrize(
    ("settled", "expected"),
    [
        ("2026-11-17 16:59", "early"),
        ("2026-11-18 07:00", "on_time"),
        ("2026-11-18 09:00", "on_time"),
        ("2026-11-18 09:01", "overdue"),
    ],
)
def test_early_on_time_overdue(scene: Scene, settled: str, expected: str) -> None:
    dossier_id = scene.at_last_step()
    api.issue_result(actor=scene.clerk, dossier_id=dossier_id, result=scene.result(), at=vn(settled))
    assert scene.row(dossier_id).result_class == expected


def test_a_mistake_found_before_hand_over(scene: Scene) -> None:
    dossier_id = scene.resolved()
    api.revoke_result(actor=scene.chairman, dossier_id=dossier_id, reason="Sai ngày sinh", at=MORNING)
    row = scene.row(dossier_id)
    assert (row.status, row.resolved_at, row.result_class, row.due_at) == (
        "processing",
        None,
        "",
        vn("2026-11-18 09:00"),
    )
    assert scene.task(dossier_id).step_code == "VAN-THU"
    api.issue_result(actor=scene.clerk, dossier_id=dossier_id, result=scene.result(number="13/GXN-UBND"), at=MORNING)
    kept = ResultDocument.objects.filter(dossier=dossier_id).order_by("created_at", "id")
    assert [(one.number, one.revoked_at is None) for one in kept] == [("12/GXN-UBND", False), ("13/GXN-UBND", True)]


@pytest.mark.parametrize(
    "evidence",
    [
        ReturnEvidence(kind=EvidenceKind.SIGNATURE),
        ReturnEvidence(kind=EvidenceKind.POSTAL_NUMBER, recipient_name="Hồng"),
        ReturnEvidence(kind=EvidenceKind.DOWNLOAD),
    ],
)
def test_hand_over_needs_proof(scene: Scene, evidence: ReturnEvidence) -> None:
    dossier_id = scene.resolved()
    with pytest.raises(EvidenceRequired):
        api.return_result(actor=scene.reception, dossier_id=dossier_id, evidence=evidence, at=MORNING)


def test_a_download_hands_over_what_is_returned_online(scene: Scene) -> None:
    download = ReturnEvidence(kind=EvidenceKind.DOWNLOAD)
    paper = scene.resolved()
    with pytest.raises(EvidenceRequired):
        api.return_result(actor=scene.citizen, dossier_id=paper, evidence=download, at=MORNING)
    online = scene.resolved(return_method=ReturnMethod.ONLINE)
    api.return_result(actor=scene.citizen, dossier_id=online, evidence=download, at=MORNING)
    assert scene.row(online).returned_by == "download"
    assert not TaskScope.objects.filter(task__dossier=online).exists()


def test_work_stands_while_the_clock_does(scene: Scene) -> None:
    dossier_id = scene.processing()
    api.pause_dossier(actor=scene.officer, dossier_id=dossier_id, reason="Niêm yết", legal_basis="Điều 7", at=MORNING)
    with pytest.raises(ClockStandsAlready):
        api.finish_step(actor=scene.officer, task_id=scene.task(dossier_id).id, outcome="dat", at=MORNING)
    scene.ask(dossier_id, at=vn("2026-11-16 10:00"))
    pauses = Pause.objects.filter(dossier=dossier_id).order_by("started_at")
    assert [(one.kind, one.ended_at) for one in pauses] == [
        ("excluded", vn("2026-11-16 10:00")),
        ("supplement", None),
    ]


def test_payment(scene: Scene) -> None:
    dossier_id = scene.at(Status.AWAITING_PAYMENT)
    assert scene.task(dossier_id).state == "suspended"
    assert not TaskScope.objects.exists()
    with pytest.raises(PaymentEvidenceRequired):
        api.confirm_payment(
            actor=scene.reception, dossier_id=dossier_id, evidence=PaymentEvidence(reference=" "), at=MORNING
        )
    evidence = PaymentEvidence(reference="BL 0012", amount=150_000, paid_on=date(2026, 11, 16))
    api.confirm_payment(actor=scene.reception, dossier_id=dossier_id, evidence=evidence, at=vn("2026-11-16 10:00"))
    assert scene.row(dossier_id).due_at == vn("2026-11-18 10:00")
    assert scene.task(dossier_id).state == "open"
    assert scene.task(dossier_id).due_at == vn("2026-11-16 16:00")


def test_withdrawal(scene: Scene) -> None:
    by_officer = scene.processing()
    with pytest.raises(WrittenRequestRequired):
        api.withdraw_dossier(actor=scene.reception, dossier_id=by_officer, reason="Đã đổi ý", at=MORNING)
    scene.ask(by_officer)
    api.withdraw_dossier(actor=scene.citizen, dossier_id=by_officer, reason="Đã đổi ý", at=MORNING)
    assert scene.status(by_officer) is Status.WITHDRAWN
    assert not Task.objects.filter(dossier=by_officer, state__in=["open", "suspended"]).exists()
    assert not Pause.objects.filter(dossier=by_officer, ended_at=None).exists()
    with pytest.raises(TransitionRefused) as refusal:
        api.withdraw_dossier(actor=scene.citizen, dossier_id=by_officer, reason="Nữa", at=MORNING)
    assert refusal.value.params["status"] == "Withdrawn"


def test_a_dossier_is_rated_once(scene: Scene) -> None:
    dossier_id = scene.returned()
    api.rate_dossier(actor=scene.citizen, dossier_id=dossier_id, level=Satisfaction.SATISFIED, at=MORNING)
    with pytest.raises(RatedAlready):
        api.rate_dossier(actor=scene.citizen, dossier_id=dossier_id, level=Satisfaction.NOT_SATISFIED, at=MORNING)
    assert api.get_dossier(actor=scene.citizen, dossier_id=dossier_id, at=MORNING).rating is Satisfaction.SATISFIED


def test_a_refusal_states_its_law(scene: Scene) -> None:
    dossier_id = scene.submitted()
    for reason, basis, refusal in (("", "Điều 4", ReasonRequired), ("Sai thẩm quyền", " ", LegalBasisRequired)):
        with pytest.raises(refusal):
            api.refuse_dossier(
                actor=scene.reception, dossier_id=dossier_id, reason=reason, legal_basis=basis, at=MORNING
            )
    assert scene.status(dossier_id) is Status.REGISTERED


def test_an_act_without_its_task_or_officer_is_refused_by_name(scene: Scene) -> None:
    """A page whose hidden fields were lost or mended by hand: no server error."""
    asked = Asked(actor=scene.unit_head, dossier_id=uuid7(), task_id=None, at=MORNING, data={"holder_id": "không"})
    with pytest.raises(TaskNotFound):
        ACTS[Verb.CLAIM].perform(asked)
    with pytest.raises(NotInTheUnit):
        ACTS[Verb.ASSIGN].perform(replace(asked, task_id=uuid7()))
