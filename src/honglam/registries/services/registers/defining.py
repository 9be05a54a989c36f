"""Registers as a pack states them. Another content is another edition; the old ones stay for what they explain."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from honglam.directory import api as directory
from honglam.kernel import audit
from honglam.kernel.values import Actor
from honglam.registries.models import Register, RegisterEdition, RegisterRecord
from honglam.registries.queries.registers.definitions import schema_of
from honglam.registries.rules.registers.values import title_of, unique_key
from honglam.registries.services.registers.writing import lock_records, searched


@transaction.atomic
def put_register(*, actor: Actor, content: dict[str, Any], at: datetime) -> None:
    """Make a register or give it another edition; what records are searched and told apart by follows the new one."""
    owner = directory.get_agency_by_code(code=content["owner"])
    lock_records(RegisterRecord.objects.filter(register=content["code"]).values_list("id", flat=True))
    row = Register.objects.select_for_update(no_key=True).filter(code=content["code"]).first()
    is_other = row is None or row.content != content
    row = row or Register(code=content["code"])
    row.name, row.owner_id, row.content, row.retired_at = content["name"], owner.id, content, None
    row.edition += is_other
    row.save()
    if is_other:
        RegisterEdition.objects.create(register=row, number=row.edition, content=content, since=at)
        _index_anew(row)
    audit.record(
        actor=actor,
        action="registries.register_put",
        subject_kind="register",
        subject_id=row.code,
        at=at,
        detail={"edition": row.edition},
    )


@transaction.atomic
def retire_registers(*, actor: Actor, codes: Iterable[str], at: datetime) -> None:
    """Take registers out of use that a later pack no longer names; their records stay."""
    for code in codes:
        Register.objects.filter(code=code).update(retired_at=at)
        action = "registries.register_retired"
        audit.record(actor=actor, action=action, subject_kind="register", subject_id=code, at=at, detail={})


def _index_anew(row: Register) -> None:
    schema = schema_of(row.content)
    records = list(RegisterRecord.objects.filter(register=row))
    for one in records:
        one.title, one.unique_key = title_of(schema, one.values), unique_key(schema, one.values)
        one.sort_key, one.folded = searched(schema, one)
    fields = ["title", "unique_key", "sort_key", "folded"]
    RegisterRecord.objects.bulk_update(records, fields, batch_size=500)
