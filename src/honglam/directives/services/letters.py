"""Letters about tasks: each turn to whoever must know of it, reminders by the rules of escalation."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from honglam.directives.contracts import (
    Answer,
    Part,
    RecommendationMoved,
    TaskEscalated,
    TaskMoved,
    Tells,
    Verb,
)
from honglam.directives.models import Recommendation, Task
from honglam.directives.queries.agencies import carrier, unit_ref
from honglam.directory import api as directory
from honglam.identity import api as identity
from honglam.notices import api as notices
from honglam.notices.contracts import Kind, Letter

_FIELDS = {
    "task": Kind.TEXT,
    "source": Kind.TEXT,
    "lead": Kind.TEXT,
    "giver": Kind.TEXT,
    "due": Kind.TEXT,
    "by": Kind.TEXT,
    "words": Kind.TEXT,
    "days": Kind.TEXT,
    "url": Kind.URL,
}


def _letter(what: str) -> Letter:
    return Letter(code=f"directives.{what}", fields=_FIELDS)


TOLD: Mapping[str, tuple[Letter, Part]] = {
    "assigned": (_letter("assigned"), Part.LEAD),
    Verb.TAKE_UP.value: (_letter("assigned"), Part.LEAD),
    Verb.HOLD.value: (_letter("held"), Part.LEAD),
    Verb.FINISH.value: (_letter("reported_done"), Part.GIVER),
    Verb.PAUSE.value: (_letter("suspended"), Part.GIVER),
    Verb.ASK_EXTENSION.value: (_letter("extension_asked"), Part.GIVER),
    Verb.GRANT_EXTENSION.value: (_letter("extension_decided"), Part.LEAD),
    Verb.REFUSE_EXTENSION.value: (_letter("extension_decided"), Part.LEAD),
    Verb.RETURN.value: (_letter("returned"), Part.LEAD),
    Verb.CLOSE.value: (_letter("closed"), Part.LEAD),
    Verb.CANCEL.value: (_letter("cancelled"), Part.LEAD),
    Verb.ANSWER.value: (_letter("answered"), Part.LEAD),
    "urged": (_letter("urged"), Part.LEAD),
}
SOON, LATE, ANSWERED = _letter("soon"), _letter("late"), _letter("recommendation_answered")
LETTERS = tuple({one.code: one for one in (*(letter for letter, _ in TOLD.values()), SOON, LATE, ANSWERED)}.values())
"""What this block sends; the pack's section `notices` holds the words."""


def tell_of_move(*, event: TaskMoved, event_id: UUID, at: datetime) -> None:
    """Those who must act next on what happened; nobody is told of what they did themselves."""
    known = TOLD.get(event.what)
    task = Task.objects.select_related("directive").filter(id=event.task_id).first() if known else None
    if known is None or task is None or task.record:
        return
    letter, part = known
    told = people_of_lead(task, at) if part is Part.LEAD else people_of_giver(task, at)
    for account_id in sorted(told - {event.actor_id}, key=str):
        if account_id:
            _send(letter, account_id, task, by=event.actor_name, words=event.words, days=0, event_id=event_id, at=at)


def tell_of_step(*, event: TaskEscalated, event_id: UUID, at: datetime) -> None:
    """Those whom the rule names."""
    task = Task.objects.select_related("directive").filter(id=event.task_id).first()
    if task is None:
        return
    told = {
        Tells.LEAD: people_of_lead,
        Tells.HEAD: heads_of_lead,
        Tells.LEADER: people_of_giver,
    }[Tells(event.tells)](task, at)
    letter = LATE if event.days > 0 else SOON
    for account_id in sorted(told, key=str):
        _send(letter, account_id, task, by="", words=task.latest, days=abs(event.days), event_id=event_id, at=at)


def people_of_lead(task: Task, at: datetime) -> set[UUID]:
    """The officer who holds it, as long as they have a post in the agency of the lead unit; else the heads."""
    if task.holder_id and _is_there(task.holder_id, carrier(task.lead_id, at), at):
        return {task.holder_id}
    return heads_of_lead(task, at)


def _is_there(account_id: UUID, unit_id: int, at: datetime) -> bool:
    agency_id = directory.get_agency(agency_id=unit_id).agency_id
    return any(post.agency_id == agency_id for post in directory.list_posts_held(account_id=account_id, at=at))


def heads_of_lead(task: Task, at: datetime) -> set[UUID]:
    """Who heads the lead unit; where it is a whole agency, its leaders."""
    return _heads(task.lead_id, at)


def people_of_giver(task: Task, at: datetime) -> set[UUID]:
    """Whoever gave the directive, for its own tasks; of a part, the heads of the unit that gave the part."""
    given_by = task.directive.given_by
    if given_by and task.agency_id == task.directive.agency_id:
        return {given_by}
    return _heads(task.agency_id, at)


def _heads(agency_id: int, at: datetime) -> set[UUID]:
    place = carrier(agency_id, at)
    for role in ("leader", "unit_head", "approver"):
        found = {one.account_id for one in directory.holders_of(agency_id=place, role=role, at=at)}
        if found:
            return found
    return set()


def tell_of_answer(*, event: RecommendationMoved, event_id: UUID, at: datetime) -> None:
    """Who heads the agency that asked, once somebody answered."""
    row = Recommendation.objects.filter(id=event.recommendation_id).first()
    if row is None or event.answer == Answer.WAITING.value or row.answer != event.answer:
        return
    last = row.steps.order_by("-line").first()
    context = {
        "task": row.text[:300],
        "source": last.document if last else "",
        "lead": row.addressed_to,
        "giver": unit_ref(row.agency_id).name,
        "due": "",
        "by": last.actor_name if last else "",
        "words": (last.words if last else "")[:500],
        "days": "",
        "url": f"/can-bo/kien-nghi/{row.id}/",
    }
    for account_id in sorted(_heads(row.agency_id, at), key=str):
        _write(ANSWERED, account_id, context, subject=("recommendation", row.id), event_id=event_id, at=at)


def _send(
    letter: Letter, account_id: UUID, task: Task, *, by: str, words: str, days: int, event_id: UUID, at: datetime
) -> None:
    context = {
        "task": task.title[:300],
        "source": task.directive.symbol or task.directive.title[:200],
        "lead": unit_ref(task.lead_id).name,
        "giver": unit_ref(task.agency_id).name,
        "due": f"{task.due_on:%d/%m/%Y}" if task.due_on else "",
        "by": by,
        "words": words[:500],
        "days": str(days or ""),
        "url": f"/can-bo/nhiem-vu/{task.id}/",
    }
    _write(letter, account_id, context, subject=("directive_task", task.id), event_id=event_id, at=at)


def _write(
    letter: Letter,
    account_id: UUID,
    context: Mapping[str, str],
    *,
    subject: tuple[str, UUID],
    event_id: UUID,
    at: datetime,
) -> None:
    recipient = identity.recipient_of(account_id=account_id)
    notices.send(
        template=letter.code,
        recipient=recipient,
        context=context,
        subject_kind=subject[0],
        subject_id=subject[1],
        at=at,
        dedupe_key=f"{letter.code}:{event_id}:{recipient.key}",
    )
