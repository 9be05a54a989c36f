"""Submissions end to end: upload, rights, answers checked, file kept, dossier committed, worker draining behind."""

import itertools
import os
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.forms import Filler, filled
from bench.installation import Installation
from bench.machine import plain_submissions, select_one, syncs
from bench.measuring import Series, hammer, load, met, show
from bench.memory import processor_seconds, pss_megabytes
from bench.wire import Answer, Wire
from tests.dossiers.scene import ANSWERS, HOUSEHOLD, PDF

CONNECTIONS = 8
EACH = int(os.environ.get("BENCH_SUBMISSIONS", "60"))
SIZE = 200_000
_LICENCE_PAGES = 12
_numbers = itertools.count()
_ID = re.compile(r"[0-9a-f-]{36}")
BY_API, BY_FORM, MEMORY = 80.0, 50.0, 700.0
HEAD = ("what", "connections", "a second", "median ms", "p95 ms", "of plain SQL", "processor ms each", "aim", "load")
ANSWERED = {
    "loai": "moi",
    "so_ban": "1",
    "unit_code": "99001",
    "applicant.phone": "0912345678",
    "chu_ho.xa": "99001",
    "chu_ho.so_dinh_danh": "042185001234",
    "chu_ho.ho_ten": "Nguyễn Thị Bền",
}
"""What is typed into the pages of the form."""


def paper() -> bytes:
    """200 kB that are a PDF and differ each time, so that none is stored already."""
    return PDF + b"%" + os.urandom((SIZE - len(PDF)) // 2).hex().encode()


def filing_body(file_id: str) -> dict[str, object]:
    """A dossier as a program files it, of an applicant nobody was before."""
    return {
        "procedure_code": HOUSEHOLD,
        "applicant": {"name": f"Nguyễn Thị Bền {next(_numbers)}", "phone": "0912345678", "email": "ben@example.vn"},
        "answers": ANSWERS,
        "papers": [{"component_code": "GT", "file_id": file_id}],
        "unit_code": "99001",
    }


def run(tree: Installation) -> None:
    """(a), (b) and (g): submissions, acceptances, and memory under them."""
    root = _root(tree)
    at_rest = pss_megabytes(root)
    peak = _Peak(root)
    peak.start()
    filed: list[str] = []
    by_api = _cost(root, lambda: filer(tree, filed), EACH)
    by_form = _cost(root, lambda: _browser(tree), max(5, EACH // 4))
    waiting = iter(list(filed))
    _allow_prefill(tree)
    prefilled = _cost(root, lambda: _browser(tree), max(5, EACH // 4))
    sent = _cost(root, lambda: _sender(tree, max(5, EACH // 4)), max(5, EACH // 4))
    accepted = _cost(root, lambda: _desk(tree, waiting), len(filed) // CONNECTIONS)
    peak.stop()
    filer(tree, filed)()  # one that is only filed, whose rows are then written by plain SQL
    rows, plain = plain_submissions(tree, filed[-1], connections=CONNECTIONS, each=EACH * 2)
    lines = [
        _row("by API", by_api, plain, _aim(by_api, BY_API)),
        _row("by form, 13 requests", by_form, plain, _aim(by_form, BY_FORM)),
        _row("by form, prefilled from earlier dossiers", prefilled, plain, _no_slower(prefilled, by_form)),
        _row("by form, its paper and sending", sent, plain, _aim(sent, BY_FORM)),
        _row("acceptances by API", accepted, plain),
        (f"plain SQL, the same {rows} rows, no file", *_figures(plain), "100%", "", "", load()),
        *_limits(tree),
    ]
    show("Submissions with a 200 kB file, and acceptances; the worker drains meanwhile", HEAD, lines)
    judged = met(peak.most, MEMORY, " MB")
    show("Memory of the process tree (PSS, MB)", ("at rest", "most", "aim"), [(at_rest, peak.most, judged)])


def _limits(tree: Installation) -> list[tuple[object, ...]]:
    """What the machine can do at all."""
    one, disk = select_one(tree), syncs()
    return [
        ("SELECT 1 over one connection", 1, one.rate, one.median, one.p95, "", "", "", load()),
        ("8 kB and fsync", 1, disk.rate, disk.median, disk.p95, "", "", "", load()),
    ]


@dataclass(frozen=True)
class Cost:
    """How it went, and the processor time of each run: ours (the installation, worker included) and the asker's."""

    series: Series
    served_ms: float
    asked_ms: float


def _cost(root: int, maker: Callable[[], Callable[[], object]], each: int) -> Cost:
    hands = iter([maker() for _ in range(CONNECTIONS)])  # what they prepare is not measured
    before, asked = processor_seconds(root), time.process_time()
    series = hammer([lambda: next(hands)] * CONNECTIONS, each=each)
    runs = len(series.each)
    asked = time.process_time() - asked
    spent = sum(seconds - before.get(pid, 0.0) for pid, seconds in processor_seconds(root).items())
    return Cost(series, spent / runs * 1000, asked / runs * 1000)


def _figures(series: Series) -> tuple[object, ...]:
    return (CONNECTIONS, series.rate, series.median, series.p95)


def _row(what: str, cost: Cost, plain: Series, judged: str = "") -> tuple[object, ...]:
    share = f"{cost.series.rate / plain.rate:.0%}" if plain.rate else ""
    spent = f"{cost.served_ms:.1f} + {cost.asked_ms:.1f} asking"
    return (what, *_figures(cost.series), share, spent, judged, load())


def _root(tree: Installation) -> int:
    assert tree.process is not None
    return tree.process.pid


def filer(tree: Installation, filed: list[str]) -> Callable[[], object]:
    """Upload of a paper, then the dossier: two calls, as a program that files for its customers makes them."""
    wire = Wire(tree.address, token=_token(tree, "an"))

    def once() -> None:
        stored = wire.post_file("/api/v1/dossiers/files", ("file", "giay-to.pdf", paper(), "application/pdf"))
        made = wire.post_json("/api/v1/dossiers", filing_body(stored["id"]), Idempotency_Key=str(uuid.uuid4()))
        filed.append(made["dossier_id"])

    return once


def _desk(tree: Installation, waiting: Iterator[str]) -> Callable[[], object]:
    wire = Wire(tree.address, token=_token(tree, "tiepnhan.xa"))
    return lambda: wire.post_json(f"/api/v1/dossiers/{next(waiting)}/accept", {})


def _browser(tree: Installation) -> Callable[[], object]:
    """All pages from “begin” to the confirmation, as a browser without scripts."""
    walker = _Walker(tree)
    return lambda: walker.go_on(walker.begin(), until="/da-nop/")


def _allow_prefill(tree: Installation) -> None:
    """The citizen lets new forms be filled in from what was told before; until now nobody had been asked."""
    http = tree.signed_in("an")
    page = http.get("/tai-khoan/du-lieu/")
    allowed = {**filled(page.text, {}), "purpose": re.findall(r'name="purpose"[^>]*value="([^"]+)"', page.text)}
    http.post(page.url, data=allowed, headers={"Referer": str(page.url)}).raise_for_status()


def _aim(cost: "Cost", rate: float) -> str:
    return met(cost.series.rate, rate, "/s", more_is_better=True)


def _no_slower(prefilled: "Cost", without: "Cost") -> str:
    share = prefilled.series.median / without.series.median
    return f"no slower than without: {share:.2f} × ({'met' if share <= 1.05 else 'not met'})"


def _sender(tree: Installation, each: int) -> Callable[[], object]:
    """The paper and what follows it, over drafts that were filled in before: what compares with the API's two calls."""
    walker = _Walker(tree)
    ready = [walker.go_on(walker.begin(), until="/giay-to/") for _ in range(each)]
    return lambda: walker.go_on(ready.pop(), until="/da-nop/")


class _Walker:
    """A browser without scripts that fills in the form's pages."""

    def __init__(self, tree: Installation) -> None:
        self.wire, self.fill = Wire(tree.address), Filler(ANSWERED)
        self.wire.cookies.update(tree.signed_in("an").cookies)

    def begin(self) -> Answer:
        """The first page of a new draft."""
        return self.wire.get(f"/ho-so/nop/{HOUSEHOLD}/")

    def go_on(self, page: Answer, *, until: str) -> Answer:
        """Send page after page until an address comes."""
        for _ in range(_LICENCE_PAGES):
            if until in page.path:
                return page
            here = page.path
            files = [("papers.GT", "giay-to.pdf", paper(), "application/pdf")] if "/giay-to/" in here else None
            page = self.wire.post_form(here, self.fill.fields(_ID.sub("", here), page.text), files)
            if page.status != 200:
                raise RuntimeError(f"{here}: {page.status}\n{page.text[:3000]}")
        raise RuntimeError(f"never came to the end, stands at {page.path}")


_tokens: dict[str, str] = {}
_lock = threading.Lock()


def _token(tree: Installation, login: str) -> str:
    with _lock:
        if login not in _tokens:
            _tokens[login] = tree.token(login)
        return _tokens[login]


class _Peak(threading.Thread):
    """Looks at the memory every second."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.root, self.most, self.over = root, 0.0, threading.Event()

    def run(self) -> None:
        """Until told to stop."""
        while not self.over.wait(1.0):
            self.most = max(self.most, pss_megabytes(self.root))

    def stop(self) -> None:
        """Enough."""
        self.over.set()
        self.join()
