"""Figures of documents that a person confirmed, for who measures."""

from uuid import UUID

from honglam.documents import access
from honglam.documents.contracts import Bound, ConfirmedFigure, FigureWords
from honglam.documents.models import DocumentFigure
from honglam.documents.queries.register import document_line
from honglam.kernel.values import Actor

MOST = 2_000


def list_figures(*, actor: Actor, document_id: UUID) -> list[ConfirmedFigure]:
    """The confirmed figures of one document in the order of its text. Two queries. Raises DocumentNotFound."""
    document = access.document_for(actor, document_id)
    rows = DocumentFigure.objects.filter(document=document).order_by("source", "number")[:MOST]
    line = document_line(document)
    return [
        ConfirmedFigure(
            id=row.id,
            document=line,
            agency_id=document.agency_id,
            number=row.number,
            place=row.place,
            quote=row.quote,
            said=FigureWords(
                value=row.value,
                upper=row.upper,
                of=row.of,
                bound=Bound(row.bound),
                unit=row.unit,
                period=row.period,
                what=row.what,
                whom=row.whom,
            ),
            confirmed_by=row.confirmed_by,
            confirmed_at=row.confirmed_at,
            by_hand=row.by_hand,
        )
        for row in rows
    ]
