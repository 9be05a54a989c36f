"""A supplement: asked for once, complete and specific; the clock stands while it is waited for."""

from dataclasses import asdict, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.dossiers.access import Case, dossier_for
from honglam.dossiers.contracts import (
    Done,
    LapseKind,
    PaperInput,
    Party,
    PauseKind,
    SlipKind,
    SupplementItem,
    SupplementReceived,
    SupplementReply,
    SupplementRequested,
    TaskKind,
    Verb,
)
from honglam.dossiers.models import Paper, Supplement
from honglam.dossiers.rules.building import clean, clean_long
from honglam.dossiers.rules.clock import SUPPLEMENT_DAYS
from honglam.dossiers.rules.guards import Facts
from honglam.dossiers.rules.parties import parties_of
from honglam.dossiers.rules.supplement import brings_something
from honglam.dossiers.rules.transitions import ClockEffect
from honglam.dossiers.services.charging import charge
from honglam.dossiers.services.clocking import start_clock, stop_clock
from honglam.dossiers.services.filing import component_names
from honglam.dossiers.services.reusing import own_papers, papers_at_counter
from honglam.dossiers.services.slips import find_form, issue_slip, supplement_content
from honglam.dossiers.services.tasks import resume_tasks, suspend_tasks, working_due
from honglam.dossiers.services.turning import Act, begin, conclude, told
from honglam.dossiers.services.watching import note_lapse
from honglam.dossiers.services.writing import holder_of, write_papers
from honglam.files import api as files
from honglam.kernel.ids import uuid7
from honglam.kernel.values import Actor, DomainError
from honglam.procedures.contracts import CollectAt

BOUND = "bo-sung.pdf"


@transaction.atomic
def request_supplement(
    *,
    actor: Actor,
    dossier_id: UUID,
    items: tuple[SupplementItem, ...],
    reason: str,
    at: datetime,
    answer_by: datetime | None = None,
) -> Done:
    """Ask for everything that is lacking, in one request: form 02. Running clocks stop."""
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at, lock=True)
    # What nobody answered before the dossier was stopped lacks still, and may be asked for once it goes on.
    answered = case.dossier.supplements.filter(answered_at__isnull=False)
    before = tuple(item for row in answered for item in _items_from(row))
    late = case.facts.supplement_late
    by_head = Party.HEAD in parties_of(actor, Verb.REQUEST_SUPPLEMENT, case.facts)
    facts = Facts(reason=reason, items=items, asked_before=before, supplement_late=late, by_head=by_head)
    act = begin(actor=actor, verb=Verb.REQUEST_SUPPLEMENT, case=case, facts=facts, at=at)
    if late:
        _note_who_was_late(case, at)
    answer_by = answer_by if answer_by and answer_by > at else working_due(at, SUPPLEMENT_DAYS)
    return _ask(act, _cleaned(items), clean_long(reason, field="reason"), answer_by)


def _note_who_was_late(case: Case, at: datetime) -> None:
    """Whoever had the dossier while it should have been asked for; the head's name stands in the history."""
    steps = [task for task in case.tasks if task.kind != TaskKind.CONSULTATION.value]
    if steps:
        note_lapse(min(steps, key=lambda one: one.due_at), case.dossier, LapseKind.ASKED_LATE, at=at)


def _ask(act: Act, items: tuple[SupplementItem, ...], reason: str, answer_by: datetime) -> Done:
    case, at = act.case, act.at
    old_due_at = case.dossier.due_at
    act.set(returns_to=case.dossier.status)
    if act.row.clock is ClockEffect.STOP:
        stop_clock(act, PauseKind.SUPPLEMENT, reason=reason)
    suspend_tasks(case)
    charge(case, actor=act.actor, collect=CollectAt.ON_SUPPLEMENT, at=at)
    request = Supplement(
        id=uuid7(),
        dossier=case.dossier,
        asked_at=at,
        answer_by=answer_by,
        reason=reason,
        items=[asdict(item) for item in items],
    )
    Supplement.objects.bulk_create([request])
    form = find_form(SlipKind.SUPPLEMENT)
    content = supplement_content(
        case, actor=act.actor, at=at, form=form, items=items, reason=reason, answer_by=answer_by
    )
    slip = issue_slip(dossier=case.dossier, kind=SlipKind.SUPPLEMENT, form=form, at=at, content=content)
    names = [item.name for item in items]
    conclude(
        act,
        event=told(SupplementRequested, act, items=names, reason=reason, answer_by=answer_by, old_due_at=old_due_at),
        reason=reason,
        content={"items": names, "answer_by": answer_by.isoformat(), "slip": str(slip.id)},
    )
    return Done(dossier_id=case.dossier.id, status=act.row.target, slip_id=slip.id)


@transaction.atomic
def answer_supplement(*, actor: Actor, dossier_id: UUID, replies: tuple[SupplementReply, ...], at: datetime) -> Done:
    """Add what was asked for, every item of it; clocks that ran before run again.

    Pages are bound before the dossier is locked; a refusal takes them back, so that they can be sent off once more.
    """
    replies = tuple(_bound(reply, actor=actor, at=at) for reply in replies)
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at, lock=True)
    open_request = case.dossier.supplements.filter(closed_at=None).first()
    asked = _items_from(open_request) if open_request else ()
    facts = Facts(asked_now=asked, replies=replies)
    act = begin(actor=actor, verb=Verb.ANSWER_SUPPLEMENT, case=case, facts=facts, at=at)
    assert open_request is not None  # noqa: S101 - status 5 and the open request are written together
    papers = _take_papers(act, asked, replies)
    notes = [clean_long(reply.note, field=f"replies.{reply.item}.note") for reply in replies]
    open_request.replies = [
        {"item": reply.item, "note": note, "papers": sum(map(brings_something, reply.papers))}
        for reply, note in zip(replies, notes, strict=True)
    ]
    open_request.answered_at = open_request.closed_at = at
    open_request.save(update_fields=["replies", "answered_at", "closed_at"])
    act.set(returns_to="")
    if act.row.clock is ClockEffect.RESUME:
        start_clock(act)
    else:
        resume_tasks(case, at=at)
    conclude(
        act,
        event=told(SupplementReceived, act),
        content={
            "notes": [note for note in notes if note],
            "due_at": case.dossier.due_at.isoformat() if case.dossier.due_at else "",
        },
        attachments=tuple(paper.file_id for paper in papers if paper.file_id),
    )
    return Done(dossier_id=case.dossier.id, status=act.row.target, due_at=case.dossier.due_at)


def _bound(reply: SupplementReply, *, actor: Actor, at: datetime) -> SupplementReply:
    """The reply with its pages as one paper."""
    if not reply.pages:
        return reply
    try:
        stored = files.bind_pages(actor=actor, pages=reply.pages, name=BOUND, at=at, purpose="paper")
    except DomainError as refusal:
        refusal.field = refusal.field or f"item-{reply.item}-files"
        raise
    paper = PaperInput(component_code=reply.component_code, name=reply.name, file_id=stored.id, file_name=stored.name)
    return replace(reply, papers=(*reply.papers, paper), pages=())


def _take_papers(act: Act, asked: tuple[SupplementItem, ...], replies: tuple[SupplementReply, ...]) -> list[Paper]:
    """The new papers supersede earlier ones of the same component; files are kept for the dossier.

    A paper with nothing in it would not be kept, so it takes no other's place.
    """
    dossier = act.dossier
    brought = [(reply.item, paper) for reply in replies for paper in reply.papers if brings_something(paper)]
    papers = _with_held(act, tuple(paper for _, paper in brought))
    file_ids = [paper.file_id for paper in papers if paper.file_id]
    if file_ids:
        files.claim(actor=act.actor, file_ids=file_ids, holder=holder_of(dossier.id), at=act.at)
    codes = {paper.component_code for paper in papers if paper.component_code}
    codes |= {asked[item].component_code for item, _ in brought if item < len(asked)}
    Paper.objects.filter(dossier=dossier, component_code__in=codes - {""}, superseded_at=None).update(
        superseded_at=act.at
    )
    return write_papers(dossier, papers, at=act.at, names=component_names(act.case.version))


def _with_held(act: Act, papers: tuple[PaperInput, ...]) -> tuple[PaperInput, ...]:
    """Papers with the files of the wallet they name: the applicant's own, or at the counter what is held of them."""
    by_applicant = Party.APPLICANT in parties_of(act.actor, Verb.ANSWER_SUPPLEMENT, act.case.facts)
    take = own_papers if by_applicant else papers_at_counter
    return take(actor=act.actor, dossier=act.dossier, papers=papers, at=act.at)


def _items_from(row: Supplement) -> tuple[SupplementItem, ...]:
    return tuple(SupplementItem(**item) for item in row.items)


def _cleaned(items: tuple[SupplementItem, ...]) -> tuple[SupplementItem, ...]:
    return tuple(
        SupplementItem(
            name=clean(item.name, 500),
            lacks=clean_long(item.lacks, field=f"items.{number}.lacks"),
            component_code=clean(item.component_code, 60),
        )
        for number, item in enumerate(items)
    )
