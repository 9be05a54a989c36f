"""Django's PostgreSQL backend, whose pool looks at a connection instead of asking over it.

A connection that died with its server must be noticed before a request is given it. The pool asks an empty question
over each one that it gives out: a round trip for every request. But a server that ended, was killed or threw the
connection out has closed its end, and that can be seen here without asking; where there is something to be seen, the
pool's own question is asked.
"""

import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg import AsyncConnection, Connection
from psycopg_pool import AsyncConnectionPool, ConnectionPool


def look(connection: "Connection[Any]") -> None:
    """Raise what psycopg raises where the connection is gone; nothing to read means that nobody closed it."""
    if _says_something(connection.fileno()):
        ConnectionPool.check_connection(connection)


async def look_from_a_loop(connection: "AsyncConnection[Any]") -> None:
    """The same for the worker's queue."""
    if _says_something(connection.fileno()):
        await AsyncConnectionPool.check_connection(connection)


def _says_something(descriptor: int) -> bool:
    watcher = select.poll()
    watcher.register(descriptor, select.POLLIN)
    return bool(watcher.poll(0))


class DatabaseWrapper(base.DatabaseWrapper):
    """The backend."""

    @property
    def pool(self) -> "ConnectionPool[Any] | None":
        """The process's pool; Django leaves no other way to say how it checks."""
        pool: ConnectionPool[Any] | None = super().pool
        if pool is not None and pool._check is not None:
            pool._check = look
        return pool
