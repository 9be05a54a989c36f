"""Each way an answer can miss its schema: a code, and a plain sentence that says what to do."""

from typing import Any

from honglam.kernel.values import FieldError, text_noop
from honglam.procedures.contracts import Widget
from honglam.procedures.rules.questions import Question

REQUIRED = "required"
_CHOSEN = {Widget.RADIO, Widget.SELECT, Widget.CHECKBOXES}

_LIMITS: dict[str, tuple[str, str]] = {
    "minLength": ("too_short", text_noop("Enter at least %(limit)s characters.")),
    "maxLength": ("too_long", text_noop("Enter no more than %(limit)s characters.")),
    "minimum": ("too_small", text_noop("Enter %(limit)s or more.")),
    "maximum": ("too_large", text_noop("Enter %(limit)s or less.")),
    "exclusiveMinimum": ("too_small", text_noop("Enter more than %(limit)s.")),
    "exclusiveMaximum": ("too_large", text_noop("Enter less than %(limit)s.")),
    "multipleOf": ("not_a_multiple", text_noop("Enter a multiple of %(limit)s.")),
    "minItems": ("too_few", text_noop("Give at least %(limit)s.")),
    "maxItems": ("too_many", text_noop("Give no more than %(limit)s.")),
}
_PLAIN: dict[str, tuple[str, str]] = {
    "enum": ("not_a_choice", text_noop("Choose one of the answers offered.")),
    "const": ("not_agreed", text_noop("This must be agreed to.")),
    "pattern": ("bad_pattern", text_noop("This is not written the way it should be. Please check it.")),
    "uniqueItems": ("repeated", text_noop("The same answer is given twice.")),
    "oneOf": ("not_a_choice", text_noop("Choose one of the answers offered.")),
}
_TYPES: dict[str, tuple[str, str]] = {
    "integer": ("not_a_number", text_noop("Enter a whole number in digits, for example 1.215.")),
    "number": ("not_a_number", text_noop("Enter a number in digits, for example 1.234,5.")),
    "boolean": ("not_yes_or_no", text_noop("Answer yes or no.")),
}
_MONEY = ("not_money", text_noop("Enter an amount of money in đồng, for example 1.215.000."))
_OTHER = ("not_valid", text_noop("This answer does not fit the question. Please check it."))


def missing(field: str, question: Question) -> FieldError:
    """The question must be answered."""
    if question.widget in _CHOSEN:
        message = text_noop("Choose an answer: %(label)s.")
    elif question.widget is Widget.CHECKBOX:
        message = text_noop("Please tick: %(label)s.")
    else:
        message = text_noop("Fill in: %(label)s.")
    return FieldError(field=field, code=REQUIRED, message=message, params={"label": question.label})


def too_few(field: str, title: str, limit: int) -> FieldError:
    """The list needs more items."""
    message = text_noop("Give at least %(limit)s: %(label)s.")
    return FieldError(field=field, code="too_few", message=message, params={"limit": limit, "label": title})


def too_many(field: str, title: str, limit: int) -> FieldError:
    """The list has too many items."""
    message = text_noop("Give no more than %(limit)s: %(label)s.")
    return FieldError(field=field, code="too_many", message=message, params={"limit": limit, "label": title})


def unknown(field: str) -> FieldError:
    """An answer to a question that nobody asked; only programs send such."""
    return FieldError(field=field, code="unknown_field", message=text_noop("There is no such question in this form."))


def unstorable(field: str) -> FieldError:
    """A value that no form can hold: control characters, endless numbers, nesting without end."""
    message = text_noop("This contains characters or numbers that cannot be stored.")
    return FieldError(field=field, code="unstorable", message=message)


def describe(field: str, keyword: str, limit: Any, question: Question | None) -> FieldError:
    """The sentence for a keyword of JSON Schema that refused the answer."""
    if keyword == "type":
        code, message = _type_message(question)
    elif keyword in _LIMITS:
        code, message = _LIMITS[keyword]
        return FieldError(field=field, code=code, message=message, params={"limit": limit})
    else:
        code, message = _PLAIN.get(keyword, _OTHER)
    return FieldError(field=field, code=code, message=message)


def _type_message(question: Question | None) -> tuple[str, str]:
    if question is None:
        return _OTHER
    if question.leaf.choices:
        return _PLAIN["enum"]
    if question.widget is Widget.MONEY:
        return _MONEY
    return _TYPES.get(question.leaf.kind, _OTHER)
