"""Figures that pages ask for again and again are made once in a few seconds, in each web process.

Roll-ups follow their events by about as long, so nobody is told less than they could know: a million readers of a
public page cost one sum each time. Whoever is given kept figures must not change them.
"""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings

T = TypeVar("T")
_MOST = 500


class Kept:
    """What was made, by whatever was asked, for FIGURES_KEPT_SECONDS (5)."""

    def __init__(self) -> None:
        self._made: dict[Hashable, tuple[datetime, Any]] = {}

    def recall(self, key: Hashable, at: datetime, make: Callable[[], T]) -> T:
        """What `make` gives, or gave a few seconds before `at`; anew for an earlier moment than it was made for."""
        keep = timedelta(seconds=getattr(settings, "FIGURES_KEPT_SECONDS", 5))
        known = self._made.get(key)
        if known is not None and timedelta() <= at - known[0] < keep:
            found: T = known[1]
            return found
        made = make()
        if len(self._made) >= _MOST:
            self._made.clear()
        self._made[key] = (at, made)
        return made

    def forget(self) -> None:
        """Make everything anew."""
        self._made.clear()
