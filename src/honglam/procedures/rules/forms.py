"""A form made ready for use: questions, conditions and validator are compiled once per version and shared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

from honglam.kernel.expressions import Expression, parse
from honglam.kernel.values import Invalid
from honglam.procedures.contracts import FormDefinition
from honglam.procedures.rules.questions import Leaf, Question, RepeatGroup, leaves, questions, repeats

FormatCheck = Callable[[str], str]
"""Gives the text in its stored writing, or raises a refusal (`Invalid`) that names what is wrong with it."""

Formats = Mapping[str, FormatCheck]


@dataclass(frozen=True, kw_only=True)
class CompiledRule:
    """A check between answers, compiled."""

    path: tuple[str, ...]
    ensure: Expression
    message: str


@dataclass(frozen=True, kw_only=True)
class CompiledForm:
    """Everything about a form that does not depend on answers."""

    definition: FormDefinition
    leaves: Mapping[str, Leaf]
    questions: tuple[Question, ...]
    repeats: tuple[RepeatGroup, ...]
    calculated: tuple[tuple[tuple[str, ...], Expression], ...]
    rules: tuple[CompiledRule, ...]
    validator: Any
    formats: Formats

    @property
    def page_count(self) -> int:
        """How many pages it has."""
        return len(self.definition.layout.pages)


def compile_form(definition: FormDefinition, formats: Formats) -> CompiledForm:
    """The form ready for use. Raises ExpressionError or ValueError for what the pack check would have refused."""
    layout = definition.layout
    places = leaves(definition.schema)
    return CompiledForm(
        definition=definition,
        leaves=places,
        questions=tuple(questions(definition)),
        repeats=tuple(repeats(definition)),
        calculated=tuple(
            (tuple(entry.ref.split(".")), parse(entry.formula))
            for entry in layout.calculated
            if entry.ref in places and not places[entry.ref].lists
        ),
        rules=tuple(
            CompiledRule(path=tuple(rule.ref.split(".")), ensure=parse(rule.ensure), message=rule.message)
            for rule in layout.rules
        ),
        validator=make_validator(definition.schema, formats),
        formats=formats,
    )


def make_validator(schema: dict[str, Any], formats: Formats) -> Any:
    """A JSON Schema 2020-12 validator that really checks our formats; ValueError for a schema that is none."""
    return jsonschema_rs.Draft202012Validator(
        schema, validate_formats=True, formats={name: _accepts(check) for name, check in formats.items()}
    )


def _accepts(check: FormatCheck) -> Callable[[str], bool]:
    def accepts(text: str) -> bool:
        try:
            check(text)
        except Invalid:
            return False
        return True

    return accepts
