"""The appraiser's side: back with a reason, notes as one goes, the verdict, and a second look after the explanation."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from honglam.indicators.contracts import AppealWordsMissing, Said, SheetState, SheetVerb
from honglam.indicators.models import CriterionEntry, RoundSubject
from honglam.indicators.queries.appraisal.rounds import set_of
from honglam.indicators.queries.appraisal.sheets import is_handed_in
from honglam.indicators.rules.appraisal.answers import Answer, as_fields, verdict
from honglam.indicators.rules.appraisal.keeping import given_from_json, given_to_json, measured_from_json
from honglam.indicators.services.appraisal.answering import cleaned, require_revision, worded
from honglam.indicators.services.appraisal.moving import NOBODY, done, ready
from honglam.kernel.values import Actor, DomainError, FieldErrors


@transaction.atomic
def send_back_sheet(*, actor: Actor, subject_id: UUID, words: str, at: datetime) -> None:
    """Give a sheet back to its agency to be filled in better. Raises AppealWordsMissing without a reason."""
    row = ready(actor=actor, subject_id=subject_id, verb=SheetVerb.SEND_BACK, at=at)
    reason = cleaned(words, field="words")
    if not reason:
        raise AppealWordsMissing(field="words")
    done(row=row, verb=SheetVerb.SEND_BACK, actor=actor, at=at, words=reason)


@transaction.atomic
def note_verdict(*, actor: Actor, subject_id: UUID, revision: int, says: Sequence[Said], at: datetime) -> int:
    """Keep an unfinished verdict; the agency sees nothing of it. The new count of notes.

    `revision` is that count too: what the agency keeps meanwhile changes nothing for it until it is handed in.
    """
    row = ready(actor=actor, subject_id=subject_id, verb=SheetVerb.NOTE, at=at)
    _keep(row, revision, says, actor)
    _check(row, whole=False, actor=actor)
    done(row=row, verb=SheetVerb.NOTE, actor=actor, at=at, answers=len(says))
    return row.noted


@transaction.atomic
def appraise_sheet(*, actor: Actor, subject_id: UUID, revision: int, says: Sequence[Said], at: datetime) -> None:
    """Give the verdict on every criterion; where it differs from the agency's, with a reason.

    A sheet that was not handed in by its day is appraised on what was measured and on the appraiser's own answers.
    Raises ScoringNotFound, NotYourMove (nobody appraises the own agency), WrongRoundState, SheetChanged, FieldErrors.
    """
    _judge(SheetVerb.APPRAISE, actor, subject_id, revision, says, at)


@transaction.atomic
def revise_verdict(*, actor: Actor, subject_id: UUID, revision: int, says: Sequence[Said], at: datetime) -> None:
    """Look again after the agency has explained. Raises what `appraise_sheet` does."""
    _judge(SheetVerb.REVISE, actor, subject_id, revision, says, at)


def _judge(verb: SheetVerb, actor: Actor, subject_id: UUID, revision: int, says: Sequence[Said], at: datetime) -> None:
    row = ready(actor=actor, subject_id=subject_id, verb=verb, at=at)
    _keep(row, revision, says, actor)
    points = _check(row, whole=True, actor=actor)
    if row.state == SheetState.OPEN.value:  # a draft that its head never handed in claims nothing; the agency keeps it
        row.entries.update(self_points=None, self_by="")
    told = {code: format(value, "f") for code, value in points.items() if value is not None}
    waits = NOBODY if verb is SheetVerb.REVISE else None
    done(row=row, verb=verb, actor=actor, at=at, waits=waits, points=told)


def _keep(row: RoundSubject, revision: int, says: Sequence[Said], actor: Actor) -> None:
    require_revision(row.noted, revision)
    words = worded({one.code: one.reason for one in says if one.reason is not None})
    entries, unasked = {one.code: one for one in row.entries.all()}, row.state == SheetState.OPEN.value
    changed = []
    for said in says:
        entry = entries.get(said.code)
        if entry is None:
            continue
        if said.given is not None:
            entry.judged_given = given_to_json(said.given)
        elif not entry.judged_by and not unasked:  # as everywhere: what is not said stands as claimed
            entry.judged_given = entry.self_given
        entry.judged_reason = words.get(said.code, entry.judged_reason)
        # The agency may still hand in: what nobody has judged yet must stay open for its answer.
        silent = unasked and not entry.judged_given and not entry.judged_reason
        entry.judged_by = "" if silent else actor.name
        changed.append(entry)
    CriterionEntry.objects.bulk_update(changed, ["judged_given", "judged_reason", "judged_by"])


def _check(row: RoundSubject, *, whole: bool, actor: Actor) -> dict[str, Decimal | None]:
    criteria_set = set_of(row.round)
    known = {one.code: one for group in criteria_set.groups for one in group.criteria}
    entries, faults = list(row.entries.order_by("position")), list[DomainError]()
    handed_in = row.state != SheetState.OPEN.value and is_handed_in(entries)
    points: dict[str, Decimal | None] = {}
    for entry in entries:
        if whole and not entry.judged_by:  # nothing said of it: the agency's own answer stands
            entry.judged_given, entry.judged_by = entry.self_given if handed_in else {}, actor.name
        answer = Answer(
            criterion=known[entry.code],
            given=given_from_json(entry.judged_given),
            measured=measured_from_json(entry.measured),
            reason=entry.judged_reason,
            beside=entry.self_points,
        )
        points[entry.code], fault = verdict(answer, criteria_set.places, whole=whole, handed_in=handed_in)
        faults += [fault] if fault else []
        entry.judged_points = points[entry.code]  # type: ignore[assignment]  # the stubs know no column that may be empty
    if faults:
        raise FieldErrors(as_fields(faults))
    CriterionEntry.objects.bulk_update(entries, ["judged_given", "judged_by", "judged_points"])
    return points
