"""Which agencies' days an event touches; each is then counted anew from its rows."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import cast
from uuid import UUID

from honglam.dossiers.contracts import (
    ConsultationAnswered,
    ConsultationSilent,
    DossierAccepted,
    DossierEvent,
    DossierRated,
    DossierReturned,
    DossierSynchronised,
    DossierTakenOn,
    DossierWithdrawn,
    FeedbackFiled,
    FeedbackMoved,
    ResultIssued,
    ResultRevoked,
    StepFinished,
    SupplementReceived,
)
from honglam.dossiers.queries.serving.touched import days_of_receipt, days_of_settlement, days_of_steps
from honglam.dossiers.services.serving import recount_days
from honglam.kernel.clock import local
from honglam.kernel.events import Delivered, subscribe

Day = tuple[int, date]


def _day(agency_id: int, moment: datetime) -> Day:
    return agency_id, local(moment).date()


def _own_days(delivered: list[Delivered]) -> list[Day]:
    return [_day(cast(DossierEvent, one.event).lead_agency_id, one.at) for one in delivered]


def _ids(delivered: list[Delivered]) -> Iterable[UUID]:
    return (cast(DossierEvent, one.event).dossier_id for one in delivered)


@subscribe(DossierAccepted, name="dossiers.serve_received", batch=True)
def received(delivered: list[Delivered]) -> None:
    """The day of receipt, which may lie before the event: papers taken in while the network was down.

    The look at the papers is a step of the desk's agency, which need not be the lead agency.
    """
    days = [
        _day(event.lead_agency_id, event.accepted_at)
        for event in (cast(DossierAccepted, one.event) for one in delivered)
    ]
    recount_days(days=[*days, *_own_days(delivered), *days_of_steps(_ids(delivered))])


@subscribe(DossierTakenOn, name="dossiers.serve_taken_on", batch=True)
def taken_on(delivered: list[Delivered]) -> None:
    """Taking on is a step of the competent agency's desk."""
    recount_days(days=days_of_steps(_ids(delivered)))


@subscribe(SupplementReceived, name="dossiers.serve_supplemented", batch=True)
def supplemented(delivered: list[Delivered]) -> None:
    """A paper that is held may answer a supplement: the day of receipt counts reuse."""
    recount_days(days=days_of_receipt(_ids(delivered)))


@subscribe(DossierSynchronised, name="dossiers.serve_synchronised", batch=True)
def synchronised(delivered: list[Delivered]) -> None:
    """The day of receipt, if it was received."""
    recount_days(days=days_of_receipt(_ids(delivered)))


@subscribe(ResultIssued, name="dossiers.serve_settled", batch=True)
def settled(delivered: list[Delivered]) -> None:
    """The day of settlement; at the counter steps are finished with it."""
    recount_days(days=[*_own_days(delivered), *days_of_steps(_ids(delivered))])


@subscribe(ResultRevoked, name="dossiers.serve_revoked", batch=True)
def revoked(delivered: list[Delivered]) -> None:
    """The day on which it had counted as settled."""
    events = [cast(ResultRevoked, one.event) for one in delivered]
    recount_days(days=[_day(event.lead_agency_id, event.resolved_at) for event in events])


@subscribe(DossierReturned, name="dossiers.serve_returned", batch=True)
def returned(delivered: list[Delivered]) -> None:
    """Handing over is a step of the desk, and whoever did it now has a hand in the settlement."""
    recount_days(days=[*days_of_steps(_ids(delivered)), *days_of_settlement(_ids(delivered))])


@subscribe(DossierWithdrawn, name="dossiers.serve_withdrawn", batch=True)
def withdrawn(delivered: list[Delivered]) -> None:
    """The day on which it was taken back."""
    recount_days(days=_own_days(delivered))


@subscribe(DossierRated, name="dossiers.serve_rated", batch=True)
def rated(delivered: list[Delivered]) -> None:
    """The day of the rating, and that of the settlement: blame for an attitude belongs there."""
    recount_days(days=[*_own_days(delivered), *days_of_settlement(_ids(delivered))])


@subscribe(StepFinished, name="dossiers.serve_step", batch=True)
def step_finished(delivered: list[Delivered]) -> None:
    """The day of whoever finished the step, which may be another agency's.

    Where the dossier was settled before, its finisher now has a hand in that settlement too.
    """
    recount_days(days=[*days_of_steps(_ids(delivered)), *days_of_settlement(_ids(delivered))])


@subscribe(ConsultationAnswered, name="dossiers.serve_consulted", batch=True)
@subscribe(ConsultationSilent, name="dossiers.serve_silent", batch=True)
def consulted(delivered: list[Delivered]) -> None:
    """An asked agency's step is a step, also the one that it let go by."""
    recount_days(days=[*days_of_steps(_ids(delivered)), *days_of_settlement(_ids(delivered))])


@subscribe(FeedbackFiled, name="dossiers.serve_feedback", batch=True)
def feedback_filed(delivered: list[Delivered]) -> None:
    """Blame on a settled dossier counts on the day of its settlement."""
    found = (cast(FeedbackFiled, one.event).dossier_id for one in delivered)
    recount_days(days=days_of_settlement(one for one in found if one))


@subscribe(FeedbackMoved, name="dossiers.serve_feedback_moved", batch=True)
def feedback_moved(delivered: list[Delivered]) -> None:
    """What was refused blames nobody."""
    found = (cast(FeedbackMoved, one.event).dossier_id for one in delivered)
    recount_days(days=days_of_settlement(one for one in found if one))
