"""Pages over many dossiers: worklist, search, statistics, each at one and at eight connections.

The administrator oversees everything that the province does, as its leader: the same pages at the root of the tree. Of
the names one belongs to few of the officer's own dossiers and one to many.
"""

import os
from collections.abc import Callable
from functools import partial
from urllib.parse import quote_plus

import httpx

from bench.installation import DEMO_DOMAIN, Installation
from bench.machine import select_one
from bench.measuring import hammer, load, met, show

WORKERS = {"officer": "chuyenvien.xa", "head": "truongphong.xa", "administrator": "lanhdao.tinh"}
EACH = int(os.environ.get("BENCH_PAGES", "200"))
AIMS = {1: 60.0, 8: 150.0}
STATISTICS_AIM = 50.0
PATIENCE = 30.0
_SLOWER = 1.2
_NAMES = """
SELECT d.applicant_name, count(*) FROM dossiers_dossier d
JOIN directory_post p ON p.agency_id = ANY (d.unit_ids)
JOIN directory_holding h ON h.post_id = p.id
JOIN identity_account a ON a.id = h.account_id
WHERE a.email = %s
GROUP BY 1 ORDER BY 2
"""
_CODE = "SELECT code FROM dossiers_dossier WHERE code IS NOT NULL AND applicant_name = %s ORDER BY id DESC LIMIT 1"


def run(tree: Installation) -> None:
    """(c), (d) and (e)."""
    words = _words(tree)
    measured = {name: _worker(tree, name, login, words) for name, login in WORKERS.items()}
    rows = [row for found in measured.values() for row in found]
    rows += measure_page(tree, "public statistics", "", "/so-lieu/", STATISTICS_AIM)
    rows += measure_page(tree, "the leader's figures", "lanhdao.tinh", "/dieu-hanh/", STATISTICS_AIM)
    one = select_one(tree, each=1000)
    rows.append(("SELECT 1", 1, one.rate, one.median, one.p95, "", load()))
    show(
        f"Pages over {_count(tree):,} dossiers (searched: {', '.join(f'{k} “{v}”' for k, v in words.items())})",
        ("page", "connections", "a second", "median ms", "p95 ms", "aim: p95", "load"),
        rows,
    )
    _compare(tree, words)


def _worker(tree: Installation, name: str, login: str, words: dict[str, str]) -> list[tuple[object, ...]]:
    return [
        row for what, path in _pages(words).items() for row in measure_page(tree, f"{what}, {name}", login, path, 0.0)
    ]


def _pages(words: dict[str, str]) -> dict[str, str]:
    searches = {f"search by {what}": f"/can-bo/tim/?q={quote_plus(word)}" for what, word in words.items()}
    return {"worklist": "/can-bo/", **searches}


def _compare(tree: Installation, words: dict[str, str]) -> None:
    """Officer and administrator in turn, so that both meet the same machine; medians at one connection."""
    rows = []
    for what, path in _pages(words).items():
        turns = [_in_turn(tree, path) for _ in range(3)]
        officer, overseer = (min(turn[place] for turn in turns) for place in (0, 1))
        share = officer / overseer
        rows.append((what, officer, overseer, f"{share:.2f}", met(share, _SLOWER, "")))
    show(
        "An officer never slower than 1.2 × an administrator",
        ("page", "officer ms", "administrator ms", "×", "met"),
        rows,
    )


def _in_turn(tree: Installation, path: str) -> tuple[float, float]:
    logins = (WORKERS["officer"], WORKERS["administrator"])
    each = max(5, EACH // 4)
    officer, overseer = (hammer([partial(_reader, tree, login, path)], each=each).median for login in logins)
    return officer, overseer


def measure_page(tree: Installation, what: str, login: str, path: str, aim: float) -> list[tuple[object, ...]]:
    """A page at one and at eight connections. `aim`: p95 at one, in ms; 0 for those of worklist and search."""
    rows: list[tuple[object, ...]] = []
    for connections in (1, 8):
        try:
            readers = [partial(_reader, tree, login, path, number) for number in range(connections)]
            found = hammer(readers, each=max(5, EACH // connections), patience=PATIENCE)
        except RuntimeError as fault:
            return [(what, connections, "not measured", str(fault), "", "", load())]
        wanted = aim or AIMS[connections]
        judged = met(found.p95, wanted) if not aim or connections == 1 else ""
        rows.append((what, connections, found.rate, found.median, found.p95, judged, load()))
    return rows


_browsers: dict[tuple[str, int], httpx.Client] = {}


def _reader(tree: Installation, login: str, path: str, number: int = 0) -> Callable[[], object]:
    """The `number`-th browser of that person: signed in once, since signing in is slow on purpose."""
    known = _browsers.get((login, number))
    http = known or (tree.signed_in(login) if login else httpx.Client(base_url=tree.address, timeout=60))
    _browsers[login, number] = http

    def once() -> None:
        answer = http.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")

    once()
    return once


def _words(tree: Installation) -> dict[str, str]:
    """A rare name and a common one among what the officer may see, both without accents, and a code of the rare one."""
    from honglam.kernel.text import fold

    with tree.database() as look:
        names = look.execute(_NAMES, [f"{WORKERS['officer']}@{DEMO_DOMAIN}"]).fetchall() or [("Không Ai", 0)]
        rare, common = str(names[0][0]), str(names[-1][0])
        row = look.execute(_CODE, [rare]).fetchone()
    family_and_middle = " ".join(common.split()[:2])
    return {"rare name": fold(rare), "common name": fold(family_and_middle), "code": str(row[0]) if row else "H27"}


def _count(tree: Installation) -> int:
    with tree.database() as look:
        row = look.execute("SELECT count(*) FROM dossiers_dossier").fetchone()
    return int(str(row[0])) if row else 0
