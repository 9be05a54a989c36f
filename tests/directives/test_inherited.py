"""Work of a unit that is over: urged, counted, found and seen where its one successor carries it on."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from honglam.directives import access, api
from honglam.directives.contracts import ActInput, SeveralGivers, TasksAsked, TaskState, Verb
from honglam.directives.gateways.typesetting import content_of
from honglam.directives.models import Task
from honglam.directory import api as directory
from honglam.directory.contracts import AgencyData, AgencyKind, Level
from honglam.kernel.measures import MeasureAsked, find
from honglam.kernel.values import SYSTEM, Actor
from tests.directives.conftest import Steering
from tests.dossiers.scene import MORNING, vn

LATER = vn("2026-12-20 09:00")


def taken_up(steering: Steering, number: str = "2", by: str = "province_chairman") -> UUID:
    """A task of the old plan, which Sở Cũ led and Sở Mẫu carries on."""
    row = Task.objects.get(code=f"KH-01-2024/{number}")
    given = ActInput(due_on=date(2026, 11, 25))
    api.move_task(actor=steering.who(by), task_id=row.id, verb=Verb.TAKE_UP, given=given, at=MORNING)
    return row.id


def urge(actor: Actor, *tasks: UUID, at: datetime = LATER) -> Any:
    """A letter about these tasks."""
    wish: dict[str, Any] = {"reply_by": None, "signer_title": "", "signer": "", "key": "k"}
    made = api.draft_urging(actor=actor, task_ids=tasks, at=at, **wish)
    return api.get_urging(actor=actor, letter_id=made)


def measured(first_on: date, last_on: date, *agency_ids: int) -> MeasureAsked:
    return MeasureAsked(first_on=first_on, last_on=last_on, at=LATER, agency_ids=agency_ids or None)


def test_one_letter_urges_what_was_inherited_and_what_is_new(steering: Steering) -> None:
    letter = urge(steering.province_chairman, taken_up(steering), steering.given())
    assert content_of(letter)["to"] == "Sở Mẫu" and len(letter.tasks) == 2


def test_who_took_over_writes_in_its_own_name(steering: Steering) -> None:
    taken_up(steering, "1")
    letter = urge(steering.department_head, taken_up(steering, "1.1", by="department_head"))
    assert content_of(letter)["agency"] == "Sở Mẫu"


def test_a_letter_is_written_in_one_name(steering: Steering) -> None:
    tasks = [steering.given(), steering.given()]
    Task.objects.filter(id=tasks[1]).update(agency_id=steering.unit("UBND-XA-99001"))
    both = (steering.unit("UBND-MAU"), steering.unit("UBND-XA-99001"))
    with pytest.raises(SeveralGivers):
        urge(replace(steering.province_chairman, scope_ids=both), *tasks)


def test_inherited_work_is_counted_for_whoever_carries_it(steering: Steering) -> None:
    task, unit = taken_up(steering), steering.unit("SO-MAU")
    own = steering.given(due=date(2026, 11, 25))
    found = find("directives.tasks_late")
    assert found is not None
    asked = measured(date(2026, 11, 1), date(2026, 12, 31), unit)
    assert found.source.read(asked=asked)["directives.tasks_late"] == 2
    rows = found.source.read_by(asked=replace(asked, agency_ids=None), dimension="agency")
    assert [(row.key, row.values["directives.tasks_late"]) for row in rows] == [(unit, 2)]
    behind = found.source.list_behind(
        actor=steering.province_chairman, code="directives.tasks_late", asked=asked, after=None, limit=5
    )
    assert {row.url for row in behind.items} == {f"/can-bo/nhiem-vu/{one}/" for one in (task, own)}


def test_inherited_work_counts_for_the_old_unit_while_that_stood(steering: Steering) -> None:
    task = taken_up(steering)
    Task.objects.filter(id=task).update(given_at=vn("2025-01-10 09:00"))
    found = find("directives.tasks_given")
    assert found is not None
    for code, counted in (("SO-CU", 1), ("SO-MAU", 0)):
        asked = measured(date(2025, 1, 1), date(2025, 1, 31), steering.unit(code))
        assert found.source.read(asked=asked)["directives.tasks_given"] == counted, code


def test_inherited_work_is_found_under_whoever_carries_it(steering: Steering) -> None:
    task, unit = taken_up(steering), steering.unit("SO-MAU")
    own = steering.given()
    asked = TasksAsked(lead_id=unit)
    items = api.list_tasks(actor=steering.province_chairman, asked=asked, at=MORNING).items
    assert {one.id for one in items} == {task, own}
    units = api.get_leader_page(actor=steering.province_chairman, at=LATER).units
    assert [(one.unit.id, one.running, one.late, one.longest) for one in units] == [(unit, 2, 2, 25)]
    late = api.list_late_to_urge(actor=steering.province_chairman, at=LATER, lead_id=unit).items
    assert {one.id for one in late} == {task, own}


def test_the_office_sees_what_its_department_took_over(steering: Steering) -> None:
    data = AgencyData(
        code="VP-SO-MAU",
        name="Văn phòng Sở Mẫu",
        kind=AgencyKind.OFFICE,
        level=Level.PROVINCE,
        administrative_unit="99",
        parent="SO-MAU",
        valid_from=date(2025, 3, 1),
    )
    office = directory.create_agency(actor=SYSTEM, agency=data, at=MORNING)
    clerk = replace(steering.department_clerk, agency_id=office.id, unit_id=office.id, scope_ids=(office.id,))
    assert access.tasks_of(clerk).filter(code="KH-01-2024/1").exists()
    assert access.name_of_giver(clerk) == steering.unit("SO-MAU")


def test_what_is_taken_up_is_given_in_its_month_and_not_in_an_old_year(steering: Steering) -> None:
    Task.objects.filter(code="KH-01-2024/2").update(given_at=vn("2024-01-05 09:00"))
    taken_up(steering)
    found = find("directives.tasks_given")
    assert found is not None
    for year, month, counted in ((2024, 1, 0), (2026, 11, 1)):
        asked = measured(date(year, month, 1), date(year, month, 30))
        assert found.source.read(asked=asked)["directives.tasks_given"] == counted, year


def test_a_board_tells_the_live_task_from_what_was_only_read(steering: Steering, visit: Any) -> None:
    before = api.get_directive_by_code(actor=steering.province_chairman, code="KH-01-2024", at=MORNING)
    taken_up(steering)
    board = api.get_directive_by_code(actor=steering.province_chairman, code="KH-01-2024", at=MORNING)
    assert (before.record, board.record) == (True, False)
    kept = [(state, [(one.number, one.record) for one in rows]) for state, rows in board.columns]
    assert kept == [(TaskState.ASSIGNED, [("2", False)]), (TaskState.IN_PROGRESS, [("1", True)])]
    page = visit(steering.province_chairman, f"/can-bo/chi-dao/{board.id}/").content.decode()
    assert "Chưa xác nhận nhận việc" in page and "Ghi từ văn bản cũ" not in page
