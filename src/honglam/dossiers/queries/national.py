"""A dossier as the national portal is told of it. Four queries, whatever it holds; never for a person's screen."""

from uuid import UUID

from honglam.dossiers.contracts import (
    DossierNotFound,
    NationalRecord,
    OwnerKind,
    RecordPaper,
    RecordResult,
    RecordSupplement,
    ReturnMethod,
    Status,
)
from honglam.dossiers.models import Dossier, Paper, ResultDocument, Supplement
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel


def get_national_record(dossier_id: UUID) -> NationalRecord:
    """The record as of now. Raises `DossierNotFound`."""
    row = Dossier.objects.filter(id=dossier_id).first()
    if row is None:
        raise DossierNotFound
    version = procedures.get_version(version_id=row.version_id)
    return NationalRecord(
        dossier_id=row.id,
        code=row.code,
        registration_code=row.registration_code,
        procedure_code=row.procedure_code,
        procedure_name=row.procedure_name,
        field_code=version.field.code,
        field_name=version.field.name,
        channel=Channel(row.channel),
        status=Status(row.status),
        applicant_kind=OwnerKind(row.applicant_kind),
        applicant_name=row.applicant_name,
        applicant_id_number=row.applicant_id_number,
        applicant_phone=row.applicant_phone,
        applicant_email=row.applicant_email,
        return_method=ReturnMethod(row.return_method),
        lead_agency_id=row.lead_agency_id,
        submitted_at=row.submitted_at,
        accepted_at=row.accepted_at,
        due_at=row.due_at,
        resolved_at=row.resolved_at,
        returned_at=row.returned_at,
        papers=_papers(row),
        supplements=_supplements(row),
        results=_results(row),
    )


def _papers(row: Dossier) -> tuple[RecordPaper, ...]:
    found = Paper.objects.filter(dossier=row, superseded_at=None).order_by("received_at", "id")
    return tuple(
        RecordPaper(id=one.id, component_code=one.component_code, name=one.name, digitised=one.file_id is not None)
        for one in found
    )


def _supplements(row: Dossier) -> tuple[RecordSupplement, ...]:
    return tuple(
        RecordSupplement(
            id=one.id,
            asked_at=one.asked_at,
            reason=one.reason,
            items=tuple(f"{item['name']}: {item['lacks']}" for item in one.items),
            answered_at=one.answered_at,
        )
        for one in Supplement.objects.filter(dossier=row).order_by("asked_at")
    )


def _results(row: Dossier) -> tuple[RecordResult, ...]:
    found = ResultDocument.objects.filter(dossier=row, revoked_at=None)
    return tuple(RecordResult(id=one.id, title=one.title, number=one.number) for one in found)
