"""The door of the registers: the wallet (kho dữ liệu điện tử của tổ chức, cá nhân), and those that a pack defines."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from honglam.kernel.paging import Page
from honglam.kernel.values import Actor
from honglam.registries.contracts import (
    Deposit,
    Fact,
    HeldView,
    Holder,
    HolderKind,
    Offer,
    Origin,
    Purpose,
    RecordsAsked,
    RecordView,
    RegisterView,
)
from honglam.registries.queries import types, wallet
from honglam.registries.queries.registers import definitions, records
from honglam.registries.rules.holding import Party
from honglam.registries.rules.holding import holder_of as _holder_of
from honglam.registries.services import depositing, using
from honglam.registries.services.registers import keeping


def holder_of(
    *,
    kind: HolderKind,
    number: str,
    name: str,
    owner_id: UUID | None = None,
    owner_number: str = "",
    enterprise_id: UUID | None = None,
    brought_by_other: bool = False,
) -> Holder | None:
    """Whose wallet a paper of a dossier belongs into; None where nobody could find it again.

    `owner_number` is the proven citizen number of the filing account, empty where nobody vouched for it.
    """
    party = Party(
        kind=kind,
        number=number,
        name=name,
        owner_id=owner_id,
        owner_number=owner_number,
        enterprise_id=enterprise_id,
        brought_by_other=brought_by_other,
    )
    return _holder_of(party)


def deposit(*, actor: Actor, papers: tuple[Deposit, ...], at: datetime) -> list[UUID]:
    """Keep papers, each row of origin once; returns the entries. What matches no kind of paper is passed over."""
    return depositing.deposit(actor=actor, papers=papers, at=at)


def revoke(*, actor: Actor, origin: Origin, origin_ids: Iterable[UUID], reason: str, at: datetime) -> int:
    """Take the force from entries whose origin was found wrong; returns how many."""
    return depositing.revoke(actor=actor, origin=origin, origin_ids=origin_ids, reason=reason, at=at)


def note_checked(*, actor: Actor, checked_by: Mapping[UUID, str], at: datetime) -> int:
    """Papers that their owners had brought (entry → officer who compared them) count as checked; returns how many."""
    return depositing.note_checked(actor=actor, checked_by=checked_by, at=at)


def list_answerable(*, procedure_code: str) -> frozenset[str]:
    """The components of a procedure that a held paper may stand for. One query."""
    return frozenset(types.accepted_by(procedure_code=procedure_code, types=types.list_types()))


def list_offers(*, actor: Actor, procedure_code: str, at: datetime) -> dict[str, list[Offer]]:
    """What of the actor's wallet answers components of a procedure, the newest first. Three queries at most."""
    return wallet.list_offers(actor=actor, procedure_code=procedure_code, at=at)


def see_held(*, actor: Actor, kind: HolderKind, number: str, purpose: Purpose, at: datetime) -> dict[str, list[Offer]]:
    """What the province holds under a number for a procedure; officers of a desk only, each sight logged."""
    return using.see_held(actor=actor, kind=kind, number=number, purpose=purpose, at=at)


def list_facts(*, actor: Actor, at: datetime) -> dict[str, Fact]:
    """What the actor's papers in force say, under the names by which forms ask (`paper.<TYPE>.number`). Two queries."""
    return wallet.facts_of(actor=actor, at=at)


def agree(*, actor: Actor, paper_id: UUID, component_code: str, purpose: Purpose, at: datetime) -> HeldView:
    """The owner agrees that a paper stands for a component. Raises PaperNotHeld, PaperDoesNotFit."""
    return using.agree(actor=actor, paper_id=paper_id, component_code=component_code, purpose=purpose, at=at)


def take_back(*, actor: Actor, paper_ids: Iterable[UUID], purpose: Purpose, at: datetime) -> None:
    """The owner takes the agreement back before anything was submitted."""
    using.take_back(actor=actor, paper_ids=paper_ids, purpose=purpose, at=at)


def reuse(*, actor: Actor, wanted: Iterable[tuple[UUID, str]], purpose: Purpose, at: datetime) -> dict[UUID, HeldView]:
    """Papers (with their component) of the actor become papers of a dossier, which takes the files named here.

    Raises PaperNotHeld, PaperDoesNotFit at `papers.<component>`.
    """
    return using.reuse(actor=actor, wanted=wanted, purpose=purpose, at=at)


def list_misfits(
    *, actor: Actor, wanted: Iterable[tuple[UUID, str]], procedure_code: str, at: datetime
) -> list[tuple[str, str, str]]:
    """Component, title and reason (a msgid) of what no longer fits among papers taken into a draft."""
    return using.misfits(actor=actor, wanted=wanted, procedure_code=procedure_code, at=at)


def reuse_at_counter(
    *,
    actor: Actor,
    kind: HolderKind,
    number: str,
    wanted: Iterable[tuple[UUID, str]],
    purpose: Purpose,
    at: datetime,
) -> dict[UUID, HeldView]:
    """Papers held under a number become papers of a dossier at the counter. Raises PaperNotHeld, PaperDoesNotFit."""
    return using.reuse_at_counter(actor=actor, kind=kind, number=number, wanted=wanted, purpose=purpose, at=at)


def look(*, actor: Actor, paper_ids: Iterable[UUID], purpose: Purpose, at: datetime) -> None:
    """Write down that somebody opened papers that a dossier rests on; the caller has decided that they may."""
    using.look(actor=actor, paper_ids=paper_ids, purpose=purpose, at=at)


def list_registers(*, actor: Actor) -> list[RegisterView]:
    """The registers in sight, by name. One query."""
    return definitions.list_registers(actor=actor)


def list_records(
    *, actor: Actor, code: str, asked: RecordsAsked, at: datetime, after: str | None = None, limit: int = 50
) -> Page[RecordView]:
    """A page of records by name. Two queries. Raises RegisterNotFound, BadCursor."""
    return records.list_records(actor=actor, code=code, asked=asked, after=after, limit=limit, at=at)


def make_record(*, actor: Actor, code: str, agency: str, typed: Mapping[str, str], at: datetime) -> UUID:
    """Enter a record of an agency (its code). Raises RegisterNotFound, AgencyNotYours, FieldErrors, ValueTaken."""
    return keeping.make_record(actor=actor, code=code, agency=agency, typed=typed, at=at)


def move_record(*, actor: Actor, code: str, record_id: UUID, move: str, reason: str, at: datetime) -> None:
    """Give a record another state. Raises RecordNotFound, MoveNotOpen, ReasonMissing."""
    keeping.move_record(actor=actor, code=code, record_id=record_id, move=move, reason=reason, at=at)
