"""Points of agencies added up by the database: one line an agency, however many criteria a set has."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, DecimalField, Exists, OuterRef, Q, QuerySet, Sum, Value, When

from honglam.indicators.contracts import CriteriaSet, Judging, SheetState, Tally
from honglam.indicators.models import CriterionEntry, FinalScore, ScoringRound
from honglam.indicators.rules.appraisal.ranking import ranked, tally

NONE = Decimal(0)
CLOSED = frozenset({SheetState.FINAL.value, SheetState.PUBLISHED.value})
Found = Mapping[UUID, tuple[Tally | None, Tally | None]]
"""By sheet: what the agency claims, and what stands (appraised, or final once it is)."""


def tallies(row: ScoringRound, criteria_set: CriteriaSet, *, only: UUID | None = None) -> Found:
    """Every sheet's claimed and standing points, or one's alone; two queries.

    A rank compares with all, so what is final is always added up for all; what is claimed, only for what is asked.
    """
    entries = CriterionEntry.objects.filter(subject__round=row)
    mine = entries.filter(subject=only) if only else entries
    claimed = _sums(mine, "self_points", "", criteria_set)
    if row.state in CLOSED:
        standing = ranked(_sums(standing_scores(row.id), "points", "entry__", criteria_set))
    else:
        standing = _sums(mine, "judged_points", "", criteria_set)
    return {key: (claimed.get(key), standing.get(key)) for key in (claimed if only else standing)}


def standing_scores(round_id: UUID) -> QuerySet[FinalScore]:
    """The final scores that no later one replaces."""
    later = FinalScore.objects.filter(replaces=OuterRef("pk"))
    return FinalScore.objects.filter(~Exists(later), entry__subject__round=round_id)


def progress(
    row: ScoringRound, criteria_set: CriteriaSet, *, only: UUID | None = None
) -> dict[UUID, tuple[int, int, int]]:
    """By sheet how many criteria are asked of the agency, answered by it, judged; one query."""
    rules = [one for group in criteria_set.groups for one in group.criteria]
    asked = ~Q(code__in=[one.code for one in rules if one.judged is Judging.SURVEY])
    entries = CriterionEntry.objects.filter(subject=only) if only else CriterionEntry.objects.filter(subject__round=row)
    found = (
        entries.order_by()
        .values("subject_id")
        .annotate(
            asked=Count("id", filter=asked),
            answered=Count("id", filter=asked & (Q(self_points__isnull=False) | Q(self_given__skipped=True))),
            judged=Count("id", filter=~Q(judged_by="")),
        )
    )
    rows = found.values_list("subject_id", "asked", "answered", "judged")
    return {key: (asked, answered, judged) for key, asked, answered, judged in rows}


def _sums(rows: QuerySet[Any], points: str, prefix: str, criteria_set: CriteriaSet) -> dict[UUID, Tally]:
    code, subject = f"{prefix}code", f"{prefix}subject_id"
    most = Case(
        *(
            When(**{code: one.code}, then=Value(Decimal(str(one.max))))
            for group in criteria_set.groups
            for one in group.criteria
        ),
        default=Value(NONE),
        output_field=DecimalField(max_digits=9, decimal_places=4),
    )
    counted = rows.order_by().values(subject).annotate(won=Sum(points), applying=Sum(most, filter=~Q(**{points: None})))
    found = counted.values_list(subject, "won", "applying")
    return {key: tally(criteria_set, won or NONE, applying or NONE) for key, won, applying in found}
