"""Originals that the one-stop keeps while a dossier is worked on: listed on the receipt, given back at the hand-over.

What somebody forgot is given back later by a verb of its own; until then it stands in the list of desk and head.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.dossiers.access import desks_of, dossier_for
from honglam.dossiers.contracts import Done, NoOriginals, NotYourTurn, Verb
from honglam.dossiers.models import Dossier, Paper
from honglam.dossiers.rules.building import clean
from honglam.kernel import audit
from honglam.kernel.values import Actor


@transaction.atomic
def give_back_originals(
    *, actor: Actor, dossier_id: UUID, paper_ids: Iterable[UUID], recipient: str, at: datetime
) -> Done:
    """Give originals back apart from a hand-over. Raises `NotYourTurn` elsewhere, `NoOriginals` if none is kept."""
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at, lock=True)
    if case.dossier.desk_id not in desks_of(actor, Verb.RETURN_RESULT):
        raise NotYourTurn
    if not hand_back(case.dossier, paper_ids, actor=actor, recipient=recipient, at=at):
        raise NoOriginals(field="originals")
    return Done(dossier_id=case.dossier.id, status=case.status)


def hand_back(dossier: Dossier, paper_ids: Iterable[UUID], *, actor: Actor, recipient: str, at: datetime) -> list[str]:
    """Note which kept originals went back to whom; their names. Each is recorded."""
    rows = list(
        Paper.objects.select_for_update().filter(
            dossier=dossier, id__in=list(paper_ids), kept_at__isnull=False, given_back_at=None
        )
    )
    to = clean(recipient, 200) or dossier.applicant_name
    Paper.objects.filter(id__in=[row.id for row in rows]).update(given_back_at=at, given_back_to=to)
    audit.record_many(
        audit.Entry(
            actor=actor,
            action="dossiers.original_given_back",
            subject_kind="dossier",
            subject_id=dossier.id,
            at=at,
            detail={"paper": row.name, "originals": row.originals, "to": to},
        )
        for row in rows
    )
    return [row.name for row in rows]
