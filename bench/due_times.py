"""A new day off is announced: every open due time behind it is computed again.

Most dossiers of a province are settled. So as many more as are wanted (BENCH_OPEN, 1,000,000) are loaded that are being
worked on; then a day of last week really becomes a day off in the calendar, which moves whatever lies around it.
"""

import os
import re

from bench.installation import Installation
from bench.measuring import load, show

OPEN = int(os.environ.get("BENCH_OPEN", "1000000"))
_RUNNING = "status IN ('accepted', 'processing') AND paused_since IS NULL"
_CODE = """
import time
from datetime import timedelta
from django.db import transaction
from honglam.dossiers import api
from honglam.dossiers.models import Dossier
from honglam.kernel.clock import local, now, today
from honglam.kernel.models import OutboxMessage
from honglam.kernel.values import SYSTEM
from honglam.worktime import api as worktime
from honglam.worktime.contracts import PROVINCE, CalendarEdit, DayKind, SpecialDay
running = Dossier.objects.filter(status__in=["accepted", "processing"], paused_since=None)
oldest = local(running.order_by("accepted_at").values_list("accepted_at", flat=True)[0]).date()
known = {day.on for day in worktime.get_calendar(code=PROVINCE).special_days}
days = (today() - timedelta(days=back) for back in range(8, 400))
day = next(one for one in days if one not in known and one.weekday() < 5)
edit = CalendarEdit(special_days=(SpecialDay(on=day, kind=DayKind.HOLIDAY, name="Ngày nghỉ đo thử"),))
with transaction.atomic():
    worktime.change_calendar(actor=SYSTEM, code=PROVINCE, edit=edit, at=now())
    OutboxMessage.objects.filter(name__startswith="worktime.").delete()  # or the worker would do the same meanwhile
count = running.count()
began = time.monotonic()
moved = api.recompute_due_times(calendar=PROVINCE, first_day=min(day, oldest), at=now())
print("RESULT", count, moved, time.monotonic() - began, day)
"""


def run(tree: Installation) -> None:
    """(f)."""
    lacking = OPEN - _running(tree)
    if lacking > 0:
        print(tree.honglam_for("demo", "load", "--open", "--dossiers", str(lacking)), flush=True)
    answer = tree.honglam_for("manage", "shell", "-c", _CODE)
    found = re.search(r"RESULT (\d+) (\d+) ([\d.]+)", answer)
    if found is None:
        raise RuntimeError(answer)
    running, moved, seconds = int(found[1]), int(found[2]), float(found[3])
    rate = running / seconds if seconds else 0.0
    show(
        "Open due times computed again after one more day off",
        ("open dossiers", "moved", "seconds", "a second", "a million takes s", "aim s", "load"),
        [(running, moved, seconds, rate, 1e6 / rate if rate else 0.0, 60, load())],
    )


def _running(tree: Installation) -> int:
    with tree.database() as look:
        row = look.execute(f"SELECT count(*) FROM dossiers_dossier WHERE {_RUNNING}").fetchone()
    return int(str(row[0])) if row else 0
