"""Figures of official documents: they arrive once somebody confirmed them and become values when one says of what."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.documents import api as documents
from honglam.documents.contracts import ConfirmedFigure, DocumentNotFound
from honglam.indicators import access
from honglam.indicators.contracts import (
    Bound,
    FigureSettled,
    GroundWords,
    IncomingState,
    IndicatorNotFound,
    SourceKind,
    ValueEntry,
)
from honglam.indicators.models import CitedDocument, IncomingFigureRow
from honglam.indicators.services.figures.writing import put_ground, put_values
from honglam.kernel import audit
from honglam.kernel.values import SYSTEM, Actor


@transaction.atomic
def receive_figures(*, document_id: UUID, at: datetime) -> int:
    """Have what was confirmed of a document wait for an indicator, each figure once; how many are new.

    None of one that was taken out of the register before we heard of it.
    """
    try:
        found = documents.list_figures(actor=SYSTEM, document_id=document_id)
    except DocumentNotFound:
        return 0
    known = set(IncomingFigureRow.objects.filter(document_id=document_id).values_list("figure_id", flat=True))
    rows = [_row(one) for one in found if one.id not in known]
    IncomingFigureRow.objects.bulk_create(rows, ignore_conflicts=True)
    _record(SYSTEM, "figures_received", document_id, at, {"figures": len(rows)})
    return len(rows)


@transaction.atomic
def take_figure(*, actor: Actor, incoming_id: UUID, entry: ValueEntry, at: datetime) -> UUID:
    """Keep a figure of a document as a value, resting on its sentence.

    Everybody sees it at once only where the actor signs for the agency that owns the indicator; else when somebody who
    does confirms it. Raises FigureNotFound, FigureSettled, IndicatorNotFound and what `put_values` raises.
    """
    row = access.incoming_for(actor=actor, incoming_id=incoming_id, lock=True)
    if row.state != IncomingState.WAITING.value:
        raise FigureSettled
    indicator = access.readable_indicators(actor).filter(code=entry.indicator, retired_at=None).first()
    if indicator is None:
        raise IndicatorNotFound
    ground = GroundWords(
        kind=SourceKind.DOCUMENT,
        document=_cited(row).code,
        place=row.place,
        quote=row.quote,
        reference=f"document-figure:{row.figure_id}",
        public=indicator.public and access.may_correct(actor, indicator),
    )
    value = put_values(put_ground(actor, ground, at), [entry])[0]
    row.value = value
    _settle(actor, row, IncomingState.TAKEN, at)
    _record(actor, "figure_taken", row.document_id, at, {"value_id": str(value.id), "indicator": indicator.code})
    return value.id


@transaction.atomic
def set_aside(*, actor: Actor, incoming_id: UUID, aside: bool, at: datetime) -> None:
    """Say that no indicator measures this figure, or take that back. Raises FigureNotFound, FigureSettled."""
    row = access.incoming_for(actor=actor, incoming_id=incoming_id, lock=True)
    if row.state == IncomingState.TAKEN.value:
        raise FigureSettled
    _settle(actor, row, IncomingState.ASIDE if aside else IncomingState.WAITING, at)
    _record(actor, "figure_set_aside", row.document_id, at, {"figure": str(row.figure_id), "aside": aside})


@transaction.atomic
def let_figures_go(*, document_id: UUID, at: datetime) -> int:
    """Figures of a document that was taken out of the register wait for nobody; values made of them stay."""
    rows = access.waiting_of_document(document_id)
    for row in rows:
        _settle(SYSTEM, row, IncomingState.ASIDE, at)
    if rows:
        _record(SYSTEM, "figures_let_go", document_id, at, {"figures": len(rows)})
    return len(rows)


def _cited(row: IncomingFigureRow) -> CitedDocument:
    """The document among those that figures are cited from; a pack's description of it stays."""
    content = {
        "code": row.document,
        "issuer": row.issuer,
        "title": row.title,
        "register_id": str(row.document_id),
    }
    described = {"symbol": row.symbol, "dated": row.dated, "content": content, "from_pack": False}
    return CitedDocument.objects.get_or_create(code=row.document, defaults=described)[0]


def _settle(actor: Actor, row: IncomingFigureRow, state: IncomingState, at: datetime) -> None:
    row.state, row.decided_by, row.decided_at = state.value, actor.name, at
    row.save(update_fields=["state", "value", "decided_by", "decided_at"])


def _row(one: ConfirmedFigure) -> IncomingFigureRow:
    said, document = one.said, one.document
    return IncomingFigureRow(
        figure_id=one.id,
        agency_id=one.agency_id,
        document_id=document.id,
        document=document.code,
        symbol=document.symbol,
        dated=document.dated,
        issuer=document.issuer,
        title=document.title,
        place=one.place,
        quote=one.quote,
        said=said.value,
        upper=said.upper,
        of=said.of,
        bound=Bound(said.bound.value).value,
        unit=said.unit,
        period=said.period,
        what=said.what,
        whom=said.whom,
        by_hand=one.by_hand,
        confirmed_by=one.confirmed_by,
        confirmed_at=one.confirmed_at,
        state=IncomingState.WAITING.value,
    )


def _record(actor: Actor, what: str, document_id: UUID, at: datetime, detail: dict[str, object]) -> None:
    audit.record(
        actor=actor,
        action=f"indicators.{what}",
        subject_kind="document",
        subject_id=document_id,
        at=at,
        detail=detail,
    )
