"""Taking a workbook: exactly the lines that were shown and ticked, all of them or none.

Whoever changes a record holds it before the register, so a file does the same: the other way round, each of the two
would wait for what the other one holds.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from honglam.kernel.values import Actor
from honglam.registries import access
from honglam.registries.contracts import (
    Act,
    ComparedRow,
    ImportRow,
    NothingTicked,
    RegisterRetired,
    RowFate,
    Schema,
    ShownIsOld,
)
from honglam.registries.models import Register
from honglam.registries.queries.registers.comparing import compare, digest_of
from honglam.registries.queries.registers.definitions import find_register
from honglam.registries.services.registers.writing import lock_records, write_change, write_new


@transaction.atomic
def take_import(
    *, actor: Actor, code: str, rows: Sequence[ImportRow], ticked: frozenset[int], digest: str, at: datetime
) -> int:
    """Take the ticked lines; how many. `digest`: of the comparison that was shown.

    Raises RegisterNotFound, RegisterRetired, ShownIsOld where something changed since, NothingTicked.
    """
    register, schema = find_register(code=code)
    lock_records(one.record_id for one in compare(actor=actor, code=code, rows=rows) if one.record_id is not None)
    if register.retired_at is not None:
        raise RegisterRetired
    # Nobody else takes a workbook, or enters a value that must be the only one, at the same time.
    Register.objects.select_for_update(no_key=True).get(pk=register.pk)
    compared = compare(actor=actor, code=code, rows=rows)
    if digest_of(compared) != digest:
        raise ShownIsOld
    wanted = [one for one in compared if one.number in ticked and one.fate in (RowFate.NEW, RowFate.CHANGED)]
    if not wanted:
        raise NothingTicked(field="take")
    for one in wanted:
        _take(register, schema, one, actor, at)
    return len(wanted)


def _take(register: Register, schema: Schema, one: ComparedRow, actor: Actor, at: datetime) -> None:
    values = dict(one.values or {})
    if one.record_id is None:
        write_new(register, schema, one.agency_id, values, actor=actor, at=at, act=Act.IMPORTED)
        return
    row = access.record_to_keep(actor=actor, register=register, schema=schema, record_id=one.record_id)
    write_change(row, schema, register, values, actor=actor, at=at, act=Act.IMPORTED)
