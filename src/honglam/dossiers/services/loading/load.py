"""Loading: batches of lives become lines, lines are copied, and what is summed is summed at the end."""

import copy
import os
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, connections, transaction

from honglam.dossiers.services.counting import rebuild_counts
from honglam.dossiers.services.loading.ending import tell
from honglam.dossiers.services.loading.lives import Life
from honglam.dossiers.services.loading.lot import Drawing, Lot, gather, in_batches
from honglam.dossiers.services.loading.moments import Diary, DueTimes
from honglam.dossiers.services.loading.numbers import reserve
from honglam.dossiers.services.loading.scribe import Scribe
from honglam.dossiers.services.loading.staff import Staff, citizens
from honglam.dossiers.services.loading.tables import TABLES
from honglam.dossiers.services.serving import rebuild_days
from honglam.files import api as files
from honglam.files.contracts import Holder
from honglam.kernel.clock import local
from honglam.kernel.values import SYSTEM

BATCH = 2000
_SMALL = 5000  # below it a second process costs more than it saves
_AHEAD = timedelta(days=120)
_PEOPLE = (3, 2000)
_SAMPLE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """How it went. Seconds: everything; of the copying alone."""

    dossiers: int
    seconds: float
    copying: float


def load_dossiers(
    *,
    how_many: int,
    at: datetime,
    seed: int | None = None,
    processes: int = 2,
    still_open: bool = False,
    say: Callable[[str], None] = print,
) -> Loaded:
    """Make that many dossiers with everything that hangs on them. Repeating it adds as many again.

    Their events were never published: letters are not sent. `processes`: how many write at once. `still_open`: only
    dossiers of the last weeks that somebody is working on.
    """
    began = time.monotonic()
    seed = time.time_ns() if seed is None else seed
    lot = gather(at=at)
    drawing = prepare(lot=lot, how_many=how_many, at=at, seed=seed)
    shared = processes > 1 and how_many >= _SMALL
    say(f"{len(lot.versions)} procedures since {lot.since:%d/%m/%Y}.")
    copying = time.monotonic()
    if shared:
        _share_out(drawing, Share(how_many=how_many, seed=seed, part=0, parts=processes, still_open=still_open))
    else:
        lives = drawing.lives(how_many=how_many, still_open=still_open)
        write_lives(lives=lives, seed=seed, sample_file=drawing.sample_file)
    copied = _since(copying)
    say(f"{how_many} dossiers copied in {copied:.0f} s; counting …")
    rebuild_counts(actor=SYSTEM, at=at)
    rebuild_days(actor=SYSTEM, at=at)
    with connection.cursor() as cursor:
        for table in (*TABLES, "dossiers_dailycount", "dossiers_serviceday"):
            cursor.execute(f"VACUUM (ANALYZE) {table}")
    return Loaded(dossiers=how_many, seconds=_since(began), copying=copied)


def _since(began: float) -> float:
    """Seconds gone by."""
    return time.monotonic() - began


def prepare(*, lot: Lot, how_many: int, at: datetime, seed: int) -> Drawing:
    """Somebody for every post and account, a file for papers and results, the calendar."""
    dice = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    fewest, most = _PEOPLE
    return Drawing(
        lot=lot,
        hands=Staff(at=at, dice=dice).hand,
        owners=citizens(how_many=min(most, max(fewest, how_many // 100)), at=at),
        dice=dice,
        diary=Diary(first=lot.since, last=local(at).date() + _AHEAD),
        sample_file=_sample_file(at),
    )


def write_lives(*, lives: Iterable[Life], seed: int, sample_file: UUID, size: int = BATCH) -> int:
    """Copy lives into the tables, a transaction for each batch; returns how many."""
    dice = random.Random(f"rows {seed}")  # noqa: S311 - registration codes of dossiers that do not exist
    scribe = Scribe(dice=dice, due_times=DueTimes(), sample_file=sample_file)
    written = 0
    for batch in in_batches(lives, size):
        with transaction.atomic():
            scribe.begin(reserve(batch))
            for life in batch:
                tell(scribe, life)
            _copy(scribe)
        written += len(batch)
    return written


def _copy(scribe: Scribe) -> None:
    with connection.cursor() as cursor:
        for table, columns in TABLES.items():
            lines = scribe.lines[table]
            if lines:
                names = ", ".join(f'"{column}"' for column in columns)
                with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as stream:
                    stream.write("".join(lines))


def _sample_file(at: datetime) -> UUID:
    """One small file stands for every paper and result; it is kept for as long as the installation lives."""
    holder = Holder(kind="demo", id="dossiers")
    return files.store(
        actor=SYSTEM, content=_SAMPLE, name="giay-to-mau.pdf", at=at, purpose="dossier", holder=holder
    ).id


@dataclass(frozen=True, kw_only=True)
class Share:
    """Which part of all dossiers one process writes. The first part takes what rounding leaves over."""

    how_many: int
    seed: int
    part: int
    parts: int
    still_open: bool

    def of(self, drawing: Drawing, part: int) -> int:
        """How many dossiers a part has."""
        if part == 0:
            return self.how_many - sum(self.of(drawing, other) for other in range(1, self.parts))
        return int(self.how_many * copy.copy(drawing).share(part=part, parts=self.parts))


def _share_out(drawing: Drawing, share: Share) -> None:
    """Children of this process, each with a connection of its own and a share of the dossiers."""
    for one in connections.all(initialized_only=True):
        one.close()
        if one.settings_dict.get("OPTIONS", {}).get("pool"):
            one.close_pool()  # type: ignore[attr-defined]
    children = [_child(drawing, replace(share, part=part)) for part in range(1, share.parts)]
    _write_share(drawing, share)
    for child in children:
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0:
            raise RuntimeError("a loading process failed")


def _write_share(drawing: Drawing, share: Share) -> None:
    own = share.of(drawing, share.part)
    drawing.share(part=share.part, parts=share.parts)
    lives = drawing.lives(how_many=own, still_open=share.still_open)
    write_lives(lives=lives, seed=share.seed + share.part, sample_file=drawing.sample_file)


def _child(drawing: Drawing, share: Share) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        drawing.dice.seed(share.seed + share.part)
        _write_share(drawing, share)
        code = 0
    finally:
        os._exit(code)
