"""The agency's side: answers and evidence saved as often as one likes, handed over by the head, a verdict explained."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from honglam.files import api as files
from honglam.files.contracts import Holder
from honglam.indicators.contracts import Said, SheetChanged, SheetVerb
from honglam.indicators.models import CriterionEntry, RoundSubject
from honglam.indicators.queries.appraisal.rounds import set_of
from honglam.indicators.rules.appraisal.answers import Answer, as_fields, claim
from honglam.indicators.rules.appraisal.keeping import given_from_json, given_to_json, measured_from_json
from honglam.indicators.services.appraisal.moving import NOBODY, done, ready
from honglam.kernel.text import nfc
from honglam.kernel.values import Actor, DomainError, FieldErrors

MOST_WORDS, MOST_FILES = 2000, 10


@transaction.atomic
def save_sheet(*, actor: Actor, subject_id: UUID, revision: int, says: Sequence[Said], at: datetime) -> int:
    """Keep answers as they are so far; gaps are no fault yet. The new revision.

    Raises ScoringNotFound, NotYourMove, WrongRoundState, SheetChanged, FieldErrors for numbers that cannot be.
    """
    row = ready(actor=actor, subject_id=subject_id, verb=SheetVerb.SAVE, at=at)
    _keep(row, revision, says, actor, at)
    _check(row, whole=False)
    done(row=row, verb=SheetVerb.SAVE, actor=actor, at=at, answers=len(says))
    return row.revision


@transaction.atomic
def submit_sheet(*, actor: Actor, subject_id: UUID, revision: int, says: Sequence[Said], at: datetime) -> None:
    """Hand the sheet over to whoever appraises it; only a head of the agency does. Raises what `save_sheet` does."""
    row = ready(actor=actor, subject_id=subject_id, verb=SheetVerb.SUBMIT, at=at)
    _keep(row, revision, says, actor, at)
    points = _check(row, whole=True)
    claimed = {code: format(value, "f") for code, value in points.items() if value is not None}
    done(row=row, verb=SheetVerb.SUBMIT, actor=actor, at=at, points=claimed)


@transaction.atomic
def explain_sheet(
    *, actor: Actor, subject_id: UUID, revision: int, explanations: Mapping[str, str], at: datetime
) -> None:
    """Answer the verdict, criterion by criterion or with nothing at all, which accepts it."""
    row = ready(actor=actor, subject_id=subject_id, verb=SheetVerb.EXPLAIN, at=at)
    require_revision(row, revision)
    words = {code: cleaned(text) for code, text in explanations.items()}
    entries = list(row.entries.filter(code__in=[code for code, text in words.items() if text]))
    for entry in entries:
        entry.explanation = words[entry.code]
    CriterionEntry.objects.bulk_update(entries, ["explanation"])
    waits = None if entries else NOBODY  # a verdict that is accepted as it is leaves nothing to look at again
    explained = [entry.code for entry in entries]
    done(row=row, verb=SheetVerb.EXPLAIN, actor=actor, at=at, waits=waits, explained=explained)


def require_revision(row: RoundSubject, revision: int) -> None:
    """Refuse to write over what somebody else saved meanwhile."""
    if row.revision != revision:
        raise SheetChanged


def cleaned(text: str) -> str:
    """Words as they are kept."""
    return nfc(text.replace("\0", "").strip())[:MOST_WORDS]


def _keep(row: RoundSubject, revision: int, says: Sequence[Said], actor: Actor, at: datetime) -> None:
    require_revision(row, revision)
    entries = {one.code: one for one in row.entries.all()}
    before = {code: tuple(one.evidence) for code, one in entries.items()}
    changed, gone = list[CriterionEntry](), list[str]()
    for said in says:
        entry = entries.get(said.code)
        if entry is None:
            continue
        entry.self_given, entry.self_reason = given_to_json(said.given), cleaned(said.reason)
        entry.self_by = actor.name
        kept = [one for one in entry.evidence if UUID(one) not in said.dropped]
        entry.evidence = [*kept, *(str(one) for one in said.file_ids)][:MOST_FILES]
        gone += set(before[said.code]) - set(entry.evidence)
        changed.append(entry)
    claim_files(row, [one for said in says for one in said.file_ids], actor, at)
    release_files(row, gone, actor, at)
    CriterionEntry.objects.bulk_update(changed, ["self_given", "self_reason", "self_by", "evidence"])


def claim_files(row: RoundSubject, file_ids: Sequence[UUID], actor: Actor, at: datetime) -> None:
    """Evidence stays as long as the sheet does."""
    if file_ids:
        holder = Holder(kind="appraisal_sheet", id=str(row.id))
        files.claim(actor=actor, file_ids=tuple(file_ids), holder=holder, at=at)


def release_files(row: RoundSubject, keys: Sequence[str], actor: Actor, at: datetime) -> None:
    """What is evidence no more is held no more."""
    if keys:
        holder = Holder(kind="appraisal_sheet", id=str(row.id))
        files.release(actor=actor, file_ids=[UUID(one) for one in keys], holder=holder, at=at)


def _check(row: RoundSubject, *, whole: bool) -> dict[str, Decimal | None]:
    criteria_set = set_of(row.round)
    known = {one.code: one for group in criteria_set.groups for one in group.criteria}
    entries, faults = list(row.entries.order_by("position")), list[DomainError]()
    points: dict[str, Decimal | None] = {}
    for entry in entries:
        answer = Answer(
            criterion=known[entry.code],
            given=given_from_json(entry.self_given),
            measured=measured_from_json(entry.measured),
            reason=entry.self_reason,
            evidence=len(entry.evidence),
        )
        points[entry.code], fault = claim(answer, criteria_set.places, whole=whole)
        faults += [fault] if fault else []
        entry.self_points = points[entry.code]  # type: ignore[assignment]  # the stubs know no column that may be empty
    if faults:
        raise FieldErrors(as_fields(faults))
    CriterionEntry.objects.bulk_update(entries, ["self_points"])
    return points
