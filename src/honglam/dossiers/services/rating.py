"""How content the applicant was: in the account, on the desk's screen, or by the link of a letter or receipt."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from honglam.dossiers.access import Case, case_of, dossier_for
from honglam.dossiers.contracts import (
    DossierNotFound,
    DossierRated,
    EvidenceKind,
    RatedVia,
    RatingReason,
    Satisfaction,
    Verb,
)
from honglam.dossiers.models import Dossier, Rating
from honglam.dossiers.rules.building import clean_long
from honglam.dossiers.rules.guards import Facts
from honglam.dossiers.rules.links import rating_token
from honglam.dossiers.services.turning import Act, begin, begin_for_applicant, conclude, told
from honglam.kernel.values import ANONYMOUS, Actor

AT_THE_DESK = timedelta(hours=4)
"""How long after the hand-over the desk's screen still offers a dossier: the applicant has gone home by then."""


def rating_address(dossier_id: UUID) -> str:
    """The path under which whoever holds it may rate this dossier once."""
    return f"/danh-gia/{rating_token(dossier_id, settings.SECRET_KEY.encode())}/"


@transaction.atomic
def rate_dossier(
    *,
    actor: Actor,
    dossier_id: UUID,
    level: Satisfaction,
    at: datetime,
    comment: str = "",
    reasons: tuple[RatingReason, ...] = (),
) -> None:
    """One rating per dossier, after the result was handed over."""
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at, lock=True)
    facts = _facts(case)
    act = begin(actor=actor, verb=Verb.RATE, case=case, facts=facts, at=at)
    _keep_rating(act, level, reasons, RatedVia.ACCOUNT, comment)


@transaction.atomic
def rate_at_desk(
    *, actor: Actor, dossier_id: UUID, level: Satisfaction, reasons: tuple[RatingReason, ...], at: datetime
) -> None:
    """The applicant presses a button on the desk's screen; the officer whose screen it is answers for nothing."""
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at, lock=True)
    if case.dossier.desk_id not in (actor.unit_id, actor.agency_id) or not _just_returned(case.dossier, at):
        raise DossierNotFound
    act = begin_for_applicant(actor=actor, verb=Verb.RATE, case=case, facts=_facts(case), at=at)
    _keep_rating(act, level, reasons, RatedVia.DESK, "")


@transaction.atomic
def rate_by_link(
    *, dossier_id: UUID, level: Satisfaction, reasons: tuple[RatingReason, ...], comment: str, at: datetime
) -> None:
    """Whoever holds the signed link of the receipt or of the letter; the entrance has checked the signature."""
    dossier = Dossier.objects.select_for_update().filter(id=dossier_id).first()
    if dossier is None:
        raise DossierNotFound
    case = case_of(dossier, at=at)
    act = begin_for_applicant(actor=ANONYMOUS, verb=Verb.RATE, case=case, facts=_facts(case), at=at)
    _keep_rating(act, level, reasons, RatedVia.LINK, comment)


def _facts(case: Case) -> Facts:
    rated = Rating.objects.filter(dossier=case.dossier).exists()
    case.facts = replace(case.facts, rated=rated)
    return Facts(rated=rated)


def _just_returned(dossier: Dossier, at: datetime) -> bool:
    signed = dossier.returned_by == EvidenceKind.SIGNATURE.value
    return signed and dossier.returned_at is not None and at - dossier.returned_at <= AT_THE_DESK


def _keep_rating(act: Act, level: Satisfaction, reasons: tuple[RatingReason, ...], via: RatedVia, comment: str) -> None:
    rating = Rating(
        dossier=act.dossier,
        level=level.value,
        reasons=sorted({reason.value for reason in reasons}),
        via=via.value,
        comment=clean_long(comment, 2000, field="comment"),
        rated_at=act.at,
    )
    Rating.objects.bulk_create([rating])
    conclude(act, event=told(DossierRated, act, level=level.value), content={"level": level.value})
