"""What a version says: from the pack's shape, as it is kept in the row, to the values everybody reads.

The row keeps the pack's own JSON, so that an export equals the pack to the letter. Here absent keys get their defaults,
durations become values, and `date` (a type in Python) becomes `dated`.
"""

import hashlib
import json
from dataclasses import replace
from typing import Any

import msgspec

from honglam.procedures.contracts import Channel, ChannelRule, Cited, VersionContent
from honglam.worktime.contracts import Duration

_DATED = {"source", "decision"}
_FREE = {"schema"}


def to_content(stored: dict[str, Any]) -> VersionContent:
    """The values behind a row's JSON; DurationNotUnderstood or msgspec.ValidationError for what is no version."""
    plain = _renamed(stored)
    content = msgspec.convert({**plain, "channels": []}, VersionContent)
    return replace(content, channels=tuple(_channel(rule) for rule in plain["channels"]))


def _channel(plain: dict[str, Any]) -> ChannelRule:
    """A way of filing; its duration makes itself from the law's short text."""
    cited = msgspec.convert({key: plain[key] for key in ("source", "provisional") if key in plain}, Cited)
    return ChannelRule(
        channel=Channel(plain["channel"]),
        duration=Duration.parse(plain["duration"]),
        note=plain.get("note", ""),
        source=cited.source,
        provisional=cited.provisional,
    )


def digest(stored: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON: equal contents have equal digests, whatever the order of keys."""
    canonical = json.dumps(stored, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _renamed(value: Any, key: str = "") -> Any:
    if isinstance(value, list):
        return [_renamed(item) for item in value]
    if not isinstance(value, dict) or key in _FREE:
        return value
    names = {"date": "dated"} if key in _DATED else {}
    return {names.get(name, name): _renamed(below, name) for name, below in value.items() if below is not None}
