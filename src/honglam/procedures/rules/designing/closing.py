"""From a design back to a form. What the design did not touch stays as it was written, to the letter."""

import copy
from typing import Any

from honglam.procedures.rules.designing.kinds import fresh_node, kind_of, widget_for, with_choices
from honglam.procedures.rules.designing.naming import (
    asked_alone,
    give_names,
    is_free,
    new_names,
    place_of,
    refuse_lists,
)
from honglam.procedures.rules.designing.opening import (
    SAID,
    base_of,
    every_question,
    every_section,
    limits_of,
    open_form,
    put_limits,
    put_new_limits,
)
from honglam.procedures.rules.designing.places import drop_node, move_node, put_list, put_node, set_required
from honglam.procedures.rules.keeping.outline import Plain


def close_form(design: Plain, before: Plain | None) -> Plain | None:
    """The form of a design; None for one without pages, which is no form.

    Raises NameTaken, with the place of its box in the design, where a new name is that of something else: it is
    refused before anything of the other is lost.
    """
    if not design.get("pages"):
        return None
    schema = copy.deepcopy((before or {}).get("schema") or {"type": "object", "properties": {}})
    layout = (before or {}).get("layout") or {}
    give_names(schema, design)
    _move_lists(schema, design)
    _drop(schema, design, open_form(before))
    asked = asked_alone(design, layout.get("calculated") or [])
    refuse_lists(schema, design)
    for _, section in every_section(design):
        if ref := base_of(section).removesuffix("."):
            put_list(schema, ref, str(section.get("repeat", {}).get("title") or section.get("title") or ""))
    _answers(schema, design, asked)
    return {"schema": schema, "layout": _layout(design, layout)}


def _move_lists(schema: Plain, design: Plain) -> None:
    """Lists that were renamed keep what is said of them, and their answers; one that two sections repeat stays."""
    repeated = {base_of(section).removesuffix(".") for _, section in every_section(design)}
    for _, section in every_section(design):
        ref, was = base_of(section).removesuffix("."), section.get("was_repeat", "")
        if not ref or not was or was in repeated or ref.startswith(f"{was}."):
            continue
        if is_free(schema, ref) and move_node(schema, was, ref):
            section["was_repeat"] = ref
            for question in section.get("questions", []):
                if str(question.get("was", "")).startswith(f"{was}."):
                    question["was"] = ref + question["was"].removeprefix(was)


def _drop(schema: Plain, design: Plain, before: Plain) -> None:
    """Answers nobody asks for any more go, and lists that no section repeats; what something still stands in stays."""
    places = [place_of(*one) for one in every_question(design)]
    lists = {base_of(section).removesuffix(".") for _, section in every_section(design)}
    needed = lists | {place[:at] for place in places for at, sign in enumerate(place) if sign == "."}
    stay = {one["was"] for section, one in every_question(design) if place_of(section, one) == one.get("was")}
    for _, question in every_question(before):
        if question["was"] not in stay:
            drop_node(schema, question["was"], needed)
    for _, section in every_section(before):
        if section["was_repeat"] not in {"", *needed}:
            drop_node(schema, section["was_repeat"], needed)


def _answers(schema: Plain, design: Plain, asked: set[str]) -> None:
    """The answers that changed are written."""
    for place, question in new_names(schema, design, asked):
        node, required = _node(question), bool(question.get("required"))
        if place != question.get("was") or node != question.get("node") or required != question.get("was_required"):
            put_node(schema, place, node)
            set_required(schema, place, required)


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
    asked = {one[1].get("was"): (place_of(*one), one[1]) for one in every_question(design)}
    kept, done = [], set()
    for entry in before:
        place, question = asked.get(entry.get("ref"), (None, None))
        if question is None or place is None:
            kept.append(entry)
        elif question.get("formula"):
            kept.append({"ref": place, "formula": question["formula"]})
            done.add(place)
    for section, question in every_question(design):
        place = place_of(section, question)
        if question.get("formula") and place not in done:
            kept.append({"ref": place, "formula": question["formula"]})
    return kept
