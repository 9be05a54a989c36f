"""Whose papers an actor reaches, and the only ways from an id outside to an entry.

A person reaches what was deposited for the account, and what lies under a citizen number that somebody vouched for. A
number that was only typed opens nothing: it may be anybody's.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from honglam.identity import api as identity
from honglam.identity.contracts import Proof
from honglam.kernel.values import Actor
from honglam.registries.contracts import HolderKind, PaperNotHeld
from honglam.registries.models import HeldPaper

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
