"""Lives become batches of lines, and batches are copied into the tables."""

import random
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db import connection

from honglam.dossiers.services.loading.ending import tell
from honglam.dossiers.services.loading.lives import Life
from honglam.dossiers.services.loading.lot import in_batches
from honglam.dossiers.services.loading.moments import DueTimes
from honglam.dossiers.services.loading.numbers import Numbers
from honglam.dossiers.services.loading.scribe import Scribe
from honglam.dossiers.services.loading.tables import TABLES

BATCH = 1000
Batch = dict[str, bytes]
"""The lines of some dossiers, by table."""


def scribe_of(*, seed: int, sample_file: UUID) -> Scribe:
    """Whoever writes the lines; its books are still empty."""
    dice = random.Random(f"rows {seed}")  # noqa: S311 - registration codes of dossiers that do not exist
    return Scribe(dice=dice, due_times=DueTimes(), sample_file=sample_file)


def written(*, lives: Iterable[Life], scribe: Scribe, numbers: Numbers, size: int) -> Iterator[Batch]:
    """Batches of the rows of these lives. `numbers`: the books, which are written on in."""
    scribe.numbers = numbers
    for batch in in_batches(lives, size):
        scribe.begin()
        for life in batch:
            tell(scribe, life)
        yield {table: "".join(lines).encode() for table, lines in scribe.lines.items() if lines}


def copy_in(batch: Batch) -> int:
    """Copy one batch, parents first; returns how many dossiers it had."""
    with connection.cursor() as cursor:
        for table, columns in TABLES.items():
            if table in batch:
                names = ", ".join(f'"{column}"' for column in columns)
                with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as stream:
                    stream.write(batch[table])
    return batch["dossiers_dossier"].count(b"\n")
