"""Merging the sources of the worklist by their one key."""

import heapq
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from honglam.kernel.registry import WaitingItem, WaitingKey


def merge(sources: Iterable[list[WaitingItem]], limit: int) -> tuple[list[WaitingItem], WaitingKey | None]:
    """The first `limit` items over all sources in key order, and the key after which to go on (None at the end)."""
    ordered = list(heapq.merge(*sources, key=lambda item: item.key))
    shown = ordered[:limit]
    return shown, shown[-1].key if len(ordered) > limit else None


def key_to_parts(key: WaitingKey) -> tuple[str, str, str]:
    """A key as plain values for a cursor."""
    return key.due_at.isoformat(), key.kind, str(key.id)


def key_from_parts(due_at: str, kind: str, item_id: str) -> WaitingKey:
    """The key back; ValueError for what is none."""
    moment = datetime.fromisoformat(due_at)
    if moment.tzinfo is None:
        raise ValueError("a key needs a moment with its zone")
    return WaitingKey(due_at=moment, kind=kind, id=UUID(item_id))
