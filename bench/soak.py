"""Does memory stay flat? Mixed, unhurried work for many minutes, and the memory of each part of the process tree.

`make soak` runs it (MINUTES=20). It is no part of the tests: it says how each part grows and draws
docs/operations/soak.svg.
"""

import itertools
import os
import threading
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import httpx

from bench.chart import draw
from bench.installation import Installation
from bench.measuring import load, show
from bench.memory import pss_by_part
from bench.submissions import filing_body, paper
from bench.wire import Wire
from tests.database import ROOT
from tests.dossiers.scene import HOUSEHOLD

MINUTES = float(os.environ.get("MINUTES", "20"))
LOOK_EVERY = 5.0
REST = 0.5
"""Seconds that each of the hands rests after a step: the load is steady and the machine not at its limit."""
GRAPH = ROOT / "docs" / "operations" / "soak.svg"
READ_AS_OFFICER = ("/can-bo/", "/can-bo/tim/?q=nguyen+thi+ben", "/can-bo/tim/?q=H99.7")
READ_BY_ALL = ("/", "/thu-tuc/", "/thu-tuc/?q=ho+gia+dinh", f"/thu-tuc/{HOUSEHOLD}/", "/so-lieu/", "/tra-cuu/")

Step = Callable[[], object]


def run(tree: Installation) -> None:
    """Work until the time is over, then say what memory did after the first quarter, and draw it."""
    assert tree.process is not None
    root, over = tree.process.pid, threading.Event()
    done: Counter[str] = Counter()
    hands = [threading.Thread(target=_work, args=(make, over, done), daemon=True) for make in _hands(tree)]
    for hand in hands:
        hand.start()
    samples, began = _watch(root, over), time.monotonic()
    for hand in hands:
        hand.join(60)
    minutes = (time.monotonic() - began) / 60
    rows = [_judged(part, samples[part]) for part in ("web", "worker", "database", "whole tree")]
    show(
        f"{MINUTES:g} minutes of mixed work, load {load()} (PSS, MB)",
        ("part", "after a quarter", "at the end", "most", "grows a minute"),
        rows,
    )
    show("What was done", ("what", "times"), sorted(done.items()))
    draw(GRAPH, "PSS in MB by minute", {part: samples[part] for part in ("web", "worker", "database")})
    print(f"\n{Path(GRAPH).relative_to(ROOT)} drawn; stopping took {minutes:.1f} min.", flush=True)


def _watch(root: int, over: threading.Event) -> dict[str, list[tuple[float, float]]]:
    """Minute and megabytes of each part, until the time is over."""
    began, samples = time.monotonic(), defaultdict(list)
    while (minute := (time.monotonic() - began) / 60) < MINUTES:
        for part, megabytes in pss_by_part(root).items():
            samples[part].append((minute, megabytes))
        time.sleep(LOOK_EVERY)
    over.set()
    return samples


def _judged(part: str, points: list[tuple[float, float]]) -> tuple[object, ...]:
    """What it held when warm and at the end, and the slope of the least squares' line between."""
    warm = [point for point in points if point[0] >= MINUTES / 4]
    middle = sum(minute for minute, _ in warm) / len(warm)
    level = sum(held for _, held in warm) / len(warm)
    spread = sum((minute - middle) ** 2 for minute, _ in warm) or 1.0
    slope = sum((minute - middle) * (held - level) for minute, held in warm) / spread
    return (part, warm[0][1], warm[-1][1], max(held for _, held in points), f"{slope:+.2f}")


def _work(make: Callable[[], dict[str, Step]], over: threading.Event, done: Counter[str]) -> None:
    """One pair of hands: its steps in turn, with a rest, until told to stop. A refusal is counted, not hidden."""
    for name, step in itertools.cycle(make().items()):
        if over.is_set():
            return
        try:
            step()
            done[name] += 1
        except (RuntimeError, httpx.HTTPError) as fault:
            done[f"{name}: {str(fault)[:60]}"] += 1
        over.wait(REST)


def _hands(tree: Installation) -> list[Callable[[], dict[str, Step]]]:
    """A program that files, a desk that takes in, an officer who reads, and the public, twice."""
    filed: list[str] = []
    public = lambda: {path: _reading(httpx.Client(base_url=tree.address, timeout=60), path) for path in READ_BY_ALL}  # noqa: E731
    return [
        lambda: {"a dossier with 200 kB filed by API": _filing(tree, filed)},
        lambda: {"a dossier taken in": _taking_in(tree, filed)},
        lambda: {path: _reading(tree.signed_in("chuyenvien.xa"), path) for path in READ_AS_OFFICER},
        public,
        public,
    ]


def _filing(tree: Installation, filed: list[str]) -> Step:
    wire = Wire(tree.address, token=tree.token("an"))

    def once() -> None:
        stored = wire.post_file("/api/v1/dossiers/files", ("file", "giay-to.pdf", paper(), "application/pdf"))
        made = wire.post_json("/api/v1/dossiers", filing_body(stored["id"]), Idempotency_Key=str(uuid.uuid4()))
        filed.append(made["dossier_id"])

    return once


def _taking_in(tree: Installation, filed: list[str]) -> Step:
    wire = Wire(tree.address, token=tree.token("tiepnhan.xa"))
    return lambda: wire.post_json(f"/api/v1/dossiers/{filed.pop(0)}/accept", {}) if filed else None


def _reading(browser: httpx.Client, path: str) -> Step:
    def once() -> None:
        answer = browser.get(path)
        if answer.status_code != 200:
            raise RuntimeError(str(answer.status_code))

    return once
