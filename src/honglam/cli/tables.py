"""Brings the tables up to date; an empty database gets them in one piece.

A hundred migrations cost an empty database more than a minute, nearly all of it in Django, which draws every model
anew after each step. What they come to is written down in `tables.sql`, in PostgreSQL's own words: it is laid down in
one transaction together with the names of the migrations it stands for, and what came later follows as always. A
database that has any of them is never touched by it. `python -m tests.house.schema` writes the file; a test runs every
migration and compares.
"""

from pathlib import Path

WRITTEN = Path(__file__).with_suffix(".sql")
# Its tables come with functions, which belong in its own package and not in our file
QUEUE = "procrastinate"


def bring_up_to_date(*, verbosity: int = 0) -> None:
    """Apply what is missing."""
    from django.core.management import call_command

    if is_bare():
        call_command("migrate", QUEUE, interactive=False, verbosity=verbosity)
        lay()
    call_command("migrate", interactive=False, verbosity=verbosity)


def is_bare() -> bool:
    """Whether nothing of ours is there; the queue's tables may be, where laying was cut short."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return not {app for app, _ in MigrationRecorder(connection).applied_migrations()} - {QUEUE}


def lay() -> None:
    """Everything or nothing."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(WRITTEN.read_text(encoding="utf-8"))
