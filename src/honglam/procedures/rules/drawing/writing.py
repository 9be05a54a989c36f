"""A process as BPMN 2.0 XML with its diagram. What BPMN has no word for stands in `hl:` elements, as it allows."""

from xml.etree import ElementTree as ET

from honglam.procedures.contracts import Consultation, Process, Step, UnitRule
from honglam.procedures.rules.drawing.picture import LEFT, TOP, Arrow, Names, Picture, Shape, draw, task_id

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DD = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
HL = "urn:honglam:process:1"
_TAGS = {
    "start": "startEvent",
    "end": "endEvent",
    "task": "userTask",
    "opinion": "userTask",
    "choice": "exclusiveGateway",
    "split": "parallelGateway",
    "join": "parallelGateway",
}


def to_bpmn(process: Process, *, code: str, name: str, names: Names) -> str:
    """The whole document."""
    for prefix, space in (("bpmn", BPMN), ("bpmndi", DI), ("dc", DC), ("di", DD), ("xsi", XSI), ("hl", HL)):
        ET.register_namespace(prefix, space)
    picture = draw(process, names)
    root = ET.Element(f"{{{BPMN}}}definitions", {"id": "definitions", "targetNamespace": HL})
    collaboration = ET.SubElement(root, f"{{{BPMN}}}collaboration", {"id": "collaboration"})
    ET.SubElement(
        collaboration,
        f"{{{BPMN}}}participant",
        {"id": "participant", "name": f"{code} {name}", "processRef": "process"},
    )
    _process(root, process, picture, name)
    _diagram(root, picture)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _process(root: ET.Element, process: Process, picture: Picture, name: str) -> None:
    body = ET.SubElement(root, f"{{{BPMN}}}process", {"id": "process", "name": name, "isExecutable": "false"})
    more = ET.SubElement(body, f"{{{BPMN}}}extensionElements")
    ET.SubElement(more, f"{{{HL}}}process", {"silence": process.silence.value})
    lanes = ET.SubElement(body, f"{{{BPMN}}}laneSet", {"id": "lanes"})
    for number, lane in enumerate(picture.lanes, 1):
        drawn = ET.SubElement(lanes, f"{{{BPMN}}}lane", {"id": f"lane_{number}", "name": lane.name})
        for shape in picture.shapes:
            if shape.lane == lane.name:
                ET.SubElement(drawn, f"{{{BPMN}}}flowNodeRef").text = shape.id
    steps = {step.code: step for step in process.steps}
    for shape in picture.shapes:
        _node(body, shape, picture, steps.get(shape.step))
    for arrow in picture.arrows:
        _flow(body, arrow)


def _node(body: ET.Element, shape: Shape, picture: Picture, step: Step | None) -> None:
    said = {"id": shape.id} | ({"name": shape.name} if shape.name else {})
    default = next((arrow.id for arrow in picture.arrows if arrow.source == shape.id and arrow.is_default), "")
    node = ET.SubElement(body, f"{{{BPMN}}}{_TAGS[shape.kind]}", said | ({"default": default} if default else {}))
    if step is not None and shape.kind in {"task", "opinion"}:
        more = ET.SubElement(node, f"{{{BPMN}}}extensionElements")
        if shape.kind == "task":
            _step(more, step)
        else:
            opinion = next(one for one in step.parallel if shape.id == f"{task_id(step.code)}_{task_id(one.code)}")
            facts = {"code": opinion.code, "role": opinion.role, "hours": f"{opinion.hours:g}"}
            ET.SubElement(more, f"{{{HL}}}opinion", facts | _place(opinion.unit) | _silence(opinion))
    for arrow in picture.arrows:
        if arrow.target == shape.id:
            ET.SubElement(node, f"{{{BPMN}}}incoming").text = arrow.id
    for arrow in picture.arrows:
        if arrow.source == shape.id:
            ET.SubElement(node, f"{{{BPMN}}}outgoing").text = arrow.id


def _step(more: ET.Element, step: Step) -> None:
    facts = {"code": step.code, "kind": step.kind.value, "role": step.role, "hours": f"{step.hours:g}"}
    ET.SubElement(more, f"{{{HL}}}step", facts | _place(step.unit))
    for outcome in step.outcomes:
        said = {"code": outcome.code, "name": outcome.name} | ({"rejects": "true"} if outcome.rejects else {})
        ET.SubElement(more, f"{{{HL}}}outcome", said)


def _silence(opinion: Consultation) -> dict[str, str]:
    """What silence means, with the law that says so."""
    said = {"silence": opinion.silence.value} if opinion.silence else {}
    said |= {"provisional": "true"} if opinion.provisional else {}
    source = opinion.source
    if source is None:
        return said
    dated = source.dated.isoformat() if source.dated else ""
    law = {"document": source.document, "article": source.article, "date": dated, "url": source.url}
    return said | {name: value for name, value in law.items() if value}


def _place(unit: UnitRule) -> dict[str, str]:
    return {name: value for name, value in (("of", unit.of), ("unit", unit.kind), ("agency", unit.agency)) if value}


def _flow(body: ET.Element, arrow: Arrow) -> None:
    said = {"id": arrow.id, "sourceRef": arrow.source, "targetRef": arrow.target}
    flow = ET.SubElement(body, f"{{{BPMN}}}sequenceFlow", said | ({"name": arrow.when} if arrow.when else {}))
    if arrow.when:
        kind = {f"{{{XSI}}}type": "bpmn:tFormalExpression"}
        ET.SubElement(flow, f"{{{BPMN}}}conditionExpression", kind).text = arrow.when


def _diagram(root: ET.Element, picture: Picture) -> None:
    diagram = ET.SubElement(root, f"{{{DI}}}BPMNDiagram", {"id": "diagram"})
    plane = ET.SubElement(diagram, f"{{{DI}}}BPMNPlane", {"id": "plane", "bpmnElement": "collaboration"})
    height = sum(lane.height for lane in picture.lanes)
    _box(plane, "participant", (LEFT - 50, TOP, picture.width, height), horizontal=True)
    for number, lane in enumerate(picture.lanes, 1):
        _box(plane, f"lane_{number}", (LEFT - 20, lane.y, picture.width - 30, lane.height), horizontal=True)
    for shape in picture.shapes:
        _box(plane, shape.id, (shape.x, shape.y, *shape.size))
    places = {shape.id: shape for shape in picture.shapes}
    for arrow in picture.arrows:
        edge = ET.SubElement(plane, f"{{{DI}}}BPMNEdge", {"id": f"{arrow.id}_di", "bpmnElement": arrow.id})
        for x, y in _way(places[arrow.source], places[arrow.target]):
            ET.SubElement(edge, f"{{{DD}}}waypoint", {"x": str(x), "y": str(y)})


def _box(plane: ET.Element, element: str, box: tuple[int, int, int, int], *, horizontal: bool = False) -> None:
    said = {"id": f"{element}_di", "bpmnElement": element} | ({"isHorizontal": "true"} if horizontal else {})
    shape = ET.SubElement(plane, f"{{{DI}}}BPMNShape", said)
    numbers = dict(zip(("x", "y", "width", "height"), map(str, box), strict=True))
    ET.SubElement(shape, f"{{{DC}}}Bounds", numbers)


def _way(source: Shape, target: Shape) -> list[tuple[int, int]]:
    """Out at the right, in at the left, with one corner halfway where the rows differ."""
    start = (source.x + source.size[0], source.centre[1])
    end = (target.x, target.centre[1])
    if start[1] == end[1]:
        return [start, end]
    half = end[0] - 30
    return [start, (half, start[1]), (half, end[1]), end]
