"""How content the applicant was."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.dossiers.access import dossier_for
from honglam.dossiers.contracts import DossierRated, Satisfaction, Verb
from honglam.dossiers.models import Rating
from honglam.dossiers.rules.building import clean_long
from honglam.dossiers.rules.guards import Facts
from honglam.dossiers.services.turning import begin, conclude, told
from honglam.kernel.values import Actor


@transaction.atomic
def rate_dossier(*, actor: Actor, dossier_id: UUID, level: Satisfaction, at: datetime, comment: str = "") -> None:
    """One rating per dossier, after the result was handed over."""
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at, lock=True)
    rated = Rating.objects.filter(dossier=case.dossier).exists()
    case.facts = replace(case.facts, rated=rated)
    act = begin(actor=actor, verb=Verb.RATE, case=case, facts=Facts(rated=rated), at=at)
    Rating.objects.bulk_create(
        [Rating(dossier=case.dossier, level=level.value, comment=clean_long(comment, 2000), rated_at=at)]
    )
    conclude(act, event=told(DossierRated, act, level=level.value), content={"level": level.value})
