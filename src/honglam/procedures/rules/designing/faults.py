"""Where a fault of a form stands in its design: the pack speaks of layout and schema, the designer of questions."""

import re
from dataclasses import replace

from honglam.procedures.rules.designing.opening import base_of, every_question
from honglam.procedures.rules.faults import Fault
from honglam.procedures.rules.keeping.outline import Plain

_BOXES = {"widget": "kind", "formula": "formula"}
_SCHEMA_BOXES = {
    "minimum": "least",
    "maximum": "most",
    "minLength": "shortest",
    "maxLength": "longest",
    "oneOf": "choices",
}


def in_design(fault: Fault, design: Plain) -> Fault:
    """The fault at the place of the design that has a box for it."""
    path = fault.path.removeprefix("form.")
    if path.startswith("layout.calculated"):
        return replace(fault, path=_calculated(path, design))
    if path.startswith("schema"):
        return replace(fault, path=_of_schema(path, design))
    path = path.removeprefix("layout.").replace(".fields[", ".questions[")
    head, _, last = path.rpartition(".")
    return replace(fault, path=f"{head}.{_BOXES.get(last, last)}" if head else path)


def _calculated(path: str, design: Plain) -> str:
    """Formulas stand at their questions; that of an answer nobody asks for at the form as a whole."""
    match = re.search(r"\[(\d+)\]", path)
    for index, (_, question) in enumerate(every_question(design)):
        if match and question.get("formula_at") == int(match[1]):
            return f"{_place_of(index, design)}.formula"
    return "pages"


def _of_schema(path: str, design: Plain) -> str:
    """A fault of the schema stands at the question whose answer the path names, at the box that has the keyword."""
    box = _SCHEMA_BOXES.get(path.rpartition(".")[2], "ref")
    names = re.findall(r"properties\.([^.]*)", path)
    for index, (section, question) in enumerate(every_question(design)):
        if names and (base_of(section) + str(question.get("ref", ""))).split(".") == names:
            return f"{_place_of(index, design)}.{box}"
    return "pages"


def _place_of(number: int, design: Plain) -> str:
    """The dotted place of the question with a number in the order of the pages."""
    seen = 0
    for page_number, page in enumerate(design.get("pages", [])):
        for section_number, section in enumerate(page.get("sections", [])):
            for index, _question in enumerate(section.get("questions", [])):
                if seen == number:
                    return f"pages[{page_number}].sections[{section_number}].questions[{index}]"
                seen += 1
    return "pages"
