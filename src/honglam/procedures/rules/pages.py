"""A page of the form as values that a template can print: every question with its text, its state and its condition."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from honglam.kernel.expressions import Expression, to_json
from honglam.kernel.values import FieldError
from honglam.procedures.contracts import (
    Answers,
    FieldModel,
    ItemModel,
    Option,
    PageFault,
    PageModel,
    RepeatModel,
    SectionLayout,
    SectionModel,
    Widget,
)
from honglam.procedures.contracts.errors import FormPageNotFound
from honglam.procedures.rules.browser import date_parts, show, shown_items
from honglam.procedures.rules.conditions import Asked, Context, places, settle
from honglam.procedures.rules.forms import CompiledForm
from honglam.procedures.rules.paths import Path, compact, find, own, put, spell
from honglam.procedures.rules.questions import Question, RepeatGroup

_AUTOCOMPLETE = {
    "person.full_name": "name",
    "person.phone": "tel",
    "person.email": "email",
    "person.address": "street-address",
    "person.birth_date": "bday",
    "enterprise.name": "organization",
}
_INPUT_MODE = {
    Widget.NUMBER: "decimal",
    Widget.MONEY: "numeric",
    Widget.DATE: "numeric",
    Widget.PARTIAL_DATE: "numeric",
    Widget.PHONE: "tel",
    Widget.EMAIL: "email",
}
_DIGITS = {"citizen-id", "tax-code"}


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the page needs from elsewhere: error messages in the reader's language, texts of stored codes by format."""

    speak: Callable[[FieldError], str]
    show_format: Mapping[str, Callable[[str], str]]
    yes: str
    no: str


def page_model(
    form: CompiledForm,
    *,
    version_id: int,
    page: int,
    answers: Answers,
    context: Context,
    errors: Sequence[FieldError],
    words: Words,
    sources: Mapping[str, str] | None = None,
    together: bool = False,
) -> PageModel:
    """The page with its answers as typed and its errors in place, or FormPageNotFound."""
    if not 1 <= page <= form.page_count:
        raise FormPageNotFound(page=page)
    builder = _Builder(form, page, _shown(form, page, answers), context, errors, words, sources or {})
    if together:
        builder.change_everywhere()
    return builder.build(version_id)


def _shown(form: CompiledForm, page: int, answers: Answers) -> Answers:
    """The answers with as many items in the lists of the page as it shows."""
    copy = own(answers)
    for group in form.repeats:
        if group.page == page:
            put(copy, group.path, shown_items(group, copy))
    return copy


class _Builder:
    """Carries what every question of one page needs to know."""

    def __init__(
        self,
        form: CompiledForm,
        page: int,
        answers: Answers,
        context: Context,
        errors: Sequence[FieldError],
        words: Words,
        sources: Mapping[str, str],
    ) -> None:
        self._form = form
        self._sources = sources
        self._page = page
        self._answers = answers
        self._context = context
        settled = settle(form, compact(answers), context)
        self._asked = [asked for asked in settled.asked if asked.question.page == page]
        self._figures = {path: find(settled.answers, path) for path, _ in form.calculated}
        self._formulas = dict(form.calculated)
        self._hidden_repeats = settled.hidden_repeats
        self._words = words
        self._messages = {error.field: words.speak(error) for error in reversed(errors)}
        self._changeable = {".".join(q.path) for q in form.questions if q.page == page}

    def change_everywhere(self) -> None:
        """Answers of every page may change while this one is looked at: they stand on the same screen."""
        self._changeable = {".".join(q.path) for q in self._form.questions}

    def build(self, version_id: int) -> PageModel:
        layout = self._form.definition.layout
        sections = tuple(self._section(number, s) for number, s in enumerate(layout.pages[self._page - 1].sections))
        return PageModel(
            version_id=version_id,
            today=self._context.on.isoformat(),
            channel=self._context.channel,
            number=self._page,
            count=self._form.page_count,
            title=layout.pages[self._page - 1].title,
            titles=tuple(page.title for page in layout.pages),
            sections=tuple(section for section in sections if section.visible or section.condition),
            faults=tuple(self._faults(sections)),
            answers=self._answers,
        )

    def _section(self, number: int, layout: SectionLayout) -> SectionModel:
        group = next((g for g in self._form.repeats if (g.page, g.section) == (self._page, number)), None)
        asked = [a for a in self._asked if a.question.section == number]
        own = next((a.question.section_visible_when for a in asked), None)
        condition = self._condition(own, None) if own is not None else self._any_of(asked)
        visible = any(a.visible for a in asked)
        if group is not None:
            visible = group.path not in self._hidden_repeats
            condition = self._condition(group.visible_when, None)
        fields = tuple(self._field(a) for a in asked if a.visible or self._can_appear(a)) if group is None else ()
        return SectionModel(
            id=f"section-{self._page}-{number}",
            title=layout.title,
            description=layout.description,
            visible=visible,
            condition=condition,
            fields=fields,
            repeat=self._repeat(group, asked) if group is not None and (visible or condition) else None,
        )

    def _repeat(self, group: RepeatGroup, asked: list[Asked]) -> RepeatModel:
        items = shown_items(group, self._answers)
        name = spell(group.path)
        asked = asked or self._as_if_asked(group)
        return RepeatModel(
            name=name,
            id=_id(name),
            title=group.layout.title,
            items=tuple(
                ItemModel(
                    index=index,
                    number=index + 1,
                    name=f"{name}.{index}",
                    removable=len(items) > group.least,
                    fields=tuple(
                        self._field(a) for a in asked if a.index == index and (a.visible or self._can_appear(a))
                    ),
                )
                for index in range(len(items))
            ),
            can_add=len(items) < group.most,
            error=self._messages.get(name, ""),
        )

    def _as_if_asked(self, group: RepeatGroup) -> list[Asked]:
        """The questions of a hidden list, for the page's script to show when the list appears."""
        return [
            Asked(question=q, path=path, index=index, visible=True, required=q.leaf.required)
            for q in self._form.questions
            if q.repeat == group.path
            for path, index in places(group.path, q.path, self._answers)
        ]

    def _field(self, asked: Asked) -> FieldModel:
        question, name = asked.question, spell(asked.path)
        figure = asked.path in self._figures
        value = self._figures[question.path] if figure else find(self._answers, asked.path)
        shown = show(question, value, self._words.show_format) if not isinstance(value, list) else ""
        return FieldModel(
            name=name,
            id=_id(name),
            label=question.label,
            hint=question.layout.hint,
            widget=question.widget,
            width=question.width,
            value=shown,
            stored=_code(question, value),
            parts=date_parts(shown) if question.widget in {Widget.DATE, Widget.PARTIAL_DATE} else None,
            options=tuple(_options(question, value, self._words)),
            required=asked.required or (not asked.visible and question.leaf.required),
            read_only=figure,
            visible=asked.visible,
            condition=self._condition(question.visible_when, asked.index, question.repeat),
            formula=self._compiled(self._formulas[question.path], None) if figure else "",
            error=self._messages.get(name, ""),
            autocomplete=_AUTOCOMPLETE.get(question.layout.prefill, ""),
            input_mode="numeric" if question.leaf.format in _DIGITS else _INPUT_MODE.get(question.widget, ""),
            max_length=question.leaf.node.get("maxLength"),
            source=self._sources.get(name, ""),
        )

    def _can_appear(self, asked: Asked) -> bool:
        question = asked.question
        return bool(
            self._condition(question.visible_when, asked.index, question.repeat)
            or self._condition(question.section_visible_when, None)
        )

    def _condition(self, condition: Expression | None, index: int | None, repeat: tuple[str, ...] = ()) -> str:
        """The condition for the page's script, where an answer that stands on the same screen decides."""
        if condition is None:
            return ""
        names = {_full(name, repeat) for name in condition.names}
        if not any(name == other or other.startswith(name + ".") for name in names for other in self._changeable):
            return ""
        return self._compiled(condition, (*repeat, index) if index is not None else None)

    def _any_of(self, asked: Sequence[Asked]) -> str:
        """A section whose questions all depend on something comes with the first of them and goes with the last."""
        conditions = [a.question.visible_when for a in asked]
        known = [one for one in conditions if one is not None]
        if len(known) < len(conditions) or not any(map(self._can_appear, asked)):
            return ""
        tree = reduce(lambda left, right: ["or", left, right], map(to_json, known))
        return json.dumps({"when": tree, "item": ""}, ensure_ascii=False, separators=(",", ":"))

    def _compiled(self, expression: Expression, item: Path | None) -> str:
        tree = {"when": to_json(expression), "item": spell(item) if item else ""}
        return json.dumps(tree, ensure_ascii=False, separators=(",", ":"))

    def _faults(self, sections: Sequence[SectionModel]) -> Iterator[PageFault]:
        for section in sections:
            if section.repeat is not None and section.repeat.error:
                yield PageFault(href=f"#{section.repeat.id}", text=section.repeat.error)
            groups = [section.fields, *(item.fields for item in section.repeat.items)] if section.repeat else []
            for fields in groups or [section.fields]:
                yield from (PageFault(href=f"#{f.id}", text=f.error) for f in fields if f.error and f.visible)


def _full(name: str, repeat: tuple[str, ...]) -> str:
    """A name inside a repeat as it stands in the whole form."""
    return spell((*repeat, name.removeprefix("item."))) if repeat and name.startswith("item.") else name


def _options(question: Question, value: object, words: Words) -> Iterator[Option]:
    chosen = value if isinstance(value, list) else [value]
    for choice in question.leaf.choices:
        yield Option(value=str(choice.value), label=choice.label, selected=choice.value in chosen)
    if question.leaf.kind == "boolean" and question.widget in {Widget.RADIO, Widget.SELECT}:
        yield Option(value="true", label=words.yes, selected=value is True)
        yield Option(value="false", label=words.no, selected=value is False)


def _code(question: Question, value: object) -> str:
    """The code behind a picked commune; empty for a name that nobody understood yet."""
    is_code = question.widget is Widget.COMMUNE and isinstance(value, str) and value.isdigit()
    return str(value) if is_code else ""


def _id(name: str) -> str:
    return name.replace(".", "-")
