"""What written reports say of tasks: the lead's own words of progress, and that a table is not whole."""

from datetime import date

import pytest

from honglam.directives.contracts import Verb
from honglam.directives.models import Task
from honglam.directives.queries import telling
from honglam.kernel.tables import TableAsked, TableRow
from tests.directives.conftest import Steering
from tests.directives.test_leaving import leave
from tests.dossiers.scene import MORNING


def rows(steering: Steering, of: str = "", year: int = 2026) -> list[TableRow]:
    """What the province's report of a year asks for."""
    asked = TableAsked(
        actor=steering.province_chairman,
        agency_id=steering.unit("UBND-MAU"),
        first_on=date(year, 1, 1),
        last_on=date(year, 12, 31),
        at=MORNING,
        of=of,
    )
    return telling.TaskTable().read_rows(asked=asked)


def test_progress_is_what_the_lead_said_of_it(steering: Steering) -> None:
    support = steering.unit("VP-XA-99001")
    task = steering.given(supporting=(support,))
    steering.do("department_head", task, Verb.HOLD, holder_id=steering.specialist.id)
    steering.do("specialist", task, Verb.REPORT, words="Đã xong nửa")
    steering.part(task)
    steering.do("unit_head", task, Verb.REPORT, words="Xã xong phần mình")
    steering.do("province_chairman", task, Verb.ANSWER, words="Làm nhanh lên")
    leave(steering)
    found = {row.key: row.cells["progress"].text for row in rows(steering)}
    assert found[Task.objects.get(id=task).code] == "Đã xong nửa"
    assert Task.objects.get(id=task).latest == "Đã xong nửa", "a supporting unit speaks of its share only"


def test_a_table_that_is_cut_off_says_so(steering: Steering, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        steering.given()
    assert [row.remark for row in rows(steering)] == ["", ""]
    monkeypatch.setattr(telling, "MOST", 1)
    assert [row.remark for row in rows(steering)] == ["", "Bảng chưa đầy đủ: chỉ gồm 1 dòng đầu."]


def test_what_was_taken_up_stays_in_the_report_of_its_document(steering: Steering) -> None:
    before = [(row.key, row.cells) for row in rows(steering, of="KH-01-2024", year=2024)]
    steering.do("province_chairman", Task.objects.get(code="KH-01-2024/1").id, Verb.TAKE_UP, due_on=date(2026, 12, 20))
    after = [(row.key, row.cells) for row in rows(steering, of="KH-01-2024", year=2024)]
    assert [key for key, _ in after] == [key for key, _ in before]
    for name in ("state", "progress", "done"):
        assert [cells[name] for _, cells in after] == [cells[name] for _, cells in before], name
    assert [row.key for row in rows(steering, year=2024)] == []
    assert [row.key for row in rows(steering)] == ["KH-01-2024/1"]


def test_a_part_of_what_was_taken_up_is_no_part_of_the_old_document(steering: Steering) -> None:
    before = [row.key for row in rows(steering, of="KH-01-2024", year=2024)]
    task = Task.objects.get(code="KH-01-2024/2").id
    steering.do("province_chairman", task, Verb.TAKE_UP, due_on=date(2026, 12, 20))
    part = Task.objects.get(id=steering.part(task)).code
    assert [row.key for row in rows(steering, of="KH-01-2024", year=2024)] == before
    now = {row.key: row.cells["state"].text for row in rows(steering)}
    assert now == {"KH-01-2024/2": "Đã nhận việc", part: "Chưa xác nhận nhận việc"}
