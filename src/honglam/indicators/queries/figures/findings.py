"""Contradictions for officers: a list by severity, one with both sides side by side."""

from collections.abc import Mapping
from uuid import UUID

from honglam.indicators import access
from honglam.indicators.contracts import (
    CitedSide,
    ClaimSide,
    FindingDetail,
    FindingKind,
    FindingState,
    FindingView,
    Severity,
)
from honglam.indicators.models import Finding, Ground, IndicatorValue, LegalCitation
from honglam.indicators.queries.figures.spelling import brief, names_in, spell
from honglam.indicators.queries.figures.values import JOINED, document_view, value_views
from honglam.indicators.rules.checking.said import bare
from honglam.kernel.paging import BadCursor, Page, decode_cursor, encode_cursor
from honglam.kernel.values import Actor

PAGE = 50


def list_findings(*, state: FindingState | None, after: str = "") -> Page[FindingView]:
    """Contradictions in a state, worst first. Three queries."""
    rows = Finding.objects.select_related("indicator")
    if state is not None:
        rows = rows.filter(state=state.value)
    if after:
        rank, last = decode_cursor(after, length=2)
        try:
            key = UUID(str(last))
        except ValueError as fault:
            raise BadCursor from fault
        if not isinstance(rank, int):
            raise BadCursor
        rows = rows.filter(rank__gt=rank) | rows.filter(rank=rank, id__gt=key)
    found = list(rows.order_by("rank", "id")[: PAGE + 1])
    more = encode_cursor(found[PAGE - 1].rank, found[PAGE - 1].id) if len(found) > PAGE else None
    names = names_in(found[:PAGE])
    return Page(items=[_view(row, names[row.key]) for row in found[:PAGE]], next_cursor=more)


def get_finding(*, actor: Actor, finding_id: UUID) -> FindingDetail:
    """One contradiction with its sides in their own words. Raises FindingNotFound."""
    row = access.finding_for(actor=actor, finding_id=finding_id)
    values = list(IndicatorValue.objects.filter(id__in=row.sides["values"]).select_related(*JOINED))
    ordered = {str(one.id): one for one in value_views(values)}
    open_ = row.state != FindingState.CORRECTED.value
    return FindingDetail(
        finding=_view(row, names_in([row])[row.key]),
        values=tuple(ordered[key] for key in row.sides["values"] if key in ordered),
        claims=tuple(_claimed(one) for one in _claims(row, {str(one.ground_id) for one in values})),
        citations=tuple(_cited(one) for one in _citations(row)),
        may_explain=open_ and access.may_explain(actor, row),
    )


def _claims(row: Finding, shown: set[str]) -> list[Ground]:
    """The sentences that claim growth and are not those of a value that is shown already. No query without claims."""
    wanted = [one for one in row.sides.get("claims", ()) if one not in shown]
    return list(Ground.objects.filter(id__in=wanted).select_related("document").order_by("id")) if wanted else []


def _claimed(row: Ground) -> ClaimSide:
    source = document_view(row.document) if row.document else None
    return ClaimSide(source=source, place=row.place, quote=row.quote, note=row.note)


def _citations(row: Finding) -> list[LegalCitation]:
    rows = LegalCitation.objects.filter(id__in=row.sides["citations"]).select_related("ground__document", "document")
    return list(rows.order_by("id"))


def _cited(row: LegalCitation) -> CitedSide:
    return CitedSide(
        symbol=row.symbol,
        issuer=row.issuer,
        dated=f"{row.dated:%d/%m/%Y}" if row.dated else "",
        source=document_view(row.ground.document) if row.ground.document else None,
        place=row.ground.place,
        quote=row.ground.quote,
    )


def _view(row: Finding, names: Mapping[str, str]) -> FindingView:
    return FindingView(
        id=row.id,
        kind=FindingKind(row.kind),
        severity=Severity(row.severity),
        state=FindingState(row.state),
        indicator=row.indicator.code if row.indicator else "",
        indicator_name=row.indicator.name if row.indicator else "",
        message=row.message,
        params=row.params,
        arithmetic=bare(row.arithmetic),
        brief=brief(row.arithmetic, row.kind, names),
        spelled=spell(row.arithmetic, row.kind, names),
        found_at=row.found_at,
        explanation=row.explanation,
        explained_by=row.explained_by,
        explained_at=row.explained_at,
    )
