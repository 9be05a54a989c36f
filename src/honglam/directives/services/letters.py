"""Letters about tasks: each turn to whoever must know of it, reminders by the rules of escalation."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from honglam.directives.access import GIVERS
from honglam.directives.contracts import (
    Answer,
    Part,
    RecommendationMoved,
    TaskEscalated,
    TaskMoved,
    TaskState,
    Tells,
    Verb,
)
from honglam.directives.models import Recommendation, Task
from honglam.directives.queries.agencies import carrier, unit_ref
from honglam.directives.queries.holders import officers_of, stand_ins
from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind, HolderView, PostInForce
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


def _to(what: str, *parts: Part) -> dict[Part, Letter]:
    return dict.fromkeys(parts, _letter(what))


# Whoever supports is not asked to confirm a task: only its lead can.
_GIVEN = {**_to("assigned", Part.LEAD), **_to("supporting", Part.SUPPORT)}
DONE = _letter("reported_done")
TOLD: Mapping[str, Mapping[Part, Letter]] = {
    "assigned": _GIVEN,
    Verb.TAKE_UP.value: _GIVEN,
    Verb.HOLD.value: _to("held", Part.LEAD),
    Verb.FINISH.value: {Part.GIVER: DONE},
    Verb.PAUSE.value: _to("suspended", Part.GIVER),
    Verb.RESUME.value: _to("resumed", Part.LEAD, Part.GIVER),
    Verb.ASK_EXTENSION.value: _to("extension_asked", Part.GIVER),
    Verb.GRANT_EXTENSION.value: _to("extension_granted", Part.LEAD, Part.SUPPORT),
    Verb.REFUSE_EXTENSION.value: _to("extension_refused", Part.LEAD),
    Verb.RETURN.value: _to("returned", Part.LEAD),
    Verb.CLOSE.value: _to("closed", Part.LEAD),
    Verb.CANCEL.value: _to("cancelled", Part.LEAD, Part.SUPPORT),
    Verb.ANSWER.value: _to("answered", Part.LEAD, Part.GIVER, Part.SUPPORT),
    "urged": _to("urged", Part.LEAD),
}
"""Who is told of what happened, in which words; whoever stands in several parts is told in the words of the first."""
OF_A_SHARE = _to("share_reported", Part.LEAD)
"""What a supporting unit reports of its share; the lead's own report of progress is read where it stands."""
SOON, LATE, ANSWERED = _letter("soon"), _letter("late"), _letter("recommendation_answered")
_ALL = (*(letter for each in (*TOLD.values(), OF_A_SHARE) for letter in each.values()), SOON, LATE, ANSWERED)
LETTERS = tuple({one.code: one for one in _ALL}.values())
"""What this block sends; the pack's section `notices` holds the words."""


def tell_of_move(*, event: TaskMoved, event_id: UUID, at: datetime) -> None:
    """Those who must act next on what happened; nobody is told of what they did themselves."""
    known = OF_A_SHARE if event.share else TOLD.get(event.what)
    task = Task.objects.select_related("directive").filter(id=event.task_id).first() if known else None
    if known is None or task is None or task.record:
        return
    told: dict[UUID, Letter] = {}
    for part, letter in known.items():
        told = dict.fromkeys(_PEOPLE[part](task, at), letter) | told
    by, words = event.actor_name, event.words
    for account_id in sorted(told.keys() - {event.actor_id}, key=str):
        _send(told[account_id], account_id, task, by=by, words=words, days=0, event_id=event_id, at=at)


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
    letter, by = LATE if event.days > 0 else SOON, ""
    if event.tells == Tells.LEADER.value and task.state == TaskState.REPORTED_DONE.value:
        # The lead has done its part: what is missing is the answer to its report.
        letter, by = DONE, unit_ref(task.lead_id).name
    for account_id in sorted(told, key=str):
        _send(letter, account_id, task, by=by, words=task.latest, days=abs(event.days), event_id=event_id, at=at)


def people_of_lead(task: Task, at: datetime) -> set[UUID]:
    """The officer who holds it, as long as they have a post in the agency of the lead unit; else the heads.

    While the officer is away, whoever acts in their post as well.
    """
    if task.holder_id and _is_there(task.holder_id, carrier(task.lead_id, at), at):
        return {task.holder_id} | stand_ins(officers_of(task.lead_id, at), task.holder_id)
    return heads_of_lead(task, at)


def _is_there(account_id: UUID, unit_id: int, at: datetime) -> bool:
    agency_id = directory.get_agency(agency_id=unit_id).agency_id
    return any(post.agency_id == agency_id for post in directory.list_posts_held(account_id=account_id, at=at))


def heads_of_lead(task: Task, at: datetime) -> set[UUID]:
    """Who heads the lead unit; where it is a whole agency, its leaders. Without any, who gave it must know of that."""
    return _heads(task.lead_id, at) or people_of_giver(task, at)


def people_of_giver(task: Task, at: datetime) -> set[UUID]:
    """Whoever gave the directive, for its own tasks, as long as they may decide there; else the heads of what gave it.

    While they are away, whoever acts in their post as well.
    """
    given_by = task.directive.given_by
    if given_by and task.agency_id == task.directive.agency_id:
        posts = _giving_posts(given_by, task.agency_id, at)
        if posts:
            return {given_by} | stand_ins(_holders_of(posts, at), given_by)
    return _heads(task.agency_id, at)


def heads_of_supporting(task: Task, at: datetime) -> set[UUID]:
    """Who heads each of the supporting units."""
    return {account_id for one in task.supporting for account_id in _heads(one, at)}


_PEOPLE: Mapping[Part, Callable[[Task, datetime], set[UUID]]] = {
    Part.LEAD: people_of_lead,
    Part.GIVER: people_of_giver,
    Part.SUPPORT: heads_of_supporting,
}


def _giving_posts(account_id: UUID, unit_id: int, at: datetime) -> list[PostInForce]:
    """The posts in which somebody decides for the agency of a unit: there, or in the office that works for it."""
    place = directory.get_agency(agency_id=carrier(unit_id, at)).agency_id
    found = []
    for post in directory.list_posts_held(account_id=account_id, at=at):
        home = directory.get_agency(agency_id=post.agency_id)
        near = home.id == place or (home.kind is AgencyKind.OFFICE and home.parent_id == place)
        if near and not GIVERS.isdisjoint(post.roles):
            found.append(post)
    return found


def _holders_of(posts: list[PostInForce], at: datetime) -> list[HolderView]:
    return [
        one
        for post in posts
        for one in directory.holders_of(agency_id=post.unit_id, role=min(GIVERS & post.roles), at=at)
        if one.post_id == post.post_id
    ]


def _heads(unit_id: int, at: datetime) -> set[UUID]:
    """Who heads a unit, or what carries its work; where that post is vacant, who heads its agency."""
    place = directory.get_agency(agency_id=carrier(unit_id, at))
    for agency_id in dict.fromkeys((place.id, place.agency_id)):
        for role in ("leader", "unit_head", "approver"):
            found = {one.account_id for one in directory.holders_of(agency_id=agency_id, role=role, at=at)}
            if found:
                return found
    return set()


def tell_of_answer(*, event: RecommendationMoved, event_id: UUID, at: datetime) -> None:
    """Who heads the agency that asked, once somebody answered."""
    row = Recommendation.objects.filter(id=event.recommendation_id).first()
    if row is None or event.answer == Answer.WAITING.value or row.answer != event.answer:
        return
    last = row.steps.order_by("-line").first()
    if last is None or last.what != "answered":  # a pack that mends its words answers nothing
        return
    context = {
        "task": row.text[:300],
        "source": last.document,
        "lead": row.addressed_to,
        "giver": unit_ref(row.agency_id).name,
        "due": "",
        "by": last.actor_name,
        "words": last.words[:500],
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
