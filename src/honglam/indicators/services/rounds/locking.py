"""A round locked: nothing more comes in without an exception, and its totals become values with their coverage.

What is accepted after the lock (a correction, an agency that was allowed more time) changes the totals: the values that
they became are succeeded then.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

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
from honglam.indicators.services.rounds.accepting import entries_for
from honglam.indicators.services.rounds.keeping import keep
from honglam.kernel import audit
from honglam.kernel.clock import local
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
    made = _keep(row, totals, actor, at)
    row.save(update_fields=["locked_at", "locked_by", "total_ids"])
    shut = Q(exception_reason="") | Q(until_on__lt=local(at).date()) | Q(watch_on__gt=F("until_on"))
    RoundForm.objects.filter(shut, round=row).update(watch_on=None)
    audit.record(
        actor=actor,
        action="indicators.round_locked",
        subject_kind="reporting_round",
        subject_id=row.id,
        at=at,
        detail={"accepted": totals.accepted, "assigned": totals.assigned, "values": made},
    )
    return made


def hold_round(*, form_id: UUID) -> None:
    """Hold the round of a form until the transaction ends, before the form itself is held.

    Two forms that are accepted at once, or one while the round is locked, would each be added up without the other.
    """
    list(ReportingRound.objects.filter(forms=form_id).select_for_update(of=("self",)))


def revise_totals(row: ReportingRound, *, actor: Actor, at: datetime) -> int:
    """After something was accepted in a locked round: what its totals became says what they come to now.

    Gives how many values that made; a total that stayed the same stays as it was said.
    """
    if row.locked_at is None:
        return 0
    made = _keep(row, get_totals(actor=actor, round_id=row.id), actor, at)
    row.save(update_fields=["total_ids"])
    return made


def _keep(row: ReportingRound, totals: RoundTotals, actor: Actor, at: datetime) -> int:
    ground = GroundWords(
        kind=SourceKind.REPORTING,
        note=f"{totals.plan.template.title}: {totals.accepted}/{totals.assigned}",
        reference=f"round:{row.id} total:{totals.accepted}/{totals.assigned}",
        public=totals.plan.template.public,
    )
    kept = keep(row.total_ids, _entries(row, totals), ground, actor=actor, at=at)
    row.total_ids = kept.ids
    return len(kept.new)


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
