"""What a version says, as JSON for its row and back. Durations are kept as the law's short text (`3wd`)."""

import hashlib
import json
from typing import Any

import msgspec

from honglam.procedures.contracts import VersionContent
from honglam.worktime.contracts import Duration


def to_json(content: VersionContent) -> dict[str, Any]:
    """Plain JSON values; `from_json` gives an equal content back."""
    plain: dict[str, Any] = msgspec.to_builtins(content)
    channels = [
        {**plain_rule, "duration": str(rule.duration)}
        for plain_rule, rule in zip(plain["channels"], content.channels, strict=True)
    ]
    stored: dict[str, Any] = json.loads(msgspec.json.encode({**plain, "channels": channels}))
    return stored


def from_json(stored: dict[str, Any]) -> VersionContent:
    """The content of a row. Fields that were added since have their defaults."""
    channels = []
    for rule in stored["channels"]:
        duration = Duration.parse(rule["duration"])
        channels.append({**rule, "duration": {"amount": duration.amount, "unit": duration.unit.value}})
    return msgspec.convert({**stored, "channels": channels}, VersionContent)


def digest(stored: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON: equal contents have equal digests, whatever the order of keys."""
    canonical = json.dumps(stored, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
