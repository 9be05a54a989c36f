"""A second node: its own web and worker, each node capped to one core, on one database. Right, and by how much faster.

The database and whoever asks may use both cores, as they would on machines of their own.
"""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.installation import Installation
from bench.measuring import Series, hammer, load, show
from bench.memory import part_of, tree_of
from bench.submissions import CONNECTIONS, EACH, filer
from bench.wire import Wire
from tests.endurance.tree import Tree

PAGES = ("/thu-tuc/", "/so-lieu/", "/")
_FACTS = {
    "dossiers in the tables": "SELECT count(*) FROM dossiers_dossier",
    "registration codes given twice": (
        "SELECT count(*) FROM (SELECT 1 FROM dossiers_dossier GROUP BY registration_code HAVING count(*) > 1) twice"
    ),
    "dossiers with more than one first line of history": (
        "SELECT count(*) FROM (SELECT 1 FROM dossiers_historyevent WHERE verb = 'submit'"
        " GROUP BY dossier_id HAVING count(*) > 1) twice"
    ),
}


@dataclass
class Node(Installation):
    """Another machine's web and worker on the database, the files and the key of the first."""

    first: "Installation | None" = None

    @property
    def environment(self) -> dict[str, str]:
        """What its machine would be told."""
        from honglam.embedded.database import describe_cluster
        from honglam.embedded.state import State

        assert self.first is not None
        state = State(self.first.state)
        return {
            **super().environment,
            "DATABASE_URL": describe_cluster(state).url(),
            "HONGLAM_FILES": str(self.first.state / "files"),
            "HONGLAM_SECRET_KEY": state.secret_key(),
        }


def run(first: Installation) -> None:
    """One node alone, then both; then what stands in the tables."""
    with tempfile.TemporaryDirectory(prefix="honglam-bench-") as folder:
        second = Node(state=Path(folder) / "state", mail=first.mail, first=first)
        filed: list[str] = []
        cap(first, 0)
        alone = _both_kinds([first], filed)
        second.start()
        try:
            cap(second, 1)
            together = _both_kinds([first, second], filed)
        finally:
            second.stop()
    rows = [
        (what, one.rate, one.p95, two.rate, two.p95, f"{two.rate / one.rate:.2f}")
        for (what, one), two in zip(alone.items(), together.values(), strict=True)
    ]
    show(
        f"A second node, each capped to one core; {CONNECTIONS} connections, load {load()}",
        ("what", "one node, a second", "p95 ms", "two nodes, a second", "p95 ms", "×"),
        rows,
    )
    with first.database() as look:
        found = [(what, int(str((look.execute(sql).fetchone() or (0,))[0]))) for what, sql in _FACTS.items()]
    show("What stands in the tables afterwards", ("what", "how many"), [("acknowledged", len(filed)), *found])


def cap(tree: Tree, core: int) -> None:
    """Hold web and worker of a node, with all their threads, to one core."""
    assert tree.process is not None
    for pid in tree_of(tree.process.pid):
        if part_of(pid) != "database":
            for thread in Path(f"/proc/{pid}/task").glob("[0-9]*"):
                os.sched_setaffinity(int(thread.name), {core})


def _both_kinds(nodes: list[Installation], filed: list[str]) -> dict[str, Series]:
    """Submissions by API, and public pages; the connections spread over the nodes as a load balancer would."""
    shares = [nodes[number % len(nodes)] for number in range(CONNECTIONS)]
    # A process that has just begun compiles its templates first: that is its start, not its speed.
    hammer([_ready(_reader(node)) for node in shares], each=12)
    filing = hammer([_ready(filer(node, filed)) for node in shares], each=EACH)
    reading = hammer([_ready(_reader(node)) for node in shares], each=EACH * 2)
    return {"submissions by API, a 200 kB file": filing, "public pages": reading}


def _ready(hand: Callable[[], object]) -> Callable[[], Callable[[], object]]:
    return lambda: hand


def _reader(node: Installation) -> Callable[[], object]:
    wire, turn = Wire(node.address), iter(PAGES * 10_000)
    return lambda: wire.get(next(turn))
