"""Provides what a word of the command line needs before it is obeyed."""

import contextlib
import os
import sys
from collections.abc import Iterator

from honglam.cli.words import First, Needs


@contextlib.contextmanager
def standing(needs: Needs, first: First = First.NOTHING) -> Iterator[None]:
    """State folder, settings, database, Django; undone in reverse."""
    if needs is Needs.NOTHING:
        yield
        return
    from honglam.embedded.database import reachable_database
    from honglam.embedded.state import find_state

    state = find_state()
    state.prepare()
    os.environ["HONGLAM_STATE"] = str(state.root)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "honglam.settings.production")
    if not os.environ.get("HONGLAM_SECRET_KEY"):
        os.environ["HONGLAM_SECRET_KEY"] = state.secret_key()
    with contextlib.ExitStack() as stack:
        if needs is not Needs.DJANGO:
            stack.enter_context(address(reachable_database(state)))
        if needs is not Needs.ADDRESS:
            import django

            django.setup()
            stack.callback(close_connections)
        if first is not First.NOTHING:
            begin(first)
        yield


@contextlib.contextmanager
def address(database: contextlib.AbstractContextManager[str]) -> Iterator[None]:
    """DATABASE_URL names the database inside this block only."""
    before = os.environ.get("DATABASE_URL")
    with database as url:
        os.environ["DATABASE_URL"] = url
        try:
            yield
        finally:
            if before is None:
                del os.environ["DATABASE_URL"]
            else:
                os.environ["DATABASE_URL"] = before


def begin(first: First) -> None:
    """In an empty database, do what comes before anything else."""
    from django.db import connection

    from honglam.cli import prepare, tables

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
        row = cursor.fetchone()
    if row and row[0]:
        return
    if first is First.TABLES:
        tables.bring_up_to_date()
        return
    print("The database is empty; it is prepared first …", file=sys.stderr)
    with contextlib.redirect_stdout(sys.stderr):
        if prepare.run():
            raise SystemExit(1)


def close_connections() -> None:
    """Give every connection back before a database that was started for this command stops."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        close_pool = getattr(connection, "close_pool", None)
        if close_pool and connection.settings_dict.get("OPTIONS", {}).get("pool"):
            close_pool()
