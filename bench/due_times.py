"""A new day off is announced: every open due time behind it is computed again."""

import re

from bench.installation import Installation
from bench.measuring import load, show

_CODE = """
import time
from datetime import timedelta
from honglam.dossiers import api
from honglam.kernel.clock import now, today
from honglam.worktime import api as worktime
from honglam.dossiers.models import Dossier
first = today() - timedelta(days=700)
began = time.monotonic()
moved = api.recompute_due_times(calendar="province", first_day=first, at=now())
seconds = time.monotonic() - began
running = Dossier.objects.filter(status__in=["accepted", "processing"], paused_since=None).count()
print("RESULT", running, moved, seconds)
"""


def run(tree: Installation) -> None:
    """(f)."""
    answer = tree.honglam_for("manage", "shell", "-c", _CODE)
    found = re.search(r"RESULT (\d+) (\d+) ([\d.]+)", answer)
    if found is None:
        raise RuntimeError(answer)
    running, moved, seconds = int(found[1]), int(found[2]), float(found[3])
    rate = running / seconds if seconds else 0.0
    show(
        "Open due times computed again",
        ("open dossiers", "moved", "seconds", "a second", "a million would take s", "load"),
        [(running, moved, seconds, rate, 1e6 / rate if rate else 0.0, load())],
    )
