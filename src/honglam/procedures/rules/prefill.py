"""First answers of a new draft from what is known about the person and the enterprise (NĐ 224/2026 Đ15: pre-filled)."""

from collections.abc import Mapping
from typing import Any

from honglam.procedures.contracts import Answers
from honglam.procedures.rules.forms import CompiledForm
from honglam.procedures.rules.paths import is_empty, put
from honglam.procedures.rules.questions import Leaf

PERSON = ("full_name", "citizen_id", "birth_date", "sex", "phone", "email", "address", "commune")
ENTERPRISE = ("name", "tax_code", "address", "commune", "representative")
BINDINGS = frozenset({*(f"person.{n}" for n in PERSON), *(f"enterprise.{n}" for n in ENTERPRISE), "today"})
"""Every name that a form may bind a question to."""


def prefilled(form: CompiledForm, facts: Mapping[str, Any]) -> Answers:
    """Answers for the questions that are bound to a known fact and can hold it, and the schema's own defaults.

    Items of lists are not prefilled.
    """
    answers: Answers = {}
    for question in form.questions:
        if question.repeat:
            continue
        value = facts.get(question.layout.prefill) if question.layout.prefill else None
        if not is_empty(value) and _fits(question.leaf, value):
            put(answers, question.path, value)
        elif "default" in question.leaf.node:
            put(answers, question.path, question.leaf.node["default"])
    return answers


def _fits(leaf: Leaf, value: Any) -> bool:
    """A choice must be one of those offered; a date with an unknown day does not answer a question for a date."""
    if leaf.choices:
        return any(choice.value == value for choice in leaf.choices)
    if leaf.format in {"date-vn", "date"}:
        return len(str(value)) == len("2026-11-22")
    return leaf.kind == "string"
