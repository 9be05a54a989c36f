"""A process from BPMN 2.0: the subset we can carry out. Whatever lies outside of it is named, element by element.

Read are: start and end events without definitions, tasks, user and manual tasks, exclusive and parallel gateways (the
latter only around opinions that are asked at the same time), sequence flows with conditions, lanes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET

from honglam.kernel.text import fold
from honglam.kernel.values import text_noop
from honglam.procedures.rules.drawing.writing import BPMN, HL
from honglam.procedures.rules.faults import Fault

MAX_BYTES, MOST_HOURS = 1_000_000, 10_000
_TASKS = {"task", "userTask", "manualTask"}
_GATES = {"exclusiveGateway", "parallelGateway"}
_NODES = {*_TASKS, *_GATES, "startEvent", "endEvent"}
_QUIET = {"laneSet", "extensionElements", "documentation", "incoming", "outgoing", "sequenceFlow", "ioSpecification"}
_EARLY_END = text_noop("“%(name)s” leads to the end although steps follow. Only the last step may end the process.")
_NOT_BPMN = text_noop("This is not a BPMN 2.0 file.")


@dataclass(frozen=True, kw_only=True)
class Read:
    """The steps in the pack's shape, or what stands in the way of them. `silence`: the rule of the process, if said."""

    steps: tuple[dict[str, Any], ...] = ()
    silence: str = ""
    faults: tuple[Fault, ...] = ()


@dataclass
class _Graph:
    nodes: dict[str, ET.Element] = field(default_factory=dict)
    flows: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, code: str, message: str, **params: str) -> None:
        self.faults.append(Fault(path="process.steps", code=code, message=message, params=params))

    def kind(self, node: str) -> str:
        return _tag(self.nodes[node]) if node in self.nodes else ""


def read_bpmn(content: bytes) -> Read:
    """The steps of the one process in a file."""
    root = _parsed(content)
    process = root.find(f"{{{BPMN}}}process") if root is not None and root.tag == f"{{{BPMN}}}definitions" else None
    if root is None or process is None:
        return Read(faults=(Fault(path="process.steps", code="not_bpmn", message=_NOT_BPMN),))
    graph = _graph(process)
    if len(root.findall(f"{{{BPMN}}}process")) > 1:
        graph.fault("bpmn_unsupported", text_noop("The file holds more than one process."))
    order = [] if graph.faults else _ordered(graph)
    steps = [_step(graph, node, order, index) for index, node in enumerate(order)]
    if not graph.faults and not steps:
        graph.fault("bpmn_empty", text_noop("No task can be reached from the start event."))
    if graph.faults:
        return Read(faults=tuple(graph.faults))
    return Read(steps=tuple(steps), silence=_facts(process, "process").get("silence", ""))


def _parsed(content: bytes) -> ET.Element | None:
    """The document; None for what is none, is too large, or brings definitions that could grow without end."""
    if len(content) > MAX_BYTES or b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content:
        return None
    try:
        content.decode("utf-8")
        return ET.fromstring(content)  # noqa: S314 - without a DOCTYPE nothing can be expanded
    except (ET.ParseError, UnicodeDecodeError, ValueError, LookupError):
        return None


def _graph(process: ET.Element) -> _Graph:
    graph = _Graph()
    for element in process:
        tag = _tag(element)
        if tag in _NODES:
            graph.nodes[element.get("id", "")] = element
            for below in element:
                if _tag(below) not in _QUIET:
                    _unsupported(graph, below, element)
        elif tag not in _QUIET:
            _unsupported(graph, element, element)
    for flow in process.findall(f"{{{BPMN}}}sequenceFlow"):
        condition = flow.find(f"{{{BPMN}}}conditionExpression")
        when = (condition.text or "").strip() if condition is not None else ""
        graph.flows.setdefault(flow.get("sourceRef", ""), []).append(
            (flow.get("targetRef", ""), when, flow.get("id", ""))
        )
    return graph


def _unsupported(graph: _Graph, element: ET.Element, named: ET.Element) -> None:
    message = text_noop("“%(name)s” is a %(tag)s: this kind of element cannot be carried out here.")
    name = named.get("name") or named.get("id") or "?"
    graph.fault("bpmn_unsupported", message, name=name, tag=_tag(element))


def _ordered(graph: _Graph) -> list[str]:
    """The tasks that are steps and can be reached; opinions belong to their steps."""
    starts = [node for node in graph.nodes if graph.kind(node) == "startEvent"]
    if len(starts) != 1:
        graph.fault("bpmn_start", text_noop("A process has exactly one start event."))
        return []
    order: list[str] = []
    state: dict[str, int] = {}

    def visit(node: str) -> None:
        waiting = [(node, iter(_steps_after(graph, node)))]
        state[node] = 1
        while waiting:
            here, rest = waiting[-1]
            following = next(rest, None)
            if following is None:
                waiting.pop()
                state[here] = 2
                order.append(here)
            elif state.get(following) == 1:
                graph.fault("step_circle", text_noop("The steps go round in a circle."))
            elif following not in state:
                state[following] = 1
                waiting.append((following, iter(_steps_after(graph, following))))

    visit(starts[0])
    return _listed(graph, starts[0], set(order))


def _listed(graph: _Graph, start: str, reached: set[str]) -> list[str]:
    """The steps as the file lists them, but the first one first and what ends the process last."""
    steps = [node for node in graph.nodes if node in reached and graph.kind(node) in _TASKS]
    first = _steps_after(graph, start)[-1:]
    enders = [node for node in steps if any(not to for to, _when in _ways(graph, node))]
    return [*first, *(node for node in steps if node not in {*first, *enders}), *(n for n in enders if n not in first)]


def _steps_after(graph: _Graph, node: str) -> list[str]:
    """The tasks a node leads to, through gateways, last branch first so that the order comes out as drawn."""
    return [target for target, _when in reversed(list(_ways(graph, node))) if target]


def _ways(graph: _Graph, node: str) -> Iterator[tuple[str, str]]:
    """(task, condition) for every way out of a task or the start; an empty task is the end."""
    for target, _when, _flow in graph.flows.get(node, []):
        if graph.kind(target) == "exclusiveGateway":
            yield from _branches(graph, target)
        else:
            yield _landing(graph, target), ""


def _branches(graph: _Graph, gate: str) -> Iterator[tuple[str, str]]:
    """The ways out of an exclusive gateway, the one without condition last."""
    default = graph.nodes[gate].get("default", "")
    flows = graph.flows.get(gate, [])
    for target, when, flow in sorted(flows, key=lambda one: one[2] == default or not one[1]):
        yield _landing(graph, target), "" if flow == default else when


def _landing(graph: _Graph, node: str) -> str:
    """The step behind a node: through joins of branches and around opinions asked at the same time."""
    for _hop in range(len(graph.nodes) + 1):
        kind, flows = graph.kind(node), graph.flows.get(node, [])
        if kind in _TASKS and not _is_opinion(graph, node):
            return node
        if kind in {"endEvent", ""} or not flows:
            return ""
        node = flows[0][0]
    return ""


def _is_opinion(graph: _Graph, node: str) -> bool:
    """A task that forks off at one parallel gateway and joins at another; our own drawings say so themselves."""
    if next(graph.nodes[node].iter(f"{{{HL}}}opinion"), None) is not None:
        return True
    if next(graph.nodes[node].iter(f"{{{HL}}}step"), None) is not None:
        return False
    before = [source for source, flows in graph.flows.items() if any(target == node for target, _, _ in flows)]
    after = [target for target, _, _ in graph.flows.get(node, [])]
    forks = all(graph.kind(one) == "parallelGateway" and len(graph.flows.get(one, [])) > 1 for one in before)
    return bool(before and after) and forks and all(graph.kind(one) == "parallelGateway" for one in after)


def _step(graph: _Graph, node: str, order: list[str], index: int) -> dict[str, Any]:
    """One step in the pack's shape. What another tool could not say is left for people to fill in."""
    element = graph.nodes[node]
    facts = _facts(element, "step")
    step: dict[str, Any] = {"code": _code(element, "step"), "name": element.get("name", ""), **_common(facts)}
    step["kind"] = facts.get("kind", "review")
    outcomes = [_outcome(one) for one in element.iter(f"{{{HL}}}outcome")]
    opinions = [graph.nodes[one] for one in _opinions(graph, node)]
    ways = [
        {"to": _code(graph.nodes[to], "step")} | ({"when": when} if when else {})
        for to, when in _ways(graph, node)
        if to
    ]
    follows = _code(graph.nodes[order[index + 1]], "step") if index + 1 < len(order) else ""
    if index + 1 < len(order) and any(not to for to, _when in _ways(graph, node)):
        graph.fault("bpmn_early_end", _EARLY_END, name=step["name"] or step["code"])
    step |= {"outcomes": outcomes} if outcomes else {}
    step |= {"parallel": [_opinion(one) for one in opinions], "kind": "consult"} if opinions else {}
    return step | ({"next": ways} if ways and ways != [{"to": follows}] else {})


def _opinions(graph: _Graph, step: str) -> Iterator[str]:
    """The tasks asked at the same time before a step: those that lead to the join that leads to it."""
    joins = [
        source for source, flows in graph.flows.items()
        if graph.kind(source) == "parallelGateway" and any(target == step for target, _, _ in flows)
    ]  # fmt: skip
    for source, flows in graph.flows.items():
        if _is_opinion(graph, source) and any(target in joins for target, _, _ in flows):
            yield source


def _opinion(element: ET.Element) -> dict[str, Any]:
    facts = _facts(element, "opinion")
    asked = {"code": _code(element, "opinion"), "name": element.get("name", ""), **_common(facts)}
    return asked | _silence(facts)


def _silence(facts: dict[str, str]) -> dict[str, Any]:
    """What silence means for a question, with the law that says so."""
    said: dict[str, Any] = {"silence": facts["silence"]} if facts.get("silence") else {}
    source = {name: facts[name] for name in ("document", "article", "date", "url") if facts.get(name)}
    return said | ({"source": source} if source else {}) | ({"provisional": True} if "provisional" in facts else {})


def _common(facts: dict[str, str]) -> dict[str, Any]:
    unit = {
        ours: facts[theirs]
        for theirs, ours in (("of", "of"), ("unit", "kind"), ("agency", "agency"))
        if theirs in facts
    }
    said: dict[str, Any] = {"unit": unit or {"of": "competent"}}
    said |= {"role": facts["role"]} if facts.get("role") else {}
    hours = _hours(facts.get("hours", ""))
    return said if hours is None else said | {"hours": int(hours) if hours == int(hours) else hours}


def _hours(text: str) -> float | None:
    """Working hours as a file has them; None for what no step can take, which people are left to fill in."""
    try:
        hours = float(text)
    except ValueError:
        return None
    return hours if 0 <= hours <= MOST_HOURS else None


def _facts(element: ET.Element, name: str) -> dict[str, str]:
    found = next(element.iter(f"{{{HL}}}{name}"), None)
    return dict(found.attrib) if found is not None else {}


def _outcome(element: ET.Element) -> dict[str, Any]:
    said: dict[str, Any] = {"code": element.get("code", ""), "name": element.get("name", "")}
    return said | ({"rejects": True} if element.get("rejects") == "true" else {})


def _code(element: ET.Element, kind: str) -> str:
    """Our own code where the file has it, otherwise one made from the element's id."""
    known = _facts(element, kind).get("code")
    made = "".join(letter if letter.isalnum() else "-" for letter in fold(element.get("id", "")).upper()).strip("-")
    return known or made[:60] or "BUOC"


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "?"
