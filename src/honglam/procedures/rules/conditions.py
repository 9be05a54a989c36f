"""Which questions are asked, given what was answered so far.

Questions are taken in the order of the layout; a condition sees what earlier questions left standing, so an answer
whose question is hidden can hide others in turn. Calculated answers are worked out before and after, until they rest.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from honglam.kernel.expressions import Expression, ExpressionError, evaluate, holds
from honglam.procedures.contracts import Answers
from honglam.procedures.rules.forms import CompiledForm
from honglam.procedures.rules.paths import Path, drop, find, is_empty, own, put
from honglam.procedures.rules.questions import Leaf, Question

_ROUNDS = 4
MAX_ITEMS = 200
"""More items than this in one list are not looked at: a schema's maxItems refuses them anyway."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """What conditions may look at beside the answers."""

    on: date
    channel: str = ""

    def variables(self, answers: Answers, item: Any = None) -> dict[str, Any]:
        """The names an expression knows."""
        return {**answers, "today": self.on, "channel": self.channel or None, "item": item}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question at one concrete place. `index`: the item's number in its list, from 0."""

    question: Question
    path: Path
    index: int | None
    visible: bool
    required: bool


@dataclass(frozen=True, kw_only=True)
class Settled:
    """The answers that count (hidden ones dropped, calculated ones worked out) and how each question stands."""

    answers: Answers
    asked: tuple[Asked, ...]
    hidden_repeats: frozenset[tuple[str, ...]]


def settle(form: CompiledForm, answers: Answers, context: Context) -> Settled:
    """Decide question by question. The answers given are not changed."""
    figures = _calculate(form, answers, context)
    settled = _pass(form, _with(answers, figures), context)
    for _ in range(_ROUNDS):
        again = _calculate(form, settled.answers, context)
        if again == figures:
            break
        figures = again
        settled = _pass(form, _with(answers, figures), context)
    return settled


def places(group_path: tuple[str, ...], path: tuple[str, ...], answers: Answers) -> Iterator[tuple[Path, int | None]]:
    """The concrete places of a question: one, or one for each item of its list."""
    if not group_path:
        yield path, None
        return
    items = find(answers, group_path)
    if isinstance(items, list):
        for index in range(min(len(items), MAX_ITEMS)):
            yield (*group_path, index, *path[len(group_path) :]), index


def concrete(leaf: Leaf, answers: Answers) -> Iterator[Path]:
    """The concrete places of a leaf of the schema, wherever the layout shows it."""
    group = leaf.path[: leaf.lists[0] + 1] if leaf.lists else ()
    for path, _ in places(group, leaf.path, answers):
        yield path


def _pass(form: CompiledForm, answers: Answers, context: Context) -> Settled:
    stands: dict[tuple[str, ...], bool] = {}
    asked: list[Asked] = []
    for question in form.questions:
        # A list is decided when its turn comes: what earlier questions left standing may hide it.
        if question.repeat and question.repeat not in stands:
            stands[question.repeat] = _stands(form, question.repeat, answers, context)
        if not stands.get(question.repeat, True):
            drop(answers, question.repeat)
            continue
        for path, index in places(question.repeat, question.path, answers):
            visible, required = _judged(question, index, answers, context)
            if not visible:
                drop(answers, path)
            asked.append(Asked(question=question, path=path, index=index, visible=visible, required=required))
    for path in {group.path for group in form.repeats} - stands.keys():  # lists without questions
        stands[path] = _stands(form, path, answers, context)
    hidden = frozenset(path for path, stand in stands.items() if not stand)
    return Settled(answers=answers, asked=tuple(asked), hidden_repeats=hidden)


def _stands(form: CompiledForm, path: tuple[str, ...], answers: Answers, context: Context) -> bool:
    groups = [group for group in form.repeats if group.path == path]
    return _all_hold(tuple(group.visible_when for group in groups), context.variables(answers))


def _judged(question: Question, index: int | None, answers: Answers, context: Context) -> tuple[bool, bool]:
    """Whether a question is asked, and whether it must be answered."""
    if question.is_unconditional:
        return True, question.leaf.required
    item = find(answers, (*question.repeat, index)) if index is not None else None
    variables = context.variables(answers, item)
    if not _all_hold((question.section_visible_when, question.visible_when), variables):
        return False, False
    return True, question.leaf.required or (
        question.required_when is not None and holds(question.required_when, variables)
    )


def _all_hold(conditions: tuple[Expression | None, ...], variables: Mapping[str, Any]) -> bool:
    return all(condition is None or holds(condition, variables) for condition in conditions)


def _calculate(form: CompiledForm, answers: Answers, context: Context) -> dict[tuple[str, ...], Any]:
    """Each calculated answer in turn; later formulas see earlier results. What cannot be worked out is absent."""
    known = own(answers)
    figures: dict[tuple[str, ...], Any] = {}
    for path, formula in form.calculated:
        try:
            figures[path] = evaluate(formula, context.variables(known))
        except ExpressionError:
            figures[path] = None
        put(known, path, figures[path])
    return figures


def _with(answers: Answers, figures: Mapping[tuple[str, ...], Any]) -> Answers:
    """A copy of the answers with the calculated ones laid over whatever was sent in their place."""
    copy = own(answers)
    for path, value in figures.items():
        if is_empty(value):
            drop(copy, path)
        else:
            put(copy, path, value)
    return copy
