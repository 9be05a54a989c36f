"""Pages over many dossiers: worklist, search, statistics, each at one and at eight connections."""

import os
from collections.abc import Callable

from bench.installation import Installation
from bench.machine import select_one
from bench.measuring import hammer, load, show

WORKERS = {"officer": "chuyenvien.xa", "head": "truongphong.xa", "administrator": "quantri.tinh"}
EACH = int(os.environ.get("BENCH_PAGES", "100"))


def run(tree: Installation) -> None:
    """(c), (d) and (e)."""
    rows = []
    for name, login in WORKERS.items():
        rows += _measured(tree, f"worklist, {name}", login, "/can-bo/")
    words = _words(tree)
    for name, login in WORKERS.items():
        for what, query in words.items():
            rows += _measured(tree, f"search by {what}, {name}", login, f"/can-bo/tim/?q={query}")
    rows += _measured(tree, "public statistics", "", "/so-lieu/")
    rows += _measured(tree, "the leader's figures", "lanhdao.xa", "/dieu-hanh/")
    one = select_one(tree, each=1000)
    rows.append(("SELECT 1", 1, one.rate, one.median, one.p95, load()))
    show(
        f"Pages over {_count(tree):,} dossiers",
        ("page", "connections", "a second", "median ms", "p95 ms", "load"),
        rows,
    )


def _measured(tree: Installation, what: str, login: str, path: str) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for connections in (1, 8):
        try:
            found = hammer([lambda: _reader(tree, login, path)] * connections, each=max(5, EACH // connections))
        except RuntimeError as fault:
            return [(what, connections, "not measured", str(fault), "", load())]
        rows.append((what, connections, found.rate, found.median, found.p95, load()))
    return rows


def _reader(tree: Installation, login: str, path: str) -> Callable[[], object]:
    import httpx

    http = tree.signed_in(login) if login else httpx.Client(base_url=tree.address, timeout=60)

    def once() -> None:
        answer = http.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")

    once()
    return once


def _words(tree: Installation) -> dict[str, str]:
    """A rare name, a common one (both without accents), and a code."""
    with tree.database() as look:
        row = look.execute(
            "SELECT code FROM dossiers_dossier WHERE code IS NOT NULL ORDER BY id DESC LIMIT 1"
        ).fetchone()
    return {"rare name": "khong+thi", "common name": "nguyen+thi", "code": str(row[0]) if row else "H27"}


def _count(tree: Installation) -> int:
    with tree.database() as look:
        row = look.execute("SELECT count(*) FROM dossiers_dossier").fetchone()
    return int(str(row[0])) if row else 0
