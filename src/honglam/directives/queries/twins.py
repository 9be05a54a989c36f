"""Possible duplicate investments: projects and tasks whose names are alike, accents ignored, by trigrams.

All pairs of twenty thousand names are two hundred million comparisons. A page takes the newest names and asks the
index of trigrams for the few older ones that are most alike, so that it costs the same however many names there are,
and going on from page to page meets every pair once, at the younger of the two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.lookups import TrigramSimilar
from django.contrib.postgres.search import TrigramDistance
from django.db import connection, transaction
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse

from honglam.directives import access
from honglam.directives.contracts import Twin
from honglam.directives.models import Project
from honglam.kernel.paging import decode_id, encode_cursor
from honglam.kernel.values import Actor

LIKENESS = 0.45
"""From what likeness of names two are shown: our measure, chosen on the documents' own lists."""
LINES, NEAREST = 30, 5
"""Names of one page, and how many of each kind are shown beside one of them."""


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """How many names were compared with all older ones, and where the next ones begin."""

    twins: tuple[Twin, ...]
    compared: int
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """One kind of thing whose names are compared: its rows in sight, and where the name and its place stand."""

    rows: QuerySet[Any]
    words: str
    place: str
    address: str


def list_twins(*, actor: Actor, after: str | None = None, limit: int = LINES) -> Weighed:
    """Pairs in sight of which the younger is among the next names, the most alike first.

    Tasks count where they go through the stages of a project. Four queries, and one that sets the threshold.
    """
    kinds = _kinds(actor)
    newest = sorted((key for kind in kinds for key in _keys(kind, after, limit + 1)), reverse=True)
    asked, more = newest[:limit], len(newest) > limit
    with transaction.atomic():  # the threshold holds for this transaction only
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(LIKENESS)])
        found = [twin for kind in kinds for twin in _twins(kind, asked, kinds)]
    found.sort(key=lambda one: (-one.likeness, one.first, one.second))
    return Weighed(twins=tuple(found), compared=len(asked), next_cursor=encode_cursor(str(asked[-1])) if more else None)


def _kinds(actor: Actor) -> tuple[_Kind, _Kind]:
    projects = Project.objects.filter(programme__in=access.programmes_of(actor), retired_at=None)
    tasks = access.tasks_of(actor).exclude(track="").filter(parent=None)
    return (
        _Kind(rows=projects, words="folded", place="programme__title", address="directives:project"),
        _Kind(rows=tasks, words="named", place="directive__title", address="directives:task"),
    )


def _keys(kind: _Kind, after: str | None, limit: int) -> list[UUID]:
    rows = kind.rows.filter(id__lt=decode_id(after)) if after else kind.rows
    return list(rows.order_by("-id").values_list("id", flat=True)[:limit])


def _twins(kind: _Kind, asked: list[UUID], kinds: tuple[_Kind, _Kind]) -> Iterator[Twin]:
    beside = {f"beside_{number}": _nearest(kind, other) for number, other in enumerate(kinds)}
    rows = kind.rows.filter(id__in=asked).annotate(where=F(kind.place), **beside)
    for row in rows.values("id", "title", "where", *beside):
        for number, other in enumerate(kinds):
            for near in row[f"beside_{number}"]:
                yield Twin(
                    likeness=round(1 - near["distance"], 2),
                    first=row["title"],
                    first_where=row["where"],
                    first_url=reverse(kind.address, args=[row["id"]]),
                    second=near["title"],
                    second_where=near["where"],
                    second_url=reverse(other.address, args=[near["id"]]),
                )


def _nearest(kind: _Kind, other: _Kind) -> ArraySubquery:
    """The older names of `other` that are most like a name of `kind`."""
    words = OuterRef(kind.words)
    alike = other.rows.filter(TrigramSimilar(F(other.words), words), id__lt=OuterRef("id"))
    distance = TrigramDistance(other.words, words)  # type: ignore[arg-type]  # takes an expression as well
    nearest = alike.annotate(distance=distance).order_by("distance")[:NEAREST]
    return ArraySubquery(
        nearest.values(told=JSONObject(id="id", title="title", where=other.place, distance="distance"))
    )
