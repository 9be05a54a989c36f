"""Lists of dossiers: narrow columns only, the page's rows in one query, names of agencies from memory."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from honglam.dossiers.access import dossiers_of
from honglam.dossiers.contracts import (
    OPEN_STATUSES,
    STATUSES,
    DossierSummary,
    Outcome,
    ResultClass,
    ReturnMethod,
    Status,
)
from honglam.dossiers.models import Dossier, Supplement
from honglam.dossiers.queries.people import agency_ref, shown_name, shown_number
from honglam.dossiers.rules.sentences import Told, sentence
from honglam.kernel.paging import Page, decode_id, encode_cursor
from honglam.kernel.values import Actor
from honglam.procedures.contracts import Channel
from honglam.worktime import api as worktime
from honglam.worktime.contracts import Light

COLUMNS = (
    "id",
    "code",
    "registration_code",
    "procedure_code",
    "procedure_name",
    "status",
    "channel",
    "outcome",
    "result_class",
    "return_method",
    "lead_agency_id",
    "desk_id",
    "applicant_kind",
    "applicant_name",
    "applicant_id_number",
    "submitted_at",
    "accepted_at",
    "clock_started_at",
    "due_at",
    "paused_since",
    "resolved_at",
)
_OPEN = [Status.REGISTERED.value, Status.RESOLVED.value, *(status.value for status in OPEN_STATUSES)]
Row = dict[str, Any]


def list_my_dossiers(
    *, actor: Actor, after: str | None, limit: int, open_only: bool, at: datetime
) -> Page[DossierSummary]:
    """The actor's own dossiers, newest first. `open_only`: those in which something is still to happen."""
    rows = dossiers_of(actor=actor)
    if open_only:
        rows = rows.filter(status__in=_OPEN)
    if after:
        rows = rows.filter(id__lt=decode_id(after))
    found = fetch(rows.order_by("-id")[: limit + 1])
    return page_of(found, limit, at=at, masked=False)


def fetch(rows: QuerySet[Dossier]) -> list[Row]:
    """The columns of a list, with the answer-by date of whoever waits for the applicant."""
    waiting = Supplement.objects.filter(dossier=OuterRef("id"), closed_at=None).values("answer_by")[:1]
    return list(rows.annotate(answer_by=Subquery(waiting)).values(*COLUMNS, "answer_by"))


def page_of(rows: list[Row], limit: int, *, at: datetime, masked: bool) -> Page[DossierSummary]:
    """The first `limit` rows as a page whose cursor is the last id."""
    items = summaries(rows[:limit], at=at, masked=masked)
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if len(rows) > limit else None)


def in_order(ids: Iterable[UUID], rows: list[Row]) -> list[Row]:
    """Rows in the order in which their keys were found."""
    by_id = {row["id"]: row for row in rows}
    return [by_id[one] for one in ids if one in by_id]


def summaries(rows: list[Row], *, at: datetime, masked: bool) -> list[DossierSummary]:
    """Rows as values."""
    lights = lights_of(rows, at=at)
    return [_summary(row, lights.get(row["id"]), masked=masked) for row in rows]


def lights_of(rows: list[Row], *, at: datetime) -> dict[UUID, Light]:
    """The traffic light of each row whose clock runs."""
    running = [row for row in rows if is_running(row)]
    limits = [(row["clock_started_at"], row["due_at"]) for row in running]
    found = worktime.list_lights(limits=limits, now=at) if limits else []
    return {row["id"]: light for row, (_, light) in zip(running, found, strict=True)}


def is_running(row: Row) -> bool:
    """Whether the row's clock runs."""
    return row["status"] in (Status.ACCEPTED.value, Status.PROCESSING.value) and row["paused_since"] is None


def _summary(row: Row, light: Light | None, *, masked: bool) -> DossierSummary:
    status = Status(row["status"])
    lead = agency_ref(row["lead_agency_id"])
    told = Told(
        status=status,
        desk=agency_ref(row["desk_id"]).name,
        agency=lead.name,
        due_at=row["due_at"],
        answer_by=row["answer_by"],
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        return_method=ReturnMethod(row["return_method"]),
        clock_stands=row["paused_since"] is not None,
        overdue=light is Light.RED,
    )
    return DossierSummary(
        id=row["id"],
        code=row["code"] or "",
        registration_code=row["registration_code"],
        procedure_code=row["procedure_code"],
        procedure_name=row["procedure_name"],
        status=status,
        status_label=STATUSES[status].label,
        channel=Channel(row["channel"]),
        applicant_name=shown_name(row["applicant_name"], row["applicant_kind"], masked=masked),
        applicant_id_number=shown_number(row["applicant_id_number"], row["applicant_kind"], masked=masked),
        lead_agency=lead,
        submitted_at=row["submitted_at"],
        accepted_at=row["accepted_at"],
        due_at=row["due_at"],
        resolved_at=row["resolved_at"],
        paused_since=row["paused_since"],
        result_class=ResultClass(row["result_class"]) if row["result_class"] else None,
        light=light,
        sentence=sentence(told),
    )
