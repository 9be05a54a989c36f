"""Open dossiers of a predecessor system: each row is created, the same, or refused with its reason; never twice."""

import argparse
import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from honglam.cli import takeover as word
from honglam.directory import api as directory
from honglam.dossiers import api
from honglam.dossiers.contracts import ForeignRow, PaperInput, SupplementItem, SupplementReply, Verdict
from honglam.dossiers.forms.takeover_file import FileRefused, read_rows
from honglam.dossiers.models import DailyCount, Dossier, HistoryEvent, ServiceDay, TakenOver, Task
from honglam.dossiers.services.counting import rebuild_counts
from honglam.kernel import audit
from honglam.kernel.registry import worklists
from honglam.kernel.values import SYSTEM
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Clock
from honglam.worktime.contracts import ClockPolicy, CountFrom
from tests.dossiers.scene import MORNING, Scene, vn
from tests.dossiers.test_days_off import checked, day_off

SYSTEM_NAME = "Một cửa cũ"
ROW = {
    "code": "000.00.12.X99-261110-0007",
    "procedure": "1.000001",
    "agency": "UBND-XA-99001",
    "status": "processing",
    "submitted_at": "2026-11-10T08:00",
    "accepted_at": "2026-11-10T08:30:00+07:00",
    "due_at": "2026-11-18T17:00",
    "applicant_name": "Nguyễn Thị Hồng",
    "applicant_phone": "0912345678",
}


def rows(*changes: dict[str, str]) -> list[ForeignRow]:
    """Rows with something else in each."""
    return [ForeignRow(line=number, cells={**ROW, **change}) for number, change in enumerate(changes, start=2)]


def take(*changes: dict[str, str]) -> list[Verdict]:
    """Take them over."""
    return list(api.take_over(actor=SYSTEM, system=SYSTEM_NAME, rows=rows(*changes), at=MORNING))


def test_a_dossier_goes_on_where_it_was(scene: Scene) -> None:
    shown = list(api.plan_takeover(system=SYSTEM_NAME, rows=rows({}), at=MORNING))
    assert [one.action.value for one in shown] == ["create"]
    assert Dossier.objects.count() == 0, "showing changes nothing"
    assert [one.action.value for one in take({})] == ["create"]

    row = Dossier.objects.get()
    assert (row.code, row.status) == (ROW["code"], "processing")
    assert row.due_at is not None
    assert row.due_at.isoformat() == "2026-11-18T10:00:00+00:00"
    task = Task.objects.get()
    assert (task.unit_id, task.due_at, task.state) == (scene.unit("VP-XA-99001"), row.due_at, "open")
    waiting = worklists.get("dossiers").list_waiting(actor=scene.officer, after=None, limit=5, filters={})
    assert [item.code for item in waiting] == [ROW["code"]]
    api.claim_task(actor=scene.officer, task_id=task.id, at=MORNING)
    api.finish_step(actor=scene.officer, task_id=task.id, outcome="dat", at=MORNING)
    line = HistoryEvent.objects.filter(dossier=row).order_by("line")[0]
    assert (line.verb, line.content["system"]) == ("take_over", SYSTEM_NAME)
    assert api.look_up(code=ROW["code"].lower(), address="127.0.0.1").code == ROW["code"]
    found = api.search_dossiers(actor=scene.officer, query=ROW["code"])
    assert [one.code for one in found.items] == [ROW["code"]]
    assert audit.verify() == []
    kept = set(DailyCount.objects.values_list("on", "agency_id", "submitted", "received"))
    rebuild_counts(actor=SYSTEM, at=MORNING)
    assert set(DailyCount.objects.values_list("on", "agency_id", "submitted", "received")) == kept
    day = ServiceDay.objects.get(on="2026-11-10", agency_id=row.lead_agency_id)
    assert day.received == 1, "the indices know it too"


def test_doing_it_again_takes_nothing_twice(scene: Scene) -> None:
    other = {"code": "09261110-0001"}
    assert [one.action.value for one in take({}, other)] == ["create", "create"]
    again = take({}, {**other, "due_at": "2026-11-19T17:00"}, {"code": "1812345-1"}, {"code": "1812345-1"})
    assert [one.action.value for one in again] == ["same", "refused", "create", "refused"]
    assert TakenOver.objects.count() == Dossier.objects.count() == 3
    ours = scene.row(scene.accepted()).code or ""
    assert [one.action.value for one in take({"code": ours})] == ["refused"], "a code of our own is not given twice"


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"code": ""}, "code"),
        ({"code": "=HYPERLINK(1)"}, "code"),
        ({"code": "' OR 1=1 --"}, "code"),
        ({"code": "A" * 80}, "code"),
        ({"procedure": "9.999999"}, "procedure"),
        ({"agency": "KHONG-CO"}, "agency"),
        ({"agency": "SO-CU\x00"}, "agency"),
        ({"status": "returned"}, "status"),
        ({"status": "registered"}, "status"),
        ({"submitted_at": "hôm qua"}, "submitted_at"),
        ({"submitted_at": "0001-01-01T00:00"}, "submitted_at"),
        ({"due_at": "2026-11-09T08:00"}, "due_at"),
        ({"accepted_at": "2027-01-01T08:00", "due_at": "2027-02-01T08:00"}, "accepted_at"),
        ({"applicant_name": "x" * 301}, "applicant_name"),
        ({"applicant_name": "  "}, "applicant_name"),
        ({"applicant_kind": "robot"}, "applicant_kind"),
        ({"step": "khong-co"}, "step"),
        ({"step": "TRA"}, "step"),
        ({"procedure": "1.000003", "agency": "SO-MAU", "channel": "postal"}, "channel"),
    ],
)
def test_each_fault_has_its_column(scene: Scene, change: dict[str, str], column: str) -> None:
    (verdict,) = take(change)
    assert (verdict.action.value, verdict.column, verdict.line) == ("refused", column, 2)
    assert verdict.message % dict(verdict.params)
    assert Dossier.objects.count() == 0


def test_nothing_comes_in_where_nobody_is(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "has_holder", lambda **asked: False)
    (verdict,) = take({})
    assert (verdict.action.value, verdict.column) == ("refused", "step")
    assert "Kiểm tra hồ sơ" in verdict.message % dict(verdict.params)
    assert Dossier.objects.count() == 0


def test_of_a_commune_where_nobody_is_one_row_asks_for_all(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(directory, "has_holder", lambda **post: asked.append(1))
    many = [{"code": f"H99.5-261102-{number:04d}"} for number in range(40)]
    verdicts = take(*many)
    assert {one.action.value for one in verdicts} == {"refused"}
    once = len(asked)
    take(*many[:1])
    assert len(asked) == once * 2


def test_a_step_without_its_role_goes_to_the_head(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    real = directory.has_holder
    monkeypatch.setattr(
        directory, "has_holder", lambda **asked: asked["role"] != "processing_officer" and real(**asked)
    )
    assert [one.action.value for one in take({})] == ["create"]
    task = Task.objects.get()
    assert (task.unit_id, task.role) == (scene.unit("VP-XA-99001"), "unit_head")
    api.claim_task(actor=scene.unit_head, task_id=task.id, at=MORNING)


GIVEN = "2026-11-27T17:00"


def given(scene: Scene) -> Dossier:
    """Taken over with more time than this system's limit would give."""
    take({"due_at": GIVEN})
    return Dossier.objects.get()


def test_the_date_that_was_given_is_moved_by_pauses_alone(scene: Scene) -> None:
    row = given(scene)
    scene.ask(row.id, actor=scene.unit_head, at=vn("2026-11-17 09:00"))
    replies = (SupplementReply(item=0, papers=(scene.sheet("GT"),)),)
    api.answer_supplement(actor=scene.reception, dossier_id=row.id, replies=replies, at=vn("2026-11-18 09:00"))
    assert scene.row(row.id).due_at == vn("2026-11-30 17:00"), "a working day later, over a week-end"
    assert scene.task(row.id).due_at == vn("2026-11-30 17:00")
    api.pause_dossier(
        actor=scene.officer, dossier_id=row.id, reason="Niêm yết", legal_basis="Điều 7", at=vn("2026-11-18 14:00")
    )
    other = (SupplementItem(name="Ảnh chụp căn nhà", lacks="Ảnh mặt trước căn nhà, chụp năm nay"),)
    scene.ask(row.id, actor=scene.unit_head, items=other, at=vn("2026-11-19 14:00"))
    replies = (SupplementReply(item=0, papers=(PaperInput(component_code="", name="Ảnh", originals=1),)),)
    api.answer_supplement(actor=scene.reception, dossier_id=row.id, replies=replies, at=vn("2026-11-20 14:00"))
    assert scene.row(row.id).due_at == vn("2026-12-02 17:00"), "two pauses on end, each counted once"


def test_a_new_calendar_leaves_the_date_that_was_given(scene: Scene) -> None:
    row = given(scene)
    day_off()
    assert scene.row(row.id).due_at == row.due_at
    checked(scene, row.id, "2026-11-27 17:00")
    api.finish_step(actor=scene.officer, task_id=scene.task(row.id).id, outcome="dat", at=vn("2026-11-18 16:00"))
    assert scene.task(row.id).due_at == vn("2026-11-19 08:00"), "a step of ours has its own hours"
    day_off(date(2026, 11, 19))
    checked(scene, row.id, "2026-11-20 08:00")
    assert scene.row(row.id).due_at == row.due_at


def test_a_new_calendar_leaves_it_after_a_pause_too(scene: Scene) -> None:
    row = given(scene)
    why = {"reason": "Niêm yết", "legal_basis": "Điều 7"}
    api.pause_dossier(actor=scene.officer, dossier_id=row.id, **why, at=vn("2026-11-16 10:00"))
    api.resume_dossier(actor=scene.officer, dossier_id=row.id, at=vn("2026-11-16 11:00"))
    before = scene.row(row.id).due_at
    day_off()
    assert scene.row(row.id).due_at == before


def test_a_limit_that_begins_again_after_a_supplement_is_ours(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    real, restart = procedures.get_version, Clock(policy=ClockPolicy.RESTART, count_from=CountFrom.INSTANT)
    monkeypatch.setattr(procedures, "get_version", lambda **asked: replace(real(**asked), clock=restart))
    take({"due_at": "2026-11-17T17:00"})
    row = Dossier.objects.get()
    scene.ask(row.id, actor=scene.unit_head, at=vn("2026-11-16 10:00"))
    replies = (SupplementReply(item=0, papers=(scene.sheet("GT"),)),)
    api.answer_supplement(actor=scene.reception, dossier_id=row.id, replies=replies, at=vn("2026-11-18 09:00"))
    assert scene.row(row.id).due_at == vn("2026-11-23 09:00"), "three working days from the full dossier"


def test_the_successor_of_an_old_agency_goes_on(scene: Scene) -> None:
    assert [one.action.value for one in take({"agency": "SO-CU"})] == ["create"]
    assert Dossier.objects.get().lead_agency_id == scene.unit("SO-MAU")


def _word(what: str, file: Path, *more: str) -> int:
    parser = argparse.ArgumentParser()
    word.arguments(parser)
    return word.run(parser.parse_args([what, str(file), "--system", SYSTEM_NAME, *more]))


def test_csv_and_json_say_the_same(scene: Scene, tmp_path: Path, capsys: Any) -> None:
    table, objects, lines = (tmp_path / f"cu.{kind}" for kind in ("csv", "json", "jsonl"))
    recent = {**ROW, "note": 'Ghi chú, "có dấu"'}
    bad = {**recent, "code": "261110-0008", "status": "lost"}
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(recent))
        writer.writeheader()
        writer.writerows([recent, bad])
    objects.write_text(json.dumps([recent, bad], ensure_ascii=False), encoding="utf-8")
    lines.write_text("\n".join(json.dumps(one) for one in (recent, bad)), encoding="utf-8")
    reasons = tmp_path / "reasons.csv"
    assert _word("show", table) == 1
    assert _word("apply", table, "--refused", str(reasons)) == 1
    assert "1 create, 0 same, 1 refused" in capsys.readouterr().out
    assert "261110-0008,status" in reasons.read_text(encoding="utf-8-sig")
    for other in (objects, lines):
        assert _word("apply", other) == 1
        assert "0 create, 1 same, 1 refused" in capsys.readouterr().out


HEADER = ",".join(ROW).encode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "missing"),
        ("a.csv", b"code,code\n", "repeated"),
        ("a.csv", HEADER + b",evil\n", "unknown"),
        ("a.csv", HEADER + b"\na,b\n", "Line 2"),
        ("a.csv", HEADER + b"\n\xff\xfe\n", "Line 2: not UTF-8"),
        ("a.csv", HEADER + b'\n"' + b"x" * 50_000, "longer than"),
        ("a.csv", HEADER + b'\n"abc\n', "Line 2"),
        ("a.json", b"[" * 100_000, "not JSON"),
        ("a.json", b'{"code": "x"}', "expected a list"),
        ("a.json", b'[{"code": {"$gt": ""}}]', "expected a text"),
        ("a.json", b'[{"code": "a", "code": "b"}]', "not JSON"),
        ("a.jsonl", b'{"code": 1e999}\n', "expected a text"),
        ("a.jsonl", b"[1]\n", "expected an object"),
        ("a.exe", b"MZ", "expected .csv"),
    ],
)
def test_hostile_files_are_refused(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(FileRefused, match=said):
        list(read_rows(file))
