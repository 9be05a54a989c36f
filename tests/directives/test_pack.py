"""The pack's sections: what is shipped is sound, goes in once, comes back the same; one bad file per error message."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from honglam.directives.contracts import TaskState
from honglam.directives.models import Directive, MoneyLine, Project, Recommendation, Task, TaskScope
from honglam.directives.queries.money import get_programme
from honglam.directory.queries import memory
from honglam.kernel.ids import uuid7
from honglam.kernel.values import SYSTEM, Actor, ActorKind
from honglam.pack import api
from tests.dossiers.scene import MORNING
from tests.pack.folders import keep_sections, only_sections

SECTIONS = ("pack", "administrative_units", "agencies", "committees", "directives", "planning")
BROKEN = Path(__file__).resolve().parents[1] / "packs" / "broken_directives"
MESSAGES = {
    "completion_of_nothing": "directives/plans.yaml:7: plans[0].stated[0]: State a share, or how many of how many.",
    "due_twice": "directives/documents/more.yaml:11: directives[0].tasks[0].due_by: "
    "State the day or the period, not both.",
    "escalation_wrong_order": "directives/escalation.yaml:2: steps[0].valid_to: The last day lies before the first.",
    "no_such_period": "directives/documents/more.yaml:9: directives[0].tasks[0].due_by.part: "
    "A year does not have so many of these periods.",
    "stage_twice": "directives/tracks.yaml:6: tracks[0].stages[1]: “a” stands in this list twice.",
    "task_without_day": "directives/documents/more.yaml:6: directives[0].tasks[0]: "
    "A task that is carried out needs a day; only a record of an old document may have none.",
    "task_without_parent": "directives/documents/more.yaml:7: directives[0].tasks[0].number: "
    "There is no task 1 that this one could be a part of.",
    "unknown_directive": "directives/plans.yaml:6: plans[0].directive: "
    "There is no directive “KHONG-CO” whose tasks could be the items of this plan.",
    "unknown_stage": "directives/documents/more.yaml:11: directives[0].tasks[0].stage: "
    "The track of this task has no stage “khong-co”.",
    "unknown_track": "directives/documents/more.yaml:10: directives[0].tasks[0].track: "
    "There is no track of stages “khong-co”.",
    "unknown_unit_of_task": "directives/documents/more.yaml:9: directives[0].tasks[0].lead: "
    "There is no agency KHONG-CO.",
    "years_wrong_order": "directives/money/more.yaml:5: programmes[0].last_year: The last year lies before the first.",
}


@pytest.fixture
def sections(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other blocks ask for files of their own."""
    keep_sections(monkeypatch, SECTIONS)


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_each_fault_is_named_with_its_place(name: str, tmp_path: Path, sections: None) -> None:
    folder = only_sections("trivial", SECTIONS, tmp_path / "pack")
    shutil.copytree(BROKEN / name, folder, dirs_exist_ok=True)
    with translation.override("en"):
        errors = [str(error) for error in api.check(path=folder).errors]
    assert errors == [MESSAGES[name]]


def test_every_bad_file_is_tried() -> None:
    assert {path.name for path in BROKEN.iterdir()} == set(MESSAGES)


@pytest.mark.django_db
@pytest.mark.parametrize("pack", ["trivial", "ha_tinh"])
def test_what_is_applied_is_exported_the_same(pack: str, tmp_path: Path, sections: None) -> None:
    memory.forget()
    folder = only_sections(pack, SECTIONS, tmp_path / pack)
    api.apply(path=folder, actor=SYSTEM, at=MORNING)
    assert api.plan(path=folder).changes == ()
    api.export(path=tmp_path / "export")
    assert api.plan(path=tmp_path / "export").changes == ()
    assert not TaskScope.objects.exists(), "old documents urge nobody"
    memory.forget()


@pytest.mark.django_db
def test_the_five_documents_are_there(tmp_path: Path, sections: None) -> None:
    memory.forget()
    api.apply(path=only_sections("ha_tinh", SECTIONS, tmp_path / "pack"), actor=SYSTEM, at=MORNING)
    table = {row.number: row for row in Task.objects.filter(directive__code="KH-507-2021")}
    assert len(table) == 20
    stages = [row.stage for row in table.values()]
    assert [
        stages.count(one) for one in ("dua-vao-su-dung", "thuc-hien", "tham-dinh", "tham-dinh-gia", "lap-ho-so")
    ] == [
        *(3, 4, 1, 1, 2),
    ]
    assert (table["3"].state, table["3"].latest) == (TaskState.ASSIGNED, "")
    assert Task.objects.filter(from_pack=True).count() >= 170
    places = Task.objects.filter(from_pack=True).values_list("stated", flat=True)
    assert [one["number"] for one in places if not one.get("place")] == [], "every obligation says where it stands"
    assert Recommendation.objects.filter(addressee="centre").count() == 14
    assert Recommendation.objects.count() == 23
    province = Actor(kind=ActorKind.PERSON, post_id=1, scope_ids=(Directive.objects.get(code="KH-507-2021").agency_id,))
    view = get_programme(actor=province, code="NQ-22-2016")
    million = 1_000_000
    assert [(one.stated // million, (one.computed or 0) // million, one.agrees) for one in view.checks] == [
        (4652, 4952, False),
        (2680, 1040, False),
        (3565, 3565, True),
    ]
    assert any("10." in words for words in view.checks[0].findings)
    assert any("1.340.000.000" in words for words in view.checks[1].findings)
    assert all(check.agrees for project in view.projects for check in project.checks)
    assert (view.missing // million, len(view.projects)) == (3565, 13)
    memory.forget()


@pytest.mark.django_db
def test_a_corrected_pack_mends_words_and_leaves_the_work(tmp_path: Path, sections: None) -> None:
    memory.forget()
    folder = only_sections("trivial", SECTIONS, tmp_path / "pack")
    api.apply(path=folder, actor=SYSTEM, at=MORNING)
    document = folder / "directives" / "documents" / "KH-01.yaml"
    document.write_text(
        document.read_text("utf-8").replace("Xây dựng cổng thông tin", "Xây dựng cổng dữ liệu"), "utf-8"
    )
    money = folder / "directives" / "money" / "NQ-01.yaml"
    money.write_text(
        money.read_text("utf-8").replace("amount: 100000000, year: 2024", "amount: 90000000, year: 2024"), "utf-8"
    )
    Task.objects.filter(code="KH-01-2024/1").update(line_count=5, state=TaskState.REPORTED_DONE)
    api.apply(path=folder, actor=SYSTEM, at=MORNING)
    row = Task.objects.get(code="KH-01-2024/1")
    assert (row.title, row.state) == ("Xây dựng cổng dữ liệu", TaskState.REPORTED_DONE)
    lines = MoneyLine.objects.filter(project=Project.objects.get(code="NQ-01/3"))
    assert sorted((one.amount, one.retired_at is None) for one in lines) == [(90_000_000, True), (100_000_000, False)]
    memory.forget()


@pytest.mark.django_db
def test_a_day_that_people_were_given_stays_while_the_pack_mends_its_own(tmp_path: Path, sections: None) -> None:
    memory.forget()
    folder = only_sections("trivial", SECTIONS, tmp_path / "pack")
    api.apply(path=folder, actor=SYSTEM, at=MORNING)
    document = folder / "directives" / "documents" / "KH-01.yaml"
    for title, lines, kept in (("Một", 0, False), ("Hai", 1, True)):
        row = Task.objects.get(code="KH-01-2024/1")
        stated = row.due_on
        Task.objects.filter(id=row.id).update(due_on=date(2030, 1, 2), line_count=row.line_count + lines)
        document.write_text(document.read_text("utf-8").replace(row.title, title), "utf-8")
        api.apply(path=folder, actor=SYSTEM, at=MORNING)
        row.refresh_from_db()
        assert (row.title, row.due_on) == (title, date(2030, 1, 2) if kept else stated)
    memory.forget()


@pytest.mark.django_db
def test_a_number_that_somebody_gave_on_a_page_is_a_conflict(tmp_path: Path, sections: None) -> None:
    memory.forget()
    folder = only_sections("trivial", SECTIONS, tmp_path / "pack")
    api.apply(path=folder, actor=SYSTEM, at=MORNING)
    Task.objects.filter(code="KH-01-2024/1").update(from_pack=False)
    assert [error.code for error in api.plan(path=folder).errors] == ["task_given_here"]
    memory.forget()


@pytest.mark.django_db
def test_a_task_that_people_work_on_is_not_taken_away(tmp_path: Path, sections: None) -> None:
    memory.forget()
    folder = only_sections("trivial", SECTIONS, tmp_path / "pack")
    api.apply(path=folder, actor=SYSTEM, at=MORNING)
    Task.objects.filter(code="KH-01-2024/2").update(record=False, line_count=4, due_on="2026-12-01")
    document = folder / "directives" / "documents" / "KH-01.yaml"
    text = document.read_text("utf-8")
    document.write_text(text[: text.index('      - number: "2"')], "utf-8")
    assert [error.code for error in api.plan(path=folder).errors] == ["task_carried_out"]
    memory.forget()


@pytest.mark.django_db
def test_another_lead_in_the_pack_begins_without_a_holder(tmp_path: Path, sections: None) -> None:
    memory.forget()
    folder = only_sections("trivial", SECTIONS, tmp_path / "pack")
    api.apply(path=folder, actor=SYSTEM, at=MORNING)
    Task.objects.filter(code="KH-01-2024/1").update(holder_id=uuid7(), holder_name="Lê Văn")
    document = folder / "directives" / "documents" / "KH-01.yaml"
    text = document.read_text(encoding="utf-8")
    document.write_text(text.replace("lead: SO-CU", "lead: UBND-XA-99001", 1), encoding="utf-8")
    api.apply(path=folder, actor=SYSTEM, at=MORNING)
    row = Task.objects.get(code="KH-01-2024/1")
    assert (row.lead.code, row.holder_id, row.holder_name) == ("UBND-XA-99001", None, "")
    memory.forget()
