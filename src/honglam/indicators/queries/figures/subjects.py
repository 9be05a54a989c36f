"""Whom values of one indicator are known of: the whole province first, then agencies and others by name."""

from collections.abc import Iterator

from django.db.models import OuterRef, QuerySet, Subquery

from honglam.directory import api as directory
from honglam.directory.contracts import Level
from honglam.indicators import access
from honglam.indicators.contracts import ScopeKind, ScopeView, ValueNotFound
from honglam.indicators.models import Scope
from honglam.indicators.queries.figures.values import scope_view
from honglam.kernel.paging import BadCursor, Page, decode_cursor, encode_cursor
from honglam.kernel.text import fold, sort_key
from honglam.kernel.values import Actor

PAGE = 50
LONGEST_KEY = 1000
Key = tuple[int, str, str, int]


def list_subjects(*, actor: Actor, indicator_id: int, query: str = "", after: str = "") -> Page[ScopeView]:
    """A page of subjects by name; the words are looked for without accents. One query.

    Names of agencies come from the directory's memory and not from a table, so the page is cut here: one row for
    each subject, some hundreds, and never one for each value.
    """
    words = fold(query).split()[:10]
    last, found = _last(after), []
    for row, whole in _rows(_said(actor, indicator_id)):
        key = _key(row, whole)
        if key > last and all(word in fold(row.name) for word in words):
            found.append((key, row))
    found.sort(key=lambda one: one[0])
    more = encode_cursor(*found[PAGE - 1][0]) if len(found) > PAGE else None
    return Page(items=[row for _, row in found[:PAGE]], next_cursor=more)


def get_subject(*, actor: Actor, indicator_id: int, scope_id: int) -> ScopeView:
    """One subject of which values of the indicator are known. Raises ValueNotFound."""
    row = next(_rows(_said(actor, indicator_id).filter(pk=scope_id)), None)
    if row is None:
        raise ValueNotFound
    return row[0]


def _said(actor: Actor, indicator_id: int) -> QuerySet[Scope]:
    """One look into the index for each subject, not one for each value: LIMIT keeps the planner from joining all."""
    said = access.readable_values(actor).filter(indicator=indicator_id, scope=OuterRef("pk"))
    return Scope.objects.annotate(said=Subquery(said.values("scope_id")[:1])).filter(said__isnull=False)


def _rows(scopes: QuerySet[Scope]) -> Iterator[tuple[ScopeView, bool]]:
    """Each subject in words, and whether it is the whole province."""
    rows = list(scopes.select_related("area"))
    known = directory.get_agencies(agency_ids=[row.agency_id for row in rows if row.agency_id])
    names = {one.id: one.name for one in known.values()}
    return ((scope_view(row, names), bool(row.area and row.area.level == Level.PROVINCE.value)) for row in rows)


def _key(row: ScopeView, whole: bool) -> Key:
    """The province, then areas, then everybody else; each by name, the whole before its parts."""
    rank = 0 if whole else 1 if row.kind is ScopeKind.AREA else 2
    return rank, sort_key(row.name)[:LONGEST_KEY], row.part, row.id


def _last(after: str) -> Key:
    if not after:
        return -1, "", "", 0
    rank, name, part, number = decode_cursor(after, length=4)
    whole = all(isinstance(one, int) and not isinstance(one, bool) for one in (rank, number))
    if not whole or not isinstance(name, str) or not isinstance(part, str):
        raise BadCursor
    return rank, name, part, number
