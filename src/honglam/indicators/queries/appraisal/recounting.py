"""Points computed again from what is kept: the set, the answers and the measures as they were."""

from decimal import Decimal
from uuid import UUID

from honglam.indicators import access
from honglam.indicators.contracts import ScoringNotFound
from honglam.indicators.models import CriterionEntry
from honglam.indicators.queries.appraisal.rounds import set_of
from honglam.indicators.queries.appraisal.sheets import UNSEEN
from honglam.indicators.rules.appraisal.keeping import given_from_json, measured_from_json
from honglam.indicators.rules.appraisal.points import points_of
from honglam.kernel.values import Actor, DomainError


def recount(*, actor: Actor, round_id: UUID) -> list[tuple[str, str, Decimal | None, Decimal | None]]:
    """Every verdict that its kept inputs do not give again, with agency, criterion and both numbers; none is right.

    A verdict that is not given yet is nobody's to read but the appraiser's. Raises ScoringNotFound.
    """
    row = access.scoring_for(actor=actor, round_id=round_id)
    if not access.may_recount(actor, row):
        raise ScoringNotFound
    criteria_set = set_of(row)
    known = {one.code: one for group in criteria_set.groups for one in group.criteria}
    differing: list[tuple[str, str, Decimal | None, Decimal | None]] = []
    entries = CriterionEntry.objects.filter(subject__round=row).exclude(judged_by="")
    for one in entries.exclude(subject__state__in=UNSEEN).select_related("subject"):
        measured = measured_from_json(one.measured)
        try:
            again = points_of(known[one.code], given_from_json(one.judged_given), measured, criteria_set.places)
        except DomainError:
            again = None
        if again != one.judged_points:
            differing.append((one.subject.name, one.code, one.judged_points, again))
    return differing
