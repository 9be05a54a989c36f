"""What the rules of escalation reach: all they concern, also when they change, and past what tells nobody."""

from datetime import date

import pytest

from honglam.directives.models import EscalationStep, Task
from honglam.directives.services.escalating import escalate_due
from honglam.directives.services.stating import put_definition
from honglam.kernel.values import SYSTEM
from tests.directives.conftest import Steering
from tests.dossiers.scene import MORNING, vn

pytestmark = pytest.mark.django_db


def test_what_tells_nobody_stands_in_nobodys_way(steering: Steering) -> None:
    """Tasks whose step was taken out of the rules are passed over, however many, and looked at no more."""
    silent, loud = steering.given(), steering.given()
    Task.objects.filter(id=silent).update(warned_on=date(2026, 12, 31), watch_on=date(2026, 11, 1))
    assert silent < loud
    assert escalate_due(at=vn("2026-11-27 08:00"), limit=1) == 1
    assert Task.objects.get(id=silent).watch_on != date(2026, 11, 1)


def test_a_step_that_is_added_reaches_what_was_given_before(steering: Steering) -> None:
    task = steering.given()
    EscalationStep.objects.update(retired_at=MORNING)
    Task.objects.filter(id=task).update(watch_on=None)
    content = {"code": "moi", "days": 40, "tells": "leader", "valid_from": date(2027, 1, 1)}
    put_definition(actor=SYSTEM, kind="escalation_step", content=content, at=MORNING)
    for day, told in (("2026-11-20", 0), ("2027-01-08", 0), ("2027-01-09", 1), ("2027-01-10", 0)):
        assert escalate_due(at=vn(f"{day} 08:00")) == told
    assert Task.objects.get(id=task).watch_on is None


def test_parts_are_numbered_on_from_the_last(steering: Steering) -> None:
    task = steering.given()
    first = steering.part(task)
    number = Task.objects.get(id=task).number
    Task.objects.filter(id=first).update(number=f"{number}.3", code="x/1.3")
    assert Task.objects.get(id=steering.part(task)).number == f"{number}.4"
