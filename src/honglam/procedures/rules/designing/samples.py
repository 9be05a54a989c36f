"""Answers made up to look at a form with: plausible, the same every time, nobody's."""

from typing import Any

from honglam.procedures.contracts import Answers
from honglam.procedures.rules.forms import CompiledForm
from honglam.procedures.rules.paths import put
from honglam.procedures.rules.questions import Leaf

_BY_FORMAT: dict[str, Any] = {
    "person-name": "Nguyễn Văn Mẫu",
    "citizen-id": "001085000017",
    "tax-code": "0100109106",
    "phone-vn": "0912345678",
    "email": "mau@example.vn",
    "date-vn": "1985-06-15",
    "date": "1985-06-15",
    "partial-date": "1985",
    "money": 5_000_000,
}


def sample_answers(form: CompiledForm, commune: str) -> Answers:
    """An answer to every question, one thing in every list; `commune` is the code of some commune of today."""
    answers: Answers = {}
    for question in form.questions:
        path: tuple[Any, ...] = question.path
        if question.repeat:
            path = (*question.repeat, 0, *question.path[len(question.repeat) :])
        put(answers, path, _sample(question.leaf, commune))
    return answers


def _sample(leaf: Leaf, commune: str) -> Any:
    if leaf.choices:
        first = leaf.choices[0].value
        return [first] if leaf.kind == "array" else first
    if leaf.format == "commune":
        return commune
    if leaf.format in _BY_FORMAT:
        return _BY_FORMAT[leaf.format]
    if leaf.kind in {"integer", "number"}:
        return leaf.node.get("minimum", 1) or 1
    if leaf.kind == "boolean":
        return True
    text = "Nội dung thử để xem biểu mẫu."
    return text[: leaf.node.get("maxLength", len(text))]
