"""How many queries something takes, whatever ran before it in this process."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

# A process looks once a second whether the tree that it remembers still stands, and once in fifteen whose pages these
# are: whichever page comes first then.
BY_THE_CLOCK = ("directory_directorystate", '"pack_packrecord"."kind" = \'pack\'')


def cost(act: Callable[[], Any]) -> int:
    """The queries of an act beside those that the clock decides, in a process that remembers what it reads once.

    The act is done twice: the first time fills what a process remembers.
    """
    act()
    return cost_now(act)


def cost_now(act: Callable[[], Any]) -> int:
    """The same for an act that may be done only once."""
    with CaptureQueriesContext(connection) as asked:
        act()
    return sum(not any(mark in one["sql"] for mark in BY_THE_CLOCK) for one in asked.captured_queries)
