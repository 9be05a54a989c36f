"""From a form (schema and layout) to a design: pages, sections and questions with all that is said of each.

A question remembers where it stood (`was`), its schema (`node`) and whether it was required, so that closing the
design changes nothing but what was changed; and the number of its formula in the form (`formula_at`), for faults.
"""

import copy
from collections.abc import Iterator
from typing import Any

from honglam.procedures.rules.designing.kinds import choice_lines, kind_of
from honglam.procedures.rules.keeping.outline import Plain
from honglam.procedures.rules.questions import node_at

_OF_NUMBERS = (("minimum", "least"), ("maximum", "most"))
_OF_TEXTS = (("minLength", "shortest"), ("maxLength", "longest"))
_LIMITS = (*_OF_NUMBERS, *_OF_TEXTS)
SAID = ("hint", "prefill", "visible_when", "required_when", "width")


def open_form(form: Plain | None) -> Plain:
    """The design of a form; one without pages where there is no form yet."""
    form = form or {}
    schema, layout = _mapping(form.get("schema")), _mapping(form.get("layout"))
    calculated = enumerate(_listed(layout.get("calculated")))
    formulas = {str(entry.get("ref")): (number, entry.get("formula", "")) for number, entry in calculated}
    design: Plain = {"pages": [_page(page, schema, formulas) for page in _listed(layout.get("pages"))]}
    for name in ("rules", "declaration"):
        if layout.get(name):
            design[name] = copy.deepcopy(layout[name])
    return design


def every_section(design: Plain) -> Iterator[tuple[str, Plain]]:
    """Each section with its dotted place, in order."""
    for number, page in enumerate(_listed(design.get("pages"))):
        for index, section in enumerate(_listed(page.get("sections"))):
            yield f"pages.{number}.sections.{index}", section


def every_question(design: Plain) -> Iterator[tuple[Plain, Plain]]:
    """Each question with its section, in order."""
    for _, section in every_section(design):
        for question in _listed(section.get("questions")):
            yield section, question


def base_of(section: Plain) -> str:
    """The list that a section repeats, with the dot; empty where it repeats none."""
    ref = _mapping(section.get("repeat")).get("ref")
    return f"{ref}." if ref else ""


def limits_of(node: Plain) -> Plain:
    """The limits of an answer under the names of the screens."""
    return {ours: node[theirs] for theirs, ours in _LIMITS if theirs in node}


def put_limits(node: Plain, question: Plain) -> None:
    """The limits of the screens in the schema."""
    for theirs, ours in _LIMITS:
        if question.get(ours) is None:
            node.pop(theirs, None)
        else:
            node[theirs] = question[ours]


def put_new_limits(node: Plain, question: Plain, before: Plain) -> None:
    """Limits typed together with another kind; not those of the kind before, nor what the new one cannot have."""
    fitting = {"integer": _OF_NUMBERS, "number": _OF_NUMBERS, "string": _OF_TEXTS}.get(str(node.get("type")), ())
    for theirs, ours in fitting if "oneOf" not in node else ():
        if question.get(ours) is not None and question[ours] != before.get(ours):
            node[theirs] = question[ours]


def _page(page: Plain, schema: Plain, formulas: Plain) -> Plain:
    return {
        "title": page.get("title", ""),
        "sections": [_section(section, schema, formulas) for section in _listed(page.get("sections"))],
    }


def _section(section: Plain, schema: Plain, formulas: Plain) -> Plain:
    opened = {key: copy.deepcopy(value) for key, value in section.items() if key != "fields"}
    base = base_of(section)
    opened["was_repeat"] = base.removesuffix(".")
    opened["questions"] = [_question(field, base, schema, formulas) for field in _listed(section.get("fields"))]
    return opened


def _question(field: Plain, base: str, schema: Plain, formulas: Plain) -> Plain:
    place = base + str(field.get("ref", ""))
    path = tuple(place.split("."))
    node = copy.deepcopy(dict(node_at(schema, path) or {}))
    number, formula = formulas.get(place, (None, ""))
    widget = str(field.get("widget") or "")
    question: Plain = {
        "ref": field.get("ref", ""),
        "label": field.get("label") or node.get("title") or "",
        "own_label": "label" in field,
        "kind": kind_of(node, widget),
        "widget": widget,
        "required": path[-1] in _above(schema, path).get("required", ()),
        "choices": choice_lines(node),
        "formula": formula,
        "formula_at": number,
        **limits_of(node),
        **{name: field[name] for name in SAID if field.get(name)},
    }
    return question | {"was": place, "node": node, "was_required": question["required"]}


def _above(schema: Plain, path: tuple[str, ...]) -> Plain:
    """The object in which an answer stands; through a list, its items."""
    node: Any = node_at(schema, path[:-1]) if len(path) > 1 else schema
    node = node or {}
    if node.get("type") == "array":
        reference = node.get("items", {})
        node = dict(node_at({"properties": {"x": reference}, "$defs": schema.get("$defs", {})}, ("x",)) or {})
    return dict(node)


def _listed(value: Any) -> list[Plain]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _mapping(value: Any) -> Plain:
    return value if isinstance(value, dict) else {}
