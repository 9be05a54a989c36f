"""Submissions end to end: upload, rights, answers checked, file kept, dossier committed, worker draining behind."""

import itertools
import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.forms import filled
from bench.installation import Installation
from bench.machine import plain_submissions, select_one, syncs
from bench.measuring import Series, hammer, load, show
from bench.memory import pss_megabytes
from examples.python_client.client import Client, Submission
from tests.dossiers.scene import ANSWERS, HOUSEHOLD, PDF

CONNECTIONS = 8
EACH = int(os.environ.get("BENCH_SUBMISSIONS", "60"))
SIZE = 200_000
_LICENCE_PAGES = 12
_numbers = itertools.count()


def paper() -> bytes:
    """200 kB that are a PDF and differ each time, so that none is stored already."""
    return PDF + b"%" + os.urandom((SIZE - len(PDF)) // 2).hex().encode()


def run(tree: Installation) -> None:
    """(a), (b) and (g): submissions, acceptances, and memory under them."""
    at_rest = pss_megabytes(_root(tree))
    peak = _Peak(_root(tree))
    peak.start()
    filed: list[str] = []
    by_api = hammer([lambda: _filer(tree, filed)] * CONNECTIONS, each=EACH)
    by_form = hammer([lambda: _browser(tree)] * CONNECTIONS, each=max(5, EACH // 4))
    waiting = iter(list(filed))
    accepted = hammer([lambda: _desk(tree, waiting)] * CONNECTIONS, each=len(filed) // CONNECTIONS)
    peak.stop()
    _filer(tree, filed)()  # one that is only filed, whose rows are then written by plain SQL
    rows, plain = plain_submissions(tree, filed[-1], connections=CONNECTIONS, each=EACH * 2)
    one, disk = select_one(tree), syncs()
    head = ("what", "connections", "a second", "median ms", "p95 ms", "of plain SQL", "load")
    show(
        "Submissions with a 200 kB file, and acceptances; the worker drains meanwhile",
        head,
        [
            _row("by API", by_api, plain),
            _row("by browser form (sign-in before, every page and CSRF in it)", by_form, plain),
            _row("acceptances by API", accepted, plain),
            _row(f"plain SQL, the same {rows} rows, no file", plain, plain),
            ("SELECT 1 over one connection", 1, one.rate, one.median, one.p95, "", load()),
            ("8 kB and fsync", 1, disk.rate, disk.median, disk.p95, "", load()),
        ],
    )
    show("Memory of the process tree (PSS, MB)", ("at rest", "most under load"), [(at_rest, peak.most)])


def _row(what: str, series: Series, plain: Series) -> tuple[object, ...]:
    share = f"{series.rate / plain.rate:.0%}" if plain.rate else ""
    return (what, CONNECTIONS, series.rate, series.median, series.p95, share, load())


def _root(tree: Installation) -> int:
    assert tree.process is not None
    return tree.process.pid


def _filer(tree: Installation, filed: list[str]) -> Callable[[], object]:
    client = Client(tree.address, _token(tree, "an"))
    folder = Path(tempfile.mkdtemp(prefix="honglam-bench-papers-"))

    def once() -> None:
        papers = []
        for code in ("TK", "GT"):
            place = folder / f"{code}.pdf"
            place.write_bytes(paper() if code == "GT" else PDF)
            papers.append({"component_code": code, "file_id": client.upload(place)})
        person = {"name": f"Nguyễn Thị Bền {next(_numbers)}", "phone": "0912345678", "email": "ben@example.vn"}
        submission = Submission(
            procedure_code=HOUSEHOLD, applicant=person, answers=ANSWERS, papers=tuple(papers), unit_code="99001"
        )
        filed.append(client.submit(submission).dossier_id)

    return once


def _desk(tree: Installation, waiting: Iterator[str]) -> Callable[[], object]:
    client = Client(tree.address, _token(tree, "tiepnhan.xa"))
    return lambda: client.act(f"{next(waiting)}/accept")


def _browser(tree: Installation) -> Callable[[], object]:
    """All pages from “begin” to the confirmation, as a browser without scripts."""
    http = tree.signed_in("an")
    answers = {
        "loai": "moi",
        "so_ban": "1",
        "unit_code": "99001",
        "applicant.phone": "0912345678",
        "chu_ho.xa": "99001",
        "chu_ho.so_dinh_danh": "042185001234",
        "chu_ho.ho_ten": "Nguyễn Thị Bền",
    }

    def once() -> None:
        page = http.get(f"/ho-so/nop/{HOUSEHOLD}/")
        for _ in range(_LICENCE_PAGES):
            here = str(page.url)
            files = None
            if here.endswith("/giay-to/"):
                files = [("papers.GT", ("giay-to.pdf", paper(), "application/pdf"))]
            page = http.post(page.url, data=filled(page.text, answers), files=files, headers={"Referer": here})
            if "/da-nop/" in str(page.url):
                return
            if page.status_code != 200:
                raise RuntimeError(f"{here}: {page.status_code}\n{page.text[:3000]}")
        raise RuntimeError(f"never came to the end, stands at {page.url}")

    return once


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
