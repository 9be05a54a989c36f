"""What dossiers put into the wallets of those they are about: results, and papers that an officer has checked."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from honglam.directory import api as directory
from honglam.dossiers.contracts import Outcome, OwnerKind
from honglam.dossiers.models import Dossier, Paper, ResultDocument
from honglam.identity import api as identity
from honglam.identity.contracts import Proof
from honglam.kernel.values import SYSTEM
from honglam.registries import api as registries
from honglam.registries.contracts import Deposit, Holder, HolderKind, Origin


def deposit_papers(*, checked_by: dict[UUID, str], at: datetime) -> None:
    """Keep the papers of these dossiers (dossier → officer who checked them) that are of a kind worth keeping.

    What was taken out of a wallet is not put into it again, but what its owner had put in alone is checked by now.
    Sheets without a file stay on paper.
    """
    _note_reused(checked_by, at)
    rows = Paper.objects.filter(dossier_id__in=checked_by, file__isnull=False, held=None, superseded_at=None)
    found = list(rows.exclude(component_code="").select_related("dossier").order_by("received_at", "id"))
    answerable = {code: registries.list_answerable(procedure_code=code) for code in _procedures(found)}
    wanted = [row for row in found if row.component_code in answerable[row.dossier.procedure_code]]
    holders = _holders({row.dossier_id: row.dossier for row in wanted}.values())
    registries.deposit(
        actor=SYSTEM,
        papers=tuple(
            _paper(row, holder, checked_by[row.dossier_id]) for row in wanted if (holder := holders[row.dossier_id])
        ),
        at=at,
    )


def deposit_results(*, dossier_ids: Iterable[UUID], at: datetime) -> None:
    """Keep the granted results of these dossiers; one that was revoked meanwhile goes in as revoked."""
    rows = ResultDocument.objects.filter(dossier_id__in=list(dossier_ids), outcome=Outcome.GRANTED.value)
    found = list(rows.select_related("dossier").order_by("created_at", "id"))
    holders = _holders({row.dossier_id: row.dossier for row in found}.values())
    registries.deposit(
        actor=SYSTEM,
        papers=tuple(_result(row, holder) for row in found if (holder := holders[row.dossier_id])),
        at=at,
    )


def revoke_results(*, dossier_id: UUID, reason: str, at: datetime) -> None:
    """A result found wrong before hand-over loses its force in the wallet too."""
    rows = ResultDocument.objects.filter(dossier_id=dossier_id, revoked_at__isnull=False)
    ids = list(rows.values_list("id", flat=True))
    registries.revoke(actor=SYSTEM, origin=Origin.ISSUED, origin_ids=ids, reason=reason, at=at)


def holder_kind(kind: str) -> HolderKind:
    """Citizens have wallets of persons; everybody else stands under a tax code."""
    return HolderKind.PERSON if kind == OwnerKind.CITIZEN.value else HolderKind.ENTERPRISE


def _note_reused(checked_by: dict[UUID, str], at: datetime) -> None:
    rows = Paper.objects.filter(dossier_id__in=checked_by, held__isnull=False, superseded_at=None)
    officers = {held: checked_by[dossier] for held, dossier in rows.values_list("held_id", "dossier_id")}
    if officers:
        registries.note_checked(actor=SYSTEM, checked_by=officers, at=at)


def _procedures(papers: Iterable[Paper]) -> set[str]:
    return {paper.dossier.procedure_code for paper in papers}


def _holders(dossiers: Iterable[Dossier]) -> dict[UUID, Holder | None]:
    rows = list(dossiers)
    owners = {row.owner_account_id for row in rows if row.owner_account_id is not None}
    numbers = {
        account.id: account.citizen_id
        for account in (identity.list_accounts(ids=owners, limit=len(owners)) if owners else ())
        if account.citizen_id_proof is not Proof.NOBODY
    }
    return {row.id: _holder(row, numbers) for row in rows}


def _holder(row: Dossier, numbers: dict[UUID, str]) -> Holder | None:
    return registries.holder_of(
        kind=holder_kind(row.applicant_kind),
        number=row.applicant_id_number,
        name=row.applicant_name,
        owner_id=row.owner_account_id,
        owner_number=numbers.get(row.owner_account_id, "") if row.owner_account_id else "",
        enterprise_id=row.enterprise_id,
        brought_by_other=row.submitter is not None,
    )


def _paper(row: Paper, holder: Holder, checked_by: str) -> Deposit:
    assert row.file_id is not None  # noqa: S101 - only papers with a file are asked for
    return Deposit(
        origin=Origin.CHECKED,
        origin_id=row.id,
        holder=holder,
        title=row.name,
        file_id=row.file_id,
        file_name=row.file_name,
        answers=f"{row.dossier.procedure_code}/{row.component_code}",
        checked_by=checked_by,
        **_from(row.dossier),
    )


def _result(row: ResultDocument, holder: Holder) -> Deposit:
    assert row.file_id is not None  # noqa: S101 - a granted result has its file (a constraint)
    return Deposit(
        origin=Origin.ISSUED,
        origin_id=row.id,
        holder=holder,
        title=row.title,
        file_id=row.file_id,
        file_name=row.file_name,
        given_by=row.dossier.procedure_code,
        number=row.number,
        issuer=directory.get_agency(agency_id=row.dossier.lead_agency_id).name,
        issued_on=row.issued_on,
        revoked=row.revoked_at is not None,
        **_from(row.dossier),
    )


def _from(dossier: Dossier) -> dict[str, Any]:
    return {
        "dossier_id": dossier.id,
        "dossier_code": dossier.code or dossier.registration_code,
        "dossier_name": dossier.procedure_name,
    }
