"""Feedback cases as their senders, their officers and everybody may read them; and the measures made of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext

from honglam.directory import api as directory
from honglam.dossiers.access import feedback_parties, feedback_places, feedback_waiting_for, parties_to, sender_parties
from honglam.dossiers.contracts import (
    FEEDBACK_OPEN,
    FEEDBACK_STATUS_LABELS,
    FEEDBACK_TOPIC_LABELS,
    DossierNotFound,
    FeedbackInput,
    FeedbackKind,
    FeedbackLineView,
    FeedbackStatus,
    FeedbackTopic,
    FeedbackVerb,
    FeedbackView,
    Satisfaction,
    TellUsMore,
)
from honglam.dossiers.models import Dossier, Feedback, FeedbackLine
from honglam.dossiers.queries.searching import by_exact_code
from honglam.dossiers.queries.serving.reading import moments
from honglam.dossiers.rules.building import clean_long
from honglam.dossiers.rules.feedback import LEAST_WORDS, UNANSWERED, FeedbackParty, verbs_for
from honglam.identity import api as identity
from honglam.kernel.counting import count_rows, count_rows_by, page_behind
from honglam.kernel.measures import BehindRow, MeasureAsked, MeasureRow
from honglam.kernel.paging import Page, decode_id, decode_moment, encode_cursor
from honglam.kernel.ready import ReadyQueries
from honglam.kernel.registry import WaitingItem, WaitingKey
from honglam.kernel.values import Actor
from honglam.kernel.waiting import DUE, ID, behind, shown_last, turn_of

URL = "/can-bo/phan-anh/{}/"
KEY = "feedback"
MOST_WORDS = 5000
_RUNNING = [one.value for one in FEEDBACK_OPEN if one is not FeedbackStatus.NEEDS_INFO]
"""Open, and it is the agency's turn: while its sender is asked, a case's time stands still."""
_CONTENT = (Satisfaction.VERY_SATISFIED.value, Satisfaction.SATISFIED.value)


def feedback_view(row: Feedback, parties: frozenset[FeedbackParty], lines: Iterable[FeedbackLine] = ()) -> FeedbackView:
    """A case for somebody in these capacities: who only looks at it sees no personal data of the sender."""
    handles = bool(parties - {FeedbackParty.SENDER})
    known = directory.get_agencies(agency_ids=[row.agency_id, *([row.unit_id] if row.unit_id else [])])
    status = FeedbackStatus(row.status)
    return FeedbackView(
        id=row.id,
        code=row.code,
        kind=FeedbackKind(row.kind),
        topic=FeedbackTopic(row.topic),
        status=status,
        content=row.content,
        agency_id=row.agency_id,
        agency_name=known[row.agency_id].name,
        unit_name=known[row.unit_id].name if row.unit_id else "",
        procedure_name=row.procedure_name,
        dossier_code=row.dossier_code,
        sender_name=row.sender_name if handles else identity.mask_name(name=row.sender_name),
        sender_phone=row.sender_phone if handles else identity.mask_phone(phone=row.sender_phone),
        sender_email=row.sender_email if handles else identity.mask_email(email=row.sender_email),
        may_publish=row.may_publish,
        received_at=row.received_at,
        due_at=row.due_at,
        answer=row.answer if handles or status in (FeedbackStatus.ANSWERED, FeedbackStatus.PUBLISHED) else "",
        answered_at=row.answered_at,
        published_at=row.published_at,
        satisfaction=row.satisfaction,
        question=row.question,
        refusal=row.refusal,
        times={name: datetime.fromisoformat(value) for name, value in row.times.items()},
        by_account=row.owner_account_id is not None,
        verbs=_verbs(row, parties),
        lines=tuple(
            FeedbackLineView(at=one.at, verb=FeedbackVerb(one.verb), actor_name=one.actor_name, note=one.note)
            for one in lines
        ),
    )


def _verbs(row: Feedback, parties: frozenset[FeedbackParty]) -> tuple[FeedbackVerb, ...]:
    rated, unanswered = bool(row.satisfaction), UNANSWERED in row.times
    status = FeedbackStatus(row.status)
    return verbs_for(status, parties, may_publish=row.may_publish, rated=rated, unanswered=unanswered)


def check_case(*, case: FeedbackInput) -> Dossier | None:
    """What cannot be acted on is refused before anybody proves a contact for it; the dossier that the case names.

    Raises TellUsMore, and DossierNotFound where a code was typed that is none of ours: the case would lose it unseen.
    """
    if len(clean_long(case.content, MOST_WORDS, field="content")) < LEAST_WORDS:
        raise TellUsMore(field="content")
    if not case.dossier_code.strip():
        return None
    dossier = by_exact_code(case.dossier_code)
    if dossier is None:
        raise DossierNotFound(field="dossier")
    return dossier


def reference_of(row: Feedback) -> str:
    """How officers name a case. A visitor's whole code is their only proof of being its sender: its end must do."""
    return row.code if row.owner_account_id else f"{row.code[:3]}…{row.code[-4:]}"


def get_for_officer(row: Feedback, actor: Actor) -> FeedbackView:
    """With its history, under the name that officers know."""
    view = feedback_view(row, parties_to(actor, row), row.lines.order_by("line"))
    return replace(view, code=reference_of(row))


def get_for_sender(row: Feedback, actor: Actor) -> FeedbackView:
    """For whoever comes with the code: to read, and to answer if they are its sender."""
    return feedback_view(row, sender_parties(actor, row))


def list_mine(*, actor: Actor) -> list[FeedbackView]:
    """What the actor's account sent, newest first. One query."""
    rows = Feedback.objects.filter(owner_account_id=actor.id).order_by("-id")[:50] if actor.id else []
    return [feedback_view(row, frozenset({FeedbackParty.SENDER})) for row in rows]


def list_published(*, after: str | None, limit: int = 20) -> Page[FeedbackView]:
    """Answered cases whose senders agreed to publication, newest first. One query."""
    rows = Feedback.objects.filter(published_at__isnull=False).order_by("-published_at", "-id")
    if after:
        at, last_id = decode_moment(after)
        rows = rows.filter(Q(published_at__lt=at) | Q(published_at=at, id__lt=last_id))
    found = list(rows[: limit + 1])
    last_row = found[limit - 1] if len(found) > limit else None
    return Page(
        items=[feedback_view(row, frozenset()) for row in found[:limit]],
        next_cursor=encode_cursor(last_row.published_at.isoformat(), last_row.id)
        if last_row and last_row.published_at
        else None,
    )


class FeedbackWorklist:
    """Cases that wait for the actor, merged by `desk` into the one worklist."""

    kind = KEY

    def list_waiting(
        self, *, actor: Actor, after: WaitingKey | None, limit: int, filters: dict[str, str]
    ) -> list[WaitingItem]:
        """To be sorted, to be answered by one's unit, to be approved; due first. Filters of dossiers leave it out."""
        parties = feedback_parties(actor)
        if not parties or any(filters.values()):
            return []
        due, last = shown_last(after)
        rows = _WAITING.rows((parties, turn_of(after, KEY), limit), due=due, after=last, **feedback_places(actor))
        return [_item(row) for row in rows]


def _waiting(shape: Any, *, due: datetime, after: UUID, **places: list[int]) -> QuerySet[Feedback]:
    parties, turn, limit = shape
    rows = Feedback.objects.filter(feedback_waiting_for(parties, **places), behind(turn, due=due, after=after))
    return rows.order_by("due_at", "id")[:limit]


_WAITING = ReadyQueries(_waiting, sorts=[-1], approves=[-2], works=[-3], due=DUE, after=ID)


def _item(row: Feedback) -> WaitingItem:
    status = FeedbackStatus(row.status)
    unit = row.unit_id or row.agency_id
    return WaitingItem(
        key=WaitingKey(due_at=row.due_at, kind=KEY, id=row.id),
        title=gettext("Feedback: %(topic)s") % {"topic": gettext(FEEDBACK_TOPIC_LABELS[FeedbackTopic(row.topic)])},
        subtitle=identity.mask_name(name=row.sender_name),
        code=reference_of(row),
        url=URL.format(row.id),
        status=status.value,
        status_label=FEEDBACK_STATUS_LABELS[status],
        agency=directory.get_agency(agency_id=unit).name,
        received_at=row.received_at,
        paused=status is FeedbackStatus.NEEDS_INFO,
    )


@dataclass(frozen=True)
class FeedbackMeasures:
    """How feedback was handled. Few rows, so it is read from them."""

    dimensions: frozenset[str] = field(default=frozenset({"agency"}))

    def read(self, *, asked: MeasureAsked) -> dict[str, float]:
        """Totals; nothing for single officers or dossiers."""
        if asked.person_id is not None or asked.subject_id is not None:
            return {}
        return count_rows(_rows(asked), prefix=KEY, conditions=_conditions(asked))

    def read_by(self, *, asked: MeasureAsked, dimension: str) -> list[MeasureRow]:
        """By the agency that answers. One query."""
        del dimension
        return count_rows_by(_rows(asked), prefix=KEY, conditions=_conditions(asked), owner="agency_id")

    def find_subject(self, *, actor: Actor, subject_id: UUID, at: datetime) -> BehindRow | None:
        """Cases are not scored one by one."""
        del actor, subject_id, at
        return None

    def list_behind(
        self, *, actor: Actor, code: str, asked: MeasureAsked, after: str | None, limit: int
    ) -> Page[BehindRow]:
        """The cases of agencies within the actor's scope, oldest first."""
        seen = {one for scope in actor.scope_ids for one in directory.descendant_ids(agency_id=scope)}
        rows = _rows(asked).filter(_conditions(asked)[code.partition(".")[2]], agency_id__in=seen)
        if after:
            rows = rows.filter(id__gt=decode_id(after))
        return page_behind(rows, limit=limit, tell=_behind) if actor.is_officer else Page(items=[])


def _rows(asked: MeasureAsked) -> Any:
    rows = Feedback.objects.all()
    return rows if asked.agency_ids is None else rows.filter(agency_id__in=asked.agency_ids)


def _conditions(asked: MeasureAsked) -> dict[str, Q]:
    start, end = moments(asked)
    answered = Q(answered_at__gte=start, answered_at__lt=end)
    until = min(end, asked.at)
    late = Q(due_at__lt=until) & (Q(answered_at=None, status__in=_RUNNING) | Q(answered_at__gte=end))
    return {
        "received": Q(received_at__gte=start, received_at__lt=end),
        "settled": answered,
        "settled_on_time": answered & Q(answered_at__lte=F("due_at")),
        "open_overdue": late,
        "rated": answered & ~Q(satisfaction=""),
        "satisfied": answered & Q(satisfaction__in=_CONTENT),
    }


def _behind(row: Feedback) -> BehindRow:
    return BehindRow(
        code=reference_of(row),
        title=gettext(FEEDBACK_TOPIC_LABELS[FeedbackTopic(row.topic)]),
        person=identity.mask_name(name=row.sender_name),
        agency=directory.get_agency(agency_id=row.agency_id).name,
        url=URL.format(row.id),
        status=gettext(FEEDBACK_STATUS_LABELS[FeedbackStatus(row.status)]),
        due_at=row.due_at,
        at=row.received_at,
    )
