"""Every page of every block calls our macros as they are: names that exist, parameters they have."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import engines
from jinja2 import nodes

SRC = Path(__file__).parents[2] / "src" / "honglam"
UI = SRC / "ui" / "jinja2"


def parse(source: str) -> nodes.Template:
    return engines["jinja2"].env.parse(source)


def signatures(template: str) -> dict[str, list[str]]:
    """The macros of a file of ours with the names of their parameters."""
    tree = parse((UI / template).read_text(encoding="utf-8"))
    return {macro.name: [arg.name for arg in macro.args] for macro in tree.find_all(nodes.Macro)}


def faults(source: str) -> Iterator[str]:
    """What a template asks of our macros in vain."""
    tree = parse(source)
    known: dict[str, list[str]] = {}
    for node in tree.find_all(nodes.FromImport):
        template = node.template.value if isinstance(node.template, nodes.Const) else ""
        if not str(template).startswith("ui/"):
            continue
        there = signatures(template)
        for entry in node.names:
            name, alias = entry if isinstance(entry, tuple) else (entry, entry)
            if name in there:
                known[alias] = there[name]
            else:
                yield f"{template} has no {name}"
    for call in tree.find_all(nodes.Call):
        if not isinstance(call.node, nodes.Name) or call.node.name not in known:
            continue
        parameters = known[call.node.name]
        unknown = [keyword.key for keyword in call.kwargs if keyword.key not in parameters]
        if unknown or len(call.args) > len(parameters):
            yield f"line {call.lineno}: {call.node.name} takes {', '.join(parameters)}; not {', '.join(unknown)}"


@pytest.mark.parametrize("block", sorted(path.parent.name for path in SRC.glob("*/jinja2")))
def test_macros_are_called_as_they_are(block: str) -> None:
    found = [
        f"{path.relative_to(SRC)}: {fault}"
        for path in sorted((SRC / block / "jinja2").rglob("*.html"))
        for fault in faults(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ('{% from "ui/components/button.html" import knob %}', "ui/components/button.html has no knob"),
        ('{% from "ui/components/button.html" import button as b %}{{ b("x", colour="red") }}', "not colour"),
        ('{% from "ui/components/work.html" import card %}{% call card(tilte="x") %}{% endcall %}', "not tilte"),
    ],
)
def test_the_check_finds_what_it_should(source: str, fault: str) -> None:
    assert fault in "".join(faults(source))
