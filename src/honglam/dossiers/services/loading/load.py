"""Loading: lives become lines, lines are copied in one transaction, and what is summed is summed at the end."""

import random
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import connection, transaction

from honglam.dossiers.services.counting import rebuild_counts
from honglam.dossiers.services.loading.aside import rows_about, standing_aside
from honglam.dossiers.services.loading.lives import Life
from honglam.dossiers.services.loading.lot import Drawing, Lot, gather
from honglam.dossiers.services.loading.moments import Diary
from honglam.dossiers.services.loading.numbers import Numbers, open_books, write_books
from honglam.dossiers.services.loading.sharing import Share, writers
from honglam.dossiers.services.loading.staff import Staff, citizens
from honglam.dossiers.services.loading.tables import TABLES
from honglam.dossiers.services.loading.writing import BATCH, Batch, copy_in, scribe_of, written
from honglam.dossiers.services.serving import days_to_tell, forget_steps, rebuild_served, tell
from honglam.files import api as files
from honglam.files.contracts import Holder
from honglam.kernel.clock import local
from honglam.kernel.values import SYSTEM

_MANY = 50_000  # below it neither more processes nor indexes that stand aside save what they cost
_PARTS = 3  # for each process: the first part has the province's own work besides, the others fill what is left
_HANDS = 2  # as many cores as the smallest machine has
_TOLD_EVERY = 100_000
_AHEAD = timedelta(days=120)
_PEOPLE = (3, 2000)
_SAMPLE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
Batches = Callable[[Numbers], Iterator[Batch]]


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
    """Make that many dossiers with everything that hangs on them, or none. Repeating it adds as many again.

    Their events were never published: letters are not sent. `processes`: how many write at once. `still_open`: only
    dossiers of the last weeks that somebody is working on. During a large load nobody else can use the product.
    """
    began = time.monotonic()
    seed = time.time_ns() if seed is None else seed
    lot = gather(at=at)
    drawing = prepare(lot=lot, how_many=how_many, at=at, seed=seed)
    say(f"{len(lot.versions)} procedures since {lot.since:%d/%m/%Y}.")
    parts = processes * _PARTS if how_many >= _MANY else 1
    share = Share(how_many=how_many, seed=seed, part=0, parts=parts, still_open=still_open)
    aside = _worth_standing_aside(how_many)
    with _ways(drawing, share, processes) as batches:
        copying = time.monotonic()
        _copy(batches, aside, say)
    copied = _since(copying)
    say(f"{how_many} dossiers copied in {copied:.0f} s; counting …")
    _settle(at, looked_at=aside)
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
    """Copy lives into the tables in one transaction; returns how many."""
    with transaction.atomic():
        numbers = open_books()
        scribe = scribe_of(seed=seed, sample_file=sample_file)
        batches = written(lives=lives, scribe=scribe, numbers=numbers, size=size)
        many = sum(copy_in(batch) for batch in batches)
        write_books(numbers)
    return many


@contextmanager
def _ways(drawing: Drawing, share: Share, at_once: int) -> Iterator[Batches]:
    """Who writes the lines: this process, or a child for each part of the share."""
    if share.parts > 1:
        drawing.lay_everything()  # children may not appoint anybody: they would wait for us, and we for them
        with writers(drawing, share, at_once=at_once) as them:
            yield them.batches
        return
    lives = drawing.lives(how_many=share.how_many, still_open=share.still_open)
    scribe = scribe_of(seed=share.seed, sample_file=drawing.sample_file)
    yield lambda books: written(lives=lives, scribe=scribe, numbers=books, size=BATCH)


def _worth_standing_aside(how_many: int) -> bool:
    """Whether making indexes and keys again is less work than keeping them up for every row."""
    return how_many >= _MANY and rows_about("dossiers_dossier") <= 2 * how_many


def _copy(batches: Batches, aside: bool, say: Callable[[str], None]) -> None:
    """Everything in one transaction, telling how far it has come. `aside`: without indexes and keys meanwhile."""
    many = 0
    with transaction.atomic(), _room(aside, say):
        numbers = open_books()
        for batch in batches(numbers):
            before, many = many, many + copy_in(batch)
            if many // _TOLD_EVERY > before // _TOLD_EVERY:
                say(f"{many} written …")
        write_books(numbers)
        say("Indexes …")


def _room(aside: bool, say: Callable[[str], None]) -> AbstractContextManager[None]:
    """What copies into the tables with or without their indexes and keys."""
    if not aside:
        return nullcontext()
    say("Until it is done the product stands still: most tables are locked.")
    return standing_aside(TABLES)


def _settle(at: datetime, *, looked_at: bool) -> None:
    """What is summed: beside the vacuum, which makes pages visible; then each day's steps, where both have ended.

    `looked_at`: the planner has just been told of the tables that were copied into.
    """
    with ThreadPoolExecutor(_HANDS) as pool:
        vacuumed = pool.submit(_aside, partial(_vacuum, TABLES, "" if looked_at else "(ANALYZE)"))
        rebuild_counts(actor=SYSTEM, at=at)
        rebuild_served(actor=SYSTEM, at=at)
        vacuumed.result()
        forget_steps()
        list(pool.map(_aside, [partial(tell, days=days) for days in days_to_tell(at=at)]))
    _vacuum(("dossiers_dailycount", "dossiers_serviceday", "dossiers_officerday", "dossiers_steptimes"))


def _aside(work: Callable[[], object]) -> None:
    """In a thread of its own, which has a connection of its own."""
    try:
        work()
    finally:
        connection.close()


def _vacuum(tables: Iterable[str], how: str = "(ANALYZE)") -> None:
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"VACUUM {how} {table}")


def _sample_file(at: datetime) -> UUID:
    """One small file stands for every paper and result; it is kept for as long as the installation lives."""
    holder = Holder(kind="demo", id="dossiers")
    return files.store(
        actor=SYSTEM, content=_SAMPLE, name="giay-to-mau.pdf", at=at, purpose="dossier", holder=holder
    ).id
