"""Memory of the whole process tree: PSS, which counts shared pages once; the sum of RSS would count them many times."""

import os
from pathlib import Path


def tree_of(root: int) -> list[int]:
    """The process and everything below it, and the database server of its state folder with its children."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        parents[int(folder.name)] = int(fields[1])
    found = {root}
    while True:
        more = {child for child, parent in parents.items() if parent in found} - found
        if not more:
            return sorted(found)
        found |= more


def pss_megabytes(root: int) -> float:
    """Proportional set size of the tree, in megabytes (1 MB = 1,000,000 bytes)."""
    return sum(_pss(pid) for pid in tree_of(root))


def pss_by_part(root: int) -> dict[str, float]:
    """The same, by what the processes are: web, worker, database, the supervisor, and the whole tree."""
    held = dict.fromkeys(("web", "worker", "database", "supervisor"), 0.0)
    for pid in tree_of(root):
        held[part_of(pid)] += _pss(pid)
    return {**held, "whole tree": sum(held.values())}


def part_of(pid: int) -> str:
    """web, worker, database, or the supervisor."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return "supervisor"
    if b"postgres" in words[0]:
        return "database"
    return next((word.decode() for word in words if word in (b"web", b"worker")), "supervisor")


def _pss(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0) * 1024 / 1e6


def processor_seconds(root: int) -> dict[int, float]:
    """Processor time that each living process of the tree has used so far, with what it started and has ended since."""
    used = {}
    for pid in tree_of(root):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        used[pid] = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return used
