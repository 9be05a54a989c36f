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
from honglam.dossiers.services.counting import Cell, cells, recount_cells, settled_measure
from honglam.kernel.events import Delivered, subscribe


def _touched(delivered: list[Delivered], measure: Measure) -> list[Cell]:
    return [cell for one in delivered for cell in cells(cast(DossierEvent, one.event), measure, one.at)]


@subscribe(DossierSubmitted, name="dossiers.count_submitted", batch=True)
def count_submitted(delivered: list[Delivered]) -> None:
    """Filed on the day that the dossier says, which for a postal one is that of the hand-over record."""
    found: list[Cell] = []
    for one in delivered:
        event = cast(DossierSubmitted, one.event)
        found += cells(event, Measure.SUBMITTED, event.submitted_at)
    recount_cells(cells=found)


@subscribe(DossierAccepted, name="dossiers.count_received", batch=True)
def count_received(delivered: list[Delivered]) -> None:
    """Received by the desk, on the day that the dossier says."""
    found: list[Cell] = []
    for one in delivered:
        event = cast(DossierAccepted, one.event)
        found += cells(event, Measure.RECEIVED, event.accepted_at)
    recount_cells(cells=found)


@subscribe(DossierRefused, name="dossiers.count_refused", batch=True)
def count_refused(delivered: list[Delivered]) -> None:
    """Refused at the desk."""
    recount_cells(cells=_touched(delivered, Measure.REFUSED))


@subscribe(DossierWithdrawn, name="dossiers.count_withdrawn", batch=True)
def count_withdrawn(delivered: list[Delivered]) -> None:
    """Taken back."""
    recount_cells(cells=_touched(delivered, Measure.WITHDRAWN))


@subscribe(DossierReturned, name="dossiers.count_returned", batch=True)
def count_returned(delivered: list[Delivered]) -> None:
    """Handed over."""
    recount_cells(cells=_touched(delivered, Measure.RETURNED))


@subscribe(ResultIssued, name="dossiers.count_settled", batch=True)
def count_settled(delivered: list[Delivered]) -> None:
    """Settled early, on time or late."""
    found: list[Cell] = []
    for one in delivered:
        event = cast(ResultIssued, one.event)
        found += _settled(event, event.result_class, one.at)
    recount_cells(cells=found)


@subscribe(ResultRevoked, name="dossiers.count_revoked", batch=True)
def count_revoked(delivered: list[Delivered]) -> None:
    """A settlement that was none is taken out of the day on which it was counted."""
    found: list[Cell] = []
    for one in delivered:
        event = cast(ResultRevoked, one.event)
        found += _settled(event, event.result_class, event.resolved_at)
    recount_cells(cells=found)


def _settled(event: DossierEvent, result_class: str, moment: datetime) -> list[Cell]:
    return cells(event, settled_measure(result_class), moment)
