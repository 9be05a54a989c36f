"""Papers scanned at the counter: pages put together, read in the background, taken over by the dossier."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from honglam.dossiers.contracts import ScanView
from honglam.dossiers.models import Scan
from honglam.dossiers.queries.scanning import scan_view
from honglam.dossiers.rules.building import clean
from honglam.files import api as files
from honglam.files.contracts import Content, Holder, Page, StoredFile
from honglam.kernel import audit
from honglam.kernel.values import SYSTEM, Actor

LIFE = timedelta(hours=24)
_BATCH = 500


@transaction.atomic
def scan_pages(*, actor: Actor, component_code: str, name: str, pages: Sequence[Page], at: datetime) -> ScanView:
    """One paper of uploaded pages. Raises `PagesUnusable` and what an upload may raise."""
    stored = files.bind_pages(actor=actor, pages=pages, name=name, at=at, purpose="paper")
    return _keep(actor=actor, component_code=component_code, stored=stored, at=at)


@transaction.atomic
def scan_file(*, actor: Actor, component_code: str, name: str, content: Content, at: datetime) -> ScanView:
    """One paper sent as a file of any kind, byte for byte. Raises what `files.store` does."""
    stored = files.store(actor=actor, content=content, name=name, at=at, purpose="paper")
    return _keep(actor=actor, component_code=component_code, stored=stored, at=at)


@transaction.atomic
def forget_scans(*, at: datetime) -> int:
    """Scans of yesterday go; a file that no dossier took over is collected. How many went."""
    rows = list(Scan.objects.select_for_update(skip_locked=True).filter(made_at__lt=at - LIFE)[:_BATCH])
    for row in rows:
        files.release(actor=SYSTEM, file_ids=[row.file_id], holder=_holder(row), at=at)
        audit.record(actor=SYSTEM, action="dossiers.scan_forgotten", subject_kind="scan", subject_id=row.id, at=at)
        row.delete()
    return len(rows)


def _keep(*, actor: Actor, component_code: str, stored: StoredFile, at: datetime) -> ScanView:
    assert actor.id is not None  # noqa: S101 - the counter's pages are for officers
    row = Scan(
        account_id=actor.id,
        component_code=clean(component_code, 60),
        file_id=stored.id,
        file_name=clean(stored.name, 200),
        made_at=at,
    )
    row.save(force_insert=True)
    files.claim(actor=actor, file_ids=[stored.id], holder=_holder(row), at=at)
    files.ask_reading(actor=actor, file_ids=[stored.id], at=at)
    audit.record(
        actor=actor,
        action="dossiers.paper_scanned",
        subject_kind="scan",
        subject_id=row.id,
        at=at,
        detail={"component": row.component_code, "sha256": stored.sha256},
    )
    return scan_view(row)


def _holder(row: Scan) -> Holder:
    return Holder(kind="scan", id=str(row.id))
