"""Anybody presses any button that is offered, again and again: each must work, and what always holds must hold."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from django.db import connection

from honglam.directory import api as directory
from honglam.dossiers import api
from honglam.dossiers.contracts import (
    STATUSES,
    Action,
    Clock,
    DossierNotFound,
    Outcome,
    PaymentEvidence,
    ResultDraftChange,
    ResultInput,
    Satisfaction,
    Status,
    SupplementItem,
    SupplementReply,
    Verb,
)
from honglam.dossiers.models import Dossier, HistoryEvent, Pause, ResultDraft, Supplement, Task, TaskScope
from honglam.dossiers.rules.building import lanes_of
from honglam.kernel import audit
from honglam.kernel.relay import drain
from honglam.kernel.values import Actor
from honglam.worktime import api as worktime
from honglam.worktime.contracts import Duration, Unit
from honglam.worktime.contracts import Pause as Stop
from tests.dossiers.scene import MORNING, Scene

PARTS = ("citizen", "reception", "desk_head", "officer", "colleague", "unit_head", "clerk", "chairman", "specialist")
WEIGHTS = {
    Verb.ACCEPT: 4,
    Verb.FINISH_STEP: 12,
    Verb.ISSUE_RESULT: 12,
    Verb.RETURN_RESULT: 4,
    Verb.ANSWER_CONSULTATION: 6,
    Verb.REVOKE_RESULT: 2,
}
"""Buttons that lead on are pressed more often, so that walks come to the end."""
Press = Callable[["Walk", Actor, Action], object]


class Walk:
    """One dossier, a clock that goes on, and dice."""

    def __init__(self, scene: Scene, seed: int) -> None:
        """Filed at nine o'clock."""
        self.scene, self.dice, self.at = scene, random.Random(seed), MORNING
        self.dossier_id = scene.submitted()
        self.asked = 0

    def offers(self) -> list[tuple[Actor, Action]]:
        """Every button of everybody; ending buttons are rarer, so that walks are long."""
        found: list[tuple[Actor, Action]] = []
        for part in PARTS:
            actor = self.scene.actors[part]
            try:
                view = api.get_dossier(actor=actor, dossier_id=self.dossier_id, at=self.at)
            except DossierNotFound:
                continue
            for action in view.actions:
                if action.verb in (Verb.WITHDRAW, Verb.REFUSE, Verb.STOP) and self.dice.random() > 0.01:
                    continue
                found.append((actor, action))
        return found

    def press(self) -> bool:
        """Time passes, one button is pressed; False when nobody has any."""
        offers = self.offers()
        if not offers:
            return False
        self.at += timedelta(minutes=self.dice.choice([1, 30, 200, 1440]))
        weights = [WEIGHTS.get(action.verb, 1) for _, action in offers]
        actor, action = self.dice.choices(offers, weights)[0]
        PRESSES[action.verb](self, actor, action)
        return True


def _task(action: Action) -> UUID:
    assert action.task_id is not None
    return action.task_id


def _ask(walk: Walk, actor: Actor, _: Action) -> object:
    walk.asked += 1
    item = SupplementItem(name=f"Giấy số {walk.asked}", lacks="Thiếu trang cuối có chữ ký")
    return api.request_supplement(
        actor=actor, dossier_id=walk.dossier_id, items=(item,), reason="Thiếu trang", at=walk.at
    )


def _finish(walk: Walk, actor: Actor, action: Action) -> object:
    outcome = walk.dice.choice(action.choices).code if action.choices else ""
    late = walk.at + timedelta(days=9)
    if Task.objects.filter(parent=_task(action), state="open", due_at__gt=walk.at).exists():
        walk.at = late
    return api.finish_step(actor=actor, task_id=_task(action), outcome=outcome, at=walk.at)


def _issue(walk: Walk, actor: Actor, _: Action) -> object:
    rejected = walk.scene.row(walk.dossier_id).concluded == Outcome.REJECTED
    draft = ResultDraft.objects.filter(dossier=walk.dossier_id, outcome=Outcome.GRANTED.value).first()
    made = ResultInput(outcome=Outcome.GRANTED, from_draft=True) if draft and draft.signed_at else walk.scene.result()
    result = walk.scene.refusal() if rejected else made
    return api.issue_result(actor=actor, dossier_id=walk.dossier_id, result=result, at=walk.at)


def _assign(walk: Walk, actor: Actor, action: Action) -> object:
    task = Task.objects.get(id=_task(action))
    holders = directory.holders_of(agency_id=task.unit_id, role=task.role, at=MORNING, below=True)
    return api.assign_task(actor=actor, task_id=task.id, holder_id=walk.dice.choice(holders).account_id, at=walk.at)


def _a_month_on(walk: Walk) -> datetime:
    late = max(walk.scene.row(walk.dossier_id).due_at or walk.at, walk.at)
    return worktime.due_at(start=late, duration=Duration(20, Unit.WORKING_DAY)).at


PRESSES: dict[Verb, Press] = {
    Verb.ACCEPT: lambda w, a, _: api.accept_dossier(actor=a, dossier_id=w.dossier_id, at=w.at),
    Verb.REFUSE: lambda w, a, _: api.refuse_dossier(
        actor=a, dossier_id=w.dossier_id, reason="Sai thẩm quyền", legal_basis="Điều 4", at=w.at
    ),
    Verb.REQUEST_SUPPLEMENT: _ask,
    Verb.ANSWER_SUPPLEMENT: lambda w, a, _: api.answer_supplement(
        actor=a, dossier_id=w.dossier_id, replies=(SupplementReply(item=0, note="Đã nộp"),), at=w.at
    ),
    Verb.CLAIM: lambda w, a, one: api.claim_task(actor=a, task_id=_task(one), at=w.at),
    Verb.RELEASE: lambda w, a, one: api.release_task(actor=a, task_id=_task(one), at=w.at),
    Verb.ASSIGN: _assign,
    Verb.FINISH_STEP: _finish,
    Verb.ASK_CONSULTATION: lambda w, a, _: api.ask_consultation(
        actor=a,
        task_id=_live_step(w),
        unit_ids=(w.scene.unit("P-SO-MAU"),),
        question=f"Có ý kiến gì không, tính đến {w.at:%d/%m %H:%M}?",
        hours=4,
        at=w.at,
    ),
    Verb.ANSWER_CONSULTATION: lambda w, a, one: api.answer_consultation(
        actor=a, task_id=_task(one), answer="Không có ý kiến", at=w.at
    ),
    Verb.GIVE_LATE_OPINION: lambda w, a, one: api.give_late_opinion(
        actor=a, task_id=_task(one), answer="Có tranh chấp", at=w.at
    ),
    Verb.GO_ON_WITHOUT: lambda w, a, one: api.go_on_without(actor=a, task_id=_task(one), reason="Đã đôn đốc", at=w.at),
    Verb.PAUSE: lambda w, a, _: api.pause_dossier(
        actor=a, dossier_id=w.dossier_id, reason="Niêm yết", legal_basis="Điều 7", at=w.at
    ),
    Verb.RESUME: lambda w, a, _: api.resume_dossier(actor=a, dossier_id=w.dossier_id, at=w.at),
    Verb.REQUEST_PAYMENT: lambda w, a, _: api.request_payment(
        actor=a, dossier_id=w.dossier_id, amount=1000, reason="Thuế", at=w.at
    ),
    Verb.CONFIRM_PAYMENT: lambda w, a, _: api.confirm_payment(
        actor=a, dossier_id=w.dossier_id, evidence=PaymentEvidence(reference="BL", paid_on=date(2026, 11, 16)), at=w.at
    ),
    Verb.STOP: lambda w, a, _: api.stop_dossier(
        actor=a, dossier_id=w.dossier_id, reason="Tranh chấp", legal_basis="Điều 9", at=w.at
    ),
    Verb.REOPEN: lambda w, a, _: api.reopen_dossier(
        actor=a, dossier_id=w.dossier_id, reason="Hết tranh chấp", legal_basis="Điều 9", at=w.at
    ),
    Verb.WITHDRAW: lambda w, a, _: api.withdraw_dossier(
        actor=a, dossier_id=w.dossier_id, reason="Đổi ý", request_reference="Đơn", at=w.at
    ),
    Verb.EXTEND: lambda w, a, _: api.extend_dossier(
        actor=a, dossier_id=w.dossier_id, reason="Chờ xác minh", new_due_at=_a_month_on(w), at=w.at
    ),
    Verb.DRAFT_RESULT: lambda w, a, _: api.save_result_draft(
        actor=a, dossier_id=w.dossier_id, change=ResultDraftChange(texts={"0": "Xác nhận"}), at=w.at
    ),
    Verb.ISSUE_RESULT: _issue,
    Verb.REVOKE_RESULT: lambda w, a, _: api.revoke_result(
        actor=a, dossier_id=w.dossier_id, reason="Sai ngày sinh", at=w.at
    ),
    Verb.RETURN_RESULT: lambda w, a, _: api.return_result(
        actor=a, dossier_id=w.dossier_id, evidence=w.scene.signature(), at=w.at
    ),
    Verb.RATE: lambda w, a, _: api.rate_dossier(
        actor=a, dossier_id=w.dossier_id, level=Satisfaction.SATISFIED, at=w.at
    ),
}


def _live_step(walk: Walk) -> UUID:
    rows = Task.objects.filter(dossier=walk.dossier_id, state="open").exclude(kind__in=["reception", "consultation"])
    return rows.get().id


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_offered_works_and_leaves_the_house_in_order(scene: Scene, seed: int) -> None:
    walk = Walk(scene, seed)
    for _ in range(25):
        more = walk.press()
        check(walk)
        if not more:
            break
    drain()
    assert audit.verify() == []


def check(walk: Walk) -> None:
    """What holds after every act."""
    row = scene_row(walk.dossier_id)
    live = list(Task.objects.filter(dossier=row, state__in=["open", "suspended"]))
    _check_history(row)
    _check_tasks(row, live)
    _check_clock(row, walk.at)
    connection.check_constraints()


def scene_row(dossier_id: UUID) -> Dossier:
    """The dossier as stored."""
    return Dossier.objects.get(id=dossier_id)


def _check_history(row: Dossier) -> None:
    lines = list(HistoryEvent.objects.filter(dossier=row).order_by("line"))
    assert [line.line for line in lines] == list(range(1, row.line_count + 1)), "no gap"
    for before, after in pairwise(lines):
        assert before.status_to == after.status_from, "no status out of nowhere"
        assert before.at <= after.at
    assert lines[-1].status_to == row.status


def _check_tasks(row: Dossier, live: list[Task]) -> None:
    steps = [task for task in live if task.kind != "consultation"]
    status = Status(row.status)
    assert len(steps) == (0 if STATUSES[status].terminal else 1), "exactly one pair of hands, or nobody's turn"
    expected = {
        (lane.ancestor_id, lane.role, lane.here, task.due_at, task.id)
        for task in live
        if task.state == "open"
        for lane in lanes_of(directory.ancestor_ids(agency_id=task.unit_id), task.role)
    }
    scopes = TaskScope.objects.filter(task__dossier=row)
    found = {(one.ancestor_id, one.role, one.here, one.due_at, one.task_id) for one in scopes}
    assert found == expected
    assert {task.unit_id for task in live} <= set(row.unit_ids)


def _check_clock(row: Dossier, at: datetime) -> None:
    status = Status(row.status)
    pauses = Pause.objects.filter(dossier=row, ended_at=None)
    assert (row.accepted_at is not None) == (row.code is not None)
    if row.accepted_at is not None:
        stands = STATUSES[status].clock is Clock.STOPPED
        assert pauses.exists() == (row.paused_since is not None)
        assert not stands or row.paused_since is not None
        assert row.paused_since is None or stands or status is Status.PROCESSING
    waits = status is Status.SUPPLEMENT_REQUESTED
    assert Supplement.objects.filter(dossier=row, closed_at=None).exists() == waits
    running = status in (Status.ACCEPTED, Status.PROCESSING) and row.paused_since is None
    if running:
        assert row.due_at is not None
        assert row.clock_started_at is not None
        stops = [Stop(one.started_at, one.ended_at) for one in Pause.objects.filter(dossier=row) if one.ended_at]
        due = worktime.due_at(
            start=row.clock_started_at,
            duration=Duration(2, Unit.WORKING_DAY),
            pauses=stops,
        )
        assert row.due_at >= due.at, "a new appointment only gives time"
        assert row.extended_at or row.due_at == due.at, "composed from the beginning it is the same"
    assert at >= row.submitted_at
