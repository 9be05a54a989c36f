"""The content of a record in one canonical form: whatever equals its default is left out, however deep it lies."""

import hashlib
from enum import Enum
from typing import Any

import msgspec

from honglam.pack.contracts import Shape


def content(value: Any) -> Any:
    """Plain values (dates stay dates). msgspec's own `omit_defaults` misses defaults that are structs themselves."""
    if isinstance(value, msgspec.Struct):
        return {
            field.encode_name: content(getattr(value, field.name))
            for field in msgspec.structs.fields(type(value))
            if getattr(value, field.name) != _default(field)
        }
    if isinstance(value, dict):
        return {key: content(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [content(item) for item in value]
    return value.value if isinstance(value, Enum) else value


def content_digest(value: Shape) -> str:
    """The digest of a content: equal contents, however written, have equal digests."""
    return hashlib.sha256(msgspec.json.encode(content(value), order="deterministic")).hexdigest()


def _default(field: msgspec.structs.FieldInfo) -> Any:
    if field.default is not msgspec.NODEFAULT:
        return field.default
    return field.default_factory() if field.default_factory is not msgspec.NODEFAULT else msgspec.NODEFAULT
