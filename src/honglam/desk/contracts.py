"""What the officer's home shows."""

from dataclasses import dataclass

from honglam.kernel.registry import WaitingItem


@dataclass(frozen=True, kw_only=True)
class Worklist:
    """A stretch of the one worklist."""

    items: tuple[WaitingItem, ...]
    next_cursor: str | None
