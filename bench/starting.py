"""From `honglam up` to the first page: on an empty folder, and again on what it left there."""

import tempfile
from pathlib import Path

from bench.installation import standing
from bench.measuring import load, show


def run() -> None:
    """(h)."""
    with tempfile.TemporaryDirectory(prefix="honglam-bench-") as folder:
        Path(folder).chmod(0o755)
        rows = []
        for what in ("cold: database, tables, pack, accounts", "warm"):
            with standing("ha_tinh", Path(folder) / "state") as (_, seconds):
                rows.append((what, seconds, load()))
    show("Seconds from `honglam up` to the first page (packs/ha_tinh)", ("start", "seconds", "load"), rows)
