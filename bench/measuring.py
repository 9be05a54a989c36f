"""Running something many times, and saying how it went. Nothing here asserts a time."""

import math
import os
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field


@dataclass
class Series:
    """Seconds of each run, and seconds of the whole."""

    each: list[float] = field(default_factory=list)
    whole: float = 0.0

    @property
    def rate(self) -> float:
        """Runs a second."""
        return len(self.each) / self.whole if self.whole else 0.0

    @property
    def median(self) -> float:
        """Milliseconds."""
        return statistics.median(self.each) * 1000

    @property
    def p95(self) -> float:
        """Milliseconds."""
        return sorted(self.each)[min(len(self.each) - 1, int(len(self.each) * 0.95))] * 1000


FEWEST = 5


def hammer(makers: Sequence[Callable[[], Callable[[], object]]], *, each: int, patience: float = math.inf) -> Series:
    """One thread for each maker; each makes its own hands first, then uses them `each` times.

    After `patience` seconds it is content with five: a page that takes seconds would hold up everything behind it.
    """
    hands = [make() for make in makers]

    def work(use: Callable[[], object]) -> list[float]:
        times = []
        for turn in range(each):
            began = time.perf_counter()
            if turn >= FEWEST and began - start > patience:
                break
            use()
            times.append(time.perf_counter() - began)
        return times

    start = time.perf_counter()
    with ThreadPoolExecutor(len(hands)) as pool:
        found = [seconds for times in pool.map(work, hands) for seconds in times]
    return Series(each=found, whole=time.perf_counter() - start)


def show(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table in plain text, in Markdown's way, so that it can be pasted into the page of figures."""
    print(f"\n### {title}\n\n| {' | '.join(head)} |\n|{'---|' * len(head)}", flush=True)
    for row in rows:
        print(
            "| " + " | ".join(f"{cell:,.1f}" if isinstance(cell, float) else str(cell) for cell in row) + " |",
            flush=True,
        )


def met(figure: float, aim: float, unit: str = " ms", *, more_is_better: bool = False) -> str:
    """The aim, and whether the figure met it."""
    reached = figure >= aim if more_is_better else figure <= aim
    return f"{aim:g}{unit}: {'met' if reached else 'not met'}"


def load() -> str:
    """How busy the machine is while we measure."""
    return f"{os.getloadavg()[0]:.1f}"
