"""Who may subscribe, and which dossiers a subscriber hears of."""

from uuid import UUID

from honglam.kernel.values import Actor, ActorKind

ADMINISTRATOR = "administrator"
ONE_STOP_HEAD = "one_stop_head"
POSTAL_CLERK = "postal_clerk"


def may_subscribe(actor: Actor) -> bool:
    """Service accounts, staff whose post keeps the systems of an agency, and the account of the post's own software."""
    return actor.kind is ActorKind.SERVICE or actor.has_role(ADMINISTRATOR, POSTAL_CLERK)


def may_watch_portal(actor: Actor) -> bool:
    """Who keeps the traffic with the national portal going: administrators of systems and heads of one-stops."""
    return actor.has_role(ADMINISTRATOR, ONE_STOP_HEAD)


def hears(
    owner: Actor, *, lead_and_above: frozenset[int], owner_account_id: UUID | None, only_agency_id: int | None
) -> bool:
    """Whether the subscriber hears of a dossier: its own, or one led by an agency within its post's scope.

    `lead_and_above` is the lead agency with everything above it.
    """
    if only_agency_id is not None and only_agency_id not in lead_and_above:
        return False
    own = owner_account_id is not None and owner_account_id == owner.id
    return own or not lead_and_above.isdisjoint(owner.scope_ids)
