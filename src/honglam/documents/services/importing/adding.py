"""A figure that no rule found: a person reads it in the text and enters it at its sentence."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from honglam.documents.contracts import (
    FIGURE_FIELDS,
    NoMoreByHand,
    NoSuchSentence,
    Paragraph,
    ProposalKind,
    Typed,
    Verdict,
)
from honglam.documents.models import DocumentImport, Proposal
from honglam.documents.rules.placing import Place, place_of
from honglam.documents.rules.proposing import MOST_QUOTE
from honglam.documents.rules.understanding import read_figure
from honglam.documents.services.importing.deciding import MOST_TYPED, open_import, settle_proposal
from honglam.kernel import audit
from honglam.kernel.text import nfc
from honglam.kernel.values import Actor

MOST_BY_HAND = 300
"""Whoever types more than this out of one document has a table that belongs into a reporting round."""


@transaction.atomic
def add_figure(*, actor: Actor, import_id: UUID, sentence: str, typed: Typed, at: datetime) -> int:
    """Enter a figure at a sentence (`12.1`: the second of paragraph 12); the number under which it stands.

    Who enters it stands by it; it can be corrected and left out like what was proposed. The same entry twice is one,
    and counts as right again whatever became of it meanwhile.
    Raises ImportNotFound, ImportSettled, NoSuchSentence, NoMoreByHand, FieldErrors.
    """
    row = open_import(actor, import_id)
    said = {field: " ".join(nfc(typed.get(field, "")).split())[:MOST_TYPED] for field in FIGURE_FIELDS}
    place = _place(row, sentence, said["value"])
    read_figure(said)
    mine = list(row.proposals.exclude(by_hand=""))
    where = place.paragraph, place.start, said
    known = next((one for one in mine if (one.paragraph, one.start, one.said) == where), None)
    if known is not None:
        _stand_by(actor, row, known, at)
        return known.number
    if len(mine) >= MOST_BY_HAND:
        raise NoMoreByHand(most=MOST_BY_HAND)
    number = (row.proposals.aggregate(last=Max("number"))["last"] or 0) + 1
    _enter(actor, row, number, place, said, at)
    return number


def _place(row: DocumentImport, sentence: str, value: str) -> Place:
    place = place_of([Paragraph(**one) for one in row.text], sentence, value)
    if place is None:
        raise NoSuchSentence(field="sentence")
    return place


def _stand_by(actor: Actor, row: DocumentImport, one: Proposal, at: datetime) -> None:
    if (one.verdict, one.typed) == (Verdict.ACCEPTED.value, one.said):
        return
    one.typed = one.said
    settle_proposal(actor, row, one, Verdict.ACCEPTED, at)


def _enter(actor: Actor, row: DocumentImport, number: int, place: Place, said: dict[str, str], at: datetime) -> None:
    Proposal.objects.create(
        document_import=row,
        number=number,
        kind=ProposalKind.FIGURE.value,
        paragraph=place.paragraph,
        start=place.start,
        end=place.end,
        quote=place.quote[:MOST_QUOTE],
        said=said,
        typed=said,
        verdict=Verdict.ACCEPTED.value,
        decided_by=actor.name,
        decided_at=at,
        by_hand=actor.name,
    )
    audit.record(
        actor=actor,
        action="documents.figure_entered",
        subject_kind="document_import",
        subject_id=row.id,
        at=at,
        detail={"number": number, "paragraph": place.paragraph, "typed": said},
    )
