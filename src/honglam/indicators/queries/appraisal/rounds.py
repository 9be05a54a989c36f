"""Rounds: the list, the board with every agency, the public ranking. Points are added up from what is kept."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Q

from honglam.directory import api as directory
from honglam.indicators import access
from honglam.indicators.contracts import (
    AppealState,
    CriteriaSet,
    Period,
    PeriodKind,
    ScoringNotFound,
    ScoringView,
    SheetState,
    SheetVerb,
    SubjectView,
    Tally,
)
from honglam.indicators.models import RoundSubject, ScoringRound
from honglam.indicators.queries.appraisal.tallying import Found, progress, tallies
from honglam.indicators.queries.sets import read_content
from honglam.indicators.rules.appraisal.moves import is_over, possible
from honglam.kernel.clock import local, now
from honglam.kernel.values import Actor


def set_of(row: ScoringRound) -> CriteriaSet:
    """The set as it read when the round was opened."""
    return read_content(row.content)


def get_round(*, actor: Actor, round_id: UUID) -> ScoringView:
    """One round. Raises ScoringNotFound."""
    row = access.scoring_for(actor=actor, round_id=round_id)
    return round_view(row, actor, set_of(row))


def list_subjects(*, actor: Actor, round_id: UUID) -> list[SubjectView]:
    """Every agency of a round, best first once it is published, else by name. A fixed number of queries.

    Whoever only fills in one of its sheets sees that sheet before the round is published.
    """
    row = access.scoring_for(actor=actor, round_id=round_id)
    found = tallies(row, set_of(row))
    held = access.held_agencies(actor, now())
    subjects = row.subjects.annotate(
        waiting=Count("entries__appeals", filter=Q(entries__appeals__state=AppealState.OPEN.value))
    ).order_by("sort_key", "id")
    public = row.state == SheetState.PUBLISHED.value
    before, done = _before(row), progress(row, set_of(row))
    kinds = directory.get_agencies(agency_ids=[one.agency_id for one in subjects])
    views = []
    for one in subjects:
        if not public and not access.may_read_sheet(actor, one, row.owner_id):
            continue
        view = subject_view(one, actor, held=held, found=found, of=row, waiting=one.waiting)
        asked, answered, judged = done.get(one.id, (0, 0, 0))
        kind = kinds[one.agency_id].kind.value
        views.append(
            replace(view, before=before.get(one.agency_id), kind=kind, asked=asked, answered=answered, judged=judged)
        )
    if not public:
        return views
    return sorted(views, key=_place)


def find_subject(*, round_id: UUID, agency_id: int) -> UUID:
    """The sheet of an agency in a published round. Raises ScoringNotFound."""
    key = RoundSubject.objects.filter(round_id=round_id, agency_id=agency_id, state=SheetState.PUBLISHED.value)
    found = key.values_list("id", flat=True).first()
    if found is None:
        raise ScoringNotFound
    return found


def round_view(row: ScoringRound, actor: Actor, criteria_set: CriteriaSet) -> ScoringView:
    """A round as a value; `moves`: what this reader may do with all its sheets at once."""
    chief = actor.has_role(*access.SIGNERS) and row.owner_id in access.chairs(actor)
    whole = {SheetState.OPEN: SheetVerb.FINALISE, SheetState.FINAL: SheetVerb.PUBLISH}.get(SheetState(row.state))
    return ScoringView(
        id=row.id,
        title=row.title,
        criteria_set=criteria_set,
        period=Period(kind=PeriodKind(row.kind), first_on=row.first_on, last_on=row.last_on, cut_off=row.cut_off),
        owner_id=row.owner_id,
        owner_name=directory.get_agency(agency_id=row.owner_id).name,
        state=SheetState(row.state),
        self_due_on=row.self_due_on,
        appraise_due_on=row.appraise_due_on,
        explain_due_on=row.explain_due_on,
        appeal_days=row.appeal_days,
        appeal_until_on=row.appeal_until_on,
        filled_at=row.filled_at,
        published_at=row.published_at,
        moves=frozenset({whole}) if chief and whole else frozenset(),
        recounts=access.may_recount(actor, row),
    )


def subject_view(
    row: RoundSubject, actor: Actor, *, held: frozenset[int], found: Found, of: ScoringRound, waiting: int = 0
) -> SubjectView:
    """A line of the board. What is not handed over is the agency's own; what is not appraised is the appraiser's."""
    state, own = SheetState(row.state), row.agency_id in access.houses(actor)
    claimed, standing = found.get(row.id, (None, None))
    unfinished = state in (SheetState.OPEN, SheetState.SELF_ASSESSED)
    return SubjectView(
        id=row.id,
        round_id=row.round_id,
        agency_id=row.agency_id,
        name=row.name,
        state=state,
        due_on=None if row.due_at is None else local(row.due_at).date() - timedelta(days=1),
        revision=row.revision,
        noted=row.noted,
        claimed=None if state is SheetState.OPEN and not own else claimed,
        tally=None if unfinished else standing,
        open_appeals=waiting,
        moves=possible(access.sides(actor, row, of.owner_id, held), state, overdue=is_over(row.due_at, now())),
    )


def _place(one: SubjectView) -> tuple[bool, int]:
    rank = one.tally.rank if one.tally else None
    return rank is None, rank or 0


def _before(row: ScoringRound) -> dict[int, Tally]:
    """Each agency's place in the published round of the same index and kind of period before this one."""
    earlier = (
        ScoringRound.objects.filter(
            index=row.index,
            owner_id=row.owner_id,
            kind=row.kind,
            last_on__lt=row.last_on,
            state=SheetState.PUBLISHED.value,
        )
        .order_by("-last_on", "-id")
        .first()
    )
    if earlier is None:
        return {}
    found = tallies(earlier, set_of(earlier))
    pairs = earlier.subjects.values_list("id", "agency_id")
    return {agency_id: standing for key, agency_id in pairs if (standing := found[key][1]) is not None}
