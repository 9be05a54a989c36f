"""While very many rows come in, what every single row would have to keep in order stands aside: indexes and keys.

All of it happens inside the caller's transaction. Whatever goes wrong, a killed server included, takes the rows back
and leaves every index and key as it stood; there is nothing to repair. Until the commit nobody else reads these tables,
nor those that their keys point to.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection

_KEYS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u')
ORDER BY contype DESC, conrelid, conname
"""
_INDEXES = """
SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = ANY(%s::regclass[]) AND NOT i.indisprimary
  AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype = 'u')
ORDER BY i.indrelid, c.relname
"""


@contextmanager
def standing_aside(tables: Iterable[str]) -> Iterator[None]:
    """Drop the indexes and foreign keys of these tables, and make exactly those again at the end; primary keys stay.

    Making a key again looks at every row, as it would have been looked at when it was written.
    """
    names = list(tables)
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {', '.join(names)} IN ACCESS EXCLUSIVE MODE")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute(_KEYS, [names])
        keys = cursor.fetchall()
        cursor.execute(_INDEXES, [names])
        indexes = cursor.fetchall()
        for table, key, _ in keys:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{key}"')
        for index, _ in indexes:
            cursor.execute(f'DROP INDEX "{index}"')
    yield
    with connection.cursor() as cursor:
        for _, definition in indexes:
            cursor.execute(definition)
        for table in names:
            cursor.execute(f"ANALYZE {table}")  # or the check of a key might believe the tables to be small
        for table, key, definition in keys:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{key}" {definition}')


def rows_about(table: str) -> int:
    """How many rows the table has, as far as the last look told."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = %s::regclass", [table])
        return int(cursor.fetchone()[0])
