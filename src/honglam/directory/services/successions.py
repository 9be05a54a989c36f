"""Which agency took over from which."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from honglam.directory import access
from honglam.directory.contracts import SuccessionData, UnknownAgency
from honglam.directory.models import AgencySuccession
from honglam.directory.queries.references import agencies_by_code
from honglam.directory.services.tree import changing_tree
from honglam.kernel import audit
from honglam.kernel.values import Actor

_WRITTEN = ["kind", "scope", "source", "provisional", "retired_at"]


@transaction.atomic
def put_successions(*, actor: Actor, successions: Sequence[SuccessionData], at: datetime) -> None:
    """Record that agencies took over from others; the old ones must be the actor's to change. Raises UnknownAgency."""
    with changing_tree():
        known = agencies_by_code(code for item in successions for code in (item.old, item.new))
        for item in successions:
            for field, code in (("old", item.old), ("new", item.new)):
                if code not in known:
                    raise UnknownAgency(field=field)
        access.check_agencies(actor, {known[item.old].pk for item in successions})
        rows = [
            AgencySuccession(
                old=known[item.old],
                new=known[item.new],
                kind=item.kind,
                since=item.since,
                scope=item.scope,
                source=item.source,
                provisional=item.provisional,
            )
            for item in successions
        ]
        AgencySuccession.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["old", "new", "since"], update_fields=_WRITTEN, batch_size=500
        )
    audit.record_many(
        [
            _entry(actor, "directory.agency_succeeded", row.old_id, at, new=row.new_id, kind=item.kind.value)
            for row, item in zip(rows, successions, strict=True)
        ]
    )


@transaction.atomic
def retire_successions(*, actor: Actor, succession_ids: Sequence[int], at: datetime) -> None:
    """Take successions out of use that a later pack no longer names."""
    with changing_tree():
        rows = AgencySuccession.objects.filter(pk__in=succession_ids)
        old_ids = list(rows.values_list("old_id", flat=True))
        access.check_agencies(actor, set(old_ids))
        rows.update(retired_at=at)
    audit.record_many([_entry(actor, "directory.agency_succession_retired", old_id, at) for old_id in old_ids])


def _entry(actor: Actor, action: str, agency_id: int, at: datetime, **detail: Any) -> audit.Entry:
    return audit.Entry(actor=actor, action=action, subject_kind="agency", subject_id=agency_id, at=at, detail=detail)
