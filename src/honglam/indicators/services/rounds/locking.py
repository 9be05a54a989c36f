"""A round locked: nothing more comes in without an exception, and its totals become values with their coverage."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.directory import api as directory
from honglam.indicators import access
from honglam.indicators.contracts import (
    Bound,
    GroundWords,
    RoundLocked,
    RoundTotals,
    ScopeRef,
    SourceKind,
    Span,
    ValueEntry,
)
from honglam.indicators.models import ReportingRound, RoundForm
from honglam.indicators.queries.rounds.boards import get_totals
from honglam.indicators.rules.rounds.totals import only_grows
from honglam.indicators.services.figures.values import record_values
from honglam.indicators.services.rounds.accepting import entries_for
from honglam.kernel import audit
from honglam.kernel.values import Actor


@transaction.atomic
def lock_round(*, actor: Actor, round_id: UUID, at: datetime) -> int:
    """Lock the round and keep its totals for the receiver's area; gives how many values that made.

    A sum over some of the agencies only is kept as “more than”; anything else is kept only when everybody is in it.
    Raises RoundNotFound, RoundLocked.
    """
    row = access.round_for(actor, round_id, steer=True, lock=True)
    if row.locked_at is not None:
        raise RoundLocked
    totals = get_totals(actor=actor, round_id=round_id)
    row.locked_at, row.locked_by = at, actor.name
    row.save(update_fields=["locked_at", "locked_by"])
    RoundForm.objects.filter(round=row, exception_reason="").update(watch_on=None)
    made = _keep(row, totals, actor, at)
    audit.record(
        actor=actor,
        action="indicators.round_locked",
        subject_kind="reporting_round",
        subject_id=row.id,
        at=at,
        detail={"accepted": totals.accepted, "assigned": totals.assigned, "values": made},
    )
    return made


def _keep(row: ReportingRound, totals: RoundTotals, actor: Actor, at: datetime) -> int:
    entries = _entries(row, totals)
    if entries:
        title = totals.plan.template.title
        ground = GroundWords(
            kind=SourceKind.REPORTING,
            note=f"{title}: {totals.accepted}/{totals.assigned}",
            reference=f"round:{row.id} total:{totals.accepted}/{totals.assigned}",
            public=totals.plan.template.public,
        )
        record_values(actor=actor, entries=list(entries.values()), ground=ground, at=at)
    return len(entries)


def _entries(row: ReportingRound, totals: RoundTotals) -> dict[str, ValueEntry]:
    area = directory.get_agency(agency_id=row.receiver_id).unit_code
    whole = totals.accepted == totals.assigned
    cells = totals.plan.cells
    said = {
        address: value
        for address, value in totals.values.items()
        if cells[address].indicator and (whole or only_grows(cells[address]))
    }
    span = Span(first_on=row.first_on, last_on=row.last_on)
    found = entries_for(totals.plan, said, ScopeRef(area=area), span) if area else {}
    if whole:
        return found
    return {key: replace(one, figure=replace(one.figure, bound=Bound.ABOVE)) for key, one in found.items()}
