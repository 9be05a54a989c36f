"""Reports on online services from before reports had patterns: what is still a draft is remarked and approved.

None is made any more: `services.writing` makes them, by the pattern `bc-dich-vu-cong`.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.directory import api as directory
from honglam.indicators import access
from honglam.indicators.contracts import (
    ReportApproved,
    ReportNotFound,
    ReportState,
    ReportView,
)
from honglam.indicators.models import Report
from honglam.indicators.queries.reports import figures_of, report_view
from honglam.kernel import audit
from honglam.kernel.text import whole
from honglam.kernel.values import Actor

MOST_REMARKS, MOST_NUMBER = 4000, 60


@transaction.atomic
def remark_report(*, actor: Actor, report_id: UUID, number: str, remarks: str, at: datetime) -> ReportView:
    """The number it goes out under, and what figures cannot say. Raises ReportNotFound, ReportApproved, TooLong."""
    row = _draft(actor, report_id)
    row.number = whole(number, MOST_NUMBER, field="number")
    row.remarks = whole(remarks, MOST_REMARKS, field="remarks")
    row.save(update_fields=["number", "remarks"])
    return _left(row, "indicators.report_remarked", actor, at)


@transaction.atomic
def approve_report(*, actor: Actor, report_id: UUID, at: datetime) -> ReportView:
    """Read the figures a last time, and stand by them."""
    row = _draft(actor, report_id)
    if not access.may_sign(actor, row.agency_id):
        raise ReportNotFound
    view = report_view(row, actor)
    row.figures = figures_of(agency_id=row.agency_id, period=view.period, at=at)
    row.state = ReportState.APPROVED.value
    row.approved_at, row.approved_by = at, actor.name
    row.approved_title = directory.get_post(post_id=actor.post_id).title if actor.post_id else ""
    row.save(update_fields=["figures", "state", "approved_at", "approved_by", "approved_title"])
    return _left(row, "indicators.report_approved", actor, at)


def _draft(actor: Actor, report_id: UUID) -> Report:
    row = access.report_for(actor=actor, report_id=report_id, lock=True)
    if row.state == ReportState.APPROVED.value:
        raise ReportApproved
    return row


def _left(row: Report, action: str, actor: Actor, at: datetime) -> ReportView:
    detail = {"first_on": row.first_on.isoformat(), "last_on": row.last_on.isoformat()}
    audit.record(actor=actor, action=action, subject_kind="report", subject_id=row.id, at=at, detail=detail)
    return report_view(row, actor)
