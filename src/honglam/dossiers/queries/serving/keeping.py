"""Numbers that pages ask for again and again are counted once in a few seconds (`kernel.keeping`).

A page that shows agencies and the province asks for the same numbers twice: it is told the same both times.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from honglam.kernel.keeping import Kept
from honglam.kernel.measures import MeasureAsked

Found = TypeVar("Found")
Named = ParamSpec("Named")
_kept = Kept()


def kept(count: Callable[Concatenate[MeasureAsked, Named], Found]) -> Callable[Concatenate[MeasureAsked, Named], Found]:
    """Remember the answer for some seconds, for each further name (a procedure's) apart.

    Whoever asks must not change what they are given.
    """

    @wraps(count)
    def answer(asked: MeasureAsked, /, *names: Named.args, **more: Named.kwargs) -> Found:
        what = (count.__module__, count.__qualname__, *names, *more.values())
        key = (*what, asked.first_on, asked.last_on, asked.agency_ids)
        return _kept.recall(key, asked.at, lambda: count(asked, *names, **more))

    return answer
