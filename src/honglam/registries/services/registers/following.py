"""Records follow the agencies that end: what is open goes to whoever carries on the work, as one more version.

What is over stays with the agency whose work it was. Where several took over, nobody but people can say who keeps what:
such records stay, are counted in the audit entry, and are given one by one by whoever answers for the register.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from honglam.directory import api as directory
from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.values import Actor
from honglam.registries.contracts import Schema
from honglam.registries.models import Register, RegisterRecord
from honglam.registries.queries.registers.definitions import schema_of
from honglam.registries.rules.registers.standing import is_running
from honglam.registries.services.registers.writing import MOST_REASON, write_handover


@transaction.atomic
def follow_ended(*, actor: Actor, agency_id: int, at: datetime) -> int:
    """Give the open records of an agency that ended, and of units inside it, to its one successor; how many went."""
    heirs = _heirs(agency_id, at)
    known = {row.code: (row, schema_of(row.content)) for row in Register.objects.filter(retired_at=None)}
    rows = RegisterRecord.objects.select_for_update(of=("self",)).filter(agency__in=heirs, struck_at=None)
    moved = undecided = 0
    for row in rows.filter(register__in=known).order_by("id"):
        register, schema = known[row.register_id]
        heir_id = heirs[row.agency_id]
        if not is_running(schema, row.state):
            continue
        if heir_id is None:
            undecided += 1
            continue
        _hand_over(row, register, schema, heir_id, actor=actor, at=at)
        moved += 1
    detail = {"moved": moved, "undecided": undecided}
    audit.record(
        actor=actor, action="registries.followed", subject_kind="agency", subject_id=agency_id, at=at, detail=detail
    )
    return moved


def _heirs(agency_id: int, at: datetime) -> Mapping[int, int | None]:
    """Who carries on what the agency and the units inside it did; a unit without an own successor goes with it."""
    on = local(at).date()
    whole = directory.successor_of(agency_id=agency_id, on=on)
    found: dict[int, int | None] = {}
    for one in directory.moves_of_ended(agency_id=agency_id, on=on).ended_ids:
        heir = directory.successor_of(agency_id=one, on=on) or whole
        if heir is None or heir.id != one:
            found[one] = heir.id if heir is not None else None
    return found


def _hand_over(
    row: RegisterRecord, register: Register, schema: Schema, heir_id: int, *, actor: Actor, at: datetime
) -> None:
    old, new = directory.get_agency(agency_id=row.agency_id), directory.get_agency(agency_id=heir_id)
    with translation.override("vi"):
        reason = gettext("%(old)s is no longer in force; %(new)s carries on its work.") % {
            "old": old.name,
            "new": new.name,
        }
    write_handover(row, register, schema, heir_id, actor=actor, at=at, reason=reason[:MOST_REASON])
