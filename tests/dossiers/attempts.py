"""Every verb, tried by anybody on a dossier in any status, with input that would be right for whoever may."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from honglam.dossiers import api
from honglam.dossiers.contracts import (
    EvidenceKind,
    PaymentEvidence,
    ResultDraftChange,
    ReturnEvidence,
    Satisfaction,
    TaskKind,
    Verb,
)
from honglam.dossiers.models import Task
from honglam.kernel.values import Actor
from tests.dossiers.scene import MORNING, Scene, vn

Attempt = Callable[[Scene, Actor, UUID], Any]
NOWHERE = UUID(int=0)
_NO_STEP = [TaskKind.RECEPTION.value, TaskKind.CONSULTATION.value]


def task_id(dossier_id: UUID, *, steps_only: bool = False) -> UUID:
    """The live task a verb would work on."""
    rows = Task.objects.filter(dossier_id=dossier_id, state__in=["open", "suspended"])
    if steps_only:
        rows = rows.exclude(kind__in=_NO_STEP)
    found = rows.order_by("-opened_at", "-id").first()
    return found.id if found else NOWHERE


def consultation_id(dossier_id: UUID) -> UUID:
    """The open consultation."""
    found = Task.objects.filter(dossier_id=dossier_id, state="open", kind=TaskKind.CONSULTATION.value).first()
    return found.id if found else NOWHERE


ATTEMPTS: dict[Verb, Attempt] = {
    Verb.ACCEPT: lambda scene, actor, one: api.accept_dossier(actor=actor, dossier_id=one, at=MORNING),
    Verb.REFUSE: lambda scene, actor, one: api.refuse_dossier(
        actor=actor, dossier_id=one, reason="Sai thẩm quyền", legal_basis="Điều 4", at=MORNING
    ),
    Verb.REQUEST_SUPPLEMENT: lambda scene, actor, one: api.request_supplement(
        actor=actor, dossier_id=one, items=scene.items(), reason="Bản chụp bị mờ", at=MORNING
    ),
    Verb.ANSWER_SUPPLEMENT: lambda scene, actor, one: api.answer_supplement(
        actor=actor, dossier_id=one, replies=scene.reply(), at=MORNING
    ),
    Verb.CLAIM: lambda scene, actor, one: api.claim_task(actor=actor, task_id=task_id(one), at=MORNING),
    Verb.ASSIGN: lambda scene, actor, one: api.assign_task(
        actor=actor, task_id=task_id(one), holder_id=_holder(scene, one), at=MORNING
    ),
    Verb.RELEASE: lambda scene, actor, one: api.release_task(actor=actor, task_id=task_id(one), at=MORNING),
    Verb.FINISH_STEP: lambda scene, actor, one: api.finish_step(
        actor=actor, task_id=task_id(one, steps_only=True), outcome="dat", at=MORNING
    ),
    Verb.ASK_CONSULTATION: lambda scene, actor, one: api.ask_consultation(
        actor=actor,
        task_id=task_id(one, steps_only=True),
        unit_ids=(scene.unit("P-SO-MAU"),),
        question="Thửa đất này có tranh chấp không?",
        hours=8,
        at=MORNING,
    ),
    Verb.PAUSE: lambda scene, actor, one: api.pause_dossier(
        actor=actor, dossier_id=one, reason="Niêm yết công khai", legal_basis="Điều 7", at=MORNING
    ),
    Verb.REQUEST_PAYMENT: lambda scene, actor, one: api.request_payment(
        actor=actor, dossier_id=one, amount=10_000, reason="Thuế đất", at=MORNING
    ),
    Verb.CONFIRM_PAYMENT: lambda scene, actor, one: api.confirm_payment(
        actor=actor, dossier_id=one, evidence=PaymentEvidence(reference="BL 0012"), at=MORNING
    ),
    Verb.STOP: lambda scene, actor, one: api.stop_dossier(
        actor=actor, dossier_id=one, reason="Có tranh chấp", legal_basis="Điều 9", at=MORNING
    ),
    Verb.REOPEN: lambda scene, actor, one: api.reopen_dossier(
        actor=actor, dossier_id=one, reason="Hết tranh chấp", legal_basis="Điều 9", at=MORNING
    ),
    Verb.WITHDRAW: lambda scene, actor, one: api.withdraw_dossier(
        actor=actor, dossier_id=one, reason="Đã đổi ý", request_reference="Đơn ngày 16/11", at=MORNING
    ),
    Verb.EXTEND: lambda scene, actor, one: api.extend_dossier(
        actor=actor, dossier_id=one, reason="Chờ xác minh", new_due_at=vn("2026-11-27 17:00"), at=MORNING
    ),
    Verb.DRAFT_RESULT: lambda scene, actor, one: api.save_result_draft(
        actor=actor, dossier_id=one, change=ResultDraftChange(title="Giấy xác nhận"), at=MORNING
    ),
    Verb.ISSUE_RESULT: lambda scene, actor, one: api.issue_result(
        actor=actor, dossier_id=one, result=scene.result(), at=MORNING
    ),
    Verb.REVOKE_RESULT: lambda scene, actor, one: api.revoke_result(
        actor=actor, dossier_id=one, reason="Sai ngày sinh", at=MORNING
    ),
    Verb.RETURN_RESULT: lambda scene, actor, one: api.return_result(
        actor=actor,
        dossier_id=one,
        evidence=ReturnEvidence(kind=EvidenceKind.SIGNATURE, recipient_name="Nguyễn Thị Hồng"),
        at=MORNING,
    ),
    Verb.RATE: lambda scene, actor, one: api.rate_dossier(
        actor=actor, dossier_id=one, level=Satisfaction.SATISFIED, at=MORNING
    ),
}


def _holder(scene: Scene, dossier_id: UUID) -> UUID:
    """Somebody whose post can take the live task."""
    by_role = {
        "reception_officer": scene.reception,
        "processing_officer": scene.colleague,
        "unit_head": scene.unit_head,
        "approver": scene.chairman,
        "clerk": scene.clerk,
        "result_officer": scene.reception,
    }
    found = Task.objects.filter(id=task_id(dossier_id)).first()
    holder = by_role[found.role].id if found else NOWHERE
    assert holder is not None
    return holder
