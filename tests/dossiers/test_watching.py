"""Work that runs late or that nobody touches is noted once; a step is never put where nobody is."""

from datetime import date, datetime
from importlib import import_module

import pytest
from django.db import connection

from honglam.directory.models import Holding
from honglam.directory.queries import memory
from honglam.dossiers import api
from honglam.dossiers.contracts import DeskWithoutOfficer, LapseKind, StepWithoutHolder
from honglam.dossiers.models import DeskRule, Dossier, Lapse, Task
from honglam.dossiers.rules.watching import Watched, look
from honglam.dossiers.services.tasks import seated
from honglam.dossiers.services.watching import DEFAULT_HOURS, alarm_hours
from honglam.kernel import relay
from honglam.notices.models import Message
from tests.dossiers.scene import MORNING, Scene, vn

LATE, UNTOUCHED = LapseKind.LATE, LapseKind.UNTOUCHED
T = [vn(f"2026-11-{day:02d} 09:00") for day in range(16, 22)]


@pytest.mark.parametrize(
    ("due", "ring", "noted", "at", "lapsed", "again"),
    [
        (T[2], T[1], (), T[0], (), T[1]),
        (T[2], T[1], (), T[2], (UNTOUCHED,), T[2]),
        (T[2], T[1], (), T[3], (LATE, UNTOUCHED), None),
        (T[2], T[1], (UNTOUCHED,), T[3], (LATE,), None),
        (T[2], T[4], (LATE,), T[3], (), T[4]),
        (T[2], T[2], (), T[2], (), T[2]),
        (T[1], T[1], (LATE, UNTOUCHED), T[5], (), None),
    ],
)
def test_what_has_lapsed_and_when_to_look_again(
    due: datetime,
    ring: datetime,
    noted: tuple[LapseKind, ...],
    at: datetime,
    lapsed: tuple[LapseKind, ...],
    again: datetime | None,
) -> None:
    assert look(Watched(due_at=due, ring_at=ring, noted=frozenset(noted)), at) == (lapsed, again)


def lapses(dossier_id: object) -> list[tuple[str, str]]:
    """What was noted of a dossier: kind and holder."""
    return list(Lapse.objects.filter(dossier=dossier_id).order_by("kind").values_list("kind", "holder_name"))


def test_an_online_dossier_that_the_desk_does_not_touch(scene: Scene) -> None:
    dossier_id = scene.submitted()
    relay.drain()
    assert api.watch_tasks(at=vn("2026-11-16 16:00")) == 0
    for at in ("2026-11-17 09:30", "2026-11-18 09:30", "2026-11-18 09:40", "2026-11-19 09:30"):
        api.watch_tasks(at=vn(at))
    relay.drain()
    assert lapses(dossier_id) == [("late", ""), ("untouched", "")]
    rung = Message.objects.filter(template="dossiers.untouched").values_list("recipient_name", flat=True)
    assert set(rung) == {scene.desk_head.name}


def test_whoever_had_it_when_it_ran_late(scene: Scene) -> None:
    dossier_id = scene.processing()
    api.watch_tasks(at=vn("2026-11-19 08:00"))
    assert ("late", scene.officer.name) in lapses(dossier_id)
    api.assign_task(
        actor=scene.unit_head,
        task_id=scene.task(dossier_id).id,
        holder_id=scene.colleague.id,
        at=vn("2026-11-19 09:00"),
    )
    api.watch_tasks(at=vn("2026-11-20 09:00"))
    assert ("late", scene.officer.name) in lapses(dossier_id), "a new holder does not change who let it run late"
    page = api.list_lapses(actor=scene.unit_head, kind=LATE)
    assert [(one.holder_name, one.dossier_late, one.open) for one in page.items] == [(scene.officer.name, True, True)]
    for actor in (scene.officer, scene.citizen, scene.other_chairman):
        assert api.list_lapses(actor=actor).items == []
    (load,) = [one for one in api.list_unit_loads(actor=scene.unit_head, at=vn("2026-11-20 09:00")) if one.open_tasks]
    assert load.untouched == Lapse.objects.filter(kind=UNTOUCHED.value).count()


def test_work_that_goes_on_does_not_ring(scene: Scene) -> None:
    dossier_id = scene.accepted()
    api.claim_task(actor=scene.officer, task_id=scene.task(dossier_id).id, at=vn("2026-11-17 16:00"))
    api.watch_tasks(at=vn("2026-11-18 08:50"))
    assert lapses(dossier_id) == [] or all(kind == "late" for kind, _ in lapses(dossier_id))
    assert Task.objects.get(id=scene.task(dossier_id).id).watch_at is not None


def test_while_the_clock_stands_nobody_is_late(scene: Scene) -> None:
    dossier_id = scene.processing()
    api.pause_dossier(
        actor=scene.officer, dossier_id=dossier_id, reason="Niêm yết", legal_basis="Điều 7", at=vn("2026-11-16 10:00")
    )
    assert api.watch_tasks(at=vn("2026-11-23 09:00")) == 1
    assert lapses(dossier_id) == []
    assert api.watch_tasks(at=vn("2026-11-23 09:05")) == 0, "it is not walked past at every run"
    assert not Task.objects.filter(watch_at__isnull=False, state="open").exists()
    api.resume_dossier(actor=scene.officer, dossier_id=dossier_id, at=vn("2026-11-23 09:30"))
    api.watch_tasks(at=vn("2026-11-23 10:00"))
    assert lapses(dossier_id) == [], "the standing time is left out"
    api.watch_tasks(at=vn("2026-11-30 09:00"))
    assert ("late", scene.officer.name) in lapses(dossier_id), "and then the watch goes on"


def test_a_result_that_nobody_fetches_rings_at_nobody_s_desk(scene: Scene) -> None:
    dossier_id = scene.resolved()
    api.watch_tasks(at=vn("2026-12-28 09:00"))
    assert scene.task(dossier_id).kind == "return"
    assert lapses(dossier_id) == []


def test_what_was_open_before_the_watch_is_watched(scene: Scene) -> None:
    open_id, result_id = scene.processing(), scene.resolved()
    Task.objects.filter(dossier=open_id).update(watch_at=None)
    Task.objects.filter(dossier=result_id).update(watch_at=MORNING)
    with connection.cursor() as cursor:
        cursor.execute(import_module("honglam.dossiers.migrations.0022_watch_what_stood_open").FORWARD)
    assert scene.task(result_id).watch_at is None
    api.watch_tasks(at=vn("2026-12-28 09:00"))
    assert ("late", scene.officer.name) in lapses(open_id)


def test_the_watch_never_waits_for_a_verb(open_scene: Scene) -> None:
    """A verb has the dossier and wants its tasks; were the watch to take them the other way round, one would die."""
    dossier_id, other = open_scene.processing(), connection.copy()
    other.set_autocommit(False)
    try:
        with other.cursor() as verb, connection.cursor() as watch:
            verb.execute("SELECT 1 FROM dossiers_dossier WHERE id = %s FOR UPDATE", [dossier_id])
            watch.execute("SET lock_timeout = '2s'")
            assert api.watch_tasks(at=vn("2026-11-19 08:00")) == 0
            assert lapses(dossier_id) == []
            other.rollback()
            assert api.watch_tasks(at=vn("2026-11-19 08:00")) == 1
    finally:
        other.close()
        memory.forget()


def test_the_hours_come_from_the_pack_by_date(scene: Scene) -> None:
    assert alarm_hours(at=MORNING) == DEFAULT_HOURS
    DeskRule.objects.create(code="untouched_alarm", valid_from=date(2026, 1, 1), hours=24)
    DeskRule.objects.create(code="untouched_alarm", valid_from=date(2026, 12, 1), hours=4)
    assert alarm_hours(at=MORNING) == 24
    assert alarm_hours(at=vn("2026-12-01 08:00")) == 4


def empty(scene: Scene, part: str) -> None:
    """Nobody holds that post from tomorrow on."""
    Holding.objects.filter(account_id=scene.actors[part].id).update(valid_to=date(2026, 11, 16))


def test_a_step_without_holder_goes_to_the_head(scene: Scene) -> None:
    office, at = scene.unit("VP-XA-99001"), vn("2026-11-17 09:00")
    assert seated(office, "clerk", at=at, step="Vào số") == (office, "clerk")
    empty(scene, "clerk")
    assert seated(office, "clerk", at=at, step="Vào số") == (office, "unit_head")
    empty(scene, "unit_head")
    assert seated(office, "clerk", at=at, step="Vào số") == (scene.unit("UBND-XA-99001"), "approver")


def test_where_nobody_is_no_step_begins(scene: Scene) -> None:
    dossier_id = scene.submitted()
    for part in ("officer", "colleague", "unit_head", "chairman", "clerk"):
        empty(scene, part)
    with pytest.raises(StepWithoutHolder):
        scene.accept(dossier_id, vn("2026-11-17 09:00"))
    assert scene.row(dossier_id).code is None, "no number is used up"


def test_a_desk_without_anybody_takes_nothing_in(scene: Scene) -> None:
    """The citizen is told while the form is still there, instead of waiting for a desk that nobody sits at."""
    for part in ("reception", "desk_head", "chairman"):
        empty(scene, part)
    with pytest.raises(DeskWithoutOfficer):
        scene.submitted(at=vn("2026-11-17 09:00"))
    assert not Dossier.objects.exists()
