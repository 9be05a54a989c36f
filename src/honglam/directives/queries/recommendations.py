"""Recommendations, how long each waits, and which were asked before."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from honglam.directives import access
from honglam.directives.contracts import Addressee, Answer, RecommendationLine, RecommendationView
from honglam.directives.models import Recommendation, RecommendationStep
from honglam.directives.queries.agencies import unit_ref
from honglam.kernel.clock import local
from honglam.kernel.text import fold, nfc
from honglam.kernel.values import Actor

MOST = 500


def list_recommendations(
    *, actor: Actor, at: datetime, answer: str = "", addressee: str = "", words: str = ""
) -> list[RecommendationView]:
    """Recommendations in sight, those that wait longest first. Two queries."""
    rows = access.recommendations_of(actor)
    if answer in set(Answer):
        rows = rows.filter(answer=answer)
    if addressee in set(Addressee):
        rows = rows.filter(addressee=addressee)
    for word in fold(nfc(words)).split()[:8]:
        rows = rows.filter(folded__contains=word)
    found = list(rows.order_by("raised_on", "code")[:MOST])
    return _views(actor, found, _steps(found), at)


def get_recommendation(*, actor: Actor, recommendation_id: UUID, at: datetime) -> RecommendationView:
    """One recommendation with what happened, and the earlier ones of its matter. Raises RecommendationNotFound."""
    row = access.recommendation_for(actor, recommendation_id)
    before = _asked_before(access.recommendations_of(actor), row)
    views = _views(actor, [row, *before], _steps([row, *before]), at)
    return RecommendationView(**{**vars(views[0]), "asked_before": tuple(views[1:])})


def _asked_before(rows: QuerySet[Recommendation], row: Recommendation) -> list[Recommendation]:
    if not row.topic:
        return []
    return list(rows.filter(topic=row.topic).exclude(id=row.id).order_by("raised_on", "code"))


def _steps(rows: Iterable[Recommendation]) -> Mapping[UUID, list[RecommendationStep]]:
    found: dict[UUID, list[RecommendationStep]] = {}
    steps = RecommendationStep.objects.filter(recommendation_id__in=[row.id for row in rows])
    for step in steps.order_by("line"):
        found.setdefault(step.recommendation_id, []).append(step)
    return found


def _views(
    actor: Actor, rows: Sequence[Recommendation], steps: Mapping[UUID, list[RecommendationStep]], at: datetime
) -> list[RecommendationView]:
    today = local(at).date()
    return [_view(actor, row, steps.get(row.id, []), today) for row in rows]


def _view(actor: Actor, row: Recommendation, steps: Sequence[RecommendationStep], on: date) -> RecommendationView:
    answered = next((step.on or local(step.at).date() for step in reversed(steps) if step.what == "answered"), None)
    until = answered if row.answer != Answer.WAITING.value and answered else on
    return RecommendationView(
        id=row.id,
        code=row.code,
        text=row.text,
        addressee=Addressee(row.addressee),
        addressed_to=row.addressed_to,
        agency=unit_ref(row.agency_id),
        document=row.document,
        place=row.place,
        raised_on=row.raised_on,
        answer=Answer(row.answer),
        waits=max(0, (until - row.raised_on).days) if row.raised_on else 0,
        topic=row.topic,
        asked_before=(),
        lines=tuple(
            RecommendationLine(at=step.at, what=step.what, words=step.words, document=step.document, by=step.actor_name)
            for step in steps
        ),
        may_answer=row.answer == Answer.WAITING.value and access.may_answer(actor, row),
    )
