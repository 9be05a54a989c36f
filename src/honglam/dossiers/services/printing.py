"""Official forms as PDF. Nothing is written but the reads that `queries` records."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from honglam.dossiers.contracts import SlipKind
from honglam.dossiers.gateways.typesetting import set_slips
from honglam.dossiers.queries.page import get_dossier
from honglam.dossiers.queries.slips import get_control_sheet, get_slip
from honglam.kernel.values import Actor


def print_slips(*, actor: Actor, slip_ids: Sequence[UUID], at: datetime) -> bytes:
    """Slips as they were issued, in the order given. Raises DossierNotFound for one the actor may not see."""
    return set_slips(get_slip(actor=actor, slip_id=slip_id, at=at) for slip_id in slip_ids)


def print_control_sheet(*, actor: Actor, dossier_id: UUID, at: datetime) -> bytes:
    """Form 06 as the tasks stand now."""
    return set_slips([get_control_sheet(actor=actor, dossier_id=dossier_id, at=at)])


def print_receipts(*, actor: Actor, dossier_ids: Sequence[UUID], at: datetime) -> bytes:
    """The receipts of several dossiers in one file, for the printer beside the counter."""
    views = [get_dossier(actor=actor, dossier_id=dossier_id, at=at) for dossier_id in dossier_ids]
    return set_slips(slip for view in views for slip in view.slips if slip.kind is SlipKind.RECEIPT)
