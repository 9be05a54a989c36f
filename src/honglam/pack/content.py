"""The content of a record in one canonical form: whatever equals its default is left out, however deep it lies."""

import hashlib
from enum import Enum
from functools import lru_cache
from typing import Any

import msgspec

from honglam.pack.contracts import Shape


def content(value: Any) -> Any:
    """Plain values (dates stay dates). msgspec's own `omit_defaults` misses defaults that are structs themselves."""
    if isinstance(value, msgspec.Struct):
        return {
            key: content(getattr(value, name))
            for name, key, default in _fields(type(value))
            if getattr(value, name) != default
        }
    if isinstance(value, dict):
        return {key: content(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [content(item) for item in value]
    return value.value if isinstance(value, Enum) else value


@lru_cache(maxsize=512)
def _fields(shape: type[msgspec.Struct]) -> list[tuple[str, str, Any]]:
    """Name, written name and default of each field; msgspec works them out anew at every question."""
    return [(field.name, field.encode_name, _default(field)) for field in msgspec.structs.fields(shape)]


def content_digest(value: Shape) -> str:
    """The digest of a content: equal contents, however written, have equal digests."""
    return hashlib.sha256(msgspec.json.encode(content(value), order="deterministic")).hexdigest()


def _default(field: msgspec.structs.FieldInfo) -> Any:
    if field.default is not msgspec.NODEFAULT:
        return field.default
    return field.default_factory() if field.default_factory is not msgspec.NODEFAULT else msgspec.NODEFAULT
