"""Reports to the national portal: queued with the event, sent in turn, given to a person when nothing helps.

Each report first brings the whole dossier up to date and then adds its line of progress, so that a report that was
given up leaves no wrong status behind. A dossier's reports are sent one after the other: a later status must not be
overtaken by an earlier one.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext

from honglam.directory import api as directory
from honglam.dossiers import api as dossiers
from honglam.dossiers.contracts import REGISTRATION_PREFIX
from honglam.exchange import access
from honglam.exchange.contracts import PortalFault, Progress, ReportState, Topic
from honglam.exchange.models import NationalLink, NationalReport
from honglam.exchange.rules.faults import to_row
from honglam.exchange.rules.national import in_turn, line_of, report_code
from honglam.exchange.rules.retry import CLAIM, next_attempt
from honglam.exchange.rules.wording import line_for
from honglam.exchange.services.queueing import Happened
from honglam.kernel import audit, jobs
from honglam.kernel.values import Actor

UNFINISHED = Q(state__in=[ReportState.QUEUED, ReportState.SENDING, ReportState.FAILED])
JOB = "exchange.report"


def queue_reports(*, topic: Topic, happened: Iterable[Happened]) -> int:
    """One report for each event of a dossier that the portal is to know; returns how many."""
    facts = list(happened)
    codes = _national_codes(one.event.dossier_id for one in facts)
    rows = [row for one in facts if (row := _row(topic, one, codes)) is not None]
    NationalReport.objects.bulk_create(rows, ignore_conflicts=True)
    jobs.defer_many(JOB, [{"dossier_id": one} for one in dict.fromkeys(row.dossier_id for row in rows)])
    return len(rows)


def report_many(*, topic: Topic, dossier_ids: Sequence[UUID], event_id: UUID, at: datetime) -> int:
    """What happened to many dossiers at once: one report for each that the portal is to know; returns how many."""
    standings = dossiers.list_standings(dossier_ids=dossier_ids)
    return queue_reports(topic=topic, happened=[Happened(id=event_id, at=at, event=one) for one in standings])


def _in_other_hands(row: NationalReport, at: datetime) -> bool:
    """Whether a worker is sending it: an earlier one that was heard of late waits for that too."""
    return row.state == ReportState.SENDING and row.next_attempt_at is not None and row.next_attempt_at > at


def take_report(*, dossier_id: UUID, at: datetime) -> Progress | None:
    """Take the dossier's next report; None if there is none, it is not due, or it is in other hands."""
    waiting = list(NationalReport.objects.filter(UNFINISHED, dossier_id=dossier_id))
    if not waiting or any(_in_other_hands(one, at) for one in waiting):
        return None
    row = min(waiting, key=lambda one: in_turn(event_id=one.event_id, topic=one.topic))
    taken = NationalReport.objects.filter(UNFINISHED, id=row.id, next_attempt_at__lte=at).update(
        state=ReportState.SENDING, attempts=F("attempts") + 1, next_attempt_at=at + CLAIM
    )
    if not taken:
        return None
    link = NationalLink.objects.filter(dossier_id=dossier_id).first()
    return Progress(
        report_id=row.id,
        dossier_id=dossier_id,
        line=row.line,
        attempts=row.attempts + 1,
        national_code=row.code,
        known=link is not None and link.known_at is not None,
    )


@transaction.atomic
def settle_sent(*, progress: Progress, at: datetime) -> None:
    """The portal has it, and knows the dossier from now on; the next report of the dossier may go."""
    NationalReport.objects.filter(id=progress.report_id).update(
        state=ReportState.SENT, sent_at=at, next_attempt_at=None, last_error="", last_fault={}
    )
    link, _ = NationalLink.objects.get_or_create(dossier_id=progress.dossier_id)
    if link.known_at is None:
        link.known_at = at
        link.save(update_fields=["known_at"])
        dossiers.note_synchronised(dossier_id=progress.dossier_id, at=at)
    if NationalReport.objects.filter(UNFINISHED, dossier_id=progress.dossier_id).exists():
        jobs.defer(JOB, dossier_id=progress.dossier_id)


@transaction.atomic
def settle_unsent(*, progress: Progress, fault: PortalFault, at: datetime) -> None:
    """Try again later; or, when the portal will never take it or was asked often enough, leave it to a person."""
    again = None if fault.final else next_attempt(attempts=progress.attempts, at=at)
    NationalReport.objects.filter(id=progress.report_id, state=ReportState.SENDING).update(
        state=ReportState.FAILED if again else ReportState.DEAD,
        next_attempt_at=again,
        last_error=fault.fault.said,
        last_fault=to_row(fault.fault),
    )
    if again:
        jobs.defer(JOB, at=again, dossier_id=progress.dossier_id)
    elif NationalReport.objects.filter(UNFINISHED, dossier_id=progress.dossier_id).exists():
        jobs.defer(JOB, dossier_id=progress.dossier_id)


@transaction.atomic
def send_again(*, actor: Actor, report_id: UUID, at: datetime) -> None:
    """Ask for a dead or dropped report to be sent once more, from the first attempt."""
    row = access.get_report(actor=actor, report_id=report_id, lock=True)
    if row.state not in (ReportState.DEAD, ReportState.DROPPED):
        return
    row.state, row.attempts, row.queued_at, row.next_attempt_at = ReportState.QUEUED, 0, at, at
    row.save(update_fields=["state", "attempts", "queued_at", "next_attempt_at"])
    jobs.defer(JOB, dossier_id=row.dossier_id)
    _record(actor, "exchange.report_again", row, at)


@transaction.atomic
def drop_report(*, actor: Actor, report_id: UUID, at: datetime) -> None:
    """Give a dead report up: it was settled with the portal in another way."""
    row = access.get_report(actor=actor, report_id=report_id, lock=True)
    if row.state == ReportState.DEAD:
        row.state = ReportState.DROPPED
        row.save(update_fields=["state"])
        _record(actor, "exchange.report_dropped", row, at)


def _national_codes(dossier_ids: Iterable[UUID]) -> dict[UUID, str | None]:
    return dict(NationalLink.objects.filter(dossier_id__in=set(dossier_ids)).values_list("dossier_id", "code"))


def _row(topic: Topic, one: Happened, codes: dict[UUID, str | None]) -> NationalReport | None:
    event = one.event
    received = None if event.code.startswith(REGISTRATION_PREFIX) else event.code
    code = report_code(code=received, national_code=codes.get(event.dossier_id))
    if code is None:
        return None
    line = line_of(
        code=code,
        at=one.at,
        who=event.actor_name,
        unit=directory.get_agency(agency_id=event.lead_agency_id).name,
        what=_in_vietnamese(line_for(topic, event)),
        status=event.status,
        due_at=event.due_at,
    )
    return NationalReport(
        dossier_id=event.dossier_id,
        event_id=one.id,
        topic=topic.value,
        code=code,
        line=line,
        state=ReportState.QUEUED,
        created_at=one.at,
        queued_at=one.at,
        next_attempt_at=one.at,
    )


def _in_vietnamese(text: str) -> str:
    with translation.override("vi"):
        return gettext(text)


def _record(actor: Actor, action: str, row: NationalReport, at: datetime) -> None:
    audit.record(
        actor=actor, action=action, subject_kind="dossier", subject_id=row.dossier_id, at=at, detail={"report": row.id}
    )


def erase_reports(*, before: datetime, limit: int, at: datetime) -> int:  # noqa: ARG001 - see EraseOld
    """Up to `limit` reports written before a moment go, once the portal has them or they were given up."""
    over = NationalReport.objects.filter(state__in=[ReportState.SENT, ReportState.DROPPED], created_at__lt=before)
    ids = list(over.order_by("created_at")[:limit].values_list("pk", flat=True))
    return NationalReport.objects.filter(pk__in=ids).delete()[0]
