"""Roll-ups are kept from events: what happened on which day, in which agency, by which channel."""

from datetime import datetime
from typing import cast

from honglam.dossiers.contracts import (
    DossierAccepted,
    DossierEvent,
    DossierRefused,
    DossierReturned,
    DossierSubmitted,
    DossierWithdrawn,
    Measure,
    ResultIssued,
    ResultRevoked,
)
from honglam.dossiers.services.counting import Cell, add_counts, cells, settled_measure
from honglam.kernel.events import Delivered, subscribe

Delta = tuple[Cell, int]


def _plus(delivered: list[Delivered], measure: Measure) -> list[Delta]:
    return [(cell, 1) for one in delivered for cell in cells(cast(DossierEvent, one.event), measure, one.at)]


@subscribe(DossierSubmitted, name="dossiers.count_submitted", batch=True)
def count_submitted(delivered: list[Delivered]) -> None:
    """Filed on the day that the dossier says, which for a postal one is that of the hand-over record."""
    found: list[Delta] = []
    for one in delivered:
        event = cast(DossierSubmitted, one.event)
        found += [(cell, 1) for cell in cells(event, Measure.SUBMITTED, event.submitted_at)]
    add_counts(deltas=found)


@subscribe(DossierAccepted, name="dossiers.count_received", batch=True)
def count_received(delivered: list[Delivered]) -> None:
    """Received by the desk."""
    add_counts(deltas=_plus(delivered, Measure.RECEIVED))


@subscribe(DossierRefused, name="dossiers.count_refused", batch=True)
def count_refused(delivered: list[Delivered]) -> None:
    """Refused at the desk."""
    add_counts(deltas=_plus(delivered, Measure.REFUSED))


@subscribe(DossierWithdrawn, name="dossiers.count_withdrawn", batch=True)
def count_withdrawn(delivered: list[Delivered]) -> None:
    """Taken back."""
    add_counts(deltas=_plus(delivered, Measure.WITHDRAWN))


@subscribe(DossierReturned, name="dossiers.count_returned", batch=True)
def count_returned(delivered: list[Delivered]) -> None:
    """Handed over."""
    add_counts(deltas=_plus(delivered, Measure.RETURNED))


@subscribe(ResultIssued, name="dossiers.count_settled", batch=True)
def count_settled(delivered: list[Delivered]) -> None:
    """Settled early, on time or late."""
    found: list[Delta] = []
    for one in delivered:
        event = cast(ResultIssued, one.event)
        found += _settled(event, event.result_class, one.at, 1)
    add_counts(deltas=found)


@subscribe(ResultRevoked, name="dossiers.count_revoked", batch=True)
def count_revoked(delivered: list[Delivered]) -> None:
    """A settlement that was none is taken out of the day on which it was counted."""
    found: list[Delta] = []
    for one in delivered:
        event = cast(ResultRevoked, one.event)
        found += _settled(event, event.result_class, event.resolved_at, -1)
    add_counts(deltas=found)


def _settled(event: DossierEvent, result_class: str, moment: datetime, amount: int) -> list[Delta]:
    return [(cell, amount) for cell in cells(event, settled_measure(result_class), moment)]
