"""Whom an officer may score in a round."""

from datetime import date

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind, AgencyView
from honglam.indicators import access
from honglam.kernel.values import Actor


def list_candidates(*, actor: Actor, on: date) -> list[AgencyView]:
    """The agencies below the one in whose name the officer scores, in their order; none for whoever scores nobody."""
    owner_id = access.scoring_agency(actor) if actor.is_officer else None
    if owner_id is None or not actor.has_role(*access.JUDGES):
        return []
    sight = access.agencies_in_sight(actor) | set(directory.descendant_ids(agency_id=owner_id))
    return [one for one in directory.list_agencies(on=on) if one.id in sight and _stands_alone(one)]


def _stands_alone(agency: AgencyView) -> bool:
    """Whether it answers for itself: the office of a department is scored with its department."""
    if agency.is_internal or agency.parent_id is None or agency.kind is not AgencyKind.OFFICE:
        return not agency.is_internal
    return directory.get_agency(agency_id=agency.parent_id).kind in (AgencyKind.COMMITTEE, AgencyKind.COUNCIL)
