"""Numbers that pages ask for again and again are counted once in a few seconds (`kernel.keeping`).

A page that shows agencies and the province asks for the same numbers twice: it is told the same both times.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from honglam.kernel.keeping import Kept
from honglam.kernel.measures import MeasureAsked

Found = TypeVar("Found")
_kept = Kept()


def kept(count: Callable[[MeasureAsked], Found]) -> Callable[[MeasureAsked], Found]:
    """Remember the answer for some seconds. Whoever asks must not change what they are given."""

    @wraps(count)
    def answer(asked: MeasureAsked) -> Found:
        key = (count.__module__, count.__qualname__, asked.first_on, asked.last_on, asked.agency_ids)
        return _kept.recall(key, asked.at, lambda: count(asked))

    return answer
