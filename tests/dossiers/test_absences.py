"""Who is away, and who has left: what they hold goes on, as far as no other post of theirs still holds it."""

from datetime import date, datetime
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from honglam.directory import api as directory
from honglam.directory.contracts import AbsenceView, HoldingView, PostData, PostRole
from honglam.directory.models import Holding
from honglam.directory.services.turn_of_day import close_what_is_over
from honglam.dossiers import api, tasks
from honglam.dossiers.contracts import OfficerAway, TaskView
from honglam.dossiers.models import HistoryEvent, Task
from honglam.dossiers.queries import bulk
from honglam.dossiers.views import acting
from honglam.kernel import jobs, relay
from honglam.kernel.relay import drain
from honglam.kernel.values import SYSTEM, Actor
from tests.dossiers.scene import MORNING, Scene, vn

AWAY = date(2026, 11, 18)
AFTER = vn("2026-11-18 00:00")
BACK = vn("2026-11-21 00:00")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs run on the morning of the first day."""
    monkeypatch.setattr(tasks, "now", lambda: AFTER)


def at_agency(scene: Scene) -> UUID:
    """A dossier whose step stands at the commune itself, as the default process has it; the officer has taken it."""
    dossier_id = scene.accepted()
    Task.objects.filter(dossier=dossier_id, state="open").update(unit=scene.unit("UBND-XA-99001"))
    api.claim_task(actor=scene.officer, task_id=scene.task(dossier_id).id, at=MORNING)
    return dossier_id


def waiting(scene: Scene) -> UUID:
    """A dossier of the officer's that waits for the applicant."""
    dossier_id = scene.processing()
    scene.ask(dossier_id)
    return dossier_id


def holding_of(actor: Actor) -> Holding:
    """The officer's appointment."""
    return Holding.objects.get(account=actor.id, post=actor.post_id)


def leave(actor: Actor, last_day: date = date(2026, 11, 17), at: datetime = AFTER) -> None:
    """The officer leaves the post, and everybody hears of it."""
    directory.end_holding(actor=SYSTEM, holding_id=holding_of(actor).pk, last_day=last_day, at=at)
    drain(include_future=True)


def away(scene: Scene, at: datetime = MORNING, deputy: Actor | None = None) -> AbsenceView:
    """The officer will be away, the colleague or another deputy acts meanwhile."""
    return directory.register_absence(
        actor=scene.officer,
        holding_id=holding_of(scene.officer).pk,
        deputy_holding_id=holding_of(deputy or scene.colleague).pk,
        first_day=AWAY,
        last_day=date(2026, 11, 20),
        at=at,
    )


def begins_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next two jobs are those of an absence: one runs on its first day, one on the day after its last."""
    monkeypatch.setattr(tasks, "now", lambda: AFTER)
    drain(include_future=True)
    moments = iter((AFTER, BACK))
    monkeypatch.setattr(tasks, "now", lambda: next(moments))
    # Both were asked for in one millisecond: by their ids alone either may come first, which no queue would do.
    take = relay._take
    monkeypatch.setattr(
        relay, "_take", lambda limit: sorted(take(limit), key=lambda row: row["not_before"] or row["at"])
    )


def appointed(scene: Scene, code: str, who: Actor | None = None, *more: PostRole) -> HoldingView:
    """The officer, or somebody else, in one more post, of another unit of the commune."""
    data = PostData(code="CV2", title="Công chức", roles=(PostRole.PROCESSING_OFFICER, *more))
    post = directory.create_post(actor=SYSTEM, agency_id=scene.unit(code), post=data, at=MORNING)
    account_id = (who or scene.officer).id
    assert account_id is not None
    return directory.appoint(
        actor=SYSTEM, post_id=post.id, account_id=account_id, valid_from=date(2026, 1, 1), at=MORNING
    )


@pytest.mark.usefixtures("clock")
def test_what_a_leaver_holds_is_free_wherever_it_stands(scene: Scene) -> None:
    own, agency, asked = scene.processing(), at_agency(scene), waiting(scene)
    stopped = scene.processing()
    api.stop_dossier(actor=scene.officer, dossier_id=stopped, reason="Tranh chấp", legal_basis="Điều 9", at=MORNING)
    leave(scene.officer)
    for dossier_id in (own, agency, asked, stopped):
        task = scene.task(dossier_id)
        assert (task.holder_id, task.holder_name) == (None, "")
        line = HistoryEvent.objects.filter(dossier=dossier_id).order_by("-line").first()
        assert line is not None and line.line == scene.row(dossier_id).line_count
        assert (line.verb, line.task_id, line.content["because"]) == ("assign", task.id, "absence")
    api.answer_supplement(actor=scene.citizen, dossier_id=asked, replies=scene.reply(), at=AFTER)
    api.claim_task(actor=scene.colleague, task_id=scene.task(asked).id, at=AFTER)


@pytest.mark.usefixtures("clock")
def test_what_another_post_can_take_stays(scene: Scene) -> None:
    """The desk of the same commune: its officer may take what stands at the commune, not what stands in the office."""
    own, agency = scene.processing(), at_agency(scene)
    appointed(scene, "MC-XA-99001")
    leave(scene.officer)
    assert scene.task(own).holder_id is None
    assert scene.task(agency).holder_id == scene.officer.id


@pytest.mark.usefixtures("clock")
def test_whoever_is_appointed_to_the_post_again_goes_on(scene: Scene) -> None:
    own = scene.processing()
    again = holding_of(scene.officer)
    directory.end_holding(actor=SYSTEM, holding_id=again.pk, last_day=date(2026, 11, 17), at=MORNING)
    directory.appoint(actor=SYSTEM, post_id=again.post_id, account_id=again.account_id, valid_from=AWAY, at=MORNING)
    close_what_is_over(actor=SYSTEM, at=AFTER)
    drain(include_future=True)
    assert scene.task(own).holder_id == scene.officer.id


@pytest.mark.usefixtures("clock")
def test_the_deputy_gets_what_waits_and_what_stands_at_the_agency(scene: Scene) -> None:
    held = [scene.processing(), at_agency(scene), waiting(scene)]
    away(scene)
    drain(include_future=True)
    assert {scene.task(one).holder_id for one in held} == {scene.colleague.id}


@pytest.mark.usefixtures("clock")
def test_whoever_is_away_from_one_post_keeps_the_work_of_the_other(scene: Scene) -> None:
    own, agency = scene.processing(), at_agency(scene)
    other = appointed(scene, "MC-XA-99001")
    away(scene)
    drain(include_future=True)
    assert (scene.task(own).holder_id, scene.task(agency).holder_id) == (scene.colleague.id, scene.officer.id)
    directory.register_absence(
        actor=scene.officer,
        holding_id=other.id,
        deputy_holding_id=holding_of(scene.desk_head).pk,
        first_day=AWAY,
        last_day=AWAY,
        at=AFTER,
    )
    drain(include_future=True)
    assert scene.task(agency).holder_id == scene.desk_head.id, "away from both: who acts in the other post"


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("again", [False, True])
def test_a_cancelled_absence_hands_nothing_over(scene: Scene, again: bool) -> None:
    own = scene.processing()
    first = away(scene)
    directory.cancel_absence(actor=scene.officer, absence_id=first.id, at=MORNING)
    if again:
        away(scene)
    drain(include_future=True)
    assert scene.task(own).holder_id == (scene.colleague.id if again else scene.officer.id)


def test_nothing_is_given_to_whoever_is_away(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor offered: the deputy could not touch it. Whoever is there in another post that can take it gets it."""
    own, agency = scene.accepted(), at_agency(scene)
    away(scene)
    for choosing in (acting, bulk):
        monkeypatch.setattr(choosing, "now", lambda: AFTER)
    task, officer = scene.task(own), scene.officer.id
    assert officer is not None
    view = api.get_dossier(actor=scene.unit_head, dossier_id=own, at=AFTER)
    offered = [one for one, _ in acting._officers(next(one for one in view.tasks if one.id == task.id))]
    listed = [one.account_id for one in api.choices_for_bulk(actor=scene.unit_head, dossier_ids=[own])[0]]
    assert (str(officer) in offered, str(scene.colleague.id) in offered) == (False, True)
    assert (officer in listed, scene.colleague.id in listed) == (False, True)
    with pytest.raises(OfficerAway) as refusal:
        api.assign_task(actor=scene.unit_head, task_id=task.id, holder_id=officer, at=AFTER)
    assert (refusal.value.field, scene.officer.name in str(refusal.value)) == ("holder_id", True)
    assert scene.task(own).holder_id is None
    appointed(scene, "MC-XA-99001")
    standing = scene.task(agency)
    done = api.assign_task(actor=scene.chairman, task_id=standing.id, holder_id=officer, at=AFTER)
    assert done.task_ids == (standing.id,)


def test_an_absence_that_is_over_before_the_job_runs_hands_nothing_over(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = scene.processing()
    away(scene)
    monkeypatch.setattr(tasks, "now", lambda: vn("2026-11-21 00:10"))
    drain(include_future=True)
    assert scene.task(own).holder_id == scene.officer.id


def holders(dossier_id: UUID) -> list[str]:
    """To whom the task went, one after the other."""
    lines = HistoryEvent.objects.filter(dossier=dossier_id, verb="assign").order_by("line")
    return [line.content["holder"] for line in lines]


@pytest.mark.parametrize("left", [False, True])
def test_what_a_deputy_may_no_longer_do_goes_back(scene: Scene, monkeypatch: pytest.MonkeyPatch, left: bool) -> None:
    """The post's own work is not in the deputy's post: it would lie locked with somebody who cannot touch it."""
    own = scene.processing()
    begins_and_ends(monkeypatch)
    away(scene, deputy=scene.clerk)
    if left:
        # The relay is not told of it here: nobody else frees the work.
        Holding.objects.filter(pk=holding_of(scene.officer).pk).update(valid_to=date(2026, 11, 20))
    drain(include_future=True)
    assert holders(own) == [scene.clerk.name, "" if left else scene.officer.name]
    assert scene.task(own).holder_id == (None if left else scene.officer.id)


@pytest.mark.usefixtures("clock")
def test_whoever_comes_back_early_has_their_work_at_once(scene: Scene) -> None:
    own = scene.processing()
    absence = away(scene, deputy=scene.clerk)
    drain(include_future=True)
    assert scene.task(own).holder_id == scene.clerk.id, "as long as the absence lasts"
    directory.cancel_absence(actor=scene.officer, absence_id=absence.id, at=AFTER)
    drain(include_future=True)
    assert scene.task(own).holder_id == scene.officer.id


@pytest.mark.parametrize("wide", [True, False])
def test_a_deputy_keeps_what_a_post_for_the_whole_agency_can_finish(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, wide: bool
) -> None:
    """Such a post stands beside the unit, not below it; one of another room does not reach the work."""
    own = scene.processing()
    if wide:
        appointed(scene, "UBND-XA-99001", scene.chairman, PostRole.LEADER)
    else:
        appointed(scene, "MC-XA-99001", scene.chairman)
    begins_and_ends(monkeypatch)
    away(scene, deputy=scene.chairman)
    drain(include_future=True)
    assert scene.task(own).holder_id == (scene.chairman if wide else scene.officer).id
    offered = [one for one, _ in acting._officers(_task_of(scene, own))]
    assert (str(scene.chairman.id) in offered) is wide


def _task_of(scene: Scene, dossier_id: UUID) -> TaskView:
    view = api.get_dossier(actor=scene.unit_head, dossier_id=dossier_id, at=BACK)
    return next(one for one in view.tasks if one.id == scene.task(dossier_id).id)


def test_away_again_at_once_the_next_deputy_goes_on(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    own = scene.processing()
    monkeypatch.setattr(tasks, "now", lambda: AFTER)
    away(scene, deputy=scene.clerk)
    directory.register_absence(
        actor=scene.officer,
        holding_id=holding_of(scene.officer).pk,
        deputy_holding_id=holding_of(scene.desk_head).pk,
        first_day=date(2026, 11, 21),
        last_day=date(2026, 11, 24),
        at=MORNING,
    )
    assert scene.clerk.id is not None and scene.officer.id is not None
    first = holding_of(scene.officer).absences.get(first_day=AWAY).pk
    post_id = holding_of(scene.officer).post_id
    api.reassign_absent(
        actor=SYSTEM,
        absent_id=scene.officer.id,
        deputy_id=scene.clerk.id,
        post_id=post_id,
        absence_id=first,
        at=AFTER,
    )
    assert scene.task(own).holder_id == scene.clerk.id
    given = api.give_back_after_absence(
        actor=SYSTEM, deputy_id=scene.clerk.id, returned_id=scene.officer.id, post_id=post_id, at=BACK
    )
    assert (given, scene.task(own).holder_id) == (1, scene.desk_head.id)


@pytest.mark.usefixtures("clock")
def test_whoever_leaves_while_away_leaves_nothing_with_the_deputy(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = scene.processing()
    away(scene, deputy=scene.clerk)
    monkeypatch.setattr(jobs, "defer", lambda *_, **__: None)
    drain()
    assert scene.clerk.id is not None and scene.officer.id is not None
    api.reassign_absent(
        actor=SYSTEM,
        absent_id=scene.officer.id,
        deputy_id=scene.clerk.id,
        post_id=holding_of(scene.officer).post_id,
        at=AFTER,
    )
    assert scene.task(own).holder_id == scene.clerk.id, "as long as the officer holds the post"
    monkeypatch.undo()
    monkeypatch.setattr(tasks, "now", lambda: vn("2026-11-20 00:00"))
    leave(scene.officer, last_day=date(2026, 11, 19), at=vn("2026-11-20 00:00"))
    assert scene.task(own).holder_id is None, "nobody acts in a post that nobody holds"


def test_a_deputy_keeps_what_their_own_post_can_finish(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    own = scene.processing()
    begins_and_ends(monkeypatch)
    away(scene)
    drain(include_future=True)
    assert scene.task(own).holder_id == scene.colleague.id


def test_dossiers_are_locked_before_their_tasks(scene: Scene) -> None:
    """As every verb does, and in one order: two orders of locking are a deadlock."""
    scene.processing()
    scene.processing()
    assert scene.officer.id is not None
    with CaptureQueriesContext(connection) as asked:
        api.reassign_absent(actor=SYSTEM, absent_id=scene.officer.id, deputy_id=None, at=MORNING)
    locking = [one["sql"] for one in asked if "FOR UPDATE" in one["sql"]]
    assert ["dossiers_dossier" if 'FROM "dossiers_dossier"' in sql else "dossiers_task" for sql in locking] == [
        "dossiers_dossier",
        "dossiers_task",
    ]
    assert 'ORDER BY "dossiers_dossier"."id"' in locking[0]
