"""Official forms as PDF: read as this actor may, then set."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from honglam.dossiers.contracts import SlipKind
from honglam.dossiers.gateways.documents import set_document
from honglam.dossiers.gateways.typesetting import set_slips
from honglam.dossiers.queries import batches, result_drafts, slips
from honglam.kernel.values import Actor


def print_slips(*, actor: Actor, slip_ids: Sequence[UUID], at: datetime) -> bytes:
    """Slips as issued, as one PDF in the order given. Raises DossierNotFound for one the actor may not see."""
    return set_slips(slips.get_slip(actor=actor, slip_id=slip_id, at=at) for slip_id in slip_ids)


def print_control_sheet(*, actor: Actor, dossier_id: UUID, at: datetime) -> bytes:
    """Form 06 as the tasks stand now, as PDF."""
    return set_slips([slips.get_control_sheet(actor=actor, dossier_id=dossier_id, at=at)])


def print_control_sheets(*, actor: Actor, dossier_ids: Sequence[UUID], at: datetime) -> bytes:
    """Form 06 of several dossiers as one PDF. Raises FormsMissing where the actor sees some of them covered."""
    return set_slips(batches.list_control_sheets(actor=actor, dossier_ids=dossier_ids, at=at))


def print_forms(*, actor: Actor, dossier_ids: Sequence[UUID], kind: SlipKind, at: datetime) -> bytes:
    """One form of several dossiers as one PDF, as often as it was issued. Raises FormsMissing where some have none."""
    return set_slips(batches.list_forms(actor=actor, dossier_ids=dossier_ids, kind=kind, at=at))


def print_receipts(*, actor: Actor, dossier_ids: Sequence[UUID], at: datetime) -> bytes:
    """The receipts of several dossiers as one PDF, for the printer beside the counter."""
    return print_forms(actor=actor, dossier_ids=dossier_ids, kind=SlipKind.RECEIPT, at=at)


def print_result_draft(*, actor: Actor, dossier_id: UUID, at: datetime) -> bytes:
    """The drafted result as it would look, marked as a draft. Raises DossierNotFound where there is no template."""
    return set_document(result_drafts.get_draft_sheet(actor=actor, dossier_id=dossier_id, at=at))
