"""Possible duplicate investments: projects and tasks whose names are alike, accents ignored, by trigrams."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.urls import reverse

from honglam.directives import access
from honglam.directives.contracts import Twin
from honglam.directives.models import Project
from honglam.kernel.values import Actor

LIKENESS = 0.45
"""From what likeness of names two are shown: our measure, chosen on the documents' own lists. Every name is compared
with every other, so of tasks only the newest are."""
MOST, MOST_TASKS = 200, 600
_PAIRS = """
WITH named AS (
    SELECT p.id, p.title, honglam_fold(p.title) AS words, g.title AS place, true AS money, p.programme_id AS owner
    FROM directives_project p JOIN directives_programme g ON g.code = p.programme_id
    WHERE p.id = ANY(%(projects)s::uuid[])
    UNION ALL
    SELECT t.id, t.title, honglam_fold(t.title), d.title, false, d.code
    FROM directives_task t JOIN directives_directive d ON d.id = t.directive_id
    WHERE t.id = ANY(%(tasks)s::uuid[])
)
SELECT similarity(a.words, b.words) AS likeness, a.id, a.title, a.place, a.money, b.id, b.title, b.place, b.money
FROM named a JOIN named b ON (a.id < b.id AND a.words %% b.words)
WHERE similarity(a.words, b.words) >= %(least)s
ORDER BY likeness DESC, a.id, b.id LIMIT %(most)s
"""


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """How many names were compared."""

    twins: tuple[Twin, ...]
    compared: int


def list_twins(*, actor: Actor) -> Weighed:
    """Pairs in sight, the most alike first. Tasks count where they go through the stages of a project."""
    programmes = access.programmes_of(actor)
    projects = list(Project.objects.filter(programme__in=programmes, retired_at=None).values_list("id", flat=True))
    tasks = list(
        access.tasks_of(actor)
        .exclude(track="")
        .filter(parent=None)
        .order_by("-id")
        .values_list("id", flat=True)[:MOST_TASKS]
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(LIKENESS)])
        cursor.execute(_PAIRS, {"projects": projects, "tasks": tasks, "least": LIKENESS, "most": MOST})
        rows = cursor.fetchall()
    return Weighed(twins=tuple(_twin(row) for row in rows), compared=len(projects) + len(tasks))


def _twin(row: tuple[Any, ...]) -> Twin:
    likeness, first, first_title, first_place, first_money, second, second_title, second_place, second_money = row
    return Twin(
        likeness=round(float(likeness), 2),
        first=first_title,
        first_where=first_place,
        first_url=_url(first, first_money),
        second=second_title,
        second_where=second_place,
        second_url=_url(second, second_money),
    )


def _url(key: UUID, money: bool) -> str:
    return reverse("directives:project" if money else "directives:task", args=[key])
