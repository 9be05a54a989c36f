"""Official forms as they are issued: the snapshot of everything that stands on the paper, and its number.

Fields as in TT 01/2018 and TT 03/2025/TT-VPCP, App. I (vietnam.md §1.5). Printing reads the snapshot and nothing else.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyView
from honglam.dossiers.access import Case
from honglam.dossiers.contracts import PaperInput, PaperKind, SlipKind, SupplementItem
from honglam.dossiers.models import Dossier, Paper, Slip, SlipForm
from honglam.dossiers.rules.clock import limit_of
from honglam.dossiers.services.numbering import take_slip_number
from honglam.kernel.clock import local
from honglam.kernel.ids import uuid7
from honglam.kernel.values import Actor, ActorKind
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel


def issue_slip(
    *, dossier: Dossier, kind: SlipKind, form: SlipForm | None, at: datetime, content: Mapping[str, Any]
) -> Slip:
    """Number and write a slip. Call it last: the desk's book stays locked until commit."""
    year = local(at).year
    number = take_slip_number(book_id=dossier.desk_id, kind=kind, year=year)
    slip = Slip(
        id=uuid7(),
        dossier=dossier,
        kind=kind.value,
        form_number=form.number if form else "",
        book_id=dossier.desk_id,
        book_year=year,
        number=number,
        issued_at=at,
        content={**content, "code": dossier.code or dossier.registration_code},
    )
    Slip.objects.bulk_create([slip])
    return slip


def find_form(kind: SlipKind) -> SlipForm | None:
    """What the pack says of a form; an installation without a pack issues slips without a form number."""
    return SlipForm.objects.filter(code=kind.value, retired_at=None).first()


def receipt_content(
    case: Case, *, actor: Actor, at: datetime, form: SlipForm | None, papers: Iterable[PaperInput | Paper]
) -> dict[str, Any]:
    """Form 01: receipt and appointment."""
    dossier = case.dossier
    names = {component.code: component.name for component in case.version.components}
    limit = limit_of(case.version.channels, Channel(dossier.channel))
    fees = procedures.fees_for(
        version_id=dossier.version_id,
        channel=Channel(dossier.channel),
        answers=case.answers,
        on=dossier.filed_on,
    )
    return {
        **head(dossier, form=form, actor=actor, at=at),
        "papers": [_paper_row(paper, names) for paper in papers],
        "sets": case.version.sets,
        "time_limit": str(limit),
        "received_at": (dossier.clock_started_at or at).isoformat(),
        "due_at": dossier.due_at.isoformat() if dossier.due_at else "",
        "due_provisional": dossier.due_provisional,
        "return_method": dossier.return_method,
        "return_address": dossier.return_address,
        "fees": [{"name": fee.name, "amount": fee.amount} for fee in fees],
        "elsewhere": dossier.received_elsewhere,
    }


def supplement_content(
    case: Case,
    *,
    actor: Actor,
    at: datetime,
    form: SlipForm | None,
    items: tuple[SupplementItem, ...],
    reason: str,
    answer_by: datetime,
) -> dict[str, Any]:
    """Form 02: what is lacking, why, and until when it is waited for."""
    return {
        **head(case.dossier, form=form, actor=actor, at=at),
        "items": [{"name": item.name, "lacks": item.lacks} for item in items],
        "reason": reason,
        "answer_by": answer_by.isoformat(),
    }


def refusal_content(
    case: Case, *, actor: Actor, at: datetime, form: SlipForm | None, reason: str, legal_basis: str
) -> dict[str, Any]:
    """Forms 03 and 05: why not, and on which legal basis."""
    return {
        **head(case.dossier, form=form, actor=actor, at=at),
        "submitted_at": case.dossier.submitted_at.isoformat(),
        "reason": reason,
        "legal_basis": legal_basis,
    }


def originals_of(dossier: Dossier) -> list[str]:
    """Papers whose originals lie at the office and go back to the applicant."""
    here = Paper.objects.filter(dossier=dossier, originals__gt=0, superseded_at=None, given_back_at=None)
    return list(here.order_by("received_at", "id").values_list("name", flat=True))


def head(dossier: Dossier, *, form: SlipForm | None, actor: Actor, at: datetime) -> dict[str, Any]:
    """What stands on every form: who issues it, whose dossier it is, what it is about, who signs."""
    desk = directory.get_agency(agency_id=dossier.desk_id)
    agency = directory.get_agency(agency_id=dossier.lead_agency_id)
    submitter = dossier.submitter or {}
    return {
        "form_number": form.number if form else "",
        "form_title": form.title if form else "",
        "form_texts": form.texts if form else {},
        "form_provisional": form.provisional if form else True,
        "parent_agency": _parent_name(desk),
        "desk": desk.name,
        "desk_address": desk.address,
        "desk_phone": desk.phone,
        "desk_email": desk.email,
        "agency": agency.name,
        "procedure_code": dossier.procedure_code,
        "procedure": dossier.procedure_name,
        "channel": dossier.channel,
        "applicant": dossier.applicant_name,
        "applicant_kind": dossier.applicant_kind,
        "id_number": dossier.applicant_id_number,
        "address": dossier.applicant_address,
        "phone": dossier.applicant_phone,
        "email": dossier.applicant_email,
        "submitter": submitter.get("name") or dossier.applicant_name,
        "issued_at": at.isoformat(),
        "officer": "" if actor.kind is ActorKind.SYSTEM else actor.name,  # the product signs nothing: somebody will
    }


def _parent_name(desk: AgencyView) -> str:
    if desk.is_internal:
        return directory.get_agency(agency_id=desk.agency_id).name
    return directory.get_agency(agency_id=desk.parent_id).name if desk.parent_id else ""


def _paper_row(paper: PaperInput | Paper, names: Mapping[str, str]) -> dict[str, Any]:
    """One line of the table of papers, with the columns of the form: originals, certified copies, plain copies."""
    kind = PaperKind(paper.kind)
    certified = paper.copies if kind is PaperKind.CERTIFIED_COPY else 0
    return {
        "name": paper.name or names.get(paper.component_code, paper.component_code),
        "originals": paper.originals,
        "certified": certified,
        "copies": paper.copies - certified,
        "electronic": paper.file_id is not None,
        "goes_back": paper.goes_back and paper.originals > 0,
    }
