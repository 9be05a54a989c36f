"""From a design back to a form. What the design did not touch stays as it was written, to the letter."""

import copy
from typing import Any

from honglam.procedures.rules.designing.kinds import fresh_node, kind_of, plain_name, widget_for, with_choices
from honglam.procedures.rules.designing.opening import (
    SAID,
    base_of,
    every_question,
    limits_of,
    open_form,
    put_limits,
    put_new_limits,
)
from honglam.procedures.rules.designing.places import drop_node, move_node, put_list, put_node, set_required
from honglam.procedures.rules.keeping.outline import Plain


def close_form(design: Plain, before: Plain | None) -> Plain | None:
    """The form of a design; None for one without pages, which is no form."""
    if not design.get("pages"):
        return None
    schema = copy.deepcopy((before or {}).get("schema") or {"type": "object", "properties": {}})
    _name(design)
    _lists(schema, design)
    _answers(schema, design, before)
    return {"schema": schema, "layout": _layout(design, (before or {}).get("layout") or {})}


def _name(design: Plain) -> None:
    """Questions that nobody has named yet get a name from their words."""
    taken = {base_of(section) + question["ref"] for section, question in every_question(design) if question.get("ref")}
    for section, question in every_question(design):
        if not question.get("ref"):
            base = base_of(section)
            names = frozenset(name.removeprefix(base) for name in taken if name.startswith(base))
            question["ref"] = plain_name(str(question.get("label") or "cau_hoi"), names)
            taken.add(base + question["ref"])


def _lists(schema: Plain, design: Plain) -> None:
    """The lists that sections repeat are there, and keep their answers when they are renamed."""
    for page in design["pages"]:
        for section in page.get("sections", []):
            ref, was = base_of(section).removesuffix("."), section.get("was_repeat", "")
            if ref and was and ref != was and move_node(schema, was, ref):
                for question in section.get("questions", []):
                    if str(question.get("was", "")).startswith(f"{was}."):
                        question["was"] = ref + question["was"].removeprefix(was)
            if ref:
                put_list(schema, ref, str(section.get("repeat", {}).get("title") or section.get("title") or ""))


def _answers(schema: Plain, design: Plain, before: Plain | None) -> None:
    """Answers nobody asks for any more go; those that changed are written."""
    stays = {
        question.get("was")
        for section, question in every_question(design)
        if _place(section, question) == question.get("was")
    }
    moved_lists = {section.get("was_repeat") for section, _ in every_question(design)}
    for section, question in every_question(open_form(before)):
        gone = question["was"] not in stays
        renamed = section["was_repeat"] and section["was_repeat"] not in moved_lists
        if gone and not renamed:
            drop_node(schema, question["was"])
    for section, question in every_question(design):
        place, node = _place(section, question), _node(question)
        required = bool(question.get("required"))
        if place != question.get("was") or node != question.get("node") or required != question.get("was_required"):
            put_node(schema, place, node)
            set_required(schema, place, required)


def _place(section: Plain, question: Plain) -> str:
    return base_of(section) + str(question["ref"])


def _node(question: Plain) -> Plain:
    """The schema of a question as the design says it."""
    held: Plain = copy.deepcopy(question.get("node") or {})
    kind = str(question.get("kind", "text"))
    same = bool(held) and kind == kind_of(held, str(question.get("widget", "")))
    node = held if same else fresh_node(kind) | {"title": held.get("title", "")}
    if not question.get("own_label") and (question.get("label") or "title" in held):
        node["title"] = question.get("label") or ""
    node = with_choices(node, kind, list(question.get("choices") or []))
    if same:
        put_limits(node, question)
    else:
        put_new_limits(node, question, limits_of(held))
    return node


def _layout(design: Plain, before: Plain) -> Plain:
    layout: Plain = {"pages": [_page(page) for page in design["pages"]]}
    calculated = _calculated(design, before.get("calculated") or [])
    if calculated:
        layout["calculated"] = calculated
    for name in ("rules", "declaration"):
        if design.get(name):
            layout[name] = design[name]
    return layout


def _page(page: Plain) -> Plain:
    return {"title": page.get("title", ""), "sections": [_section(section) for section in page.get("sections", [])]}


def _section(section: Plain) -> Plain:
    said = {name: value for name, value in section.items() if name not in {"questions", "was_repeat"} and value}
    return said | {"fields": [_field(question) for question in section.get("questions", [])]}


def _field(question: Plain) -> Plain:
    """What the layout says of a question."""
    field: Plain = {"ref": question["ref"]}
    if question.get("own_label") and question.get("label"):
        field["label"] = question["label"]
    same = question.get("kind") == kind_of(question.get("node") or {}, str(question.get("widget", "")))
    widget = question.get("widget") if same and question.get("node") else widget_for(str(question.get("kind", "text")))
    if widget:
        field["widget"] = widget
    return field | {name: question[name] for name in SAID if question.get(name)}


def _calculated(design: Plain, before: list[Any]) -> list[Plain]:
    """Formulas of asked questions as the design says them; those of answers nobody asks for stay."""
    asked = {question.get("was"): (_place(section, question), question) for section, question in every_question(design)}
    kept, done = [], set()
    for entry in before:
        place, question = asked.get(entry.get("ref"), (None, None))
        if question is None or place is None:
            kept.append(entry)
        elif question.get("formula"):
            kept.append({"ref": place, "formula": question["formula"]})
            done.add(place)
    for section, question in every_question(design):
        place = _place(section, question)
        if question.get("formula") and place not in done:
            kept.append({"ref": place, "formula": question["formula"]})
    return kept
