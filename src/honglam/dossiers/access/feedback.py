"""Which feedback cases exist for whom: for officers by their part, for a sender by the code only they know."""

from uuid import UUID

from django.db.models import Q

from honglam.directory import api as directory
from honglam.dossiers.contracts import FeedbackNotFound, FeedbackStatus
from honglam.dossiers.models import Feedback
from honglam.dossiers.rules.building import clean
from honglam.dossiers.rules.feedback import ROLES as FEEDBACK_ROLES
from honglam.dossiers.rules.feedback import FeedbackParty
from honglam.kernel.values import Actor

Ids = list[int]


def parties_to(actor: Actor, row: Feedback) -> frozenset[FeedbackParty]:
    """In which capacities an officer stands to a case: by scope over its agency, or by working in its unit."""
    if not actor.is_officer:
        return frozenset()
    above = directory.ancestor_ids(agency_id=row.agency_id)
    within = any(scope in above for scope in actor.scope_ids)
    served = directory.get_agency(agency_id=row.agency_id).one_stop_id in actor.scope_ids
    own = row.unit_id is not None and row.unit_id in (actor.unit_id, actor.agency_id)
    held = {FeedbackParty.SORTER: within or served, FeedbackParty.APPROVER: within, FeedbackParty.WORKER: own}
    return frozenset(party for party, stands in held.items() if stands and actor.has_role(*FEEDBACK_ROLES[party]))


def sender_parties(actor: Actor, row: Feedback) -> frozenset[FeedbackParty]:
    """Whether who comes with the code is the sender: the account that sent it, or of a visitor's case whoever knows it.

    A visitor's case carries the contact that was proved. One with neither is anonymous: its sender was taken out of it.
    """
    by_visitor = row.owner_account_id is None and bool(row.sender_phone or row.sender_email)
    by_account = row.owner_account_id is not None and row.owner_account_id == actor.id
    return frozenset({FeedbackParty.SENDER}) if by_visitor or by_account else frozenset()


def feedback_for(*, actor: Actor, case_id: UUID, lock: bool = False) -> Feedback:
    """The case for an officer who sorts, answers or approves it; anybody else's is `FeedbackNotFound`."""
    rows = Feedback.objects.select_for_update() if lock else Feedback.objects.all()
    row = rows.filter(id=case_id).first()
    if row is None or not parties_to(actor, row):
        raise FeedbackNotFound
    return row


def feedback_by_code(*, code: str, lock: bool = False) -> Feedback:
    """The case of a code that only its sender was told; `FeedbackNotFound` for any other."""
    rows = Feedback.objects.select_for_update() if lock else Feedback.objects.all()
    row = rows.filter(code=clean(code, 20).upper()).first()
    if row is None:
        raise FeedbackNotFound(field="code")
    return row


def feedback_parties(actor: Actor) -> frozenset[FeedbackParty]:
    """In which capacities an officer may be asked to move a case at all."""
    parts = (FeedbackParty.SORTER, FeedbackParty.APPROVER, FeedbackParty.WORKER)
    return frozenset(one for one in parts if actor.is_officer and actor.has_role(*FEEDBACK_ROLES[one]))


def feedback_waiting_for(parties: frozenset[FeedbackParty], *, sorts: Ids, approves: Ids, works: Ids) -> Q:
    """Open cases whose next move is that of these parties, where each of them stands (see `feedback_places`).

    One whose sender was asked stays with its sorters: they alone see that no answer comes.
    """
    waiting = Q(pk=None)
    if FeedbackParty.SORTER in parties:
        sorted_by_them = [FeedbackStatus.NEW.value, FeedbackStatus.NEEDS_INFO.value]
        waiting |= Q(status__in=sorted_by_them, agency_id__among=sorts)
    if FeedbackParty.APPROVER in parties:
        waiting |= Q(status=FeedbackStatus.DRAFTED.value, agency_id__among=approves)
    if FeedbackParty.WORKER in parties:
        waiting |= Q(status=FeedbackStatus.ASSIGNED.value, unit_id__among=works)
    return waiting


def feedback_places(actor: Actor) -> dict[str, list[int]]:
    """The agencies whose cases the actor would sort or approve, and the units whose cases the actor would answer."""
    seen = {one for scope in actor.scope_ids for one in directory.descendant_ids(agency_id=scope)}
    works = [one for one in (actor.unit_id, actor.agency_id) if one is not None]
    return {"sorts": list(seen | _served_by(actor)), "approves": list(seen), "works": works}


def _served_by(actor: Actor) -> set[int]:
    """The agencies for which the actor's desk receives."""
    if actor.agency_id is None:
        return set()
    near = directory.get_agencies(agency_ids=directory.descendant_ids(agency_id=actor.agency_id))
    return {one.id for one in near.values() if one.one_stop_id in actor.scope_ids}
