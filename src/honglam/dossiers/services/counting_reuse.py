"""The share of reused papers: counted when a dossier is received, from its answers and its papers."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from honglam.dossiers.models import Answers, Dossier, Paper
from honglam.kernel.clock import local
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel

_ADD = """
INSERT INTO dossiers_reusecount AS c ("on", agency_id, procedure_code, required, reused)
SELECT * FROM unnest(%s::date[], %s::bigint[], %s::text[], %s::int[], %s::int[])
ON CONFLICT ("on", agency_id, procedure_code) DO UPDATE
SET required = c.required + excluded.required, reused = c.reused + excluded.reused
"""
Cell = tuple[date, int, str]


def count_reuse(*, received: Iterable[tuple[UUID, datetime]]) -> None:
    """Count the papers of dossiers received at these moments. Four statements, however many dossiers."""
    moments = dict(received)
    answers = dict(Answers.objects.filter(dossier_id__in=moments).values_list("dossier_id", "data"))
    held = Paper.objects.filter(dossier_id__in=moments, held__isnull=False, superseded_at=None)
    reused = Counter(dossier for dossier, _ in held.values_list("dossier_id", "component_code").distinct())
    required_sums: Counter[Cell] = Counter()
    reused_sums: Counter[Cell] = Counter()
    for dossier in Dossier.objects.filter(id__in=moments).order_by("id"):
        cell = (local(moments[dossier.id]).date(), dossier.lead_agency_id, dossier.procedure_code)
        required_sums[cell] += _required(dossier, answers.get(dossier.id, {}))
        reused_sums[cell] += reused[dossier.id]
    keys = sorted(required_sums)
    if not keys:
        return
    columns: list[list[object]] = [list(column) for column in zip(*keys, strict=True)]
    columns += [[required_sums[key] for key in keys], [reused_sums[key] for key in keys]]
    with connection.cursor() as cursor:
        cursor.execute(_ADD, columns)


def _required(dossier: Dossier, answers: dict[str, object]) -> int:
    asked = procedures.papers_for(
        version_id=dossier.version_id,
        channel=Channel(dossier.channel),
        answers=answers,
        on=local(dossier.submitted_at).date(),
    )
    return sum(1 for paper in asked if paper.required and not paper.is_form and not paper.show_only)
