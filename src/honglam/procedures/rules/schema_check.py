"""Whether a form's schema is one that we can show, fill in and check."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from honglam.kernel.values import text_noop
from honglam.procedures.rules.faults import Fault
from honglam.procedures.rules.formats import KNOWN_FORMATS, OWN_FORMATS
from honglam.procedures.rules.forms import make_validator
from honglam.procedures.rules.names import RESERVED

_PROPERTY = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
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
