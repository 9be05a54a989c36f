"""The dictionary, read from its rows: lists by name, one indicator with its versions, what held on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from honglam.directory import api as directory
from honglam.indicators.access import readable_indicators
from honglam.indicators.contracts import (
    Citation,
    Definition,
    Direction,
    Frequency,
    IndicatorLine,
    IndicatorNotFound,
    IndicatorView,
    Part,
    Unit,
)
from honglam.indicators.models import Indicator, IndicatorVersion
from honglam.kernel.paging import BadCursor, Page, decode_cursor, encode_cursor
from honglam.kernel.text import fold
from honglam.kernel.values import Actor

PAGE = 50


def list_indicators(*, actor: Actor, query: str = "", topic: str = "", after: str = "") -> Page[IndicatorLine]:
    """Indicators by name; the words are looked for without accents in name, code and definition. Two queries."""
    rows = readable_indicators(actor).filter(retired_at=None)
    for word in fold(query.replace("\0", "")).split()[:10]:
        rows = rows.filter(search__contains=word)
    if topic:
        rows = rows.filter(topic=topic.replace("\0", ""))
    found = list(_after(rows, after).order_by("sort_key", "id").prefetch_related("versions")[: PAGE + 1])
    owners = directory.get_agencies(agency_ids={row.owner_id for row in found})
    items = [_line(row, owners[row.owner_id].name) for row in found[:PAGE]]
    more = encode_cursor(found[PAGE - 1].sort_key, found[PAGE - 1].pk) if len(found) > PAGE else None
    return Page(items=items, next_cursor=more)


def list_topics(*, actor: Actor) -> list[str]:
    """The topics of the dictionary, in its own order of letters."""
    return sorted(set(readable_indicators(actor).filter(retired_at=None).values_list("topic", flat=True)))


def get_indicator(*, actor: Actor, code: str) -> IndicatorView:
    """One indicator with its versions, newest first. Raises IndicatorNotFound."""
    row = readable_indicators(actor).filter(code=code.replace("\0", "")).first()
    if row is None:
        raise IndicatorNotFound
    versions = tuple(definition_of(row.code, one) for one in row.versions.filter(retired_at=None))
    if not versions:
        raise IndicatorNotFound
    return IndicatorView(id=row.pk, code=row.code, versions=versions)


def versions_on(indicator_ids: set[int], on: date) -> dict[int, IndicatorVersion]:
    """The version of each indicator that holds on a day. One query."""
    lasting = Q(valid_to=None) | Q(valid_to__gte=on)
    rows = IndicatorVersion.objects.filter(
        lasting, indicator__in=indicator_ids, valid_from__lte=on, retired_at=None
    ).select_related("indicator")
    return {row.indicator_id: row for row in rows}


def versions_of(indicator_ids: set[int]) -> dict[int, list[IndicatorVersion]]:
    """All versions of these indicators, newest first. One query."""
    found: dict[int, list[IndicatorVersion]] = {}
    rows = IndicatorVersion.objects.filter(indicator__in=indicator_ids, retired_at=None).select_related("indicator")
    for row in rows.order_by("-number"):
        found.setdefault(row.indicator_id, []).append(row)
    return found


def holding(versions: Iterable[IndicatorVersion], on: date) -> IndicatorVersion | None:
    """The version that holds on a day."""
    return next((one for one in versions if one.valid_from <= on <= (one.valid_to or date.max)), None)


def definition_of(code: str, row: IndicatorVersion) -> Definition:
    """A version's row as a value."""
    said: dict[str, Any] = row.content
    return Definition(
        code=code,
        version=row.number,
        name=said["name"]["vi"],
        name_en=said["name"].get("en") or "",
        topic=said["topic"],
        definition=said["definition"],
        unit=Unit(said["unit"]),
        noun=said.get("noun", ""),
        places=said.get("places", 2),
        direction=Direction(said.get("direction", Direction.HIGHER)),
        frequency=Frequency(said.get("frequency", Frequency.YEAR)),
        formula=said.get("formula", ""),
        numerator=said.get("numerator", ""),
        denominator=said.get("denominator", ""),
        least=said.get("least", ""),
        limit=said.get("limit", ""),
        accumulates=said.get("accumulates", False),
        parts=tuple(Part(code=one["code"], name=one["name"]) for one in said.get("parts", ())),
        owner=said["owner"],
        public=said.get("public", True),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=_citation(said.get("source")),
        provisional=said.get("provisional", False),
    )


def _citation(said: dict[str, Any] | None) -> Citation | None:
    if not said:
        return None
    dated = date.fromisoformat(said["date"]) if said.get("date") else None
    return Citation(
        document=said["document"], article=said.get("article") or "", dated=dated, url=said.get("url") or ""
    )


def _line(row: Indicator, owner: str) -> IndicatorLine:
    newest = next((one for one in row.versions.all() if one.retired_at is None), None)
    said: dict[str, Any] = newest.content if newest else {}
    return IndicatorLine(
        id=row.pk,
        code=row.code,
        name=row.name,
        topic=row.topic,
        unit=Unit(said.get("unit", Unit.COUNT)),
        noun=said.get("noun", ""),
        owner=owner,
    )


def _after(rows: QuerySet[Indicator], cursor: str) -> QuerySet[Indicator]:
    if not cursor:
        return rows
    key, last = decode_cursor(cursor, length=2)
    if not isinstance(key, str) or not isinstance(last, int):
        raise BadCursor
    return rows.filter(Q(sort_key__gt=key) | Q(sort_key=key, id__gt=last))


def names_of(*, codes: Iterable[str]) -> dict[str, str]:
    """The names of indicators, for formulas in words."""
    return dict(Indicator.objects.filter(code__in=set(codes)).values_list("code", "name"))
