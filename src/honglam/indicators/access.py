"""Which posts the pages are for, and which agencies' reports and officers a post may see."""

from uuid import UUID

from honglam.directory import api as directory
from honglam.indicators.contracts import ReportNotFound
from honglam.indicators.models import Report
from honglam.kernel.guards import role
from honglam.kernel.values import Actor

LEADERS = role("leader", "approver", "unit_head", "one_stop_head", "procedure_controller", "auditor", "administrator")
SIGNERS = frozenset({"leader", "approver"})
"""Posts that answer for an agency's report."""


def agencies_in_sight(actor: Actor) -> frozenset[int]:
    """The agencies and units that the post's scope covers; none for whoever holds no post."""
    if not actor.is_officer:
        return frozenset()
    return frozenset(one for scope in actor.scope_ids for one in directory.descendant_ids(agency_id=scope))


def own_agency(actor: Actor) -> int | None:
    """The agency that the actor's post belongs to."""
    if actor.agency_id is None:
        return None
    return directory.get_agency(agency_id=actor.agency_id).agency_id


def may_see_agency(actor: Actor, agency_id: int) -> bool:
    """Whether the agency's officers and reports are for this reader: their own agency, or one below their scope."""
    return actor.is_officer and (agency_id == own_agency(actor) or agency_id in agencies_in_sight(actor))


def may_sign(actor: Actor, agency_id: int) -> bool:
    """Whether the actor answers for the agency's reports: a signing post of that very agency."""
    return actor.has_role(*SIGNERS) and own_agency(actor) == agency_id


def report_for(*, actor: Actor, report_id: UUID, lock: bool = False) -> Report:
    """The report, for whoever may see its agency; absent and forbidden raise the same ReportNotFound."""
    rows = Report.objects.select_for_update() if lock else Report.objects.all()
    row = rows.filter(id=report_id).first()
    if row is None or not may_see_agency(actor, row.agency_id):
        raise ReportNotFound
    return row
