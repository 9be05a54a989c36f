"""Questions and answers as text, for checking before filing, for the officer and for print."""

from collections.abc import Iterator, Sequence
from typing import Any

from honglam.procedures.contracts import Answers, SummaryGroup, SummaryPage, SummaryRow, Widget
from honglam.procedures.rules.browser import show
from honglam.procedures.rules.conditions import Asked, Context, settle
from honglam.procedures.rules.forms import CompiledForm
from honglam.procedures.rules.pages import Words
from honglam.procedures.rules.paths import compact, find, is_empty, spell
from honglam.procedures.rules.questions import Question


def summarise(form: CompiledForm, answers: Answers, context: Context, words: Words) -> tuple[SummaryPage, ...]:
    """Every visible question, page by page; an unanswered one has an empty value."""
    settled = settle(form, compact(answers), context)
    pages = []
    for number, layout in enumerate(form.definition.layout.pages, 1):
        groups: list[SummaryGroup] = []
        for section_number, section in enumerate(layout.sections):
            asked = [
                a
                for a in settled.asked
                if a.visible and (a.question.page, a.question.section) == (number, section_number)
            ]
            title = section.repeat.title if section.repeat else section.title
            groups.extend(_groups(title, asked, settled.answers, words))
        pages.append(SummaryPage(number=number, title=layout.title, groups=tuple(groups)))
    return tuple(pages)


def text_of(question: Question, value: Any, words: Words) -> str:
    """An answer in words: the label of a choice, the name of a unit, a date the Vietnamese way."""
    if is_empty(value):
        return ""
    if isinstance(value, list):
        return "; ".join(text_of(question, item, words) for item in value)
    for choice in question.leaf.choices:
        if choice.value == value and isinstance(choice.value, bool) is isinstance(value, bool):
            return choice.label
    if isinstance(value, bool):
        return words.yes if value else words.no
    shown = show(question, value, words.show_format)
    return f"{shown}\u00a0đ" if question.widget is Widget.MONEY and not isinstance(value, str) else shown


def _groups(title: str, asked: Sequence[Asked], answers: Answers, words: Words) -> Iterator[SummaryGroup]:
    """One group for a section, or one for each item of its list."""
    for index in dict.fromkeys(a.index for a in asked):
        rows = tuple(_row(a, answers, words) for a in asked if a.index == index)
        yield SummaryGroup(title=title, rows=rows, number=None if index is None else index + 1)


def _row(asked: Asked, answers: Answers, words: Words) -> SummaryRow:
    question = asked.question
    value = text_of(question, find(answers, asked.path), words)
    is_choice = bool(question.leaf.choices)
    return SummaryRow(name=spell(asked.path), label=question.label, value=value, is_choice=is_choice)
