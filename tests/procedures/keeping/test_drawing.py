"""Processes as drawings: every process of the packs goes out and comes back; what cannot be carried out is named."""

from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from honglam.kernel.clock import now
from honglam.procedures.api import keeping
from honglam.procedures.contracts import Process
from honglam.procedures.rules.drawing.picture import draw
from honglam.procedures.rules.drawing.reading import read_bpmn
from honglam.procedures.rules.drawing.writing import BPMN, DC, DI, HL, to_bpmn
from honglam.procedures.rules.storage import to_content
from tests.procedures.keeping.browsers import browser, controller
from tests.procedures.keeping.test_rules import FILES, contents


def processes(file: Path) -> list[tuple[dict[str, Any], Process]]:
    """Every process of a file: as it is stored, and as a value."""
    found = [(content.get("process"), to_content(content).process) for content in contents(file)]
    return [(plain, process) for plain, process in found if plain and process]


DRAWN = [file for file in FILES if processes(file)]


def drawn(process: Process) -> str:
    return to_bpmn(process, code="1.000001", name="Thử <&>", names=lambda unit, role: f"{unit.of or unit.kind} {role}")


@pytest.mark.parametrize("file", DRAWN, ids=lambda file: f"{file.parts[-4]}-{file.stem}")
def test_a_process_goes_out_and_comes_back(file: Path) -> None:
    for plain, process in processes(file):
        read = read_bpmn(drawn(process).encode())
        assert read.faults == ()
        assert list(read.steps) == [_usual(step, following) for step, following in _with_next(plain["steps"])]
        assert read.silence == plain.get("silence", "proceeds")


def _with_next(steps: list[dict[str, Any]]) -> list[tuple[dict[str, Any], str]]:
    return [*((one, later["code"]) for one, later in pairwise(steps)), (steps[-1], "")]


def _usual(step: dict[str, Any], following: str) -> dict[str, Any]:
    """A way on that leads where the list leads anyway need not be said."""
    return {key: value for key, value in step.items() if not (key == "next" and value == [{"to": following}])}


@pytest.mark.parametrize("file", DRAWN, ids=lambda file: f"{file.parts[-4]}-{file.stem}")
def test_everything_drawn_has_its_place_and_nothing_covers_anything(file: Path) -> None:
    for _plain, process in processes(file):
        root = ET.fromstring(drawn(process))
        ids = {element.get("id") for element in root.iter() if element.tag.startswith(f"{{{BPMN}}}")}
        boxes = {shape.get("bpmnElement"): shape.find(f"{{{DC}}}Bounds") for shape in root.iter(f"{{{DI}}}BPMNShape")}
        assert set(boxes) <= ids
        picture = draw(process, lambda unit, role: f"{unit.of or unit.kind} {role}")
        assert {shape.id for shape in picture.shapes} <= set(boxes)
        places = [(shape.x, shape.y) for shape in picture.shapes]
        assert len(set(places)) == len(places)
        for shape in picture.shapes:
            lane = next(lane for lane in picture.lanes if lane.name == shape.lane)
            assert lane.y <= shape.y
            assert shape.y + shape.size[1] <= lane.y + lane.height


def bpmn(body: str) -> bytes:
    """A file of another tool."""
    return f'<definitions xmlns="{BPMN}" targetNamespace="x"><process id="p">{body}</process></definitions>'.encode()


OTHER = """
<startEvent id="s"/><userTask id="kiem_tra" name="Kiểm tra"/><exclusiveGateway id="g" default="f4"/>
<task id="tu-choi" name="Từ chối"/><task id="ky" name="Ký"/><endEvent id="e"/><laneSet id="l"/>
<sequenceFlow id="f1" sourceRef="s" targetRef="kiem_tra"/><sequenceFlow id="f2" sourceRef="kiem_tra" targetRef="g"/>
<sequenceFlow id="f3" sourceRef="g" targetRef="tu-choi">
<conditionExpression>outcome == 'x'</conditionExpression></sequenceFlow>
<sequenceFlow id="f4" sourceRef="g" targetRef="ky"/><sequenceFlow id="f5" sourceRef="tu-choi" targetRef="ky"/>
<sequenceFlow id="f6" sourceRef="ky" targetRef="e"/>
"""


def test_a_drawing_of_another_tool_gives_steps_to_fill_in() -> None:
    read = read_bpmn(bpmn(OTHER))
    assert read.faults == ()
    unit = {"of": "competent"}
    assert list(read.steps) == [
        {"code": "KIEM-TRA", "name": "Kiểm tra", "unit": unit, "kind": "review",
         "next": [{"to": "TU-CHOI", "when": "outcome == 'x'"}, {"to": "KY"}]},
        {"code": "TU-CHOI", "name": "Từ chối", "unit": unit, "kind": "review"},
        {"code": "KY", "name": "Ký", "unit": unit, "kind": "review"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ('<scriptTask id="x" name="Chạy mã"/>', "Chạy mã: scriptTask"),
        ('<callActivity id="x"/><subProcess id="y" name="Con"/>', "x: callActivity, Con: subProcess"),
        ('<boundaryEvent id="b" name="Quá hạn"/>', "Quá hạn: boundaryEvent"),
        ('<inclusiveGateway id="i"/>', "i: inclusiveGateway"),
        ('<startEvent id="t" name="Hẹn giờ"><timerEventDefinition/></startEvent>', "Hẹn giờ: timerEventDefinition"),
        ('<userTask id="u" name="Lặp"><multiInstanceLoopCharacteristics/></userTask>',
         "Lặp: multiInstanceLoopCharacteristics"),
    ],
)  # fmt: skip
def test_what_cannot_be_carried_out_is_named(body: str, named: str) -> None:
    read = read_bpmn(bpmn(OTHER + body))
    found = [fault for fault in read.faults if fault.code == "bpmn_unsupported"]
    assert ", ".join(f"{fault.params['name']}: {fault.params['tag']}" for fault in found) == named
    assert read.steps == ()


FLOW = '<sequenceFlow sourceRef="{}" targetRef="{}"/>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_bpmn"),
        (b"not xml", "not_bpmn"),
        (b"<a/>", "not_bpmn"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "not_bpmn"),
        (OTHER.encode("utf-16"), "not_bpmn"),
        (bpmn("<x/>" * 300_000), "not_bpmn"),
        (bpmn(""), "bpmn_start"),
        (bpmn('<startEvent id="a"/><startEvent id="b"/>'), "bpmn_start"),
        (bpmn('<startEvent id="a"/>'), "bpmn_empty"),
        (bpmn('<startEvent id="a"/><task id="b"/><task id="c"/>' + FLOW.format("a", "b") + FLOW.format("b", "c")
              + FLOW.format("c", "b")), "step_circle"),
        (bpmn('<startEvent id="a"/><exclusiveGateway id="b"/>' + FLOW.format("a", "b") + FLOW.format("b", "b")),
         "bpmn_empty"),
    ],
    ids=range(11),
)  # fmt: skip
def test_hostile_and_broken_files_are_refused(content: bytes, code: str) -> None:
    assert [fault.code for fault in read_bpmn(content).faults] == [code]


@pytest.mark.parametrize(
    ("hours", "read_as"),
    [("2.5", 2.5), ("8", 8), ("nan", None), ("inf", None), ("1e400", None), ("10001", None), ("-1", None), ("x", None)],
)
def test_hours_that_no_step_can_take_are_left_to_people(hours: str, read_as: float | None) -> None:
    step = f'<task id="b"><extensionElements><hl:step xmlns:hl="{HL}" hours="{hours}"/></extensionElements></task>'
    read = read_bpmn(bpmn(f'<startEvent id="a"/>{step}' + FLOW.format("a", "b")))
    assert read.faults == ()
    assert [one.get("hours") for one in read.steps] == [read_as]


@pytest.mark.usefixtures("trivial")
def test_a_process_is_taken_away_and_brought_in_on_screens() -> None:
    keeper, draft = browser(), keeping.start_draft(actor=controller(), code="1.000001", at=now())
    answer = keeper.get(reverse("procedures:process_drawing", args=[draft.id]))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="1.000001.bpmn"'
    assert "Kiểm tra hồ sơ" in answer.content.decode()
    path = reverse("procedures:process_upload", args=[draft.id])
    bad = SimpleUploadedFile("x.bpmn", bpmn(OTHER + '<scriptTask id="x" name="Chạy mã"/>'))
    refused = keeper.post(path, {"_revision": draft.revision, "file": bad})
    assert refused.status_code == 422
    assert "“Chạy mã” là phần tử scriptTask" in refused.content.decode()
    assert keeper.post(path, {"_revision": draft.revision}).status_code == 422
    good = SimpleUploadedFile("x.bpmn", bpmn(OTHER))
    assert keeper.post(path, {"_revision": draft.revision, "file": good}).status_code == 302
    held = keeping.get_draft(actor=controller(), draft_id=draft.id)
    assert [step["code"] for step in held.content["process"]["steps"]] == ["KIEM-TRA", "TU-CHOI", "KY"]
    assert {fault.path for fault in keeping.draft_faults(draft=held)} >= {
        "process.steps[0].role",
        "process.steps[0].hours",
    }
    assert keeper.get(reverse("procedures:process_drawing", args=[draft.id])).status_code == 404
    again = SimpleUploadedFile("x.bpmn", bpmn(OTHER))
    assert keeper.post(path, {"_revision": draft.revision, "file": again}).status_code == 422, "the tab is behind"
