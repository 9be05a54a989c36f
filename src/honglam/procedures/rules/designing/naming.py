"""Names of answers: made from words where nobody gave one, and never that of another answer."""

from collections.abc import Iterator
from typing import Any

from honglam.procedures.contracts import NameInTheWay, NamesCollide, NameTaken
from honglam.procedures.rules.designing.kinds import plain_name
from honglam.procedures.rules.designing.opening import base_of, every_question, every_section
from honglam.procedures.rules.keeping.outline import Plain
from honglam.procedures.rules.questions import node_at, resolve


def give_names(schema: Plain, design: Plain) -> None:
    """Questions that nobody has named yet get a name from their words."""
    asked = {base_of(section) + question["ref"] for section, question in every_question(design) if question.get("ref")}
    for section, question in every_question(design):
        if not question.get("ref"):
            base = base_of(section)
            names = {name.removeprefix(base).partition(".")[0] for name in asked if name.startswith(base)}
            stand = _names_in(schema, base) - {str(question.get("was", "")).removeprefix(base)}
            question["ref"] = plain_name(str(question.get("label") or "cau_hoi"), frozenset(names | stand))
            asked.add(base + question["ref"])


def place_of(section: Plain, question: Plain) -> str:
    """The dotted place of a question's answer, the list it stands in included."""
    return base_of(section) + str(question["ref"])


def asked_alone(design: Plain, calculated: list[Any]) -> set[str]:
    """Answers that keep the name they had, and those that are worked out though nobody is asked for them."""
    were = {question.get("was") for _, question in every_question(design)}
    stay = {place_of(*one) for one in every_question(design) if place_of(*one) == one[1].get("was")}
    return stay | {str(entry.get("ref")) for entry in calculated if isinstance(entry, dict)} - were


def is_free(schema: Plain, place: str, asked: set[str] | None = None) -> bool:
    """Whether something may stand at a place: nothing does, and no answer is in the way.

    With `asked`, an answer that is not among them gives way: a question with its name is how it comes to be asked.
    """
    if _has_answer_above(schema, place):
        return False
    node = node_at(schema, tuple(place.split(".")))
    return node is None or (asked is not None and place not in asked and _is_answer(schema, node))


def refuse_lists(schema: Plain, design: Plain) -> None:
    """Raises NameTaken, at its box, for a section's new list that has the name of something else."""
    for where, section in every_section(design):
        ref = base_of(section).removesuffix(".")
        if ref and ref != section.get("was_repeat") and not is_free(schema, ref):
            raise _refused(schema, ref)(field=f"{where}.repeat.ref", name=ref)


def new_names(schema: Plain, design: Plain, asked: set[str]) -> Iterator[tuple[str, Plain]]:
    """Each question with its place, in order; raises NameTaken, at its box, for a new one that is another answer's.

    The caller writes each before it takes the next.
    """
    for where, section in every_section(design):
        moved = base_of(section).removesuffix(".") != section.get("was_repeat", "")
        for index, question in enumerate(section.get("questions", [])):
            place = place_of(section, question)
            if place != question.get("was") and not is_free(schema, place, asked):
                if moved:
                    raise NamesCollide(field=f"{where}.repeat.ref", name=place)
                raise _refused(schema, place)(field=f"{where}.questions.{index}.ref", name=place)
            asked.add(place)
            yield place, question


def _refused(schema: Plain, place: str) -> type[NameTaken]:
    """What is said of a name that is not free."""
    return NameInTheWay if _has_answer_above(schema, place) else NameTaken


def _has_answer_above(schema: Plain, place: str) -> bool:
    """Whether a place would be below an answer."""
    way = tuple(place.split("."))
    above = (node_at(schema, way[:depth]) for depth in range(1, len(way)))
    return any(node is not None and _is_answer(schema, node) for node in above)


def _names_in(schema: Plain, base: str) -> set[str]:
    """What stands in the form itself, or in one thing of the list with this base."""
    node = node_at(schema, tuple(base.removesuffix(".").split("."))) if base else schema
    node = node or {}
    holder = node if "properties" in node else resolve(schema, node.get("items", {}))
    return set(holder.get("properties", {}))


def _is_answer(schema: Plain, node: Any) -> bool:
    """Whether it is answered itself: no object and no list of objects."""
    return "properties" not in node and "properties" not in resolve(schema, node.get("items", {}))
