"""The worklist narrowed by procedure, step and officer; the numbers of a unit's load open what they count."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from honglam.desk import views
from honglam.dossiers import api
from honglam.dossiers.queries import loads as load_queries
from tests.dossiers.conftest import province, scene
from tests.dossiers.scene import MORNING, Scene

__all__ = ("province", "scene")
Visit = Callable[..., Any]


def listed(visit: Visit, actor: object, asked: str) -> str:
    """The page of the worklist."""
    return str(visit(actor, f"/can-bo/?{asked}").content.decode())


def test_the_fields_stand_there_when_they_are_asked_for(scene: Scene, visit: Visit) -> None:
    scene.processing()
    plain, narrowed = listed(visit, scene.officer, "light=green"), listed(visit, scene.officer, "light=green&loc=1")
    assert 'name="procedure"' not in plain and "?light=green&amp;loc=1" in plain
    code = scene.row(scene.processing()).procedure_code
    assert f'<option value="{code}"' in narrowed
    assert '<option value="green" selected' in narrowed, "what was chosen stays chosen"


def test_a_procedure_and_a_step_leave_their_own(scene: Scene, visit: Visit) -> None:
    dossier_id = scene.processing()
    code, kind = scene.row(dossier_id).procedure_code, scene.task(dossier_id).kind
    assert str(dossier_id) in listed(visit, scene.officer, f"procedure={code}&kind={kind}")
    assert str(dossier_id) not in listed(visit, scene.officer, "procedure=9.999999")
    assert str(dossier_id) not in listed(visit, scene.officer, "kind=clerk")


def test_a_head_opens_what_an_officer_holds(scene: Scene, visit: Visit) -> None:
    held, free = scene.processing(), scene.accepted()
    task = scene.task(held)
    if task.holder_id is None:
        api.claim_task(actor=scene.officer, task_id=task.id, at=MORNING)
    loads = str(visit(scene.chairman, "/can-bo/phu-tai/").content.decode())
    links = {unescape(one) for one in re.findall(r'href="/can-bo/\?([^"]+)"', loads)}
    (asked,) = {one for one in links if one == f"officer={scene.officer.id}"}
    shown = listed(visit, scene.chairman, asked)
    assert str(held) in shown and str(free) not in shown
    assert str(held) not in listed(visit, scene.chairman, f"officer={scene.chairman.id}")
    assert str(held) not in listed(visit, scene.chairman, "officer=nobody-at-all")


def test_many_units_are_told_first_and_officers_unit_by_unit(
    scene: Scene, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.processing()
    for place in (views, load_queries):
        monkeypatch.setattr(place, "MOST_UNITS_BY_OFFICER", 0)
    overview = str(visit(scene.chairman, "/can-bo/phu-tai/").content.decode())
    assert f"officer={scene.officer.id}" not in overview
    chosen = sorted(set(re.findall(r'href="\?(don_vi=\d+)"', overview)))
    monkeypatch.undo()
    (one,) = [unit for unit in chosen if str(scene.officer.unit_id) in unit]
    alone = str(visit(scene.chairman, f"/can-bo/phu-tai/?{one}").content.decode())
    assert f"officer={scene.officer.id}" in alone and 'href="/can-bo/phu-tai/"' in alone
    for other in ("don_vi=999999999", "don_vi=0"):
        assert "Đơn vị không có việc chờ" in str(visit(scene.chairman, f"/can-bo/phu-tai/?{other}").content.decode())
    for odd in ("don_vi=x", f"don_vi={'9' * 40}", "don_vi=-1"):
        assert f"officer={scene.officer.id}" in str(visit(scene.chairman, f"/can-bo/phu-tai/?{odd}").content.decode())


def test_mine_is_narrowed_like_everything_else(scene: Scene, visit: Visit) -> None:
    held = scene.processing()
    task = scene.task(held)
    if task.holder_id is None:
        api.claim_task(actor=scene.officer, task_id=task.id, at=MORNING)
    code = scene.row(held).procedure_code
    assert str(held) in listed(visit, scene.officer, f"holder=me&procedure={code}&kind={task.kind}")
    assert str(held) not in listed(visit, scene.officer, "holder=me&procedure=9.999999")
    assert str(held) not in listed(visit, scene.officer, "holder=me&kind=clerk")


def test_a_filter_in_force_is_shown(scene: Scene, visit: Visit) -> None:
    page = listed(visit, scene.officer, "procedure=9.999999&officer=x&light=red")
    assert '<option value="9.999999" selected' in page
    assert "procedure=9.999999" in page and 'href="?light=red' in page, "the other filters stay"
