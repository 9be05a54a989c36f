"""What the checker reads: standing values, claims and citations, one indicator's neighbourhood at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from honglam.indicators.contracts import Bound, Definition, Figure, Nature, Span, Unit
from honglam.indicators.models import GrowthClaim, Indicator, IndicatorValue, LegalCitation, Scope, Statement
from honglam.indicators.queries.figures.dictionary import definition_of, versions_of
from honglam.indicators.queries.figures.values import plain_number, standing
from honglam.indicators.rules.checking.said import Cited, Claim, Said

_COLUMNS = (
    "id", "indicator_id", "scope_id", "first_on", "last_on", "value", "upper", "bound", "unit", "nature",
    "ground_id", "ground__document__code", "ground__reference",
)  # fmt: skip


def definitions() -> dict[str, Definition]:
    """The newest version of every indicator. Two queries."""
    known = dict(Indicator.objects.filter(retired_at=None).values_list("id", "code"))
    newest = {key: rows[0] for key, rows in versions_of(set(known)).items()}
    return {known[key]: definition_of(known[key], row) for key, row in newest.items()}


def values_of(found: Mapping[str, Definition], codes: Iterable[str], scope_ids: Sequence[int]) -> dict[str, list[Said]]:
    """Standing values of these indicators about these subjects, as the rules look at them."""
    rows = standing(IndicatorValue.objects.filter(indicator__code__in=list(codes), scope__in=scope_ids))
    kept = list(rows.order_by("last_on", "id").values_list(*_COLUMNS))
    places = _places({row[2] for row in kept})
    units = dict(Indicator.objects.filter(code__in=list(codes)).values_list("id", "code"))
    named = _named({row[10] for row in kept if row[11]})
    said: dict[str, list[Said]] = {}
    for row in kept:
        code = units[row[1]]
        said.setdefault(code, []).append(_said(row, code, found[code].unit, places[row[2]], named))
    return said


def claims() -> tuple[list[Claim], set[int]]:
    """Claims of growth of sentences that a pack still states, and the scopes that they are about."""
    grounds = Statement.objects.filter(retired_at=None).values("ground")
    rows = list(GrowthClaim.objects.filter(ground__in=grounds).select_related("indicator", "ground__document"))
    scope_ids = {row.scope_id for row in rows}
    places = _places(scope_ids)
    said = [
        Claim(
            indicator=row.indicator.code,
            place=places[row.scope_id][0],
            part=places[row.scope_id][1],
            span=Span(first_on=row.first_on, last_on=row.last_on),
            base=Span(first_on=row.base_first_on, last_on=row.base_last_on),
            kind=row.kind,
            amount=plain_number(row.amount),
            source=row.ground.document.code if row.ground.document else str(row.ground_id),
            ground_id=row.ground_id,
        )
        for row in rows
        if row.bound == Bound.EXACT.value
    ]
    return said, scope_ids


def citations() -> Iterator[Cited]:
    """Documents as sentences name them."""
    grounds = Statement.objects.filter(retired_at=None).values("ground")
    for row in LegalCitation.objects.filter(ground__in=grounds).select_related("document").order_by("id"):
        yield Cited(
            citation_id=row.pk,
            document=row.document.code,
            title=row.document.content["title"],
            symbol=row.symbol,
            dated=row.dated,
            issuer=row.issuer,
            known_symbol=row.document.symbol,
            known_dated=row.document.dated,
            known_issuer=row.document.content["issuer"] if row.issuer else "",
        )


def _said(row: Any, code: str, unit: Unit, place: tuple[str, str], named: Mapping[UUID, Any]) -> Said:
    value_id, _, _, first_on, last_on, value, upper, bound, said_in, nature, ground_id, document, reference = row
    number = plain_number(value)
    figure = Figure(
        value=number,
        upper=None if upper is None else plain_number(upper),
        bound=Bound(bound),
        unit=Unit(said_in) if said_in else None,
    )
    things = named.get(ground_id, {}).get((code, str(number)), ())
    return Said(
        value_id=value_id,
        indicator=code,
        place=place[0],
        part=place[1],
        span=Span(first_on=first_on, last_on=last_on),
        nature=Nature(nature),
        figure=figure,
        unit=unit,
        source=document or reference or str(ground_id),
        named=things,
    )


def _places(scope_ids: set[int]) -> dict[int, tuple[str, str]]:
    rows = Scope.objects.filter(id__in=scope_ids).values_list("id", "kind", "agency_id", "area_id", "external", "part")
    return {key: (f"{kind}:{agency or area or external}", part) for key, kind, agency, area, external, part in rows}


def _named(grounds: set[UUID]) -> dict[UUID, dict[tuple[str, str], tuple[str, ...]]]:
    """What sentences enumerate, by ground, indicator and number."""
    found: dict[UUID, dict[tuple[str, str], tuple[str, ...]]] = {}
    for ground, content in Statement.objects.filter(ground__in=grounds, retired_at=None).values_list(
        "ground", "content"
    ):
        for one in content.get("figures", ()):
            if one.get("named"):
                key = (one["indicator"], str(plain_number(one["value"])))
                found.setdefault(ground, {})[key] = tuple(one["named"])
    return found
