"""Who leaves a post leaves the tasks of its agency to another hand; who still works there keeps them."""

from datetime import date
from uuid import UUID

from honglam.directives.contracts import Verb
from honglam.directives.models import Task, TaskLine
from honglam.directory import api as directory
from honglam.directory.models import Holding, Post
from honglam.kernel import relay
from honglam.kernel.values import SYSTEM
from tests.directives.conftest import Steering
from tests.dossiers.scene import vn

FRIDAY = date(2026, 11, 20)
AFTER = vn("2026-11-23 08:00")


def held_by_the_specialist(steering: Steering) -> UUID:
    task = steering.given()
    steering.do("department_head", task, Verb.HOLD, holder_id=steering.specialist.id)
    return task


def test_what_was_inherited_waits_for_another_hand_too(steering: Steering) -> None:
    """Sở Cũ led it; whoever held it in Sở Mẫu, which carries it on, has left."""
    row = Task.objects.get(code="KH-01-2024/2")
    steering.do("province_chairman", row.id, Verb.TAKE_UP, due_on=date(2026, 12, 20))
    steering.do("department_head", row.id, Verb.HOLD, holder_id=steering.specialist.id)
    leave(steering)
    assert Task.objects.get(id=row.id).holder_id is None


def leave(steering: Steering) -> None:
    row = Holding.objects.get(account=steering.specialist.id, post__code="CV", post__agency__code="P-SO-MAU")
    directory.end_holding(actor=SYSTEM, holding_id=row.pk, last_day=FRIDAY, at=AFTER)
    relay.drain()


def test_an_open_task_of_who_has_left_waits_for_another_hand(steering: Steering) -> None:
    task = held_by_the_specialist(steering)
    leave(steering)
    row = Task.objects.get(id=task)
    assert (row.holder_id, row.holder_name) == (None, "")
    line = TaskLine.objects.filter(task=task).latest("line")
    assert (line.what, line.words) == ("freed", steering.specialist.name)


def test_who_still_works_in_the_agency_keeps_it(steering: Steering) -> None:
    task = held_by_the_specialist(steering)
    office = Post.objects.create(
        agency_id=steering.unit("P-SO-MAU"), code="CV2", title="Chuyên viên", roles=["processing_officer"]
    )
    assert steering.specialist.id
    directory.appoint(actor=SYSTEM, post_id=office.pk, account_id=steering.specialist.id, valid_from=FRIDAY, at=AFTER)
    leave(steering)
    assert Task.objects.get(id=task).holder_id == steering.specialist.id
