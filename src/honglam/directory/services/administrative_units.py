"""Administrative units: laid down by resolutions, so only a pack changes them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from honglam.directory.contracts import SuccessionKind, UnitData
from honglam.directory.models import AdministrativeUnit, UnitSuccession
from honglam.directory.services.tree import begin_change
from honglam.kernel import audit
from honglam.kernel.values import Actor


@transaction.atomic
def put_units(*, actor: Actor, units: Sequence[UnitData], at: datetime) -> list[int]:
    """Create or change lives of units; a life is known by its code and first day. Returns their ids."""
    begin_change()
    ids: list[int] = []
    entries: list[audit.Entry] = []
    for unit in units:
        values = asdict(unit) | {"retired_at": None}
        key = {"code": values.pop("code"), "valid_from": values.pop("valid_from")}
        row, _ = AdministrativeUnit.objects.update_or_create(**key, defaults=values)
        ids.append(row.pk)
        entries.append(_entry(actor, "directory.unit_put", row.pk, at))
    audit.record_many(entries)
    return ids


@transaction.atomic
def put_unit_succession(
    *, actor: Actor, old_id: int, new_id: int, kind: SuccessionKind, since: date, divided: bool, at: datetime
) -> None:
    """Record that one unit became another, or part of it."""
    begin_change()
    UnitSuccession.objects.update_or_create(
        old_id=old_id, new_id=new_id, since=since, defaults={"kind": kind, "divided": divided, "retired_at": None}
    )
    audit.record_many([_entry(actor, "directory.unit_succession_put", old_id, at, new=new_id)])


@transaction.atomic
def retire_units(*, actor: Actor, unit_ids: Sequence[int], succession_ids: Sequence[int], at: datetime) -> None:
    """Take lives and successions out of use that a later pack no longer names."""
    begin_change()
    AdministrativeUnit.objects.filter(pk__in=unit_ids).update(retired_at=at)
    UnitSuccession.objects.filter(pk__in=succession_ids).update(retired_at=at)
    audit.record_many([_entry(actor, "directory.unit_retired", unit_id, at) for unit_id in unit_ids])
    retired = UnitSuccession.objects.filter(pk__in=succession_ids).values_list("old_id", flat=True)
    audit.record_many([_entry(actor, "directory.unit_succession_retired", unit_id, at) for unit_id in retired])


def _entry(actor: Actor, action: str, unit_id: int, at: datetime, **detail: object) -> audit.Entry:
    return audit.Entry(
        actor=actor, action=action, subject_kind="administrative_unit", subject_id=unit_id, at=at, detail=detail
    )
