"""The traffic with the national portal: report what happens here, take in what was filed there."""

import logging
import time as stopwatch
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.conf import settings
from django.utils import translation

from honglam.directory import api as directory
from honglam.dossiers import api as dossiers
from honglam.dossiers.contracts import PaperInput
from honglam.exchange.contracts import (
    Filing,
    FilingView,
    PortalFault,
    Progress,
    ReportState,
    ReportView,
    TakenFiling,
    Trouble,
)
from honglam.exchange.gateways import national_portal
from honglam.exchange.queries import national as queries
from honglam.exchange.rules.faults import is_ours
from honglam.exchange.rules.national import record_of, refusal_line
from honglam.exchange.services import receiving, refusing, reporting
from honglam.kernel.paging import Page
from honglam.kernel.problems import spoken
from honglam.kernel.values import Actor, DomainError

log = logging.getLogger("honglam.exchange")
_BATCH = 100
_SHARE = 15.0
"""Seconds of a sweep for each kind of work: whichever is slow takes no time from the others."""
_FILING_SECONDS = 300.0
"""For all papers of one filing: the others wait for it, and it begins anew when the portal is quicker."""


def receive_filing(*, actor: Actor, filing: Filing, at: datetime) -> FilingView:
    """Keep a dossier that the portal hands on; the same again answers the same.

    Raises FilingNotFound for everybody but service accounts, FilingChanged, FileElsewhere.
    """
    for paper in filing.files:
        national_portal.check_address(url=paper.url)
    return receiving.receive_filing(actor=actor, filing=filing, at=at)


def find_filing(*, actor: Actor, code: str) -> FilingView | None:
    """What became of the dossier with the portal's code."""
    return queries.find_filing(actor=actor, code=code)


def list_filings(*, actor: Actor, settled: bool = False, after: str = "", limit: int = 50) -> Page[FilingView]:
    """What arrived and is not filed, newest first; `settled`: what nobody need look at, told or done another way.

    Nothing for those whom it does not concern.
    """
    return queries.list_filings(actor=actor, settled=settled, after=after, limit=limit)


def list_reports(
    *, actor: Actor, states: tuple[ReportState, ...], after: str = "", limit: int = 50
) -> Page[ReportView]:
    """Reports to the portal, newest first; nothing for those whom they do not concern."""
    return queries.list_reports(actor=actor, states=states, after=after, limit=limit)


def send_again(*, actor: Actor, report_id: UUID, at: datetime) -> None:
    """Send a dead or dropped report once more. Raises ReportNotFound."""
    reporting.send_again(actor=actor, report_id=report_id, at=at)


def drop_report(*, actor: Actor, report_id: UUID, at: datetime) -> None:
    """Give a dead report up. Raises ReportNotFound."""
    reporting.drop_report(actor=actor, report_id=report_id, at=at)


def file_again(*, actor: Actor, filing_id: UUID, at: datetime) -> None:
    """Try a dead or refused filing once more. Raises FilingNotFound, FilingErased."""
    receiving.file_again(actor=actor, filing_id=filing_id, at=at)


def drop_filing(*, actor: Actor, filing_id: UUID, at: datetime) -> None:
    """Put a dead filing aside: it was done another way. Raises FilingNotFound."""
    receiving.drop_filing(actor=actor, filing_id=filing_id, at=at)


def report_next(*, dossier_id: UUID, at: datetime) -> bool:
    """Send the dossier's next report if it is due; says whether the portal took it."""
    progress = reporting.take_report(dossier_id=dossier_id, at=at)
    if progress is None:
        return False
    try:
        _send(progress)
    except PortalFault as fault:
        log.warning("report %s was not taken: %s", progress.report_id, fault)
        reporting.settle_unsent(progress=progress, fault=fault, at=at)
        return False
    except Exception as error:
        log.exception("report %s broke", progress.report_id)
        reporting.settle_unsent(progress=progress, fault=_own(error), at=at)
        return False
    reporting.settle_sent(progress=progress, at=at)
    return True


def file_next(*, filing_id: UUID, at: datetime) -> UUID | None:
    """File what arrived, if it is due; the dossier's id, or None when it was refused or must wait."""
    taken = receiving.take_filing(filing_id=filing_id, at=at)
    if taken is None:
        return None
    try:
        papers = _papers_of(taken, at)
        return None if papers is None else receiving.file_dossier(taken=taken, papers=papers, at=at)
    except PortalFault as fault:
        receiving.settle_unfiled(taken=taken, fault=fault, at=at)
    except DomainError as fault:
        if is_ours(fault):
            receiving.settle_unfiled(taken=taken, fault=_own(fault), at=at)
        else:
            receiving.refuse_filing(taken=taken, fault=fault, at=at)
    except Exception as error:
        log.exception("filing %s broke", filing_id)
        receiving.settle_unfiled(taken=taken, fault=_own(error), at=at)
    return None


def tell_refused(*, filing_id: UUID, at: datetime) -> bool:
    """Tell the portal why a dossier was not taken in, if that is due; says whether the portal took it."""
    refusal = refusing.take_refusal(filing_id=filing_id, at=at) if national_portal.is_configured() else None
    if refusal is None:
        return False
    try:
        national_portal.add_progress(line=refusal_line(code=refusal.code, at=at, faults=refusal.faults))
    except PortalFault as fault:
        refusing.settle_untold(refusal=refusal, fault=fault, at=at)
        return False
    refusing.settle_told(refusal=refusal)
    return True


def take_up_overdue(*, at: datetime) -> int:
    """Filings to be tried again, and what a killed worker or a lost job has left behind, in both directions.

    Returns how many were looked at.
    """
    before, started = at - timedelta(minutes=1), stopwatch.monotonic()
    kinds: tuple[Iterable[Callable[..., object]], ...] = (
        [partial(file_next, filing_id=one) for one in queries.list_overdue_filings(at=at, lost=before, limit=_BATCH)],
        [partial(report_next, dossier_id=one) for one in queries.list_overdue_reports(at=before, limit=_BATCH)],
        [partial(tell_refused, filing_id=one) for one in queries.list_untold(at=before, limit=_BATCH)],
    )
    return sum(_take_up(work, started=started, at=at) for work in kinds)


def _take_up(work: Iterable[Callable[..., object]], *, started: float, at: datetime) -> int:
    """One after the other while this kind's share lasts; soon the next sweep begins, and the rest is its."""
    looked, ends = 0, stopwatch.monotonic() + _SHARE
    for one in work:
        # A claim counted from the beginning of a slow sweep would be over when it is taken: another worker would tell
        # the portal the same once more.
        moment = stopwatch.monotonic()
        if moment > ends:
            break
        looked += 1
        try:
            one(at=at + timedelta(seconds=moment - started))
        except Exception:
            log.exception("one of the overdue could not be taken up; the next ones are not kept waiting for it")
    return looked


def _papers_of(taken: TakenFiling, at: datetime) -> tuple[PaperInput, ...] | None:
    """Fetch and keep them one by one; None if the filing is in other hands by now.

    Fetching may take minutes: before the transaction, not in it, and the claim is renewed for each.
    """
    papers, started = [], stopwatch.monotonic()
    for paper in taken.filing.files:
        gone = stopwatch.monotonic() - started
        if gone > _FILING_SECONDS:
            raise PortalFault("the papers came too slowly", trouble=Trouble.TIMED_OUT)
        moment = at + timedelta(seconds=gone)
        if not receiving.keep_filing(taken=taken, at=moment):
            return None
        content = national_portal.fetch(url=paper.url, limit=settings.FILE_MAX_BYTES)
        papers.append(receiving.store_paper(taken=taken, paper=paper, content=content, at=moment))
    return tuple(papers)


def _own(error: Exception) -> PortalFault:
    """What failed here, in Vietnamese where it has words: it is kept for whoever looks at it later."""
    with translation.override("vi"):
        what = spoken(error.message, error.params) if isinstance(error, DomainError) else type(error).__name__
    return PortalFault(f"{type(error).__name__} on our side", trouble=Trouble.OWN, what=what)


def _send(progress: Progress) -> None:
    """Bring the dossier up to date, then add the line. Before the first report the portal is asked what it has."""
    known = progress.known or national_portal.knows(code=progress.national_code)
    record = dossiers.get_national_record(dossier_id=progress.dossier_id)
    agency = directory.get_agency(agency_id=record.lead_agency_id).name
    national_portal.sync(record=record_of(record, code=progress.national_code, agency_name=agency), known=known)
    national_portal.add_progress(line=progress.line)
