"""Reading the traffic with the national portal."""

from datetime import datetime
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, Min, OuterRef, Q

from honglam.exchange import access
from honglam.exchange.contracts import FilingState, FilingView, ReportState, ReportView
from honglam.exchange.models import NationalFiling, NationalReport
from honglam.exchange.rules.faults import of_row
from honglam.kernel.paging import Page, decode_id, encode_cursor
from honglam.kernel.values import Actor

REPORTS_WAITING = Q(state__in=[ReportState.QUEUED, ReportState.SENDING, ReportState.FAILED])
_SETTLED = Q(state=FilingState.DROPPED) | Q(state=FilingState.REFUSED, next_attempt_at=None)
"""Of what was not filed: put aside by a person, or refused and the portal knows."""
FILINGS_WAITING = Q(state__in=[FilingState.RECEIVED, FilingState.WORKING, FilingState.FAILED])
_MAY_BE_SETTLED = [FilingState.DROPPED, FilingState.REFUSED]
_MAY_BE_OPEN = [one for one in FilingState if one not in (FilingState.FILED, FilingState.DROPPED)]
"""Named one by one, so that the filed ones, which are nearly all, are not gone through."""


def list_reports(*, actor: Actor, states: tuple[ReportState, ...], after: str, limit: int) -> Page[ReportView]:
    """Reports in these states, newest first."""
    rows = access.watched_reports(actor=actor).filter(state__in=states)
    if after:
        rows = rows.filter(id__lt=decode_id(after))
    found = list(rows.order_by("-id")[: limit + 1])
    items = [as_report(row) for row in found[:limit]]
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if len(found) > limit else None)


def list_filings(*, actor: Actor, settled: bool, after: str, limit: int) -> Page[FilingView]:
    """What arrived and is not filed, or what of it nobody need look at any longer, newest first."""
    rows = access.watched_filings(actor=actor).filter(state__in=_MAY_BE_SETTLED if settled else _MAY_BE_OPEN)
    rows = rows.filter(_SETTLED) if settled else rows.exclude(_SETTLED)
    rows = rows.annotate(erased=ExpressionWrapper(Q(body={}), output_field=BooleanField()))
    if after:
        rows = rows.filter(id__lt=decode_id(after))
    found = list(rows.defer("body").order_by("-id")[: limit + 1])
    items = [as_filing(row, erased=row.erased) for row in found[:limit]]
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if len(found) > limit else None)


def find_filing(*, actor: Actor, code: str) -> FilingView | None:
    """What became of the dossier with the portal's code; None: it never arrived from this system."""
    row = access.watched_filings(actor=actor).filter(code=code).first()
    return as_filing(row) if row else None


def list_overdue_reports(*, at: datetime, limit: int) -> list[UUID]:
    """Dossiers whose next report should have gone by now: a job was lost or a worker killed.

    What waits behind a report that is not due has to wait: before others it would keep them from being looked at.
    Behind one that is being sent, whichever it is; else behind an earlier one only.
    """
    late = NationalReport.objects.filter(REPORTS_WAITING, dossier_id=OuterRef("dossier_id"), next_attempt_at__gt=at)
    ahead = late.filter(Q(state=ReportState.SENDING) | Q(event_id__lt=OuterRef("event_id")))
    rows = NationalReport.objects.filter(REPORTS_WAITING, ~Exists(ahead), next_attempt_at__lt=at)
    waiting = rows.values("dossier_id").annotate(since=Min("next_attempt_at")).order_by("since")
    return [one["dossier_id"] for one in waiting[:limit]]


def list_overdue_filings(*, at: datetime, lost: datetime, limit: int) -> list[UUID]:
    """Filings to be tried again by now; and of those that have a job or a worker, what was due before `lost`."""
    due = NationalFiling.objects.filter(FILINGS_WAITING, next_attempt_at__lte=at)
    rows = due.filter(Q(state=FilingState.FAILED) | Q(next_attempt_at__lt=lost)).order_by("next_attempt_at")
    return list(rows.values_list("id", flat=True)[:limit])


def list_untold(*, at: datetime, limit: int) -> list[UUID]:
    """Refused filings of which the portal should have been told by now."""
    rows = NationalFiling.objects.filter(state=FilingState.REFUSED, next_attempt_at__lt=at).order_by("next_attempt_at")
    return list(rows.values_list("id", flat=True)[:limit])


def count_by_state() -> dict[str, int]:
    """For the watchers: what waits, and what waits for a person."""
    return {
        "reports_waiting": NationalReport.objects.filter(REPORTS_WAITING).count(),
        "reports_dead": NationalReport.objects.filter(state=ReportState.DEAD).count(),
        "filings_waiting": NationalFiling.objects.filter(FILINGS_WAITING).count(),
        "filings_dead": NationalFiling.objects.filter(state=FilingState.DEAD).count(),
    }


def as_report(row: NationalReport) -> ReportView:
    """A row for a screen."""
    return ReportView(
        id=row.id,
        dossier_id=row.dossier_id,
        code=row.code,
        topic=row.topic,
        state=ReportState(row.state),
        attempts=row.attempts,
        created_at=row.created_at,
        next_attempt_at=row.next_attempt_at,
        sent_at=row.sent_at,
        last_fault=of_row(row.last_error, row.last_fault),
    )


def as_filing(row: NationalFiling, *, erased: bool = False) -> FilingView:
    """A row for a screen or an answer; no personal data."""
    return FilingView(
        id=row.id,
        code=row.code,
        procedure_code=row.procedure_code,
        state=FilingState(row.state),
        attempts=row.attempts,
        received_at=row.received_at,
        next_attempt_at=row.next_attempt_at,
        dossier_id=row.dossier_id,
        faults=tuple((field, text) for field, text in row.faults),
        last_fault=of_row(row.last_error, row.last_fault),
        erased=erased,
    )
