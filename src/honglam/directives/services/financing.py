"""Money of projects, line by line; a mistake is taken back by a line with a minus."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.directives import access
from honglam.directives.contracts import EvidenceMissing, MoneyInput, NotYours, SumMissing, YearMissing
from honglam.directives.models import MoneyLine
from honglam.kernel import audit
from honglam.kernel.values import Actor

MOST = 10**15


@transaction.atomic
def record_money(*, actor: Actor, project_id: UUID, given: MoneyInput, at: datetime) -> int:
    """One more line. Raises ProgrammeNotFound, NotYours, SumMissing, YearMissing, EvidenceMissing."""
    project = access.project_for(actor, project_id, lock=True)
    check_money(actor=actor, project_id=project_id, given=given)
    line = MoneyLine.objects.create(
        project=project,
        year=given.year,
        source=given.source.value,
        kind=given.kind.value,
        amount=given.amount,
        document=given.document,
        note=given.note,
        recorded_at=at,
        recorded_by=actor.name,
    )
    detail = {"year": given.year, "source": line.source, "kind": line.kind, "amount": line.amount}
    audit.record(
        actor=actor,
        action="directives.money_recorded",
        subject_kind="project",
        subject_id=project.id,
        at=at,
        detail=detail,
    )
    return line.pk


def check_money(*, actor: Actor, project_id: UUID, given: MoneyInput) -> None:
    """Raises what record_money raises; changes nothing."""
    project = access.project_for(actor, project_id)
    if not access.may_record_money(actor, project.programme):
        raise NotYours
    if not given.amount or abs(given.amount) >= MOST:
        raise SumMissing(field="amount")
    if given.year is None or not 2000 <= given.year <= 2100:
        raise YearMissing(field="year")
    if not given.document:
        raise EvidenceMissing(field="document")
