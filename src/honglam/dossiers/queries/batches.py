"""Forms of many dossiers for one print: every one of them, or a refusal that names those that have none."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from honglam.dossiers.contracts import DossierNotFound, DossierView, FormsMissing, SlipKind, SlipView
from honglam.dossiers.queries import page, slips
from honglam.kernel.values import Actor


def list_forms(*, actor: Actor, dossier_ids: Sequence[UUID], kind: SlipKind, at: datetime) -> list[SlipView]:
    """One form of each, as often as it was issued. Raises FormsMissing, DossierNotFound for one out of sight."""
    views = [page.get_dossier(actor=actor, dossier_id=one, at=at) for one in dossier_ids]
    found = {view.id: [slip for slip in view.slips if slip.kind is kind] for view in views}
    _refuse([view for view in views if not found[view.id]], (one for one, issued in found.items() if issued))
    return [slip for issued in found.values() for slip in issued]


def list_control_sheets(*, actor: Actor, dossier_ids: Sequence[UUID], at: datetime) -> list[SlipView]:
    """Form 06 of each. Raises FormsMissing for what the actor sees covered, DossierNotFound for one out of sight."""
    found: dict[UUID, SlipView] = {}
    covered: list[DossierView] = []
    for one in dossier_ids:
        try:
            found[one] = slips.get_control_sheet(actor=actor, dossier_id=one, at=at)
        except DossierNotFound:
            covered.append(page.get_dossier(actor=actor, dossier_id=one, at=at))
    _refuse(covered, found)
    return list(found.values())


def _refuse(lacking: Sequence[DossierView], rest: Iterable[UUID]) -> None:
    if lacking:
        raise FormsMissing(codes=", ".join(one.code or one.registration_code for one in lacking), rest=tuple(rest))
