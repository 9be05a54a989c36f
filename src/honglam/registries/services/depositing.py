"""Papers come into the wallet: issued here, checked by an officer, or brought by their owner. Each exactly once."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from honglam.files import api as files
from honglam.files.contracts import Holder as Keeper
from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.ids import uuid7
from honglam.kernel.text import fold, nfc, words_of_code
from honglam.kernel.values import Actor
from honglam.registries.contracts import (
    AlreadyChecked,
    AlreadyUsed,
    Basis,
    Deposit,
    Holder,
    HolderKind,
    Origin,
    Purpose,
    Status,
    UseKind,
)
from honglam.registries.models import HeldPaper, PaperType
from honglam.registries.queries.uses import was_reused
from honglam.registries.rules.matching import last_day
from honglam.registries.services.tracing import SUBJECT, WALLET, log_uses


@transaction.atomic
def deposit(*, actor: Actor, papers: tuple[Deposit, ...], at: datetime) -> list[UUID]:
    """Keep papers; what matches no kind, is known already, or belongs to nobody who could be found, is passed over."""
    kinds = list(PaperType.objects.filter(retired_at=None)) if papers else []
    kept = []
    for paper in papers:
        kind = _kind_of(paper, kinds)
        if kind is not None and _belongs(paper.holder, kind) and not _known(paper):
            kept.append(_keep(paper, kind, actor=actor, at=at))
    return kept


@transaction.atomic
def revoke(*, actor: Actor, origin: Origin, origin_ids: Iterable[UUID], reason: str, at: datetime) -> int:
    """What was issued turned out wrong: its entries lose their force and stay in the record."""
    wrong = HeldPaper.objects.select_for_update().filter(origin=origin.value, origin_id__in=list(origin_ids))
    rows = sorted(wrong.exclude(status=Status.REVOKED.value), key=_age)  # a later one takes over from an earlier one
    on = local(at).date()
    for row in rows:
        bypass(row)
        row.status, row.status_reason, row.over_on = Status.REVOKED.value, nfc(reason)[:500], on
        row.superseded_by = None
        row.save(update_fields=["status", "status_reason", "over_on", "superseded_by"])
        restore_before(row, actor=actor, at=at)
    _log(rows, UseKind.REVOKED, actor=actor, at=at)
    return len(rows)


def bypass(gone: HeldPaper) -> None:
    """A paper in the middle of a chain goes: what it had put out of force waits for the one that overruled it too."""
    if gone.superseded_by_id is not None:
        HeldPaper.objects.filter(superseded_by=gone).update(superseded_by=gone.superseded_by_id)


def restore_before(gone: HeldPaper, *, actor: Actor, at: datetime) -> None:
    """A paper that made others lose their force has gone itself: what nothing else overrules is in force again."""
    rows = list(HeldPaper.objects.select_for_update().filter(superseded_by=gone, erased_at=None))
    if not rows:
        return
    rivals = [*rows, *_in_force(rows[0])]
    for row in rows:
        row.superseded_by = _overruling(row, rivals)
        if row.superseded_by is None:
            row.status, row.over_on = Status.VALID.value, row.valid_to
            what = "registries.paper_restored"
            audit.record(actor=actor, action=what, subject_kind=SUBJECT, subject_id=row.id, at=at)
        row.save(update_fields=["status", "superseded_by", "over_on"])


@transaction.atomic
def correct_brought(*, actor: Actor, paper_id: UUID, paper: Deposit, at: datetime) -> bool:
    """The same file brought once more with other details: those are what its owner says now; whether any were.

    Raises AlreadyChecked where somebody answers for a detail that stands and is told otherwise, and AlreadyUsed where a
    dossier rests on the paper as it stands.
    """
    row = HeldPaper.objects.select_for_update(of=("self",)).select_related("type").get(id=paper_id)
    told = {
        "number": paper.number[:80] or row.number,
        "issuer": paper.issuer[:300] or row.issuer,
        "issued_on": paper.issued_on or row.issued_on,
    }
    changed = [name for name, value in told.items() if getattr(row, name) != value]
    if not changed:
        return False
    if row.origin != Origin.BROUGHT.value:
        if any(getattr(row, name) for name in changed):
            raise AlreadyChecked(field="paper", number=row.number or "–")
        return False
    if was_reused([row.id]):
        raise AlreadyUsed(field="paper", number=row.number or "–")
    for name, value in told.items():
        setattr(row, name, value)
    _date_anew(row)
    row.save(update_fields=[*told, "valid_from", "valid_to", "over_on", "folded"])
    what, detail = "registries.paper_corrected", {"fields": changed}
    audit.record(actor=actor, action=what, subject_kind=SUBJECT, subject_id=row.id, at=at, detail=detail)
    if row.type.one_in_force and "issued_on" in changed:
        restore_before(row, actor=actor, at=at)
        _supersede(row, actor=actor, at=at)
    return True


def _date_anew(row: HeldPaper) -> None:
    """What follows from a paper's own details: how long it holds, and the words it is found by."""
    row.valid_from, row.valid_to = row.issued_on, _valid_to(row.issued_on, row.type)
    row.over_on = row.valid_to
    row.folded = _words(row.title, row.type, row.number, row.issuer, row.dossier_code)


@transaction.atomic
def note_checked(*, actor: Actor, checked_by: Mapping[UUID, str], at: datetime) -> int:
    """An officer compared what its owner had brought: it counts as checked from now on, under the officer's name."""
    rows = HeldPaper.objects.select_for_update(of=("self",)).select_related("type")
    brought = list(rows.filter(id__in=list(checked_by), origin=Origin.BROUGHT.value, erased_at=None))
    for row in brought:
        _mark_checked(row, checked_by[row.id], actor=actor, at=at)
    return len(brought)


def _mark_checked(row: HeldPaper, officer: str, *, actor: Actor, at: datetime) -> None:
    row.origin, row.checked_by = Origin.CHECKED.value, officer[:200]
    if row.superseded_by is not None and row.superseded_by.origin == Origin.BROUGHT.value:
        row.status, row.superseded_by, row.over_on = Status.VALID.value, None, row.valid_to
    row.save(update_fields=["origin", "checked_by", "status", "superseded_by", "over_on"])
    audit.record(actor=actor, action="registries.paper_checked", subject_kind=SUBJECT, subject_id=row.id, at=at)
    if row.type.one_in_force and row.status == Status.VALID.value:
        _supersede(row, actor=actor, at=at)


def _kind_of(paper: Deposit, kinds: list[PaperType]) -> PaperType | None:
    """The kind named, or the one whose procedure gave it, or the only one that its component accepts."""
    if paper.type_code:
        return next((one for one in kinds if one.code == paper.type_code), None)
    if paper.given_by:
        return next((one for one in kinds if paper.given_by in one.given_by), None)
    accepting = [one for one in kinds if paper.answers and paper.answers in one.answers]
    return accepting[0] if len(accepting) == 1 else None


def _belongs(holder: Holder, kind: PaperType) -> bool:
    """Kinds of papers of persons are not kept for enterprises, nor the other way round."""
    found = holder.number or holder.account_id or holder.enterprise_id
    return bool(found) and kind.holder_kind in ("", holder.kind.value)


def _known(paper: Deposit) -> bool:
    return HeldPaper.objects.filter(origin=paper.origin.value, origin_id=paper.origin_id).exists()


def _keep(paper: Deposit, kind: PaperType, *, actor: Actor, at: datetime) -> UUID:
    stored = files.get(file_id=paper.file_id)
    same = _same_bytes(paper, kind, stored.sha256)
    if same is not None:
        if paper.origin is Origin.CHECKED and same.origin == Origin.BROUGHT.value:
            _mark_checked(same, paper.checked_by, actor=actor, at=at)
        return same.id
    row = _row(paper, kind, sha256=stored.sha256, at=at)
    row.save(force_insert=True)
    keeper = Keeper(kind="held_paper", id=str(row.id))
    files.claim(actor=actor, file_ids=[paper.file_id], holder=keeper, at=at)
    _log([row], UseKind.DEPOSITED, actor=actor, at=at, paper=paper)
    if kind.one_in_force and row.status == Status.VALID.value:
        _supersede(row, actor=actor, at=at)
    return row.id


def _same_bytes(paper: Deposit, kind: PaperType, sha256: str) -> HeldPaper | None:
    """The same sheet, kept for the same holder: handed in again it makes no second entry. A result always does."""
    if paper.origin is Origin.ISSUED:
        return None
    return _of_holder(paper.holder).filter(type=kind, sha256=sha256, status=Status.VALID.value, erased_at=None).first()


def _row(paper: Deposit, kind: PaperType, *, sha256: str, at: datetime) -> HeldPaper:
    title = nfc(paper.title)[:500] or kind.name
    holder, on = paper.holder, local(at).date()
    return HeldPaper(
        id=uuid7(),
        type=kind,
        holder_kind=holder.kind.value,
        holder_number=holder.number,
        holder_name=holder.name[:300],
        account_id=holder.account_id,
        enterprise_id=holder.enterprise_id,
        title=title,
        number=paper.number[:80],
        issuer=paper.issuer[:300],
        issued_on=paper.issued_on,
        valid_from=paper.issued_on,
        valid_to=_valid_to(paper.issued_on, kind),
        file_id=paper.file_id,
        file_name=paper.file_name[:200],
        sha256=sha256,
        origin=paper.origin.value,
        origin_id=paper.origin_id,
        dossier_id=paper.dossier_id,
        dossier_code=paper.dossier_code[:60],
        dossier_name=paper.dossier_name[:600],
        checked_by=paper.checked_by[:200],
        folded=_words(title, kind, paper.number, paper.issuer, paper.dossier_code),
        deposited_at=at,
        status=Status.REVOKED.value if paper.revoked else Status.VALID.value,
        over_on=on if paper.revoked else _valid_to(paper.issued_on, kind),
    )


def _words(title: str, kind: PaperType, number: str, issuer: str, dossier_code: str) -> str:
    return fold(" ".join((title, kind.name, number, words_of_code(number), issuer, dossier_code)))


def _valid_to(issued_on: date | None, kind: PaperType) -> date | None:
    if issued_on is None or kind.valid_months is None:
        return None
    return last_day(issued_on, kind.valid_months)


def _supersede(row: HeldPaper, *, actor: Actor, at: datetime) -> None:
    """Of a kind of which one is in force, the one issued last is: earlier ones of the holder point at it."""
    rivals, older = [row, *_in_force(row)], []
    for one in rivals:
        one.superseded_by = _overruling(one, rivals)
        if one.superseded_by is not None:
            one.status, one.over_on = Status.SUPERSEDED.value, local(at).date()
            one.save(update_fields=["status", "superseded_by", "over_on"])
            older.append(one)
    _log(older, UseKind.SUPERSEDED, actor=actor, at=at)


def _overruling(row: HeldPaper, rivals: list[HeldPaper]) -> HeldPaper | None:
    """The newest of those that put `row` out of force.

    What somebody brought and nobody looked at puts nothing out of force but what was brought the same way: anybody can
    bring a photograph with any day on it.
    """
    brought = row.origin == Origin.BROUGHT.value
    newer = [one for one in rivals if _age(one) > _age(row) and (brought or one.origin != Origin.BROUGHT.value)]
    return max(newer, key=_age, default=None)


def _in_force(row: HeldPaper) -> list[HeldPaper]:
    """Other papers of the same kind that its holder has in force."""
    holder = Holder(
        kind=HolderKind(row.holder_kind),
        number=row.holder_number,
        account_id=row.account_id,
        enterprise_id=row.enterprise_id,
    )
    rows = _of_holder(holder).select_for_update().exclude(id=row.id)
    return list(rows.filter(type_id=row.type_id, status=Status.VALID.value, erased_at=None))


def _age(row: HeldPaper) -> tuple[date, bool, UUID]:
    """When it was issued; of the same day, what somebody answers for comes after a photograph of it."""
    return row.issued_on or date.min, row.origin != Origin.BROUGHT.value, row.id


def _of_holder(holder: Holder) -> QuerySet[HeldPaper]:
    rows = HeldPaper.objects.filter(holder_kind=holder.kind.value)
    if holder.number:
        return rows.filter(holder_number=holder.number)
    if holder.enterprise_id is not None:
        return rows.filter(enterprise_id=holder.enterprise_id)
    return rows.filter(account_id=holder.account_id) if holder.account_id is not None else rows.none()


def _log(rows: list[HeldPaper], kind: UseKind, *, actor: Actor, at: datetime, paper: Deposit | None = None) -> None:
    purpose, own = WALLET, paper is not None and paper.origin is Origin.BROUGHT
    if paper is not None and paper.dossier_id is not None:
        purpose = Purpose(
            kind="dossier", id=paper.dossier_id, code=paper.dossier_code, procedure_name=paper.dossier_name
        )
    basis = Basis.OWNER if own else Basis.LAW
    log_uses(actor=actor, papers=rows, kind=kind, purpose=purpose, basis=basis, at=at, by_owner=own)
