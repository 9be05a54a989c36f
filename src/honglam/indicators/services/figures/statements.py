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
from honglam.indicators.queries.figures.values import newest_ids
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
    """Keep a sentence and its numbers; where it was kept before, each number corrects the one that stood there.

    What somebody corrected or withdrew by hand since stands as long as the sentence says the same number of it.
    """
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
    kept = _say(ground, _lines(former.kept) if former else [], words.figures)
    told = {"ground": ground, "content": words.content, "kept": kept, "retired_at": None}
    Statement.objects.update_or_create(code=words.code, defaults=told)
    _put_claims(ground, words.growth)
    _put_citations(ground, words.cites)
    _record(actor, "indicators.statement_put", words.code, at)


@transaction.atomic
def retire_statement(*, actor: Actor, code: str, at: datetime) -> None:
    """Withdraw what a sentence said: the pack no longer stands by it. What somebody corrected by hand stands."""
    row = Statement.objects.get(code=code)
    note = "withdrawn with its sentence"
    ground = put_ground(actor, GroundWords(kind=SourceKind.DOCUMENT, note=note, reference=code), at)
    kept = _say(ground, _lines(row.kept), ())
    Statement.objects.filter(pk=row.pk).update(retired_at=at, kept=kept)
    _record(actor, "indicators.statement_retired", code, at)


@transaction.atomic
def retire_document(*, actor: Actor, code: str, at: datetime) -> None:
    """Take a document out of the list; sentences that were cited from it keep pointing at it."""
    CitedDocument.objects.filter(code=code).update(retired_at=at)
    _record(actor, "indicators.document_retired", code, at)


@dataclass(frozen=True, kw_only=True)
class _Line:
    """What a sentence said itself, and the row at the end of its corrections."""

    said: IndicatorValue
    newest: IndicatorValue

    @property
    def by_hand(self) -> bool:
        return self.newest.pk != self.said.pk


def _lines(kept: Sequence[str]) -> list[_Line]:
    """What became of the values of a sentence, the ends locked as a correction by hand locks them."""
    ids = [UUID(one) for one in kept]
    said, ends = IndicatorValue.objects.in_bulk(ids), newest_ids(ids)
    rows = IndicatorValue.objects.select_related("indicator", "version").select_for_update(of=("self",))
    newest = {row.id: row for row in rows.filter(id__in=ends.values()).order_by("id")}
    return [_Line(said=said[one], newest=newest[ends[one]]) for one in ids]


def _say(ground: Ground, lines: Sequence[_Line], entries: Sequence[ValueEntry]) -> list[str]:
    """Numbers take the place of what the sentence said of the same; what is left over is withdrawn. The sentence's own
    values as they are kept: in its order, then those it says no more of which somebody said something else by hand."""
    rows = put_values(ground, entries, save=False)
    found = _matched(rows, lines)
    left = [one for one in lines if one not in found.values()]
    made, kept = list[IndicatorValue](), list[UUID]()
    for row in rows:
        line = found.get(row.id)
        if line and line.by_hand and _number(line.said) == _number(row):
            kept.append(line.said.id)
            continue
        row.corrects = line.newest if line else None
        made.append(row)
        kept.append(row.id)
    gone = [succeed(one.said, None, ground.id) for one in left if not one.by_hand]
    IndicatorValue.objects.bulk_create([*made, *gone])
    note_said([*made, *gone], ground.recorded_at)
    return [str(one) for one in (*kept, *(line.said.id for line in left if line.by_hand))]


def _matched(rows: Sequence[IndicatorValue], lines: Sequence[_Line]) -> dict[UUID, _Line]:
    """The line that each number goes on with: of the same subject and time, one of the same number first."""
    left, found = list(lines), dict[UUID, _Line]()
    for key in (_number, _subject):
        for row in rows:
            line = None if row.id in found else next((one for one in left if key(one.said) == key(row)), None)
            if line:
                left.remove(line)
                found[row.id] = line
    return found


def _subject(row: IndicatorValue) -> tuple[object, ...]:
    return row.indicator_id, row.scope_id, row.nature, row.first_on, row.last_on


def _number(row: IndicatorValue) -> tuple[object, ...]:
    return *_subject(row), row.value, row.upper, row.bound, row.unit


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
