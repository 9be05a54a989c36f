"""`python -m bench [part …]`: start, submissions, pages, indices, due, reports, reorganisation, figures, nodes.

All of them when none is named.

`soak`, which takes its time, only when it is named.

BENCH_DOSSIERS (1,000,000): over how many the pages are measured. BENCH_STATE: a state folder that has them already.
BENCH_VALUES (1,000,000): how many values of indicators.
"""

import os
import platform
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from bench import due_times, figures, indices, pages, reorganisation, reports, second_node, soak, starting, submissions
from bench.installation import Installation, standing
from bench.measuring import load

ALL = ("start", "submissions", "pages", "indices", "due", "reports", "reorganisation", "figures", "nodes")
# What is measured on an installation of its own: its pack, and how.
ALONE: dict[str, tuple[str, Callable[[Installation], None]]] = {
    "submissions": ("trivial", submissions.run),
    "reports": ("ha_tinh", reports.run),
    "reorganisation": ("ha_tinh", reorganisation.run),
    "figures": ("ha_tinh", figures.run),
    "nodes": ("trivial", second_node.run),
    "soak": ("trivial", soak.run),
}


def main(asked: list[str]) -> None:
    """Measure what was asked for."""
    wanted = asked or list(ALL)
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, load {load()}.")
    if "start" in wanted:
        starting.run()
    if {"pages", "indices", "due"} & set(wanted):
        over_many(wanted)
    for name, (pack, run) in ALONE.items():
        if name in wanted:
            with standing(pack) as (tree, _):
                run(tree)


def over_many(wanted: list[str]) -> None:
    """What is measured over many dossiers."""
    many, state = int(os.environ.get("BENCH_DOSSIERS", "1000000")), os.environ.get("BENCH_STATE")
    with standing("ha_tinh", Path(state) if state else None) as (tree, _):
        if not state:
            print(tree.honglam_for("demo", "load", "--dossiers", str(many)))
        if "pages" in wanted:
            pages.run(tree)
        if "indices" in wanted:
            indices.run(tree)
        if "due" in wanted:
            due_times.run(tree)


if __name__ == "__main__":
    # Told to end, it ends as from the keyboard: the installations it started are stopped with it,
    # not left running beside whatever is measured next.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    main(sys.argv[1:])
