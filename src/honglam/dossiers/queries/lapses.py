"""What ran late and what nobody touched, for whoever answers for the unit."""

from django.db.models import Count, Q

from honglam.directory import api as directory
from honglam.dossiers.contracts import LapseKind, LapseView, TaskState
from honglam.dossiers.models import Lapse
from honglam.dossiers.queries.people import agency_ref
from honglam.dossiers.rules.parties import HEAD_ROLES, OVERSEERS
from honglam.kernel.paging import Page, decode_moment, encode_cursor
from honglam.kernel.values import Actor


def list_lapses(*, actor: Actor, kind: LapseKind | None, after: str | None, limit: int) -> Page[LapseView]:
    """Newest first, by key; nothing for posts that answer for nobody. One query."""
    units = led_units(actor)
    rows = Lapse.objects.filter(unit_id__in=units).select_related("dossier", "task").order_by("-noted_at", "-id")
    if kind is not None:
        rows = rows.filter(kind=kind.value)
    if after:
        moment, one = decode_moment(after)
        rows = rows.filter(Q(noted_at__lt=moment) | Q(noted_at=moment, id__lt=one))
    found = list(rows[: limit + 1]) if units else []
    last = found[limit - 1] if len(found) > limit else None
    cursor = encode_cursor(last.noted_at.isoformat(), str(last.id)) if last else None
    return Page(items=[_view(row) for row in found[:limit]], next_cursor=cursor)


def count_untouched(units: set[int]) -> dict[int, int]:
    """How much open work of each unit rang because nobody touches it."""
    rows = Lapse.objects.filter(
        unit_id__in=units, kind=LapseKind.UNTOUCHED.value, task__state=TaskState.OPEN.value
    ).values("unit_id")
    return {row["unit_id"]: row["number"] for row in rows.annotate(number=Count("*"))}


def led_units(actor: Actor) -> set[int]:
    """The units that a head or an overseer answers for."""
    if not actor.is_officer or not actor.roles & (HEAD_ROLES | OVERSEERS):
        return set()
    return {one for scope in actor.scope_ids for one in directory.descendant_ids(agency_id=scope)}


def _view(row: Lapse) -> LapseView:
    return LapseView(
        id=row.id,
        kind=LapseKind(row.kind),
        dossier_id=row.dossier_id,
        code=row.dossier.code or row.dossier.registration_code,
        procedure_name=row.dossier.procedure_name,
        unit=agency_ref(row.unit_id),
        step_name=row.step_name,
        holder_name=row.holder_name,
        due_at=row.due_at,
        noted_at=row.noted_at,
        dossier_late=row.dossier_late,
        open=row.task.state == TaskState.OPEN.value,
    )
