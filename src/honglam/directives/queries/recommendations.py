"""Recommendations, how long each waits, and which were asked before."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from honglam.directives import access
from honglam.directives.contracts import Addressee, Answer, RecommendationLine, RecommendationView
from honglam.directives.models import Recommendation, RecommendationStep
from honglam.directives.queries.agencies import unit_ref
from honglam.kernel.clock import local
from honglam.kernel.paging import BadCursor, Page, decode_cursor, encode_cursor
from honglam.kernel.text import fold, nfc
from honglam.kernel.values import Actor

PAGE = 50
_UNDATED = date(9999, 12, 31)
"""Where what carries no day stands: behind all that do."""


def list_recommendations(
    *,
    actor: Actor,
    at: datetime,
    answer: str = "",
    addressee: str = "",
    words: str = "",
    after: str = "",
    limit: int = PAGE,
) -> Page[RecommendationView]:
    """Recommendations in sight, those that wait longest first. Two queries. Raises BadCursor."""
    rows = access.recommendations_of(actor)
    if answer in set(Answer):
        rows = rows.filter(answer=answer)
    if addressee in set(Addressee):
        rows = rows.filter(addressee=addressee)
    for word in fold(nfc(words)).split()[:8]:
        rows = rows.filter(folded__contains=word)
    rows = rows.annotate(since=Coalesce("raised_on", Value(_UNDATED)))
    if after:
        since, code = _key(after)
        rows = rows.filter(Q(since__gt=since) | Q(since=since, code__gt=code))
    found = list(rows.order_by("since", "code")[: limit + 1])
    more = found[limit - 1] if len(found) > limit else None
    cursor = encode_cursor((more.raised_on or _UNDATED).isoformat(), more.code) if more else None
    return Page(items=_views(actor, found[:limit], _steps(found[:limit]), at), next_cursor=cursor)


def _key(after: str) -> tuple[date, str]:
    since, code = decode_cursor(after, length=2)
    try:
        return date.fromisoformat(str(since)), str(code)
    except ValueError as fault:
        raise BadCursor from fault


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
