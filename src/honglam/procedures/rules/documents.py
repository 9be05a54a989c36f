"""From a result template and answers to a document: places are filled, conditions decide, nothing is executed.

A place is `{name}` or `{name|filter}`. What is known only at issue (number, date, signer) stays a place until then.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from honglam.kernel.expressions import holds, parse
from honglam.kernel.numerals import LIMIT, date_line, money_in_words
from honglam.procedures.contracts import Answers, BlockKind, DocumentBlock, DocumentDraft, ResultTemplate, TemplateBlock
from honglam.procedures.rules.conditions import MAX_ITEMS, Context
from honglam.procedures.rules.paths import find, is_empty
from honglam.procedures.rules.questions import Leaf, is_year
from honglam.procedures.rules.writing import show_date, show_number

PLACE = re.compile(r"\{([^{}]*)\}")
AT_ISSUE = frozenset({"result.number", "result.date", "signer.title", "signer.name"})
"""Places that are filled when the document is issued."""

BLANK = "…"

# What an applicant typed is text whatever it looks like: until the issue an invisible sign parts its brace from a name.
_TYPED_BRACE = "{\u2060"

Show = Mapping[str, Callable[[str], str]]


@dataclass(frozen=True, kw_only=True)
class Material:
    """What a document is made of: the answers that count, the form's places, facts around them, words for formats."""

    answers: Answers
    leaves: Mapping[str, Leaf]
    facts: Mapping[str, str]
    show: Show
    unit_label: Callable[[str], str]
    yes_no: tuple[str, str]


def compose(template: ResultTemplate, material: Material, context: Context) -> DocumentDraft:
    """The document as the template has it; blocks whose condition does not hold are left out."""
    variables = context.variables(material.answers)
    standing = [block for block in template.body if not block.when or holds(parse(block.when), variables)]
    return DocumentDraft(
        title=template.title,
        series=template.number.series,
        number_format=template.number.format,
        signer_role=template.signer_role,
        paper=template.paper,
        orientation=template.orientation,
        blocks=tuple(_block(block, material) for block in standing),
    )


def fill_at_issue(blocks: Sequence[DocumentBlock], facts: Mapping[str, str]) -> tuple[DocumentBlock, ...]:
    """The places that only the issue knows, blank while it does not know them; any other brace stays as typed.

    A place that an applicant spelled in an answer is such a brace: only the template's own places are filled.
    """

    def put(found: re.Match[str]) -> str:
        name, _, filter_ = found[1].partition("|")
        if name not in AT_ISSUE:
            return found[0]
        return _filtered(facts[name], filter_) if facts.get(name) else BLANK

    def filled(text: str) -> str:
        return PLACE.sub(put, text).replace(_TYPED_BRACE, "{")

    return tuple(
        replace(
            block,
            label=filled(block.label),
            text=filled(block.text),
            rows=tuple(tuple(filled(cell) for cell in row) for row in block.rows),
        )
        for block in blocks
    )


def date_long(stored: str) -> str:
    """`2026-01-05` as `ngày 05 tháng 01 năm 2026`; what is no date as it stands."""
    try:
        return date_line(date.fromisoformat(stored))
    except ValueError:
        return show_date(stored)


def _block(block: TemplateBlock, material: Material) -> DocumentBlock:
    if block.each:
        return _table(block, material)
    if block.heading:
        return DocumentBlock(kind=BlockKind.HEADING, label=_filled(block.heading, material))
    if block.label:
        return DocumentBlock(kind=BlockKind.LABEL, label=block.label, text=_filled(block.value, material))
    return DocumentBlock(kind=BlockKind.TEXT, text=_filled(block.text, material))


def _table(block: TemplateBlock, material: Material) -> DocumentBlock:
    items = find(material.answers, tuple(block.each.split(".")))
    rows = [
        tuple(_filled(column.value, material, item=item, group=block.each) for column in block.columns)
        for item in (items if isinstance(items, list) else [])[:MAX_ITEMS]
    ]
    columns = tuple(column.label for column in block.columns)
    return DocumentBlock(kind=BlockKind.TABLE, columns=columns, rows=tuple(rows))


def _filled(text: str, material: Material, *, item: Any = None, group: str = "") -> str:
    def put(found: re.Match[str]) -> str:
        name, _, filter_ = found[1].partition("|")
        if name in AT_ISSUE:
            return found[0]
        value, leaf = _look_up(name, material, item, group)
        return _written(value, filter_, leaf, material)

    return PLACE.sub(put, text).strip()


def _look_up(name: str, material: Material, item: Any, group: str) -> tuple[Any, Leaf | None]:
    if name.startswith("answers."):
        path = name.removeprefix("answers.")
        return find(material.answers, tuple(path.split("."))), material.leaves.get(path)
    if name.startswith("item."):
        path = name.removeprefix("item.")
        return find(item, tuple(path.split("."))), material.leaves.get(f"{group}.{path}")
    return material.facts.get(name, ""), None


def _written(value: Any, filter_: str, leaf: Leaf | None, material: Material) -> str:
    return _worded(value, filter_, leaf, material).replace("{", _TYPED_BRACE)


def _worded(value: Any, filter_: str, leaf: Leaf | None, material: Material) -> str:
    if is_empty(value):
        return ""
    if isinstance(value, list):
        return "; ".join(_worded(one, filter_, leaf, material) for one in value)
    if filter_ == "unit":
        return material.unit_label(str(value))
    if filter_ in {"", "choice", "upper"}:
        shown = _shown(value, leaf, material)
        return shown.upper() if filter_ == "upper" else shown
    return _filtered(value, filter_)


def _shown(value: Any, leaf: Leaf | None, material: Material) -> str:
    """An answer as people write it: the label of a choice, a date the Vietnamese way, yes and no."""
    for choice in leaf.choices if leaf else ():
        if choice.value == value and isinstance(choice.value, bool) is isinstance(value, bool):
            return choice.label
    if isinstance(value, bool):
        return material.yes_no[0 if value else 1]
    if isinstance(value, int | float):
        return str(value) if leaf and is_year(leaf) else show_number(value)
    show = material.show.get(leaf.format) if leaf else None
    return show(str(value)) if show else str(value)


def _filtered(value: Any, filter_: str) -> str:
    if filter_ == "date":
        return show_date(str(value))
    if filter_ == "date_long":
        return date_long(str(value))
    if filter_ in {"money", "words"} and isinstance(value, int) and abs(value) < LIMIT:
        return money_in_words(value) if filter_ == "words" else f"{show_number(value)} đồng"
    return str(value).upper() if filter_ == "upper" else str(value)
