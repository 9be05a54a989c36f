"""Letters about forms of rounds, sheets of scoring rounds and written reports; figures confirmed in documents."""

from datetime import datetime
from uuid import UUID

from honglam.documents.contracts import DocumentRetired, FiguresConfirmed
from honglam.indicators.contracts import FormMoved, SheetMoved, SheetsWaiting, WritingDue, WritingMoved
from honglam.indicators.services.appraisal.letters import tell_of_sheet, tell_of_waiting
from honglam.indicators.services.figures.incoming import let_figures_go, receive_figures
from honglam.indicators.services.rounds.letters import tell_of_move
from honglam.indicators.services.writing.letters import tell_of_due, tell_of_writing
from honglam.kernel.events import subscribe


@subscribe(FormMoved, name="indicators.tell_of_form")
def form_moved(event: FormMoved, *, event_id: UUID, at: datetime) -> None:
    """Each turn of a form, and each reminder, to whoever must know of it."""
    tell_of_move(event=event, event_id=event_id, at=at)


@subscribe(SheetMoved, name="indicators.tell_of_sheet")
def sheet_moved(event: SheetMoved, *, event_id: UUID, at: datetime) -> None:
    """Each turn of a sheet, and each reminder, to whoever must know of it."""
    tell_of_sheet(event=event, event_id=event_id, at=at)


@subscribe(SheetsWaiting, name="indicators.tell_of_waiting_sheets")
def sheets_waiting(event: SheetsWaiting, *, event_id: UUID, at: datetime) -> None:
    """What waits for whoever scores."""
    tell_of_waiting(event=event, event_id=event_id, at=at)


@subscribe(WritingMoved, name="indicators.tell_of_writing")
def writing_moved(event: WritingMoved, *, event_id: UUID, at: datetime) -> None:
    """A report that waits for its head, comes back or is approved."""
    tell_of_writing(event=event, event_id=event_id, at=at)


@subscribe(WritingDue, name="indicators.tell_of_due_writing")
def writing_due(event: WritingDue, *, event_id: UUID, at: datetime) -> None:
    """A report that is due soon, or late."""
    tell_of_due(event=event, event_id=event_id, at=at)


@subscribe(FiguresConfirmed, name="indicators.receive_figures")
def figures_confirmed(event: FiguresConfirmed, *, event_id: UUID, at: datetime) -> None:  # noqa: ARG001
    """What a person confirmed of a document waits for an indicator."""
    receive_figures(document_id=event.document_id, at=at)


@subscribe(DocumentRetired, name="indicators.let_figures_go")
def document_retired(event: DocumentRetired, *, event_id: UUID, at: datetime) -> None:  # noqa: ARG001
    """What waited of a document that has left the register waits no longer."""
    let_figures_go(document_id=event.document_id, at=at)
