"""Administrative units: laid down by resolutions, so only a pack changes them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from honglam.directory.contracts import UnitData, UnitSuccessionData
from honglam.directory.models import AdministrativeUnit, UnitSuccession
from honglam.directory.services.tree import changing_tree
from honglam.kernel import audit
from honglam.kernel.values import Actor

_UNIT_WRITTEN = ["name", "kind", "level", "parent", "valid_to", "lat", "lon", "area_km2", "source", "retired_at"]


@transaction.atomic
def put_units(*, actor: Actor, units: Sequence[UnitData], at: datetime) -> None:
    """Create or change lives of units; a life is known by its code and first day."""
    with changing_tree():
        rows = AdministrativeUnit.objects.bulk_create(
            [AdministrativeUnit(**asdict(unit)) for unit in units],
            update_conflicts=True,
            unique_fields=["code", "valid_from"],
            update_fields=_UNIT_WRITTEN,
        )
    audit.record_many([_entry(actor, "directory.unit_put", row.pk, at) for row in rows])


@transaction.atomic
def put_unit_successions(*, actor: Actor, successions: Sequence[UnitSuccessionData], at: datetime) -> None:
    """Record which units became which, wholly or in part."""
    with changing_tree():
        UnitSuccession.objects.bulk_create(
            [UnitSuccession(**asdict(item)) for item in successions],
            update_conflicts=True,
            unique_fields=["old", "new", "since"],
            update_fields=["kind", "divided", "retired_at"],
        )
    audit.record_many(
        [_entry(actor, "directory.unit_succeeded", item.old_id, at, new=item.new_id) for item in successions]
    )


@transaction.atomic
def retire_units(*, actor: Actor, unit_ids: Sequence[int], succession_ids: Sequence[int], at: datetime) -> None:
    """Take lives and successions out of use that a later pack no longer names."""
    with changing_tree():
        AdministrativeUnit.objects.filter(pk__in=unit_ids).update(retired_at=at)
        successions = UnitSuccession.objects.filter(pk__in=succession_ids)
        old_ids = list(successions.values_list("old_id", flat=True))
        successions.update(retired_at=at)
    audit.record_many([_entry(actor, "directory.unit_retired", unit_id, at) for unit_id in unit_ids])
    audit.record_many([_entry(actor, "directory.unit_succession_retired", unit_id, at) for unit_id in old_ids])


def _entry(actor: Actor, action: str, unit_id: int, at: datetime, **detail: object) -> audit.Entry:
    return audit.Entry(
        actor=actor, action=action, subject_kind="administrative_unit", subject_id=unit_id, at=at, detail=detail
    )
