"""Who is away: somebody acts for them and is told meanwhile, and what was passed on comes back."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from honglam.desk import queries as desk
from honglam.directives import api
from honglam.directives.contracts import HolderAway, TaskState, Verb
from honglam.directives.models import Directive, Task, TaskLine
from honglam.directives.queries.holders import find_taker
from honglam.directory import api as directory
from honglam.directory.contracts import AbsenceView
from honglam.directory.models import Absence, Holding
from honglam.kernel import clock, relay
from honglam.kernel.values import SYSTEM
from tests.directives.conftest import Steering
from tests.directives.test_verbs import told

TODAY = clock.today()
DUE, LAST = TODAY + timedelta(days=30), TODAY + timedelta(days=2)
V = Verb


def holding(steering: Steering, who: str) -> int:
    actor = steering.who(who)
    return Holding.objects.get(account=actor.id, post=actor.post_id).pk


def away(steering: Steering, who: str = "specialist", deputy: str = "department_clerk") -> AbsenceView:
    """Somebody is away from today on; whoever acts for them does so under the part `deputy`."""
    made = directory.register_absence(
        actor=SYSTEM,
        holding_id=holding(steering, who),
        deputy_holding_id=holding(steering, deputy),
        first_day=TODAY,
        last_day=LAST,
        at=clock.now(),
    )
    account_id = steering.who(deputy).id
    assert account_id
    steering.actors["deputy"] = directory.actor_of_account(account_id=account_id, post_id=steering.who(who).post_id)
    relay.drain()
    return made


def held(steering: Steering, **given: Any) -> UUID:
    """A task that the specialist holds."""
    task = steering.given(due=DUE, **given)
    steering.do("department_head", task, V.HOLD, holder_id=steering.specialist.id)
    relay.drain()
    return task


def holder(task: UUID) -> UUID | None:
    return Task.objects.get(id=task).holder_id


def after_it(steering: Steering, who: str = "specialist") -> int:
    """What becomes of somebody's tasks on the day after the last one of the absence."""
    actor, at = steering.who(who), clock.local_midnight(LAST + timedelta(days=1))
    assert actor.id and actor.post_id
    return api.settle_tasks(account_id=actor.id, post_id=actor.post_id, at=at)


def test_the_deputy_carries_on_what_the_absent_officer_holds(steering: Steering) -> None:
    task = held(steering)
    away(steering)
    assert holder(task) == steering.deputy.id
    line = TaskLine.objects.filter(task=task).latest("line")
    assert (line.what, line.words) == ("passed", f"{steering.specialist.name} → {steering.deputy.name}")
    items = desk.list_worklist(actor=steering.deputy, after=None, filters={"holder": "me"}).items
    assert task in [item.key.id for item in items]
    assert steering.do("deputy", task, V.REPORT, words="Đã làm được nửa.", at=clock.now()) is TaskState.IN_PROGRESS


def test_what_was_passed_on_comes_back_when_the_absence_ends_by_time(steering: Steering) -> None:
    task = held(steering)
    away(steering)
    assert after_it(steering) == 1
    assert holder(task) == steering.specialist.id
    assert TaskLine.objects.filter(task=task).latest("line").what == "given_back"
    assert after_it(steering) == 0, "done twice, it changes nothing"


def test_who_is_back_early_has_the_tasks_at_once(steering: Steering) -> None:
    task, made = held(steering), away(steering)
    assert holder(task) == steering.deputy.id
    directory.cancel_absence(actor=steering.specialist, absence_id=made.id, at=clock.now())
    relay.drain()
    assert holder(task) == steering.specialist.id


def test_what_the_head_gave_to_somebody_else_meanwhile_stays_there(steering: Steering) -> None:
    task = held(steering)
    away(steering)
    steering.do("department_head", task, V.HOLD, holder_id=steering.department_head.id, at=clock.now())
    assert after_it(steering) == 0
    assert holder(task) == steering.department_head.id


def test_what_goes_from_deputy_to_deputy_comes_back_in_turn(steering: Steering) -> None:
    task = held(steering)
    away(steering)
    away(steering, who="department_clerk", deputy="department_head")
    assert holder(task) == steering.department_head.id
    assert after_it(steering) == 1
    assert holder(task) == steering.specialist.id


def test_a_deputy_who_leaves_gives_it_back_to_whose_it_is(steering: Steering) -> None:
    task = held(steering)
    away(steering)
    yesterday = TODAY - timedelta(days=1)
    Holding.objects.filter(pk=holding(steering, "department_clerk")).update(valid_to=yesterday)
    assert after_it(steering, "department_clerk") == 1
    assert holder(task) == steering.specialist.id


def test_nobody_who_is_away_is_assigned(steering: Steering) -> None:
    task = steering.given(due=DUE)
    away(steering)
    named = dict(steering.seen("department_head", task, at=clock.now()).holders)
    assert steering.deputy.id in named and steering.specialist.id not in named
    with pytest.raises(HolderAway) as refusal, transaction.atomic():
        steering.do("department_head", task, V.HOLD, holder_id=steering.specialist.id, at=clock.now())
    assert refusal.value.field == "holder_id" and holder(task) is None


def test_letters_reach_whoever_acts_for_the_absent_holder(steering: Steering) -> None:
    task = held(steering)
    away(steering)
    Task.objects.filter(id=task).update(holder_id=steering.specialist.id)
    steering.do("department_head", task, V.FINISH, words="Xong.", at=clock.now())
    steering.do("province_chairman", task, V.RETURN, words="Chưa đủ.", at=clock.now())
    assert told("returned") == sorted([steering.specialist.name, steering.deputy.name])


def test_a_report_reaches_whoever_acts_for_the_absent_giver(steering: Steering) -> None:
    task = steering.given(due=DUE)
    away(steering, who="province_chairman", deputy="auditor")
    steering.do("department_head", task, V.FINISH, words="Xong.", at=clock.now())
    assert told("reported_done") == sorted([steering.province_chairman.name, steering.auditor.name])


def test_who_may_decide_no_more_is_not_told_in_the_givers_place(steering: Steering) -> None:
    task = steering.given()
    Directive.objects.update(given_by=steering.auditor.id)
    steering.do("department_head", task, V.FINISH, words="Xong.")
    assert told("reported_done") == [steering.province_chairman.name]


def test_a_deputy_who_is_away_passes_it_on(steering: Steering) -> None:
    task = held(steering)
    away(steering, who="department_clerk", deputy="department_head")
    away(steering)
    assert holder(task) == steering.department_head.id
    assert after_it(steering) == 1
    assert holder(task) == steering.specialist.id


def test_a_deputy_who_is_back_first_takes_it_over(steering: Steering) -> None:
    task = held(steering)
    made = away(steering, who="department_clerk", deputy="department_head")
    away(steering)
    directory.cancel_absence(actor=steering.department_clerk, absence_id=made.id, at=clock.now())
    relay.drain()
    assert holder(task) == steering.department_clerk.id
    assert after_it(steering) == 1
    assert holder(task) == steering.specialist.id


def test_settled_again_it_stays_with_who_is_there(steering: Steering) -> None:
    task = held(steering)
    away(steering)
    away(steering, who="department_clerk", deputy="department_head")
    absent = steering.specialist
    assert absent.id and absent.post_id
    assert api.settle_tasks(account_id=absent.id, post_id=absent.post_id, at=clock.now()) == 0
    assert holder(task) == steering.department_head.id


def test_where_two_stand_in_for_each_other_it_waits_for_another_hand(steering: Steering) -> None:
    task = held(steering)
    away(steering)
    away(steering, who="department_clerk", deputy="specialist")
    assert holder(task) is None
    assert TaskLine.objects.filter(task=task).latest("line").what == "freed"


@pytest.mark.parametrize("by_night", [False, True])
def test_what_waits_while_two_stand_in_for_each_other_goes_back(steering: Steering, by_night: bool) -> None:
    task, theirs = held(steering), steering.given(due=DUE)
    steering.do("department_head", theirs, V.HOLD, holder_id=steering.department_clerk.id)
    away(steering)
    away(steering, who="department_clerk", deputy="specialist")
    assert holder(task) is None and holder(theirs) is None
    assert api.settle_all(at=clock.now()) == 0
    after = clock.local_midnight(LAST + timedelta(days=1))
    if by_night:
        api.settle_all(at=after)
    else:
        for who in ("department_clerk", "specialist"):
            after_it(steering, who)
    assert (holder(task), holder(theirs)) == (steering.specialist.id, steering.department_clerk.id)


def test_of_two_deputies_the_one_who_is_there_takes_it() -> None:
    """Somebody is away from two posts; whoever acts in the first is away as well, and named them in turn."""
    a, b, d = (UUID(int=number) for number in (1, 2, 3))

    def officer(account_id: UUID, post_id: int, acting_for: UUID | None = None) -> Any:
        absent = acting_for is None and account_id in (a, b)
        return SimpleNamespace(account_id=account_id, post_id=post_id, acting_for=acting_for, is_absent=absent)

    officers = [officer(a, 1), officer(a, 2), officer(b, 3), officer(d, 4)]
    officers += [officer(b, 1, a), officer(d, 2, a), officer(a, 3, b)]
    taker, passed = find_taker(officers, a)
    assert taker is not None and taker.account_id == d and passed == [a]


def test_who_is_back_as_their_deputy_leaves_keeps_it_for_good(steering: Steering) -> None:
    """On the same morning one is back and the other goes, who asks the first to act: whoever is settled first."""
    task = held(steering)
    away(steering)
    clerk, morning = steering.department_clerk, clock.local_midnight(LAST + timedelta(days=1))
    directory.register_absence(
        actor=SYSTEM,
        holding_id=holding(steering, "department_clerk"),
        deputy_holding_id=holding(steering, "specialist"),
        first_day=LAST + timedelta(days=1),
        last_day=LAST + timedelta(days=2),
        at=clock.now(),
    )
    assert clerk.id and clerk.post_id
    assert api.settle_tasks(account_id=clerk.id, post_id=clerk.post_id, at=morning) == 1
    assert after_it(steering) == 0 and holder(task) == steering.specialist.id
    back = clock.local_midnight(LAST + timedelta(days=3))
    assert api.settle_tasks(account_id=clerk.id, post_id=clerk.post_id, at=back) == 0
    assert holder(task) == steering.specialist.id


def test_every_night_finds_what_an_absence_did_not_ask_for(steering: Steering) -> None:
    """Registered by a version that passed nothing on: no moment waits for its first day, none for the day after it."""
    task, other = held(steering), steering.given(due=DUE)
    steering.do("department_head", other, V.HOLD, holder_id=steering.department_head.id)
    absent, deputy = holding(steering, "specialist"), holding(steering, "department_clerk")
    Absence.objects.create(holding_id=absent, deputy_id=deputy, first_day=TODAY, last_day=LAST)
    assert [api.settle_all(at=clock.now()) for _ in range(2)] == [1, 0]
    assert holder(task) == steering.department_clerk.id
    after = clock.local_midnight(LAST + timedelta(days=1))
    assert [api.settle_all(at=after) for _ in range(2)] == [1, 0]
    assert holder(task) == steering.specialist.id and holder(other) == steering.department_head.id


def test_a_night_leaves_what_the_head_gave_to_somebody_else(steering: Steering) -> None:
    task = held(steering)
    away(steering)
    steering.do("department_head", task, V.HOLD, holder_id=steering.department_head.id, at=clock.now())
    away(steering, who="department_clerk", deputy="specialist")
    assert api.settle_all(at=clock.now()) == 0
    assert holder(task) == steering.department_head.id
