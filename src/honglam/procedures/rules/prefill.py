"""First answers of a new draft from what is known about the person and the enterprise (NĐ 224/2026 Đ15: pre-filled)."""

import re
from collections.abc import Mapping
from typing import Any

from honglam.procedures.contracts import Answers
from honglam.procedures.rules.forms import CompiledForm
from honglam.procedures.rules.paths import find, is_empty, put, spell
from honglam.procedures.rules.questions import Leaf

PERSON = ("full_name", "citizen_id", "birth_date", "sex", "phone", "email", "address", "commune")
ENTERPRISE = ("name", "tax_code", "address", "commune", "representative")
BINDINGS = frozenset({*(f"person.{n}" for n in PERSON), *(f"enterprise.{n}" for n in ENTERPRISE), "today"})
"""Every name of a person's or an enterprise's facts that a form may bind a question to."""

_PAPER = re.compile(r"paper\.[A-Z0-9][A-Z0-9-]*\.(number|issuer|issued_on)")


def is_binding(name: str) -> bool:
    """Whether a form may bind a question to the name: a fact of `BINDINGS`, or what a paper of the wallet says."""
    return name in BINDINGS or _PAPER.fullmatch(name) is not None


def bindings(form: CompiledForm) -> dict[str, str]:
    """Questions outside of lists (as fields of errors are spelled) with the name that each is bound to."""
    return {spell(q.path): q.layout.prefill for q in form.questions if q.layout.prefill and not q.repeat}


def bound_facts(form: CompiledForm, answers: Answers) -> dict[str, Any]:
    """What answers say under the names that their questions are bound to: an earlier dossier speaks for a new one."""
    facts: dict[str, Any] = {}
    for question in form.questions:
        value = find(answers, question.path)
        if question.layout.prefill and not question.repeat and not is_empty(value):
            facts.setdefault(question.layout.prefill, value)
    return facts


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
