"""What the owner does with the wallet, and what the law does with it in the end."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.files import api as files
from honglam.files.contracts import Holder as Keeper
from honglam.kernel.clock import local
from honglam.kernel.values import SYSTEM, Actor
from honglam.registries.access import own_paper
from honglam.registries.contracts import Basis, NotYours, Origin, PaperNotHeld, Status, UseKind
from honglam.registries.models import HeldPaper, PaperType
from honglam.registries.queries.uses import was_reused
from honglam.registries.queries.wallet import keeping_of
from honglam.registries.rules.retention import may_erase
from honglam.registries.services.depositing import bypass, restore_before
from honglam.registries.services.tracing import WALLET, log_uses

ERASED = "–"
_BATCH = 500


@transaction.atomic
def hide(*, actor: Actor, paper_id: UUID, hidden: bool, at: datetime) -> None:
    """Hide a paper from forms and counters, or show it again. Dossiers that rest on it already keep it."""
    row = own_paper(actor=actor, paper_id=paper_id, lock=True)
    if (row.hidden_at is not None) == hidden:
        return
    row.hidden_at = at if hidden else None
    row.save(update_fields=["hidden_at"])
    _log(row, UseKind.HIDDEN if hidden else UseKind.SHOWN, actor=actor, at=at)


@transaction.atomic
def note_download(*, actor: Actor, paper_id: UUID, at: datetime) -> UUID:
    """The owner takes the file away (its id is returned); the line helps to notice a stranger in one's account."""
    row = own_paper(actor=actor, paper_id=paper_id)
    if row.file_id is None:
        raise PaperNotHeld
    _log(row, UseKind.DOWNLOADED, actor=actor, at=at)
    return row.file_id


@transaction.atomic
def throw_away(*, actor: Actor, paper_id: UUID, at: datetime) -> None:
    """Erase what the owner put in alone. What the law keeps is refused with its reason (`NotYours`)."""
    row = own_paper(actor=actor, paper_id=paper_id, lock=True)
    keeping = keeping_of(row.type)
    reused = bool(was_reused([row.id]))
    on = local(at).date()
    if not may_erase(keeping, origin=Origin(row.origin), reused=reused, over_on=row.over_on, on=on):
        raise NotYours(reason=keeping.because)
    _erase(row, actor=actor, at=at)


@transaction.atomic
def erase_over(*, at: datetime, limit: int = _BATCH) -> int:
    """Erase what the law no longer keeps: personal data goes, the line that there was a paper stays.

    Kind by kind, each from its oldest to the first that is still kept: of all kinds together, many that are kept for
    long would hide for ever the few behind them that are not.
    """
    on, gone = local(at).date(), 0
    for kind in PaperType.objects.filter(kept_months__isnull=False).order_by("code"):
        rows = HeldPaper.objects.select_for_update(skip_locked=True)
        for row in rows.filter(type=kind, over_on__lt=on, erased_at=None).order_by("over_on")[: limit - gone]:
            if not may_erase(keeping_of(kind), origin=Origin(row.origin), reused=True, over_on=row.over_on, on=on):
                break
            _erase(row, actor=SYSTEM, at=at)
            gone += 1
    return gone


def _erase(row: HeldPaper, *, actor: Actor, at: datetime) -> None:
    _log(row, UseKind.ERASED, actor=actor, at=at)
    if row.file_id is not None:
        keeper = Keeper(kind="held_paper", id=str(row.id))
        files.release(actor=actor, file_ids=[row.file_id], holder=keeper, at=at)
    if row.account_id is not None or row.enterprise_id is not None:
        row.holder_number = ""  # without either, the number alone says whose the line is
    row.title = row.holder_name = row.number = row.issuer = row.file_name = ERASED
    row.folded, row.sha256, row.file, row.erased_at = "", "", None, at
    row.save()
    bypass(row)
    if row.status == Status.VALID.value and actor.id is not None:
        restore_before(row, actor=actor, at=at)


def _log(row: HeldPaper, kind: UseKind, *, actor: Actor, at: datetime) -> None:
    own = actor.id is not None
    basis = Basis.OWNER if own else Basis.LAW
    log_uses(actor=actor, papers=[row], kind=kind, purpose=WALLET, basis=basis, at=at, by_owner=own)
