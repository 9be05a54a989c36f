"""Whether answers are complete and right. The schema is asked once; what it says is put at the question it concerns.

`required` in a schema means “required when visible”: each visible question is judged by the object it stands in; what
the schema says about whole objects or about hidden questions is left out.
"""

from collections.abc import Iterator
from typing import Any

from honglam.kernel.expressions import holds
from honglam.kernel.values import FieldError, Invalid
from honglam.procedures.contracts import Answers, Widget
from honglam.procedures.rules import messages
from honglam.procedures.rules.conditions import MAX_ITEMS, Context, Settled, concrete, places, settle
from honglam.procedures.rules.forms import CompiledForm
from honglam.procedures.rules.hygiene import cleaned
from honglam.procedures.rules.paths import Path, compact, find, is_empty, put, spell
from honglam.procedures.rules.questions import Question

MAX_ERRORS = 100


def validate(form: CompiledForm, answers: Answers, context: Context) -> list[FieldError]:
    """Every fault, at most one for each question, in the order of the pages."""
    clean = cleaned(answers)
    answers, refused = clean.answers, [messages.unstorable(field) for field in clean.refused]
    known = known_answers(form, answers)
    settled = settle(form, compact(known), context)
    found: dict[str, FieldError] = {}
    for fault in (*refused, *_faults(form, settled, context)):
        found.setdefault(fault.field, fault)
    order = {spell(asked.path): number for number, asked in enumerate(settled.asked)}
    ordered = sorted(found.values(), key=lambda fault: order.get(fault.field, _list_order(fault.field, order)))
    strange = [messages.unknown(field) for field in _strange(form, answers)]
    return [*ordered, *strange][:MAX_ERRORS]


def page_faults(form: CompiledForm, faults: list[FieldError], page: int) -> list[FieldError]:
    """Those faults that stand on one page."""
    return [fault for fault in faults if page_of(form, fault.field) == page]


def page_of(form: CompiledForm, field: str) -> int | None:
    """The page on which a field of an error stands."""
    names = tuple(part for part in field.split(".") if not part.isdigit())
    for question in form.questions:
        if question.path == names:
            return question.page
    return next((group.page for group in form.repeats if group.path == names), None)


def finish(form: CompiledForm, answers: Answers, context: Context) -> Answers:
    """What is stored: known answers only, without hidden and empty ones, formats in their one writing."""
    settled = settle(form, _without_empty_items(form, known_answers(form, cleaned(answers).answers)), context)
    # Where what is hidden was all that an item held, the item goes too, and sums are worked out without it.
    settled = settle(form, _without_empty_items(form, settled.answers), context)
    return dict(compact(settled.answers))


def _without_empty_items(form: CompiledForm, answers: Answers) -> Answers:
    kept = dict(compact(answers))
    for group in form.repeats:
        items = find(kept, group.path)
        if isinstance(items, list):
            put(kept, group.path, [item for item in items if not is_empty(item)])
    return kept


def known_answers(form: CompiledForm, answers: Answers) -> Answers:
    """Only what stands in the schema, in the writing that is stored, so that conditions and rules compare like with
    like. Lists keep their length but for empty items at the end that nobody needs."""
    kept: Answers = {}
    for leaf in form.leaves.values():
        check = form.formats.get(leaf.format)
        for path in concrete(leaf, answers):
            value = find(answers, path)
            if value is not None:
                put(kept, path, _stored(check, value) if check and isinstance(value, str) else value)
    for group in form.repeats:
        items = find(answers, group.path)
        if isinstance(items, list) and items:
            length = min(len(items), MAX_ITEMS)
            last: Path = (*group.path, length - 1)
            put(kept, last, find(kept, last) or {})
            put(kept, group.path, _trimmed(compact(find(kept, group.path)), group.least))
    return kept


def _trimmed(items: list[Any], least: int) -> list[Any]:
    while len(items) > least and is_empty(items[-1]):
        items.pop()
    return items


def _faults(form: CompiledForm, settled: Settled, context: Context) -> Iterator[FieldError]:
    calculated = {path for path, _ in form.calculated}
    open_questions = {asked.path: asked for asked in settled.asked if asked.visible and asked.path not in calculated}
    for asked in open_questions.values():
        if asked.required and _is_missing(asked.question, find(settled.answers, asked.path)):
            yield messages.missing(spell(asked.path), asked.question)
    yield from _counts(form, settled)
    for fault in form.validator.iter_errors(settled.answers):
        if fault.kind.name == "required":
            # Beyond what questions require by themselves: a `then`, a `dependentRequired`.
            wanted = open_questions.get((*fault.instance_path, fault.kind.property))
            if wanted is not None:
                yield messages.missing(spell(wanted.path), wanted.question)
        else:
            yield _from_schema(form, fault, settled)
    yield from _rules(form, settled, context)


def _is_missing(question: Question, value: Any) -> bool:
    """A box that must be ticked is answered by its tick alone."""
    return is_empty(value) or (question.widget is Widget.CHECKBOX and value is False)


def _counts(form: CompiledForm, settled: Settled) -> Iterator[FieldError]:
    for group in form.repeats:
        if group.path in settled.hidden_repeats:
            continue
        items = find(settled.answers, group.path)
        count = len(items) if isinstance(items, list) else 0
        title = group.layout.title or spell(group.path)
        if count < group.least:
            yield messages.too_few(spell(group.path), title, group.least)
        elif count > group.most:
            yield messages.too_many(spell(group.path), title, group.most)


def _from_schema(form: CompiledForm, fault: Any, settled: Settled) -> FieldError:
    path: Path = tuple(fault.instance_path)
    keyword = str(fault.kind.name)
    question = next((asked.question for asked in settled.asked if asked.path == path), None)
    if keyword == "format" and question is not None:
        return _format_fault(form, spell(path), question, fault.instance)
    return messages.describe(spell(path), keyword, getattr(fault.kind, "limit", None), question)


def _format_fault(form: CompiledForm, field: str, question: Question, value: Any) -> FieldError:
    try:
        form.formats[question.leaf.format](str(value))
    except Invalid as refusal:
        return FieldError(field=field, code=refusal.code, message=refusal.message, params=refusal.params)
    return messages.describe(field, "format", None, question)


def _rules(form: CompiledForm, settled: Settled, context: Context) -> Iterator[FieldError]:
    for rule in form.rules:
        leaf = form.leaves.get(".".join(rule.path))
        group = leaf.path[: leaf.lists[0] + 1] if leaf and leaf.lists else ()
        for path, index in places(group, rule.path, settled.answers):
            if is_empty(find(settled.answers, path)):
                continue
            item = find(settled.answers, (*group, index)) if index is not None else None
            if not holds(rule.ensure, context.variables(settled.answers, item)):
                yield FieldError(field=spell(path), code="rule", message=rule.message)


def _strange(form: CompiledForm, answers: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Places that the schema does not know."""
    if path and ".".join(path) in form.leaves:
        return
    prefix = ".".join((*path, ""))
    if path and not any(name.startswith(prefix) for name in form.leaves):
        yield ".".join(path)
    elif isinstance(answers, dict):
        for name, below in answers.items():
            yield from _strange(form, below, (*path, str(name)))
    elif isinstance(answers, list):
        for item in answers[:1]:
            yield from _strange(form, item, path)


def _stored(check: Any, value: str) -> str:
    try:
        return str(check(value))
    except Invalid:
        return value


def _list_order(field: str, order: dict[str, int]) -> int:
    return next((number for name, number in order.items() if name.startswith(field + ".")), len(order))
