"""Numbers that pages ask for again and again are counted once in a few seconds, as the public figures are.

The roll-ups follow their events by about as long, so nobody is told less than they could know. A page that shows
agencies and the province asks for the same numbers twice: it is told the same both times.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings

from honglam.kernel.measures import MeasureAsked

Found = TypeVar("Found")
_MOST = 500
_kept: dict[tuple[Any, ...], tuple[datetime, Any]] = {}


def kept(count: Callable[[MeasureAsked], Found]) -> Callable[[MeasureAsked], Found]:
    """Remember the answer for FIGURES_KEPT_SECONDS (5). Whoever asks must not change what they are given."""

    @wraps(count)
    def answer(asked: MeasureAsked) -> Found:
        key = (count.__module__, count.__qualname__, asked.first_on, asked.last_on, asked.agency_ids)
        keep = timedelta(seconds=getattr(settings, "FIGURES_KEPT_SECONDS", 5))
        known = _kept.get(key)
        if known is not None and timedelta() <= asked.at - known[0] < keep:
            found: Found = known[1]
            return found
        if len(_kept) >= _MOST:
            _kept.clear()
        found = count(asked)
        _kept[key] = (asked.at, found)
        return found

    return answer
