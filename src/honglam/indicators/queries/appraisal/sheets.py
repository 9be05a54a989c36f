"""Sheets: every criterion with all that was said of it, and what may be done next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch

from honglam.files import api as files
from honglam.indicators import access
from honglam.indicators.contracts import (
    AppealState,
    AppealView,
    CriteriaSet,
    Criterion,
    EntryView,
    EvidenceView,
    Group,
    ScoringNotFound,
    SheetState,
    SheetVerb,
    SheetView,
    StepView,
)
from honglam.indicators.models import Appeal, CriterionEntry, FinalScore, RoundSubject
from honglam.indicators.queries.appraisal.rounds import round_view, set_of, subject_view
from honglam.indicators.queries.appraisal.tallying import progress, tallies
from honglam.indicators.rules.appraisal.keeping import given_from_json, measured_from_json
from honglam.kernel.clock import now
from honglam.kernel.values import Actor

UNSEEN = frozenset({SheetState.OPEN.value, SheetState.SELF_ASSESSED.value})
"""A verdict that is not finished is not the agency's to read."""


def get_sheet(*, actor: Actor, subject_id: UUID) -> SheetView:
    """One agency's sheet, as far as this reader may see it. Raises ScoringNotFound.

    A sheet that is not the reader's to fill shows nothing of its answers before they are handed over, and nothing ever
    of what was appraised without that; what the appraiser notes is not the agency's to see before it is appraised.
    """
    row = access.sheet_for(actor=actor, subject_id=subject_id)
    criteria_set = set_of(row.round)
    held = access.held_agencies(actor, now())
    sides = access.sides(actor, row, row.round.owner_id, held)
    inside = access.may_read_sheet(actor, row, row.round.owner_id)
    found, done = tallies(row.round, criteria_set, only=row.id), progress(row.round, criteria_set, only=row.id)
    asked, answered, judged = done.get(row.id, (0, 0, 0))
    subject = subject_view(row, actor, held=held, found=found, of=row.round)
    return SheetView(
        round=round_view(row.round, actor, criteria_set),
        subject=replace(subject, asked=asked, answered=answered, judged=judged),
        entries=tuple(entries_of(row, criteria_set, shown_to=row.agency_id in access.houses(actor), inside=inside)),
        steps=tuple(_steps(row)) if inside else (),
        sides=sides,
    )


def entries_of(row: RoundSubject, criteria_set: CriteriaSet, *, shown_to: bool, inside: bool) -> list[EntryView]:
    """In their order; `shown_to`: for the agency itself, which sees its draft and no unfinished verdict; `inside`: for
    somebody to whom the files of an appeal are shown."""
    rows = list(
        CriterionEntry.objects.filter(subject=row)
        .order_by("position")
        .prefetch_related(
            Prefetch("finals", FinalScore.objects.order_by("at")),
            Prefetch("appeals", Appeal.objects.order_by("filed_at")),
        )
    )
    known = {one.code: (group, one) for group in criteria_set.groups for one in group.criteria}
    kept = {UUID(key) for one in rows for key in one.evidence}
    if inside:
        kept |= {UUID(key) for one in rows for appeal in one.appeals.all() for key in appeal.evidence}
    names = {one.id: EvidenceView(id=one.id, name=one.name, size=one.size) for one in files.get_many(file_ids=kept)}
    before = _points_before(row)
    secret = shown_to and row.state in UNSEEN
    draft = not shown_to and not (row.state != SheetState.OPEN.value and is_handed_in(rows))
    return [_entry(one, *known[one.code], names, before.get(one.code), secret=secret, draft=draft) for one in rows]


def is_handed_in(entries: Iterable[CriterionEntry]) -> bool:
    """Whether the agency stands behind its answers: what was appraised without being handed in is its draft only."""
    return any(one.self_by or one.self_points is not None for one in entries)


def _entry(
    row: CriterionEntry,
    group: Group,
    criterion: Criterion,
    names: Mapping[UUID, EvidenceView],
    before: Decimal | None,
    *,
    secret: bool,
    draft: bool,
) -> EntryView:
    last = list(row.finals.all())[-1:]
    self_given, judged_given = given_from_json(row.self_given), given_from_json(row.judged_given)
    empty = given_from_json({})
    return EntryView(
        criterion=criterion,
        group=group,
        measured=measured_from_json(row.measured),
        self_given=empty if draft else self_given,
        self_points=None if draft else row.self_points,
        self_reason="" if draft else row.self_reason,
        self_by="" if draft else row.self_by,
        evidence=() if draft else _named(row.evidence, names),
        judged_given=empty if secret else judged_given,
        judged_points=None if secret else row.judged_points,
        judged_reason="" if secret else row.judged_reason,
        judged_by="" if secret else row.judged_by,
        explanation=row.explanation,
        points=last[0].points if last else None,
        skipped=bool(last) and last[0].points is None,
        note=last[0].note if last else "",
        appeals=tuple(appeal_view(one, row.code, names) for one in row.appeals.all()),
        before=before,
    )


def appeal_view(row: Appeal, code: str, names: Mapping[UUID, EvidenceView]) -> AppealView:
    """An appeal in words, with those of its files that are named."""
    return AppealView(
        id=row.id,
        code=code,
        words=row.words,
        by=row.filed_by,
        at=row.filed_at,
        state=AppealState(row.state),
        answer=row.answer,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
        evidence=_named(row.evidence, names),
    )


def _named(kept: Sequence[str], names: Mapping[UUID, EvidenceView]) -> tuple[EvidenceView, ...]:
    return tuple(names[UUID(key)] for key in kept if UUID(key) in names)


def _steps(row: RoundSubject) -> Iterable[StepView]:
    for one in row.steps.order_by("at", "id"):
        yield StepView(
            verb=SheetVerb(one.verb),
            before=SheetState(one.from_state) if one.from_state else None,
            to=SheetState(one.to_state),
            by=one.actor_name,
            post=one.post,
            words=one.words,
            at=one.at,
        )


def _points_before(row: RoundSubject) -> dict[str, Decimal]:
    """The agency's final points in the round of the same index and kind of period before this one, by criterion."""
    earlier = (
        RoundSubject.objects.filter(
            agency_id=row.agency_id,
            round__index=row.round.index,
            round__owner_id=row.round.owner_id,
            round__kind=row.round.kind,
            round__last_on__lt=row.round.last_on,
            state=SheetState.PUBLISHED.value,
        )
        .order_by("-round__last_on", "-round_id")
        .values("id")[:1]
    )
    found = FinalScore.objects.filter(entry__subject__in=earlier).order_by("at").values_list("entry__code", "points")
    return {code: points for code, points in found if points is not None}


def evidence_for(*, actor: Actor, subject_id: UUID, file_id: UUID) -> UUID:
    """A file of a sheet, for those who fill it in or appraise it; the public sees points, not files."""
    row = access.sheet_for(actor=actor, subject_id=subject_id)
    if not access.may_read_sheet(actor, row, row.round.owner_id):
        raise ScoringNotFound
    rows: Sequence[list[str]] = list(CriterionEntry.objects.filter(subject=row).values_list("evidence", flat=True))
    appealed: Sequence[list[str]] = list(Appeal.objects.filter(entry__subject=row).values_list("evidence", flat=True))
    if not any(str(file_id) in kept for kept in (*rows, *appealed)):
        raise ScoringNotFound
    return file_id
