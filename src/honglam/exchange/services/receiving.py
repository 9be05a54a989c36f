"""Dossiers from the national portal: kept as they came, then filed by a worker, faults told at once.

The portal gets its answer before anything slow is done. What cannot be filed is refused with every fault at its field
and told to the portal, so that no citizen waits for a dossier that nobody works on; what fails for a while is tried
again, and after that it waits for a person: it is never lost.
"""

import hashlib
import json
from dataclasses import asdict
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import translation

from honglam.dossiers import api as dossiers
from honglam.dossiers.contracts import Applicant, OwnerKind, PaperInput, ReturnMethod, Submission
from honglam.exchange import access
from honglam.exchange.contracts import (
    Filing,
    FilingChanged,
    FilingErased,
    FilingFile,
    FilingState,
    FilingView,
    PortalFault,
    TakenFiling,
)
from honglam.exchange.models import NationalFiling, NationalLink
from honglam.exchange.queries.national import as_filing
from honglam.exchange.rules.faults import to_row
from honglam.exchange.rules.retry import CLAIM, next_attempt
from honglam.files import api as files
from honglam.identity import api as identity
from honglam.kernel import audit, jobs
from honglam.kernel.problems import spoken
from honglam.kernel.values import Actor, DomainError, FieldErrors

UNFINISHED = Q(state__in=[FilingState.RECEIVED, FilingState.WORKING, FilingState.FAILED])
GIVEN_UP = (FilingState.DEAD, FilingState.REFUSED, FilingState.DROPPED)
JOB = "exchange.file"


@transaction.atomic
def receive_filing(*, actor: Actor, filing: Filing, at: datetime) -> FilingView:
    """Keep what the portal hands on; the same again answers the same. Raises FilingChanged."""
    account_id = access.require_portal(actor=actor)
    body = _plain(filing)
    digest = hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    row, made = NationalFiling.objects.get_or_create(
        code=filing.code,
        defaults={
            "account_id": account_id,
            "procedure_code": filing.procedure_code,
            "digest": digest,
            "body": body,
            "state": FilingState.RECEIVED,
            "received_at": at,
            "next_attempt_at": at,
        },
    )
    if not made:
        row = NationalFiling.objects.select_for_update().get(id=row.id)
        if row.account_id == account_id and not row.body and row.state in GIVEN_UP:
            _begin_anew(row, filing, body=body, digest=digest, at=at)
        elif row.account_id != account_id or row.digest != digest:
            raise FilingChanged(field="MaHoSo", national_code=filing.code)
        else:
            return as_filing(row)
    jobs.defer(JOB, filing_id=row.id)
    audit.record(
        actor=actor,
        action="exchange.filing_received",
        subject_kind="filing",
        subject_id=row.id,
        at=at,
        detail={"code": filing.code},
    )
    return as_filing(row)


def take_filing(*, filing_id: UUID, at: datetime) -> TakenFiling | None:
    """Take a filing for work; None if it is done or in other hands."""
    taken = NationalFiling.objects.filter(UNFINISHED, id=filing_id, next_attempt_at__lte=at).update(
        state=FilingState.WORKING, attempts=F("attempts") + 1, next_attempt_at=at + CLAIM
    )
    if not taken:
        return None
    row = NationalFiling.objects.get(id=filing_id)
    return TakenFiling(id=row.id, account_id=row.account_id, attempts=row.attempts, filing=_filing(row.body))


def keep_filing(*, taken: TakenFiling, at: datetime) -> bool:
    """Keep the claim a while longer; False if the filing is in other hands by now."""
    return bool(_held(taken).update(next_attempt_at=at + CLAIM))


def store_paper(*, taken: TakenFiling, paper: FilingFile, content: bytes, at: datetime) -> PaperInput:
    """Keep a paper until its dossier claims it. Raises the refusals of files."""
    actor = identity.actor_of(account_id=taken.account_id)
    stored = files.store(actor=actor, content=BytesIO(content), name=paper.name, at=at, purpose="paper")
    return PaperInput(component_code=paper.component_code, file_id=stored.id, file_name=paper.name)


@transaction.atomic
def file_dossier(*, taken: TakenFiling, papers: tuple[PaperInput, ...], at: datetime) -> UUID | None:
    """File it and link both codes, in one transaction; None if another worker has it. Raises refusals of dossiers."""
    filing, actor = taken.filing, identity.actor_of(account_id=taken.account_id)
    if not _held(taken).select_for_update().exists():
        return None
    submission = Submission(
        procedure_code=filing.procedure_code,
        applicant=filing.applicant,
        answers=filing.answers,
        papers=papers,
        unit_code=filing.unit_code,
        return_method=filing.return_method,
        return_address=filing.return_address,
    )
    # The link stands before the event is heard: the first report already goes out under the portal's own code.
    filed = dossiers.file_from_elsewhere(
        actor=actor, submission=submission, key=f"national:{filing.code}", at=at, submitted_at=filing.submitted_at
    )
    NationalLink.objects.get_or_create(dossier_id=filed.dossier_id, defaults={"code": filing.code})
    _held(taken).update(
        state=FilingState.FILED,
        dossier_id=filed.dossier_id,
        next_attempt_at=None,
        last_error="",
        last_fault={},
        faults=[],
    )
    audit.record(
        actor=actor,
        action="exchange.filing_filed",
        subject_kind="filing",
        subject_id=taken.id,
        at=at,
        detail={"dossier": filed.dossier_id},
    )
    return filed.dossier_id


@transaction.atomic
def refuse_filing(*, taken: TakenFiling, fault: DomainError, at: datetime) -> None:
    """It cannot be filed as it is: keep every fault in Vietnamese, and have the portal told.

    Only by whoever still has it: what another worker has filed meanwhile must not be told as refused.
    """
    row = _held(taken).select_for_update().first()
    if row is None:
        return
    # From here on the attempts count how often the portal was told, and no next one means that it knows.
    row.state, row.faults, row.attempts, row.next_attempt_at = FilingState.REFUSED, _faults_of(fault), 0, at
    row.last_error, row.last_fault = "", {}
    row.save(update_fields=["state", "faults", "attempts", "next_attempt_at", "last_error", "last_fault"])
    jobs.defer("exchange.tell_refused", filing_id=row.id)
    actor = identity.actor_of(account_id=row.account_id)
    audit.record(
        actor=actor,
        action="exchange.filing_refused",
        subject_kind="filing",
        subject_id=row.id,
        at=at,
        detail={"fields": [field for field, _ in row.faults]},
    )


@transaction.atomic
def settle_unfiled(*, taken: TakenFiling, fault: PortalFault, at: datetime) -> None:
    """The portal's files could not be had, or something failed here: try again later, or leave it to a person.

    The sweep tries again and no job does: one that waits for its hour would hold up all that came after it, since they
    are worked on one at a time.
    """
    again = None if fault.final else next_attempt(attempts=taken.attempts, at=at)
    _held(taken).update(
        state=FilingState.FAILED if again else FilingState.DEAD,
        next_attempt_at=again,
        last_error=fault.fault.said,
        last_fault=to_row(fault.fault),
    )


@transaction.atomic
def file_again(*, actor: Actor, filing_id: UUID, at: datetime) -> None:
    """Try a dead or refused filing once more, for instance after its procedure was opened to online filing."""
    row = access.get_filing(actor=actor, filing_id=filing_id, lock=True)
    if row.state not in GIVEN_UP:
        return
    if not row.body:
        raise FilingErased
    row.state, row.attempts, row.next_attempt_at = FilingState.RECEIVED, 0, at
    row.save(update_fields=["state", "attempts", "next_attempt_at"])
    jobs.defer(JOB, filing_id=row.id)
    audit.record(actor=actor, action="exchange.file_again", subject_kind="filing", subject_id=row.id, at=at)


@transaction.atomic
def drop_filing(*, actor: Actor, filing_id: UUID, at: datetime) -> None:
    """Put a dead filing aside: it was done another way, and nobody need look at it any longer."""
    row = access.get_filing(actor=actor, filing_id=filing_id, lock=True)
    if row.state == FilingState.DEAD:
        row.state = FilingState.DROPPED
        row.save(update_fields=["state"])
        audit.record(actor=actor, action="exchange.filing_dropped", subject_kind="filing", subject_id=row.id, at=at)


def _held(taken: TakenFiling) -> "QuerySet[NationalFiling]":
    """The filing, while it is still in the hands that took it."""
    return NationalFiling.objects.filter(id=taken.id, state=FilingState.WORKING, attempts=taken.attempts)


def _begin_anew(row: NationalFiling, filing: Filing, *, body: dict[str, Any], digest: str, at: datetime) -> None:
    """What was never filed and has been erased since is handed on again: it begins as if it came first."""
    row.procedure_code, row.body, row.digest = filing.procedure_code, body, digest
    row.state, row.attempts, row.received_at, row.next_attempt_at = FilingState.RECEIVED, 0, at, at
    row.faults, row.last_error, row.last_fault = [], "", {}
    row.save()


def _faults_of(fault: DomainError) -> list[list[str]]:
    """The portal is told in Vietnamese, whatever language the portal's system asked in."""
    with translation.override("vi"):
        if isinstance(fault, FieldErrors):
            return [[one.field, spoken(one.message, one.params)] for one in fault.errors]
        return [[fault.field or "", spoken(fault.message, fault.params)]]


def _plain(filing: Filing) -> dict[str, Any]:
    return {
        **asdict(filing),
        "submitted_at": filing.submitted_at.isoformat(),
        "files": [asdict(one) for one in filing.files],
    }


def _filing(body: dict[str, Any]) -> Filing:
    applicant = {**body["applicant"], "kind": OwnerKind(body["applicant"]["kind"])}
    return Filing(
        **{
            **body,
            "submitted_at": datetime.fromisoformat(body["submitted_at"]),
            "applicant": Applicant(**applicant),
            "return_method": ReturnMethod(body["return_method"]),
            "files": tuple(FilingFile(**one) for one in body["files"]),
        }
    )


def erase_filings(*, before: datetime, limit: int, at: datetime) -> int:  # noqa: ARG001 - see EraseOld
    """Up to `limit` filings that are over lose what the portal sent; code and digest stay: none is taken twice.

    What nobody could file counts as over as well: its time runs from when it came, and nobody waits for it any more.
    """
    over = NationalFiling.objects.filter(state__in=[FilingState.FILED, *GIVEN_UP], received_at__lt=before).exclude(
        body={}
    )
    ids = list(over.order_by("received_at")[:limit].values_list("pk", flat=True))
    return NationalFiling.objects.filter(pk__in=ids).update(body={})
