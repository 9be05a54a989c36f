"""What this machine can do at all: bare statements, bare syncs, and the rows of one submission by plain SQL."""

import os
import secrets
import tempfile
import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from bench.installation import Installation
from bench.measuring import Series, hammer
from honglam.kernel.ids import uuid7

_ROWS = {
    "files_storedfile": "id IN (SELECT file_id FROM dossiers_paper WHERE dossier_id = %s)",
    "dossiers_dossier": "id = %s",
    "dossiers_answers": "dossier_id = %s",
    "dossiers_paper": "dossier_id = %s",
    "dossiers_task": "dossier_id = %s",
    "dossiers_taskscope": "task_id IN (SELECT id FROM dossiers_task WHERE dossier_id = %s)",
    "dossiers_historyevent": "dossier_id = %s AND line = 1",
    "files_claim": "holder_kind = 'dossier' AND holder_id = %s::text",
    "kernel_auditentry": "subject_kind = 'dossier' AND subject_id = %s::text AND seq = 1",
}
"""What one submission writes; the outbox row is gone once it is delivered and is added as its size."""

_OUTBOX = "INSERT INTO kernel_outboxmessage (id, kind, name, payload, at) VALUES (%s, 'event', 'bench', %s, now())"


def select_one(tree: Installation, *, each: int = 3000) -> Series:
    """`SELECT 1` over one connection."""

    def make() -> Callable[[], object]:
        look = tree.database()
        return lambda: look.execute("SELECT 1").fetchone()

    return hammer([make], each=each)


def syncs(*, each: int = 500) -> Series:
    """Writing 8 kB and waiting for the disk."""
    with tempfile.NamedTemporaryFile() as file:

        def once() -> None:
            os.pwrite(file.fileno(), b"x" * 8192, 0)
            os.fsync(file.fileno())

        return hammer([lambda: once], each=each)


def plain_submissions(tree: Installation, dossier_id: str, *, connections: int, each: int) -> tuple[int, Series]:
    """The rows of that dossier's filing again and again with new ids; how many rows, and how fast."""
    with tree.database() as look:
        found = {table: _read(look, table, where, dossier_id) for table, where in _ROWS.items()}
    statements = {table: _statement(table, columns) for table, (columns, _) in found.items()}
    lock = threading.Lock()
    events = Jsonb({"dossier_id": dossier_id, "padding": "x" * 600})

    def make() -> Callable[[], object]:
        with lock:
            look = tree.database()
        look.autocommit = False

        def once() -> None:
            fresh = _Fresh()
            for table, (_, rows) in found.items():
                with look.cursor() as cursor:
                    cursor.executemany(statements[table], [fresh.row(table, row) for row in rows])
            look.execute(_OUTBOX, [uuid7(), events])
            look.commit()

        return once

    return 1 + sum(len(rows) for _, rows in found.values()), hammer([make] * connections, each=each)


class _Fresh:
    """New values for whatever must not be there twice."""

    def __init__(self) -> None:
        self.ids: dict[UUID, UUID] = {}
        self.kept: set[str] = {"owner_account_id", "actor_id", "holder_id", "enterprise_id"}

    def row(self, table: str, row: dict[str, Any]) -> list[Any]:
        """The row as it is inserted."""
        return [self._value(table, column, value) for column, value in row.items()]

    def _value(self, table: str, column: str, value: Any) -> Any:
        if isinstance(value, UUID) and (column not in self.kept or table == "files_claim"):
            return self.ids.setdefault(value, uuid7())
        if column == "registration_code":
            return f"DK-{secrets.token_hex(5).upper()}"
        if column == "code":
            return None
        if column in ("subject_id", "holder_id") and isinstance(value, str):
            return str(self.ids.setdefault(UUID(value), uuid7()))
        return Jsonb(value) if isinstance(value, dict) else value


def _read(
    look: psycopg.Connection[Any], table: str, where: str, dossier_id: str
) -> tuple[list[str], list[dict[str, Any]]]:
    cursor = look.execute(f"SELECT * FROM {table} WHERE {where}", [dossier_id])
    columns = [
        column.name for column in cursor.description or () if not (table == "files_claim" and column.name == "id")
    ]
    names = [column.name for column in cursor.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return columns, [{column: row[column] for column in columns} for row in rows]


def _statement(table: str, columns: list[str]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(columns))})"
