"""What the catalogue says, in this process's memory for a second: every page and every verb asks several times.

What this process changes it forgets at the commit. What a transaction that changes the catalogue reads is kept apart
from what everybody reads: it may be taken back. Another process hears of a new catalogue within the second.
"""

from collections.abc import Callable, Hashable
from time import monotonic
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, transaction

T = TypeVar("T")
_MOST = 1000
_kept: dict[Hashable, tuple[float, Any]] = {}


class _Change:
    """Waits for the commit of a change; a rollback drops it, and with it the mark that the change was made."""

    def __call__(self) -> None:
        forget()


def recall(key: Hashable, read: Callable[[], T]) -> T:
    """What `read` gives, or gave less than a second ago; always anew where this transaction changed the catalogue."""
    if any(isinstance(entry[1], _Change) for entry in connection.run_on_commit):
        return read()
    known, now = _kept.get(key), monotonic()
    if known is not None and now - known[0] < getattr(settings, "CATALOGUE_RECHECK_SECONDS", 1.0):
        found: T = known[1]
        return found
    view = read()
    if len(_kept) >= _MOST:
        _kept.clear()
    _kept[key] = (now, view)
    return view


def mark_change() -> None:
    """Called by a service before it changes what versions say, or how their texts read in English."""
    transaction.on_commit(_Change())


def forget() -> None:
    """Look again at the next question."""
    _kept.clear()
