"""Rounds in lists, keyset by the period's end: what an officer runs or has to answer, what everybody may read."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from honglam.indicators import access
from honglam.indicators.contracts import ScoringLine, ScoringPage, SheetState
from honglam.indicators.models import RoundSubject, ScoringRound
from honglam.indicators.queries.appraisal.rounds import round_view, set_of, subject_view
from honglam.kernel.clock import now
from honglam.kernel.values import Actor

SHOWN = 30


def list_rounds(*, actor: Actor, after: str = "", published: bool = False) -> ScoringPage:
    """The newest rounds that this reader may know of; `published`: only those that everybody reads."""
    rows = access.readable_rounds(actor)
    if published:
        rows = rows.filter(state=SheetState.PUBLISHED.value)
    found = list(_behind(rows, after).order_by("-last_on", "-id")[: SHOWN + 1])
    page, more = found[:SHOWN], len(found) > SHOWN
    named = access.scoring_agency(actor) if actor.is_officer else None
    return ScoringPage(
        items=tuple(_lines(page, actor)),
        next_cursor=f"{page[-1].last_on.isoformat()}_{page[-1].id}" if more else "",
        may_open=named is not None and actor.has_role(*access.JUDGES),
    )


def _behind(rows: QuerySet[ScoringRound], after: str) -> QuerySet[ScoringRound]:
    day, _, key = after.partition("_")
    try:
        last_on, last_id = date.fromisoformat(day), UUID(key)
    except ValueError:
        return rows
    return rows.filter(Q(last_on__lt=last_on) | Q(last_on=last_on, id__lt=last_id))


def _lines(rows: Sequence[ScoringRound], actor: Actor) -> list[ScoringLine]:
    chairs = access.chairs(actor) if actor.is_officer else frozenset()
    counts: dict[UUID, Counter[SheetState]] = defaultdict(Counter)
    of_rounds = RoundSubject.objects.filter(round__in=rows)
    for key, state, count in of_rounds.order_by().values_list("round_id", "state").annotate(Count("id")):
        counts[key][SheetState(state)] += count
    own = {one.round_id: one for one in of_rounds.filter(agency_id__in=access.houses(actor))}
    held = access.held_agencies(actor, now()) if own else frozenset()
    return [
        ScoringLine(
            round=round_view(row, actor, set_of(row)),
            runs=row.owner_id in chairs,
            counts=counts[row.id],
            sheet=subject_view(own[row.id], actor, held=held, found={}, of=row) if row.id in own else None,
        )
        for row in rows
    ]
