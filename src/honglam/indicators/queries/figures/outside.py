"""Indices of others with what was said of the province, year by year; a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from honglam.indicators import access
from honglam.indicators.contracts import (
    Definition,
    Nature,
    OutsideIndex,
    OutsideIndexNotFound,
    OutsideLine,
    OutsideView,
    ValueView,
)
from honglam.indicators.models import OutsideIndexRow
from honglam.indicators.queries.figures.dictionary import definition_of
from honglam.indicators.queries.figures.values import JOINED, flagged, standing, value_views
from honglam.kernel.values import Actor

MOST = 2000
"""Values of one page: a few indices with some twenty rows and twenty years."""
Key = tuple[str, str]


def list_outside(*, actor: Actor) -> list[OutsideView]:
    """Every index of the pack with its last rank, in its order; without its rows."""
    indices = [_index(row) for row in OutsideIndexRow.objects.filter(retired_at=None)]
    values = _values(actor, [one.rank for one in indices if one.rank])
    return [_view(one, values, {}) for one in indices]


def get_outside(*, actor: Actor, code: str) -> OutsideView:
    """One index with every row. Raises OutsideIndexNotFound."""
    row = OutsideIndexRow.objects.filter(code=code.replace("\0", ""), retired_at=None).first()
    if row is None:
        raise OutsideIndexNotFound
    index = _index(row)
    return _view(index, _values(actor, index.indicators), _definitions(actor, index.indicators))


def _index(row: OutsideIndexRow) -> OutsideIndex:
    plain = {key: value for key, value in row.content.items() if value is not None}
    if source := plain.get("source"):
        dated = source.get("date")
        plain["source"] = {key: value for key, value in source.items() if key != "date"} | {"dated": dated}
    return msgspec.convert(plain, OutsideIndex, strict=False)


def _values(actor: Actor, codes: Sequence[str]) -> Mapping[Key, list[ValueView]]:
    """What stands of the whole province, by indicator and part in words, as values name it."""
    rows = standing(access.readable_values(actor)).filter(indicator__code__in=codes, scope__agency=None)
    found: dict[Key, list[ValueView]] = defaultdict(list)
    for one in flagged(value_views(list(rows.select_related(*JOINED).order_by("last_on", "id")[:MOST]))):
        found[one.indicator, one.scope.part].append(one)
    return found


def _definitions(actor: Actor, codes: Sequence[str]) -> dict[str, Definition]:
    """The newest version of each indicator. Two queries."""
    rows = access.readable_indicators(actor).filter(code__in=codes).prefetch_related("versions")
    versions = {row.code: [one for one in row.versions.all() if one.retired_at is None] for row in rows}
    return {
        code: definition_of(code, max(found, key=lambda one: one.valid_from))
        for code, found in versions.items()
        if found
    }


def _view(index: OutsideIndex, values: Mapping[Key, list[ValueView]], known: Mapping[str, Definition]) -> OutsideView:
    lines = tuple(line for code in index.indicators if code in known for line in _lines(known[code], values))
    years = sorted({one.span.last_on.year for line in lines for one in line.values})
    ranks = [one for one in values.get((index.rank, ""), ()) if one.nature is Nature.ACTUAL]
    return OutsideView(index=index, lines=lines, years=tuple(years), newest=ranks[-1] if ranks else None)


def _lines(now: Definition, values: Mapping[Key, list[ValueView]]) -> Iterator[OutsideLine]:
    """The indicator itself, unless it is only said in parts, then each part."""
    whole = values.get((now.code, ""), [])
    if whole or not now.parts:
        yield _line(now, "", whole)
    for part in now.parts:
        yield _line(now, part.name, values.get((now.code, part.name), []))


def _line(definition: Definition, part: str, values: Sequence[ValueView]) -> OutsideLine:
    title = f"{definition.name}: {part}" if part else definition.name
    return OutsideLine(definition=definition, part=part, title=title, values=tuple(values))
