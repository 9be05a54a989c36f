"""The agency's side: answers and evidence saved as often as one likes, handed over by the head, a verdict explained."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from honglam.files import api as files
from honglam.files.contracts import Holder
from honglam.indicators.contracts import Said, SheetChanged, SheetVerb, TooMuchEvidence
from honglam.indicators.models import CriterionEntry, RoundSubject
from honglam.indicators.queries.appraisal.rounds import set_of
from honglam.indicators.rules.appraisal.answers import Answer, as_fields, claim
from honglam.indicators.rules.appraisal.keeping import given_from_json, given_to_json, measured_from_json
from honglam.indicators.services.appraisal.moving import NOBODY, done, ready
from honglam.kernel.text import whole
from honglam.kernel.values import Actor, DomainError, FieldErrors, TooLong

MOST_WORDS, MOST_FILES = 2000, 10


@transaction.atomic
def save_sheet(*, actor: Actor, subject_id: UUID, revision: int, says: Sequence[Said], at: datetime) -> int:
    """Keep answers as they are so far; gaps are no fault yet. The new revision.

    Raises ScoringNotFound, NotYourMove, WrongRoundState, SheetChanged, TooMuchEvidence, FieldErrors for numbers that
    cannot be and for words that are too long.
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
    require_revision(row.revision, revision)
    words = worded(explanations, "explanation")
    entries = list(row.entries.filter(code__in=[code for code, text in words.items() if text]))
    for entry in entries:
        entry.explanation = words[entry.code]
    CriterionEntry.objects.bulk_update(entries, ["explanation"])
    waits = None if entries else NOBODY  # a verdict that is accepted as it is leaves nothing to look at again
    explained = [entry.code for entry in entries]
    done(row=row, verb=SheetVerb.EXPLAIN, actor=actor, at=at, waits=waits, explained=explained)


def require_revision(kept: int, read: int) -> None:
    """Refuse to write over what somebody else saved meanwhile."""
    if kept != read:
        raise SheetChanged


def cleaned(text: str, *, field: str) -> str:
    """Words as they are kept. Raises TooLong."""
    return whole(text, MOST_WORDS, field=field)


def worded(texts: Mapping[str, str], place: str = "reason") -> dict[str, str]:
    """What is said of each criterion, as it is kept. Raises FieldErrors with all that are too long."""
    kept, faults = dict[str, str](), list[DomainError]()
    for code, text in texts.items():
        try:
            kept[code] = cleaned(text, field=f"{code}.{place}")
        except TooLong as fault:
            faults.append(fault)
    if faults:
        raise FieldErrors(as_fields(faults))
    return kept


def _keep(row: RoundSubject, revision: int, says: Sequence[Said], actor: Actor, at: datetime) -> None:
    require_revision(row.revision, revision)
    words = worded({one.code: one.reason for one in says if one.reason is not None})
    entries = {one.code: one for one in row.entries.all()}
    before = {code: tuple(one.evidence) for code, one in entries.items()}
    changed, gone = list[CriterionEntry](), list[str]()
    for said in says:
        entry = entries.get(said.code)
        if entry is None:
            continue
        if said.given is not None:
            entry.self_given = given_to_json(said.given)
        entry.self_reason = words.get(said.code, entry.self_reason)
        entry.self_by = actor.name
        entry.evidence = _evidence(entry, said)
        gone += set(before[said.code]) - set(entry.evidence)
        changed.append(entry)
    claim_files(row, [one for said in says for one in said.file_ids], actor, at)
    release_files(row, gone, actor, at)
    CriterionEntry.objects.bulk_update(changed, ["self_given", "self_reason", "self_by", "evidence"])


def _evidence(entry: CriterionEntry, said: Said) -> list[str]:
    kept = [one for one in entry.evidence if UUID(one) not in said.dropped]
    beyond = said.file_ids[max(MOST_FILES - len(kept), 0) :]
    if beyond:
        name = ", ".join(one.name for one in files.get_many(file_ids=beyond))
        raise TooMuchEvidence(field=f"{said.code}.files", name=name, most=MOST_FILES)
    return [*kept, *(str(one) for one in said.file_ids)]


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
