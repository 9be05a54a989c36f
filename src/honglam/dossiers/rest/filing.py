"""Bring in: upload papers, file a dossier."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from ninja import File, Status
from ninja.files import UploadedFile

from honglam.dossiers import api
from honglam.dossiers.contracts import Applicant, PaperInput, Submission, Submitter
from honglam.dossiers.rest.calls import caller, key_of, require_files, router
from honglam.dossiers.rest.shapes import CompletenessOut, FileOut, PaperIn, SubmissionIn, SubmittedOut
from honglam.files import api as files
from honglam.kernel.calls import KEY, REFUSALS, described
from honglam.kernel.clock import now
from honglam.kernel.problems import spoken


@router.post("/files", response={201: FileOut, **REFUSALS}, summary="Upload a paper")
def upload(request: HttpRequest, file: File[UploadedFile]) -> Status[Any]:
    """Store the bytes of one paper; the answer's `id` is named in a submission.

    Sent twice, it has two ids and needs no Idempotency-Key: what no dossier names within a day is cleared away.
    """
    actor = caller(request, "dossiers:write")
    return Status(201, files.store(actor=actor, content=file, name=file.name or "", at=now(), purpose="paper"))


@router.post("", response={201: SubmittedOut, **REFUSALS}, summary="File a dossier", openapi_extra=described(KEY))
def submit(request: HttpRequest, body: SubmissionIn) -> Status[Any]:
    """File a dossier online. The same key with the same body answers the same; nothing is filed twice."""
    actor, at = caller(request, "dossiers:write"), now()
    require_files(actor=actor, file_ids=[paper.file_id for paper in body.papers], at=at)
    return Status(201, api.submit_dossier(actor=actor, submission=submission_of(body), key=key_of(request), at=at))


def submission_of(body: SubmissionIn) -> Submission:
    """The JSON as the service takes it."""
    return Submission(
        procedure_code=body.procedure_code,
        applicant=Applicant(**body.applicant.dict()),
        answers=body.answers,
        papers=papers_of(body.papers),
        unit_code=body.unit_code,
        submitter=Submitter(**body.submitter.dict()) if body.submitter else None,
        return_method=body.return_method,
        return_address=body.return_address,
    )


def papers_of(papers: list[PaperIn]) -> tuple[PaperInput, ...]:
    """Papers as the service takes them."""
    return tuple(PaperInput(**paper.dict()) for paper in papers)


@router.post("/check", response={200: CompletenessOut, **REFUSALS}, summary="What a dossier still lacks")
def check(request: HttpRequest, body: SubmissionIn) -> Any:
    """Everything that filing would find, each fault at its field, and what the wallet holds; stores nothing."""
    actor = caller(request, "dossiers:write")
    found = api.check_submission(actor=actor, submission=submission_of(body), at=now())
    return {
        "complete": found.complete,
        "faults": [
            {"field": fault.field, "code": fault.code, "message": spoken(fault.message, fault.params)}
            for fault in found.faults
        ],
        "papers": [asdict(paper) for paper in found.papers],
    }
