"""What cited documents say, as a pack states it: a changed sentence corrects its numbers, a retired one withdraws."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from honglam.indicators.contracts import Bound, GroundWords, ScopeRef, SourceKind, Span, ValueEntry
from honglam.indicators.models import (
    CitedDocument,
    Ground,
    GrowthClaim,
    Indicator,
    IndicatorValue,
    LegalCitation,
    Statement,
)
from honglam.indicators.queries.figures.dictionary import definition_of, versions_on
from honglam.indicators.services.figures.late import note_said
from honglam.indicators.services.figures.subjects import scope_of
from honglam.indicators.services.figures.values import succeed
from honglam.indicators.services.figures.writing import put_ground, put_values
from honglam.kernel import audit
from honglam.kernel.values import Actor


@dataclass(frozen=True, kw_only=True)
class DocumentWords:
    """A cited document; `content` in the pack's own shape."""

    code: str
    symbol: str
    dated: date | None
    content: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class GrowthWords:
    """A claim that an indicator grew from one time to another."""

    indicator: str
    scope: ScopeRef
    span: Span
    base: Span
    kind: str
    amount: Decimal
    bound: Bound


@dataclass(frozen=True, kw_only=True)
class CitedWords:
    """A document as it is named in a sentence."""

    document: str
    symbol: str
    dated: date | None
    issuer: str


@dataclass(frozen=True, kw_only=True)
class StatementWords:
    """One sentence with everything in it; `content` in the pack's own shape."""

    code: str
    document: str
    place: str
    quote: str
    note: str
    public: bool
    figures: tuple[ValueEntry, ...]
    growth: tuple[GrowthWords, ...]
    cites: tuple[CitedWords, ...]
    content: dict[str, Any]


@transaction.atomic
def put_document(*, actor: Actor, words: DocumentWords, at: datetime) -> None:
    """Describe a cited document, or describe it better."""
    described = {"symbol": words.symbol, "dated": words.dated, "content": words.content}
    values = {**described, "from_pack": True, "retired_at": None}
    CitedDocument.objects.update_or_create(code=words.code, defaults=values)
    _record(actor, "indicators.document_put", words.code, at)


@transaction.atomic
def put_statement(*, actor: Actor, words: StatementWords, at: datetime) -> None:
    """Keep a sentence and its numbers; where it was kept before, each number corrects the one that stood there."""
    said = GroundWords(
        kind=SourceKind.DOCUMENT,
        document=words.document,
        place=words.place,
        quote=words.quote,
        note=words.note,
        reference=words.code,
        public=words.public,
    )
    former = Statement.objects.filter(code=words.code).first()
    ground = put_ground(actor, said, at)
    if former:
        _succeed_all(ground, _standing(former.ground_id), words.figures)
        former.ground, former.content, former.retired_at = ground, words.content, None
        former.save(update_fields=["ground", "content", "retired_at"])
    else:
        put_values(ground, words.figures)
        Statement.objects.create(code=words.code, ground=ground, content=words.content)
    _put_claims(ground, words.growth)
    _put_citations(ground, words.cites)
    _record(actor, "indicators.statement_put", words.code, at)


@transaction.atomic
def retire_statement(*, actor: Actor, code: str, at: datetime) -> None:
    """Withdraw what a sentence said: the pack no longer stands by it."""
    row = Statement.objects.get(code=code)
    note = "withdrawn with its sentence"
    ground = put_ground(actor, GroundWords(kind=SourceKind.DOCUMENT, note=note, reference=code), at)
    _insert([succeed(one, None, ground.id) for one in _standing(row.ground_id)], at)
    Statement.objects.filter(pk=row.pk).update(retired_at=at)
    _record(actor, "indicators.statement_retired", code, at)


@transaction.atomic
def retire_document(*, actor: Actor, code: str, at: datetime) -> None:
    """Take a document out of the list; sentences that were cited from it keep pointing at it."""
    CitedDocument.objects.filter(code=code).update(retired_at=at)
    _record(actor, "indicators.document_retired", code, at)


def _standing(ground_id: UUID) -> list[IndicatorValue]:
    rows = IndicatorValue.objects.filter(ground=ground_id, value__isnull=False).order_by("id")
    corrected = set(IndicatorValue.objects.filter(corrects__in=rows).values_list("corrects_id", flat=True))
    return [row for row in rows.select_related("indicator", "version") if row.id not in corrected]


def _succeed_all(ground: Ground, former: Sequence[IndicatorValue], entries: Sequence[ValueEntry]) -> None:
    """Numbers are matched by what they are about, in the order in which they stand; what is left over is withdrawn."""
    rows = put_values(ground, entries, save=False)
    left = list(former)
    for row in rows:
        found = next((one for one in left if _subject(one) == _subject(row)), None)
        if found:
            left.remove(found)
            row.corrects = found
    _insert([*rows, *(succeed(one, None, ground.id) for one in left)], ground.recorded_at)


def _insert(rows: Sequence[IndicatorValue], at: datetime) -> None:
    IndicatorValue.objects.bulk_create(rows)
    note_said(rows, at)


def _subject(row: IndicatorValue) -> tuple[object, ...]:
    return row.indicator_id, row.scope_id, row.nature, row.first_on, row.last_on


def _put_claims(ground: Ground, claims: Sequence[GrowthWords]) -> None:
    for claim in claims:
        indicator = Indicator.objects.get(code=claim.indicator)
        version = versions_on({indicator.pk}, claim.span.last_on)[indicator.pk]
        GrowthClaim.objects.create(
            ground=ground,
            indicator=indicator,
            scope=scope_of(claim.scope, definition_of(claim.indicator, version), claim.span.last_on),
            first_on=claim.span.first_on,
            last_on=claim.span.last_on,
            base_first_on=claim.base.first_on,
            base_last_on=claim.base.last_on,
            kind=claim.kind,
            amount=claim.amount,
            bound=claim.bound.value,
        )


def _put_citations(ground: Ground, cites: Sequence[CitedWords]) -> None:
    known = dict(CitedDocument.objects.filter(code__in=[one.document for one in cites]).values_list("code", "id"))
    LegalCitation.objects.bulk_create(
        LegalCitation(
            ground=ground, document_id=known[one.document], symbol=one.symbol, dated=one.dated, issuer=one.issuer
        )
        for one in cites
    )


def _record(actor: Actor, action: str, code: str, at: datetime) -> None:
    audit.record(actor=actor, action=action, subject_kind="statement", subject_id=code, at=at, detail={})
