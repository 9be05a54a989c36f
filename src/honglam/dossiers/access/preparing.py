"""Who may see what is prepared before a dossier is filed: looks at drafts, requests to sign."""

from uuid import UUID

from django.db.models import Q, QuerySet

from honglam.directory import api as directory
from honglam.dossiers.contracts import CosignerNotFound, LookNotFound, Verb
from honglam.dossiers.models import Cosigner, Draft, Look
from honglam.dossiers.rules.parties import DESK_ROLES
from honglam.identity import api as identity
from honglam.identity.contracts import Proof
from honglam.kernel.values import Actor


def desks_of(actor: Actor, verb: Verb = Verb.ACCEPT) -> list[int]:
    """The desks at which the actor receives, or may do another `verb` of a desk: those in the scope of the post."""
    if not actor.is_officer or not actor.has_role(*DESK_ROLES[verb]):
        return []
    seen = {one for scope in actor.scope_ids for one in directory.descendant_ids(agency_id=scope)}
    if actor.unit_id is not None and (desk := directory.one_stop_of(agency_id=actor.unit_id)) is not None:
        seen.add(desk.id)
    return sorted(seen)


def look_for(*, actor: Actor, look_id: UUID, lock: bool = False) -> Look:
    """A request to look at a draft, for officers of the desk that was asked; anybody else's is `LookNotFound`.

    So is one that was taken back or answered: what the applicant writes after that was not shown to anybody.
    """
    rows = Look.objects.select_for_update(of=("self",)) if lock else Look.objects.all()
    look = rows.select_related("draft").filter(id=look_id, desk_id__in=desks_of(actor), closed_at=None).first()
    if look is None:
        raise LookNotFound
    return look


def cosigner_for(*, actor: Actor, cosigner_id: UUID, lock: bool = False) -> Cosigner:
    """A request to sign, for whoever signed it, and before for whoever proved the contact; else `CosignerNotFound`.

    Contacts change hands: who proves one later reaches neither what its owner before signed nor what was void by then.
    """
    rows = Cosigner.objects.select_for_update(of=("self",)) if lock else Cosigner.objects.all()
    row = rows.select_related("draft").filter(id=cosigner_id).first()
    if row is None or actor.id is None:
        raise CosignerNotFound
    if row.account_id == actor.id:
        return row
    account = identity.get_account(account_id=actor.id)
    open_still = row.account_id is None and row.voided_at is None
    if not open_still or row.contact not in (account.email, account.phone):
        raise CosignerNotFound
    return row


def proven_number(actor: Actor) -> str:
    """The citizen number that somebody vouched for; empty for a number that was only typed."""
    if actor.id is None:
        return ""
    account = identity.get_account(account_id=actor.id)
    return account.citizen_id if account.citizen_id_proof is not Proof.NOBODY else ""


def drafts_about(*, account_id: UUID) -> QuerySet[Draft]:
    """Drafts whose data is a person's: begun for themselves, or in their name by a proxy."""
    own = Q(principal_id=account_id) | Q(principal=None, owner_id=account_id)
    return Draft.objects.filter(own, enterprise=None)
