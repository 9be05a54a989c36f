"""Whose papers an actor reaches, and the only ways from an id outside to an entry.

A person reaches what was deposited for the account, and what lies under a citizen number that somebody vouched for. A
number that was only typed opens nothing: it may be anybody's.

Registers that a pack defines are kept by roles in their own agency, and wholly by the side that answers for them; who
reads what follows from columns of the record (register, agency).
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from honglam.directory import api as directory
from honglam.identity import api as identity
from honglam.identity.contracts import Proof
from honglam.kernel.clock import today
from honglam.kernel.values import Actor, ActorKind
from honglam.registries.contracts import (
    HolderKind,
    PaperNotHeld,
    RecordNotFound,
    RegisterNotFound,
    RegisterRetired,
    Schema,
    Seen,
)
from honglam.registries.models import HeldPaper, Register, RegisterRecord

COUNTER_ROLES = ("reception_officer", "one_stop_head")


@dataclass(frozen=True, kw_only=True)
class Reach:
    """In which capacity the actor has a wallet: by account or enterprise, and by number where it is proven."""

    kind: HolderKind
    id: UUID
    number: str


def reach_of(*, actor: Actor) -> Reach | None:
    """The wallet of the capacity in which the actor acts now; none under a mandate: papers are their owner's."""
    if actor.id is None or actor.mandate is not None:
        return None
    if actor.enterprise_id is not None:
        enterprise = identity.get_enterprise(enterprise_id=actor.enterprise_id)
        number = enterprise.tax_code if enterprise.proven else ""
        return Reach(kind=HolderKind.ENTERPRISE, id=enterprise.id, number=number)
    account = identity.get_account(account_id=actor.id)
    proven = account.citizen_id_proof is not Proof.NOBODY
    return Reach(kind=HolderKind.PERSON, id=account.id, number=account.citizen_id if proven else "")


def papers_of(*, actor: Actor) -> QuerySet[HeldPaper]:
    """The actor's own entries, erased ones left out."""
    reach = reach_of(actor=actor)
    if reach is None:
        return HeldPaper.objects.none()
    own = Q(enterprise_id=reach.id) if reach.kind is HolderKind.ENTERPRISE else Q(account_id=reach.id)
    if reach.number:
        own |= Q(holder_kind=reach.kind.value, holder_number=reach.number)
    return HeldPaper.objects.filter(own, erased_at=None)


def own_paper(*, actor: Actor, paper_id: UUID, lock: bool = False) -> HeldPaper:
    """One of the actor's own entries; anybody else's is `PaperNotHeld`."""
    rows = papers_of(actor=actor)
    found = (rows.select_for_update(of=("self",)) if lock else rows).select_related("type").filter(id=paper_id).first()
    if found is None:
        raise PaperNotHeld
    return found


def papers_for_counter(*, actor: Actor, kind: HolderKind, number: str) -> QuerySet[HeldPaper]:
    """What the province holds under the number of whoever stands at the counter; for officers of a desk only."""
    if not number or not actor.is_officer or not actor.has_role(*COUNTER_ROLES):
        return HeldPaper.objects.none()
    return HeldPaper.objects.filter(holder_kind=kind.value, holder_number=number, erased_at=None, hidden_at=None)


def may_open(*, actor: Actor, schema: Schema) -> bool:
    """Whether a register exists for the actor: they keep or read it by their role, or every officer reads it."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    roles = (*schema.keepers, *schema.readers)
    return actor.is_officer and (schema.seen is Seen.ALL or actor.has_role(*roles))


def owns(*, actor: Actor, owner_id: int, schema: Schema) -> bool:
    """Whether the actor is on the side that answers for the whole register: in its agency, or in who carries it on."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    if actor.agency_id is None or not actor.has_role(*schema.keepers, *schema.readers):
        return False
    return owner_id in directory.carried_ids(agency_id=actor.agency_id, on=today())


def kept_agencies(*, actor: Actor, owner_id: int, schema: Schema) -> frozenset[int] | None:
    """The agencies whose records the actor enters and changes; None: every one."""
    if actor.kind is ActorKind.SYSTEM:
        return None
    if actor.agency_id is None or not actor.has_role(*schema.keepers):
        return frozenset()
    if owns(actor=actor, owner_id=owner_id, schema=schema):
        return None
    carried = directory.carried_ids(agency_id=actor.agency_id, on=today())
    return frozenset({*carried, *directory.descendant_ids(agency_id=actor.agency_id)})


def read_agencies(*, actor: Actor, owner_id: int, schema: Schema) -> frozenset[int] | None:
    """The agencies whose records the actor reads; None: every one."""
    if schema.seen is Seen.ALL or owns(actor=actor, owner_id=owner_id, schema=schema):
        return None
    if actor.agency_id is None:
        return frozenset()
    carried = directory.carried_ids(agency_id=actor.agency_id, on=today())
    below = {found for one in (*actor.scope_ids, actor.agency_id) for found in directory.descendant_ids(agency_id=one)}
    return frozenset({*carried, *below})


def records_of(*, actor: Actor, register: Register, schema: Schema) -> QuerySet[RegisterRecord]:
    """The records of a register within sight, struck ones included. Raises RegisterNotFound."""
    if not may_open(actor=actor, schema=schema):
        raise RegisterNotFound
    rows = RegisterRecord.objects.filter(register=register)
    seen = read_agencies(actor=actor, owner_id=register.owner_id, schema=schema)
    return rows if seen is None else rows.filter(agency__in=seen)


def record_to_keep(*, actor: Actor, register: Register, schema: Schema, record_id: UUID) -> RegisterRecord:
    """A record that the actor may change, locked for it. Raises RecordNotFound, RegisterRetired."""
    if register.retired_at is not None:
        raise RegisterRetired
    rows = records_of(actor=actor, register=register, schema=schema).filter(id=record_id)
    row = rows.select_for_update(of=("self",)).first()
    kept = kept_agencies(actor=actor, owner_id=register.owner_id, schema=schema)
    if row is None or (kept is not None and row.agency_id not in kept):
        raise RecordNotFound
    return row
