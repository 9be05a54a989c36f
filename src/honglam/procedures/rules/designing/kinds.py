"""The kinds of question a designer knows, and what each is in the schema and the layout."""

import copy
import re
from typing import Any

from honglam.kernel.text import fold
from honglam.kernel.values import text_noop
from honglam.procedures.rules.keeping.outline import Plain

KINDS: dict[str, tuple[str, Plain, str]] = {
    "text": (text_noop("Short text"), {"type": "string", "maxLength": 200}, ""),
    "area": (text_noop("Long text"), {"type": "string", "maxLength": 2000}, "textarea"),
    "whole": (text_noop("Whole number"), {"type": "integer", "minimum": 0}, ""),
    "number": (text_noop("Number"), {"type": "number"}, ""),
    "money": (text_noop("Money"), {"type": "integer", "format": "money", "minimum": 0}, ""),
    "date": (text_noop("Date"), {"type": "string", "format": "date-vn"}, ""),
    "partial_date": (text_noop("Date, or only its year"), {"type": "string", "format": "partial-date"}, ""),
    "choice": (text_noop("One of few"), {"type": "string", "oneOf": []}, ""),
    "choice_list": (text_noop("One of a list"), {"type": "string", "oneOf": []}, "select"),
    "choices": (text_noop("Any of few"), {"type": "array", "items": {"type": "string", "oneOf": []}}, ""),
    "yes": (text_noop("A box to tick"), {"type": "boolean"}, ""),
    "yes_no": (text_noop("Yes or no"), {"type": "boolean"}, "radio"),
    "name": (text_noop("A person's name"), {"type": "string", "format": "person-name", "maxLength": 100}, ""),
    "citizen_id": (text_noop("Personal identification number"), {"type": "string", "format": "citizen-id"}, ""),
    "tax_code": (text_noop("Tax code"), {"type": "string", "format": "tax-code"}, ""),
    "phone": (text_noop("Telephone number"), {"type": "string", "format": "phone-vn"}, ""),
    "email": (text_noop("E-mail address"), {"type": "string", "format": "email"}, ""),
    "commune": (text_noop("Commune or ward"), {"type": "string", "format": "commune"}, ""),
}
"""Code → what it is called, the schema a new one begins with, the widget it asks for."""

_FORMATS = {
    "date-vn": "date",
    "date": "date",
    "partial-date": "partial_date",
    "person-name": "name",
    "citizen-id": "citizen_id",
    "tax-code": "tax_code",
    "phone-vn": "phone",
    "email": "email",
    "commune": "commune",
}
_CHOOSING = {"choice", "choice_list", "choices"}


def kind_of(node: Plain, widget: str) -> str:
    """The kind of a question that stands in a schema."""
    if node.get("type") == "array":
        return "choices"
    if "oneOf" in node or "enum" in node:
        return "choice_list" if widget == "select" else "choice"
    match node.get("type"):
        case "boolean":
            return "yes_no" if widget in {"radio", "select"} else "yes"
        case "integer":
            return "money" if "money" in {node.get("format"), widget} else "whole"
        case "number":
            return "number"
    return _FORMATS.get(str(node.get("format", "")), "area" if widget == "textarea" else "text")


def fresh_node(kind: str) -> Plain:
    """The schema a new question of a kind begins with."""
    return copy.deepcopy(KINDS.get(kind, KINDS["text"])[1])


def widget_for(kind: str) -> str:
    """The widget a kind asks for by itself; empty: the usual one."""
    return KINDS.get(kind, KINDS["text"])[2]


def choice_lines(node: Plain) -> list[str]:
    """The choices as they are typed: `code | words`, or the code alone."""
    holder = node.get("items", {}) if node.get("type") == "array" else node
    if "oneOf" in holder:
        return [f"{one.get('const')} | {one.get('title', one.get('const'))}" for one in holder["oneOf"]]
    return [str(value) for value in holder.get("enum", ())]


def with_choices(node: Plain, kind: str, lines: list[str]) -> Plain:
    """The schema with other choices; untouched where they are the same."""
    if kind not in _CHOOSING or lines == choice_lines(node):
        return node
    holder = node.setdefault("items", {"type": "string"}) if kind == "choices" else node
    holder.pop("enum", None)
    holder["oneOf"] = _choices(lines, holder.get("type") == "integer")
    return node


def _choices(lines: list[str], whole: bool) -> list[Plain]:
    """Choices with a code of their own keep it; the others get one from their words that none of them has."""
    parts = [tuple(part.strip() for part in line.partition("|")) for line in lines]
    taken = {code for code, bar, _ in parts if bar}
    made = []
    for code, bar, words in parts:
        value: Any = code if bar else plain_name(code, frozenset(taken))
        taken.add(value)
        if whole and str(value).isascii() and str(value).isdigit():
            value = int(value)
        made.append({"const": value, "title": words or code})
    return made


def plain_name(words: str, taken: frozenset[str] = frozenset()) -> str:
    """A name for an answer made from words: lower-case letters, digits and _, not taken yet."""
    name = re.sub(r"[^a-z0-9]+", "_", fold(words)).strip("_")[:40].strip("_")
    name = name if name and name[0].isalpha() else f"cau_{name}".strip("_")
    found, number = name, 2
    while found in taken:
        found, number = f"{name}_{number}", number + 1
    return found
