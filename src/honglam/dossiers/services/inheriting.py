"""An agency ended without a plan: what has one clear successor follows of itself, the rest waits for a plan."""

from datetime import datetime, timedelta

from django.db import transaction

from honglam.directory import api as directory
from honglam.dossiers.services.moving.move import move_dossiers
from honglam.dossiers.services.moving.routes import find_routes
from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.values import Actor


@transaction.atomic
def follow_ended(*, actor: Actor, agency_id: int, at: datetime) -> int:
    """Hand the open dossiers of an agency that is over to its successors; returns how many moved.

    What cannot be assigned by its address stays, and is counted in the audit entry: `honglam reorganise` asks.
    """
    agency = directory.get_agency(agency_id=agency_id)
    today = local(at).date()
    on = agency.valid_to + timedelta(days=1) if agency.valid_to else today
    moves = directory.moves_of_ended(agency_id=agency_id, on=min(on, today))
    routing = find_routes(moves, lock=True)
    moved = move_dossiers(actor=actor, moves=moves, routing=routing, at=at)
    audit.record(
        actor=actor,
        action="dossiers.followed",
        subject_kind="agency",
        subject_id=agency_id,
        at=at,
        detail={"moved": moved, "undecided": len(routing.asked)},
    )
    return moved
