"""Act: what officers and applicants do to a dossier, one route per verb, each the same verb as on the pages.

Each may carry an Idempotency-Key: whoever lost the answer asks again and gets it, and is not told that the dossier has
moved on.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Status

from honglam.dossiers import api
from honglam.dossiers.contracts import ResultInput, ReturnEvidence, SupplementItem, SupplementReply
from honglam.dossiers.rest.calls import caller, require_files, router
from honglam.dossiers.rest.filing import papers_of
from honglam.dossiers.rest.shapes import (
    AcceptedOut,
    DoneOut,
    ExtensionIn,
    RatingIn,
    ReasonIn,
    ResultIn,
    ReturnIn,
    StepIn,
    SupplementAnswerIn,
    SupplementIn,
)
from honglam.kernel.calls import REFUSALS, repeatable
from honglam.kernel.clock import now

SCOPE, OWN = "dossiers:act", "dossiers:write"
DONE = {200: DoneOut, **REFUSALS}


@router.post("/{dossier_id}/accept", response={200: AcceptedOut, **REFUSALS})
@repeatable(SCOPE, AcceptedOut)
def accept(request: HttpRequest, dossier_id: UUID) -> Any:
    """Receive the dossier: code, appointment, form 01."""
    return api.accept_dossier(actor=caller(request, SCOPE), dossier_id=dossier_id, at=now())


@router.post("/{dossier_id}/refuse", response=DONE)
@repeatable(SCOPE, DoneOut)
def refuse(request: HttpRequest, dossier_id: UUID, body: ReasonIn) -> Any:
    """Refuse to receive, with reason and article: form 03."""
    return api.refuse_dossier(actor=caller(request, SCOPE), dossier_id=dossier_id, at=now(), **body.dict())


@router.post("/{dossier_id}/request-supplement", response=DONE)
@repeatable(SCOPE, DoneOut)
def request_supplement(request: HttpRequest, dossier_id: UUID, body: SupplementIn) -> Any:
    """Ask once, completely and specifically: form 02."""
    items = tuple(SupplementItem(**item.dict()) for item in body.items)
    return api.request_supplement(
        actor=caller(request, SCOPE),
        dossier_id=dossier_id,
        items=items,
        reason=body.reason,
        answer_by=body.answer_by,
        at=now(),
    )


@router.post("/{dossier_id}/answer-supplement", response=DONE)
@repeatable(OWN, DoneOut)
def answer_supplement(request: HttpRequest, dossier_id: UUID, body: SupplementAnswerIn) -> Any:
    """Answer the open request (the applicant's token)."""
    replies = tuple(
        SupplementReply(item=reply.item, papers=papers_of(reply.papers), note=reply.note) for reply in body.replies
    )
    actor, at = caller(request, OWN), now()
    require_files(actor=actor, file_ids=[paper.file_id for reply in replies for paper in reply.papers], at=at)
    return api.answer_supplement(actor=actor, dossier_id=dossier_id, replies=replies, at=at)


@router.post("/tasks/{task_id}/claim", response=DONE)
@repeatable(SCOPE, DoneOut)
def claim(request: HttpRequest, task_id: UUID) -> Any:
    """Take a task of one's unit."""
    return api.claim_task(actor=caller(request, SCOPE), task_id=task_id, at=now())


@router.post("/tasks/{task_id}/finish", response=DONE)
@repeatable(SCOPE, DoneOut)
def finish(request: HttpRequest, task_id: UUID, body: StepIn) -> Any:
    """Finish a step and open what follows."""
    return api.finish_step(actor=caller(request, SCOPE), task_id=task_id, at=now(), **body.dict())


@router.post("/{dossier_id}/result", response=DONE)
@repeatable(SCOPE, DoneOut)
def issue_result(request: HttpRequest, dossier_id: UUID, body: ResultIn) -> Any:
    """Issue the result, positive or negative."""
    actor, at = caller(request, SCOPE), now()
    require_files(actor=actor, file_ids=[body.file_id], at=at)
    return api.issue_result(actor=actor, dossier_id=dossier_id, result=ResultInput(**body.dict()), at=at)


@router.post("/{dossier_id}/return", response=DONE)
@repeatable(SCOPE, DoneOut)
def return_result(request: HttpRequest, dossier_id: UUID, body: ReturnIn) -> Any:
    """Hand the result over, with evidence."""
    actor, at = caller(request, SCOPE), now()
    require_files(actor=actor, file_ids=[body.file_id], at=at)
    return api.return_result(actor=actor, dossier_id=dossier_id, evidence=ReturnEvidence(**body.dict()), at=at)


@router.post("/{dossier_id}/withdraw", response=DONE)
@repeatable(OWN, DoneOut)
def withdraw(request: HttpRequest, dossier_id: UUID, body: ReasonIn) -> Any:
    """Withdraw on the applicant's written request."""
    actor = caller(request, OWN)
    return api.withdraw_dossier(actor=actor, dossier_id=dossier_id, reason=body.reason, at=now())


@router.post("/{dossier_id}/stop", response=DONE)
@repeatable(SCOPE, DoneOut)
def stop(request: HttpRequest, dossier_id: UUID, body: ReasonIn) -> Any:
    """Stop processing by decision: form 05."""
    return api.stop_dossier(actor=caller(request, SCOPE), dossier_id=dossier_id, at=now(), **body.dict())


@router.post("/{dossier_id}/extend", response=DONE)
@repeatable(SCOPE, DoneOut)
def extend(request: HttpRequest, dossier_id: UUID, body: ExtensionIn) -> Any:
    """Apologise and give the one new appointment: form 04."""
    return api.extend_dossier(actor=caller(request, SCOPE), dossier_id=dossier_id, at=now(), **body.dict())


@router.post("/{dossier_id}/reopen", response=DONE)
@repeatable(SCOPE, DoneOut)
def reopen(request: HttpRequest, dossier_id: UUID, body: ReasonIn) -> Any:
    """Go on after a stop, by decision."""
    return api.reopen_dossier(actor=caller(request, SCOPE), dossier_id=dossier_id, at=now(), **body.dict())


@router.post("/{dossier_id}/rate", response={204: None, **REFUSALS})
@repeatable(OWN, None)
def rate(request: HttpRequest, dossier_id: UUID, body: RatingIn) -> Status[None]:
    """Say how satisfied one is, after the hand-over."""
    api.rate_dossier(actor=caller(request, OWN), dossier_id=dossier_id, at=now(), **body.dict())
    return Status(204, None)
