"""Asking the measures again after late data, for the sheets that are not appraised yet."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.directory import api as directory
from honglam.indicators import access
from honglam.indicators.contracts import CriteriaSet, Criterion, Measured, NotYourMove, SheetState, WrongRoundState
from honglam.indicators.models import CriterionEntry, ScoringRound
from honglam.indicators.queries.appraisal.filling import measure
from honglam.indicators.queries.appraisal.rounds import round_view, set_of
from honglam.indicators.rules.appraisal.answers import Answer, claim
from honglam.indicators.rules.appraisal.keeping import given_from_json, measured_from_json, measured_to_json
from honglam.indicators.services.appraisal.opening import note_round
from honglam.kernel.values import Actor

UNFINISHED = frozenset({SheetState.OPEN.value, SheetState.SELF_ASSESSED.value})


@transaction.atomic
def refill_round(*, actor: Actor, round_id: UUID, at: datetime) -> int:
    """Ask the measures again after late data, for sheets that are not appraised yet; how many sheets.

    What compares agencies with each other (normalised) is asked again only while none is appraised: afterwards two
    agencies would be put between two different ends. Points that an agency claims on what is measured follow.
    """
    row = access.scoring_for(actor=actor, round_id=round_id, lock=True)
    if row.owner_id not in access.chairs(actor) or not actor.has_role(*access.JUDGES):
        raise NotYourMove
    if row.state != SheetState.OPEN.value:
        raise WrongRoundState
    criteria_set = set_of(row)
    states = dict(row.subjects.select_for_update().values_list("agency_id", "state"))
    entries = CriterionEntry.objects.filter(subject__round=row, subject__state__in=UNFINISHED).select_related("subject")
    fresh = _fresh(row, actor, criteria_set, states.keys(), at)
    compared = all(state in UNFINISHED for state in states.values())
    changed = [one for one in entries if _renew(one, fresh, criteria_set, compared=compared)]
    CriterionEntry.objects.bulk_update(changed, ["measured", "self_points"], batch_size=500)
    row.filled_at = at
    row.save(update_fields=["filled_at"])
    sheets = sum(state in UNFINISHED for state in states.values())
    note_round(row, "indicators.appraisal_round_refilled", actor, at, agencies=sheets)
    return sheets


def _fresh(
    row: ScoringRound, actor: Actor, criteria_set: CriteriaSet, agency_ids: Collection[int], at: datetime
) -> Mapping[tuple[int, str], tuple[Criterion, Measured]]:
    everybody = directory.get_agencies(agency_ids=list(agency_ids))
    period = round_view(row, actor, criteria_set).period
    sheets = measure(criteria_set=criteria_set, agencies=list(everybody.values()), period=period, at=at)
    return {(key, one.code): (one, measured) for key, sheet in sheets.items() for _, one, measured in sheet}


def _renew(
    entry: CriterionEntry,
    fresh: Mapping[tuple[int, str], tuple[Criterion, Measured]],
    criteria_set: CriteriaSet,
    *,
    compared: bool,
) -> bool:
    """Whether anything changed. An agency whose kind changed meanwhile keeps what was measured at the opening."""
    found = fresh.get((entry.subject.agency_id, entry.code))
    if found is None or (found[0].normalised and not compared):
        return False
    criterion, measured = found
    kept = measured_to_json(measured)
    if kept == entry.measured:
        return False
    entry.measured = kept
    if entry.subject.revision:
        answer = Answer(
            criterion=criterion,
            given=given_from_json(entry.self_given),
            measured=measured_from_json(kept),
            reason=entry.self_reason,
            evidence=len(entry.evidence),
        )
        points, _ = claim(answer, criteria_set.places, whole=False)
        entry.self_points = points  # type: ignore[assignment]  # the stubs know no column that may be empty
    return True
