"""The door of directives: every verb and every read that others may call."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from honglam.directives.contracts import (
    ActInput,
    AnswerInput,
    CommitteeWork,
    DirectiveInput,
    DirectiveView,
    LeaderPage,
    MoneyInput,
    PlanView,
    ProgrammeView,
    ProjectView,
    RecommendationInput,
    RecommendationView,
    TaskInput,
    TasksAsked,
    TaskState,
    TaskSummary,
    TaskView,
    UrgingView,
    Verb,
)
from honglam.directives.queries import (
    choices,
    committees,
    leading,
    money,
    pages,
    planning,
    recommendations,
    tasks,
    twins,
    urging,
)
from honglam.directives.services import acting, escalating, financing, giving, leaving, recommending
from honglam.directives.services import urging as urging_verbs
from honglam.directory.contracts import CommitteeView
from honglam.kernel import idempotency
from honglam.kernel.paging import Page
from honglam.kernel.values import Actor


def give_directive(*, actor: Actor, wish: DirectiveInput, key: str, at: datetime) -> UUID:
    """Give a directive with its task; the same `key` gives it once. Raises NotYours, TextMissing, LeadMissing …"""
    giving.check_wish(actor=actor, wish=wish, at=at)
    answer = idempotency.once(
        actor=f"directives:{actor.id}",
        key=key,
        request=asdict(wish),
        perform=lambda: {"task": str(giving.give_directive(actor=actor, wish=wish, at=at))},
    )
    return UUID(answer["task"])


def add_task(*, actor: Actor, directive_id: UUID, wish: TaskInput, key: str, at: datetime) -> UUID:
    """One more task of a directive that runs; the same `key` adds it once. Raises DirectiveNotFound, NotYours …"""
    return _once(
        actor,
        key,
        [directive_id, asdict(wish)],
        lambda: giving.add_task(actor=actor, directive_id=directive_id, wish=wish, at=at),
    )


def break_down_task(*, actor: Actor, task_id: UUID, wish: TaskInput, key: str, at: datetime) -> UUID:
    """Add a part to a task; the same `key` adds it once. Raises NotYours, TooDeep, DueAfterParent, LeadOutOfReach."""
    return _once(
        actor,
        key,
        [task_id, asdict(wish)],
        lambda: giving.break_down_task(actor=actor, task_id=task_id, wish=wish, at=at),
    )


def _once(actor: Actor, key: str, request: list[object], perform: Callable[[], UUID]) -> UUID:
    """What is made, or was made before under this key; a refusal is not remembered."""
    answer = idempotency.once(
        actor=f"directives:{actor.id}", key=key, request=request, perform=lambda: {"made": str(perform())}
    )
    return UUID(answer["made"])


def move_task(*, actor: Actor, task_id: UUID, verb: Verb, given: ActInput, at: datetime, key: str = "") -> TaskState:
    """Do one thing to a task, by the table of moves; the same `key`, if any, does it once.

    Raises NotYours, WrongState, WordsMissing and so on.
    """
    if not key:
        return acting.move_task(actor=actor, task_id=task_id, verb=verb, given=given, at=at)
    answer = idempotency.once(
        actor=f"directives:{actor.id}",
        key=key,
        request=acting.told_by(task_id=task_id, verb=verb, given=given),
        perform=lambda: {"state": acting.move_task(actor=actor, task_id=task_id, verb=verb, given=given, at=at).value},
    )
    return TaskState(answer["state"])


def settle_tasks(*, account_id: UUID, post_id: int, at: datetime) -> int:
    """Put an officer's open tasks into the hands in which they belong now: theirs, a deputy's, nobody's; how many."""
    return leaving.settle_tasks(account_id=account_id, post_id=post_id, at=at)


def settle_all(*, at: datetime) -> int:
    """The same for everybody who is away or may be back; returns how many tasks changed hands."""
    return leaving.settle_all(at=at)


def escalate_due(*, at: datetime) -> int:
    """Carry out the steps of escalation whose day has come; returns how many tasks were told of."""
    return escalating.escalate_due(at=at)


def draft_urging(
    *,
    actor: Actor,
    task_ids: Sequence[UUID],
    reply_by: date | None,
    signer_title: str,
    signer: str,
    key: str,
    at: datetime,
) -> UUID:
    """Draft a letter that urges one unit; the same `key` drafts it once. Raises NotToUrge, SeveralLeads …"""
    return _once(
        actor,
        key,
        [sorted(task_ids), reply_by, signer_title, signer],
        lambda: urging_verbs.draft_urging(
            actor=actor, task_ids=task_ids, reply_by=reply_by, signer_title=signer_title, signer=signer, at=at
        ),
    )


def get_task(*, actor: Actor, task_id: UUID, at: datetime) -> TaskView:
    """One task with its tree, history, evidence and what the actor may do. Raises TaskNotFound."""
    return pages.get_task(actor=actor, task_id=task_id, at=at)


def get_directive(*, actor: Actor, directive_id: UUID, at: datetime) -> DirectiveView:
    """A directive's board. Raises DirectiveNotFound."""
    return pages.get_directive(actor=actor, directive_id=directive_id, at=at)


def get_directive_by_code(*, actor: Actor, code: str, at: datetime) -> DirectiveView:
    """The board of the directive that bears a code, as the pack and reports name it. Raises DirectiveNotFound."""
    return pages.get_directive_by_code(actor=actor, code=code, at=at)


def list_tasks(
    *, actor: Actor, asked: TasksAsked, at: datetime, after: str | None = None, limit: int = 50
) -> Page[TaskSummary]:
    """A page of tasks in sight, what is due first. Raises BadCursor."""
    return tasks.list_tasks(actor=actor, asked=asked, at=at, after=after, limit=limit)


def get_leader_page(*, actor: Actor, at: datetime) -> LeaderPage:
    """What is late and why, who is behind, what waits for a decision."""
    return leading.get_leader_page(actor=actor, at=at)


def list_late_to_urge(
    *, actor: Actor, at: datetime, lead_id: int | None = None, after: str | None = None, limit: int = urging.OFFERED
) -> Page[TaskSummary]:
    """What is late and the actor may urge, the longest behind first; of one unit, if asked. Raises BadCursor."""
    return urging.list_late_to_urge(actor=actor, at=at, lead_id=lead_id, after=after, limit=limit)


def list_urgings(*, actor: Actor, after: str | None = None, limit: int = 50) -> Page[UrgingView]:
    """Urging letters of the actor's side or to it, newest first. Raises BadCursor."""
    return urging.list_urgings(actor=actor, after=after, limit=limit)


def get_urging(*, actor: Actor, letter_id: UUID) -> UrgingView:
    """One urging letter. Raises LetterNotFound."""
    return urging.get_urging(actor=actor, letter_id=letter_id)


def list_leads(*, actor: Actor, at: datetime) -> list[tuple[int, str]]:
    """Whom the actor may direct, agencies in the order of the directory, each with its inner units."""
    return choices.list_leads(actor=actor, at=at)


def list_tracks() -> list[tuple[str, str]]:
    """The tracks of stages that a task may go through."""
    return choices.list_tracks()


def stage_titles() -> dict[str, str]:
    """`track/stage` in words, for lists."""
    return choices.stage_titles()


def evidence_of(*, actor: Actor, task_id: UUID, file_id: UUID) -> UUID:
    """A file that stands in the task's history. Raises TaskNotFound."""
    return choices.evidence_of(actor=actor, task_id=task_id, file_id=file_id)


def list_plans(
    *, actor: Actor, at: datetime, words: str = "", after: str = "", limit: int = planning.PAGE
) -> Page[PlanView]:
    """Plans in sight with their completion, the latest years first. Raises BadCursor."""
    return planning.list_plans(actor=actor, at=at, words=words, after=after, limit=limit)


def get_plan(*, actor: Actor, code: str, at: datetime) -> PlanView:
    """One plan with its items. Raises PlanNotFound."""
    return planning.get_plan(actor=actor, code=code, at=at)


def list_programmes(*, actor: Actor) -> list[ProgrammeView]:
    """Programmes in sight with their money, sums checked."""
    return money.list_programmes(actor=actor)


def get_programme(*, actor: Actor, code: str) -> ProgrammeView:
    """One programme. Raises ProgrammeNotFound."""
    return money.get_programme(actor=actor, code=code)


def get_project(*, actor: Actor, project_id: UUID) -> ProjectView:
    """One project with every line of its money. Raises ProgrammeNotFound."""
    return money.get_project(actor=actor, project_id=project_id)


def record_money(*, actor: Actor, project_id: UUID, given: MoneyInput, key: str, at: datetime) -> int:
    """One more line of money; the same `key` records it once. Raises NotYours, SumMissing, YearMissing …"""
    financing.check_money(actor=actor, project_id=project_id, given=given)
    answer = idempotency.once(
        actor=f"directives:{actor.id}",
        key=key,
        request=[project_id, asdict(given)],
        perform=lambda: {"line": financing.record_money(actor=actor, project_id=project_id, given=given, at=at)},
    )
    return int(answer["line"])


def list_twins(*, actor: Actor, after: str | None = None, limit: int = twins.LINES) -> twins.Weighed:
    """Projects and tasks in sight whose names are alike, the newest names first. Raises BadCursor."""
    return twins.list_twins(actor=actor, after=after, limit=limit)


def list_recommendations(
    *,
    actor: Actor,
    at: datetime,
    answer: str = "",
    addressee: str = "",
    words: str = "",
    after: str = "",
    limit: int = recommendations.PAGE,
) -> Page[RecommendationView]:
    """Recommendations in sight, those that wait longest first. Raises BadCursor."""
    return recommendations.list_recommendations(
        actor=actor, at=at, answer=answer, addressee=addressee, words=words, after=after, limit=limit
    )


def get_recommendation(*, actor: Actor, recommendation_id: UUID, at: datetime) -> RecommendationView:
    """One recommendation with the earlier ones of its matter. Raises RecommendationNotFound."""
    return recommendations.get_recommendation(actor=actor, recommendation_id=recommendation_id, at=at)


def raise_recommendation(*, actor: Actor, wish: RecommendationInput, key: str, at: datetime) -> UUID:
    """One more recommendation of the actor's agency; the same `key` raises it once. Raises NotYours, AskedMissing."""
    recommending.check_recommendation(actor=actor, wish=wish)
    answer = idempotency.once(
        actor=f"directives:{actor.id}",
        key=key,
        request=asdict(wish),
        perform=lambda: {"id": str(recommending.raise_recommendation(actor=actor, wish=wish, at=at))},
    )
    return UUID(answer["id"])


def answer_recommendation(*, actor: Actor, recommendation_id: UUID, given: AnswerInput, at: datetime) -> None:
    """Say how it was answered. Raises NotYours, AnsweredAlready, AnswerMissing, EvidenceMissing."""
    recommending.answer_recommendation(actor=actor, recommendation_id=recommendation_id, given=given, at=at)


def list_committees() -> list[tuple[CommitteeView, int, int]]:
    """Committees that work now, with their meetings and the conclusions that nobody was given yet. Three queries."""
    return committees.list_committees()


def get_committee_work(*, actor: Actor, code: str, at: datetime) -> CommitteeWork:
    """A committee's plans and what became of each conclusion of its meetings. Raises UnknownCommittee."""
    return committees.get_committee(actor=actor, code=code, at=at)
