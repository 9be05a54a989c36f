"""Whether a form's schema is one that we can show, fill in and check."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from honglam.kernel.values import text_noop
from honglam.procedures.rules.faults import Fault
from honglam.procedures.rules.formats import KNOWN_FORMATS, OWN_FORMATS
from honglam.procedures.rules.forms import make_validator
from honglam.procedures.rules.names import RESERVED

_PROPERTY = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_LIMITS = (("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems"))
_VALUES = {"required", "enum", "const", "default", "examples"}


def schema_faults(schema: dict[str, Any]) -> Iterator[Fault]:
    """Every mistake of a schema, with its place under `schema`."""
    try:
        make_validator(schema, OWN_FORMATS)
    except ValueError as error:
        message = text_noop("This is not a JSON Schema: %(problem)s")
        yield Fault(path="schema", code="bad_schema", message=message, params={"problem": str(error)[:200]})
        return
    if schema.get("type") != "object" or not isinstance(schema.get("properties"), dict):
        yield Fault(path="schema", code="bad_schema", message=text_noop("A form is an object with properties."))
        return
    yield from _node_faults(schema, "schema")


def _node_faults(node: Any, path: str) -> Iterator[Fault]:
    if isinstance(node, list):
        for index, below in enumerate(node):
            yield from _node_faults(below, f"{path}[{index}]")
    elif isinstance(node, dict):
        yield from _keyword_faults(node, path)
        for name, below in node.items():
            if name not in _VALUES:
                yield from _node_faults(below, f"{path}.{name}")


def _keyword_faults(node: Mapping[str, Any], path: str) -> Iterator[Fault]:
    reference, format_, properties = node.get("$ref"), node.get("format"), node.get("properties")
    if isinstance(reference, str) and not reference.startswith("#/$defs/"):
        message = text_noop("References lead to #/$defs/… of the same form only.")
        yield Fault(path=f"{path}.$ref", code="foreign_reference", message=message)
    if isinstance(format_, str) and format_ not in KNOWN_FORMATS:
        message = text_noop("There is no format “%(format)s”.")
        yield Fault(path=f"{path}.format", code="unknown_format", message=message, params={"format": format_})
    if isinstance(properties, dict):
        yield from _property_faults(node, properties, path)
    yield from _limit_faults(node, path)
    yield from _choice_faults(node, path)


def _limit_faults(node: Mapping[str, Any], path: str) -> Iterator[Fault]:
    """Limits that leave no answer."""
    for least, most in _LIMITS:
        low, high = node.get(least), node.get(most)
        if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
            message = text_noop("No answer can be at least %(least)s and at most %(most)s.")
            yield Fault(
                path=f"{path}.{most}", code="limits_crossed", message=message, params={"least": low, "most": high}
            )


def _choice_faults(node: Mapping[str, Any], path: str) -> Iterator[Fault]:
    """A code that two choices share: whoever chooses one of them is refused both."""
    options = node.get("oneOf")
    codes = [one["const"] for one in options if isinstance(one, dict) and "const" in one] if options else []
    for code, count in Counter(map(str, codes)).items():
        if count > 1:
            message = text_noop("“%(code)s” stands for two choices. Give each a code of its own.")
            yield Fault(path=f"{path}.oneOf", code="choice_repeated", message=message, params={"code": code})


def _property_faults(node: Mapping[str, Any], properties: Mapping[str, Any], path: str) -> Iterator[Fault]:
    for name in properties:
        if not _PROPERTY.fullmatch(name) or name in RESERVED:
            message = text_noop("“%(name)s” cannot name an answer: lower-case letters without accents, digits and _.")
            yield Fault(path=f"{path}.properties.{name}", code="bad_name", message=message, params={"name": name})
    for index, name in enumerate(node.get("required", ())):
        if name not in properties:
            message = text_noop("“%(name)s” is required but not among the properties.")
            where = f"{path}.required[{index}]"
            yield Fault(path=where, code="required_unknown", message=message, params={"name": name})
