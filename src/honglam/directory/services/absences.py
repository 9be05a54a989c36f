"""Days away: register with a deputy, cancel."""

from datetime import date, datetime

from django.db import transaction

from honglam.directory import access
from honglam.directory.contracts import (
    AbsenceCancelled,
    AbsenceRegistered,
    AbsenceView,
    AbsentAlready,
    DeputyElsewhere,
    HoldingEnded,
    HoldingNotBegun,
    NotYourOwnRights,
    OwnDeputy,
    UnknownHolding,
)
from honglam.directory.models import Absence, Holding
from honglam.directory.queries.agencies import get_agency
from honglam.directory.queries.people import absence_view
from honglam.directory.rules.validity import check_order, lies_within, overlaps
from honglam.kernel import audit, events
from honglam.kernel.values import Actor


@transaction.atomic
def register_absence(
    *, actor: Actor, holding_id: int, deputy_holding_id: int, first_day: date, last_day: date, at: datetime
) -> AbsenceView:
    """Say that a holder is away, and who of the same agency acts in the post meanwhile.

    The holder may do so for themselves, an administrator for anybody, but not with the administrator as deputy. Raises
    AbsentAlready, OwnDeputy, DeputyElsewhere, NotYourself, HoldingNotBegun, HoldingEnded, WrongOrder.
    """
    row = access.get_own_holding(actor, holding_id)
    check_order(first_day, last_day, field="last_day")
    _check_held(row, first_day, last_day)
    deputy = _deputy(actor, row, deputy_holding_id, first_day)
    for other in Absence.objects.filter(holding=row, cancelled_at=None):
        if overlaps((first_day, last_day), (other.first_day, other.last_day)):
            raise AbsentAlready(field="first_day")
    absence = Absence.objects.create(holding=row, deputy=deputy, first_day=first_day, last_day=last_day)
    audit.record_many([_entry(actor, "directory.absence_registered", absence, at)])
    event = AbsenceRegistered(
        absence_id=absence.pk,
        holding_id=row.pk,
        post_id=row.post_id,
        account_id=row.account_id,
        deputy_id=deputy.account_id,
        first_day=first_day,
        last_day=last_day,
        by_id=actor.id,
    )
    events.publish(event, at=at)
    return absence_view(absence)


@transaction.atomic
def cancel_absence(*, actor: Actor, absence_id: int, at: datetime) -> None:
    """The holder is back: the deputy's turn ends at once."""
    absence = access.get_absence(actor, absence_id)
    absence.cancelled_at = at
    absence.save(update_fields=["cancelled_at"])
    audit.record_many([_entry(actor, "directory.absence_cancelled", absence, at)])
    event = AbsenceCancelled(
        absence_id=absence.pk,
        holding_id=absence.holding_id,
        post_id=absence.holding.post_id,
        account_id=absence.holding.account_id,
        deputy_id=absence.deputy.account_id,
    )
    events.publish(event, at=at)


def _check_held(row: Holding, first_day: date, last_day: date) -> None:
    if first_day < row.valid_from:
        raise HoldingNotBegun(field="first_day", first_day=f"{row.valid_from:%d/%m/%Y}")
    if row.valid_to is not None and last_day > row.valid_to:
        raise HoldingEnded(field="last_day", last_day=f"{row.valid_to:%d/%m/%Y}")


def _deputy(actor: Actor, row: Holding, deputy_holding_id: int, on: date) -> Holding:
    deputy = Holding.objects.filter(pk=deputy_holding_id).select_related("post", "account").first()
    if deputy is None or not lies_within((on, on), (deputy.valid_from, deputy.valid_to)):
        raise UnknownHolding(field="deputy")
    if deputy.account_id == row.account_id:
        raise OwnDeputy(field="deputy")
    if actor.id == deputy.account_id:
        raise NotYourOwnRights(field="deputy")
    if get_agency(deputy.post.agency_id).agency_id != get_agency(row.post.agency_id).agency_id:
        raise DeputyElsewhere(field="deputy")
    return deputy


def _entry(actor: Actor, action: str, absence: Absence, at: datetime) -> audit.Entry:
    detail = {"absence": absence.pk, "deputy": absence.deputy_id, "from": absence.first_day, "to": absence.last_day}
    return audit.Entry(
        actor=actor, action=action, subject_kind="holding", subject_id=absence.holding_id, at=at, detail=detail
    )
