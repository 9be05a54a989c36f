"""Results in the making: what the template makes of the dossier, what officers mended, how it would look."""

from datetime import date, datetime
from uuid import UUID

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind, AgencyView
from honglam.dossiers.access import Case, answers_of, dossier_for, is_masked, record_strangers_read
from honglam.dossiers.contracts import (
    DossierNotFound,
    NotTheSigner,
    Outcome,
    ResultDraftView,
    ResultNotSigned,
    ResultTemplateMissing,
    Verb,
)
from honglam.dossiers.models import Dossier, ResultDraft, Task
from honglam.dossiers.rules.actions import next_actions
from honglam.dossiers.rules.parties import handled, holds_or_free, is_applicant
from honglam.dossiers.rules.result_documents import (
    DocumentSheet,
    authority_lines,
    blocks_from,
    number_of,
    place_name,
)
from honglam.dossiers.rules.steps import step_of
from honglam.kernel.clock import local
from honglam.kernel.values import Actor, DomainError
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel, DocumentDraft, StepKind


def get_result_draft(*, actor: Actor, dossier_id: UUID, at: datetime) -> ResultDraftView:
    """The draft as it stands, or as the template makes it; for officers who may see the dossier in full."""
    case = _open_case(actor=actor, dossier_id=dossier_id, at=at)
    row, made = find_draft(case.dossier), make_document(case, at=at)
    rejected = case.dossier.concluded == Outcome.REJECTED.value or made is None
    blocks = blocks_from(row.blocks) if row else made.blocks if made else ()
    offered = {action.verb for action in next_actions(actor, case.facts)}
    return ResultDraftView(
        dossier_id=case.dossier.id,
        code=case.dossier.code or case.dossier.registration_code,
        procedure_name=case.dossier.procedure_name,
        outcome=Outcome(row.outcome) if row else Outcome.REJECTED if rejected else Outcome.GRANTED,
        title=row.title if row else made.title if made else "",
        blocks=blocks,
        made=made.blocks if made else (),
        reason=row.reason if row else "",
        legal_basis=row.legal_basis if row else "",
        number_text=number_text(case.dossier, made, number=None, on=local(at).date()) if made else "",
        has_template=made is not None,
        revision=row.revision if row else 0,
        saved_at=row.saved_at if row else None,
        saved_by_name=row.saved_by_name if row else "",
        signed_at=row.signed_at if row else None,
        signer_name=row.signer_name if row else "",
        signer_title=row.signer_title if row else "",
        editable=Verb.DRAFT_RESULT in offered,
    )


def get_draft_sheet(*, actor: Actor, dossier_id: UUID, at: datetime) -> DocumentSheet:
    """The preview: the document with blanks where the issue will write number, date and, unless signed, the signer."""
    case = _open_case(actor=actor, dossier_id=dossier_id, at=at)
    row, made = find_draft(case.dossier), make_document(case, at=at)
    if made is None:
        raise DossierNotFound
    return make_sheet(case.dossier, row, made, on=local(at).date(), number=None)


def find_draft(dossier: Dossier) -> ResultDraft | None:
    """What was saved of the result so far."""
    return ResultDraft.objects.filter(dossier=dossier).first()


def find_obstacle(*, actor: Actor, dossier_id: UUID, at: datetime) -> DomainError | None:
    """What keeps the actor from issuing what is drafted here, as the verb would say it; None: nothing does."""
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at)
    row = find_draft(case.dossier)
    if case.version.result.template is None and not (row and row.outcome == Outcome.REJECTED.value):
        return ResultTemplateMissing()
    return draft_refusal(actor, case, row, last_task(case, actor))


def last_task(case: Case, actor: Actor) -> Task | None:
    """The actor's task with which processing ends; else one the actor could work on, so that the refusal is right."""
    mine = [facts for facts in handled(actor, Verb.ISSUE_RESULT, case.facts) if holds_or_free(actor, facts)]
    chosen = next((facts for facts in mine if facts.ends_here), mine[0] if mine else None)
    return case.task(chosen.id) if chosen else None


def draft_refusal(actor: Actor, case: Case, row: ResultDraft | None, task: Task | None) -> DomainError | None:
    """Who may issue the draft: whoever signs it now, or anybody whose turn it is once it is signed."""
    if is_signing(case, task):
        return None
    if any(step.kind is StepKind.SIGN for step in case.version.process.steps):
        if row is not None and row.signed_at is not None:
            return None
        # What may be settled at once at the desk need not have come by the signing step.
        if not case.dossier.immediate:
            return ResultNotSigned()
    template = case.version.result.template
    return NotTheSigner() if template and not actor.has_role(template.signer_role) else None


def is_signing(case: Case, task: Task | None) -> bool:
    """Whether the task is the step at which results are signed."""
    return task is not None and step_of(case.version.process, task.step_code).kind is StepKind.SIGN


def make_document(case: Case, *, at: datetime) -> DocumentDraft | None:
    """What the template makes of the dossier as it stands; None where the version has no template."""
    if case.version.result.template is None:
        return None
    dossier, agency = case.dossier, issuing_agency(case.dossier)
    received = dossier.accepted_at or dossier.submitted_at
    return procedures.draft_document(
        version_id=dossier.version_id,
        answers=case.answers or answers_of(dossier),
        facts={
            "dossier.code": dossier.code or dossier.registration_code,
            "dossier.accepted_on": local(received).date().isoformat(),
            "applicant.name": dossier.applicant_name,
            "applicant.citizen_id": dossier.applicant_id_number,
            "agency.name": agency.name,
            "agency.place": _place(agency, local(at).date()),
        },
        on=local(at).date(),
        channel=Channel(dossier.channel),
    )


def make_sheet(
    dossier: Dossier, row: ResultDraft | None, made: DocumentDraft, *, on: date, number: int | None
) -> DocumentSheet:
    """The document as it will be printed. `number` None: a preview."""
    agency = issuing_agency(dossier)
    signer_name, signer_title = (row.signer_name, row.signer_title) if row and row.signed_at else ("", "")
    text = number_text(dossier, made, number=number, on=on)
    facts = {"signer.name": signer_name, "signer.title": signer_title}
    if number is not None:
        facts |= {"result.number": text, "result.date": on.isoformat()}
    return DocumentSheet(
        parent_agency=_parent_name(agency),
        agency=agency.name,
        number_text=text,
        place=_place(agency, on),
        issued_on=on if number is not None else None,
        title=row.title if row and row.title else made.title,
        blocks=tuple(procedures.fill_blocks(blocks=blocks_from(row.blocks) if row else made.blocks, facts=facts)),
        authority=tuple(
            authority_lines(
                is_committee=agency.kind is AgencyKind.COMMITTEE, agency_name=agency.name, post_title=signer_title
            )
        ),
        signer_name=signer_name,
        recipients=(dossier.applicant_name, f"Lưu: VT, hồ sơ {dossier.code or dossier.registration_code}"),
        paper=made.paper,
        orientation=made.orientation,
        is_draft=number is None,
    )


def number_text(dossier: Dossier, made: DocumentDraft, *, number: int | None, on: date) -> str:
    """Number and symbol as they stand on the document; a draft has a blank."""
    agency = issuing_agency(dossier)
    return number_of(made.number_format, number=number, year=on.year, agency=agency.short_name or agency.name)


def issuing_agency(dossier: Dossier) -> AgencyView:
    """Whose document it is: the lead agency itself, never a unit inside it."""
    lead = directory.get_agency(agency_id=dossier.lead_agency_id)
    return directory.get_agency(agency_id=lead.agency_id) if lead.is_internal else lead


def _open_case(*, actor: Actor, dossier_id: UUID, at: datetime) -> Case:
    """Applicants see results, not what is still being written; whoever sees data covered does not see it either."""
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at)
    if is_applicant(actor, case.facts) or is_masked(actor, case.facts):
        raise DossierNotFound
    record_strangers_read(actor=actor, case=case, at=at)
    return case


def _parent_name(agency: AgencyView) -> str:
    """Departments stand under their committee; a committee stands alone (NĐ 30/2020, App. I)."""
    if agency.kind is AgencyKind.COMMITTEE or agency.parent_id is None:
        return ""
    return directory.get_agency(agency_id=agency.parent_id).name


def _place(agency: AgencyView, on: date) -> str:
    return place_name(directory.unit_label(code=agency.unit_code, on=on)) if agency.unit_code else ""
