"""Scanned papers belong to the officer who scanned them until a dossier takes them over."""

from collections.abc import Iterable
from uuid import UUID

from honglam.dossiers.contracts import ScanNotFound
from honglam.dossiers.models import Scan
from honglam.kernel.values import Actor


def scans_of(*, actor: Actor, scan_ids: Iterable[UUID]) -> list[Scan]:
    """Those of the ids that the actor scanned, oldest first."""
    if actor.id is None:
        return []
    return list(Scan.objects.filter(id__in=list(scan_ids), account_id=actor.id).order_by("id"))


def scan_for(*, actor: Actor, scan_id: UUID) -> Scan:
    """One of the actor's own scans. Raises `ScanNotFound`."""
    rows = scans_of(actor=actor, scan_ids=[scan_id])
    if not rows:
        raise ScanNotFound
    return rows[0]
