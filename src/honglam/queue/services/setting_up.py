"""Halls as the pack gives them: put, or taken out of use, never deleted; and the address of their kiosk."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from honglam.directory import api as directory
from honglam.kernel import audit
from honglam.kernel.values import Actor
from honglam.queue import access
from honglam.queue.contracts import HallNotFound
from honglam.queue.models import Group, Hall


@dataclass(frozen=True, kw_only=True)
class GroupData:
    """A group of services."""

    code: str
    letter: str
    name: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class HallData:
    """A hall with its groups in the order of its screens."""

    one_stop: str
    online: bool
    priorities: list[str]
    priority_in_row: int
    groups: list[GroupData]
    source: dict[str, Any] | None
    provisional: bool


@transaction.atomic
def put_hall(*, actor: Actor, data: HallData, at: datetime) -> None:
    """Create or change a hall; a group that is not named any more gives no numbers from now on."""
    hall, _ = Hall.objects.update_or_create(
        desk_id=directory.get_agency_by_code(code=data.one_stop).id,
        defaults={
            "online": data.online,
            "priorities": data.priorities,
            "priority_in_row": data.priority_in_row,
            "source": data.source,
            "provisional": data.provisional,
            "retired_at": None,
        },
    )
    kept = [group.code for group in data.groups]
    hall.groups.filter(retired_at=None).update(retired_at=at)
    for position, group in enumerate(data.groups):
        values = {"letter": group.letter, "name": group.name, "minutes": group.minutes, "position": position}
        Group.objects.update_or_create(hall=hall, code=group.code, defaults={**values, "retired_at": None})
    _record(actor, "hall_put", data.one_stop, at, {"groups": kept})


@transaction.atomic
def retire_hall(*, actor: Actor, one_stop: str, at: datetime) -> None:
    """The hall gives no numbers any more."""
    desk = directory.get_agency_by_code(code=one_stop)
    Hall.objects.filter(desk_id=desk.id, retired_at=None).update(retired_at=at)
    _record(actor, "hall_retired", one_stop, at, {})


@transaction.atomic
def renew_kiosk(*, actor: Actor, at: datetime) -> None:
    """The kiosk gets a new address, and the former one opens nothing any more. Raises `HallNotFound`.

    For the head of the desk, who knows which machines stand in the hall; to others the hall is none of theirs.
    """
    hall = access.hall_of(actor=actor)
    if not access.is_head(actor):
        raise HallNotFound
    hall.kiosk_key = secrets.token_urlsafe(12)
    hall.save(update_fields=["kiosk_key"])
    _record(actor, "kiosk_renewed", directory.get_agency(agency_id=hall.desk_id).code, at, {})


def _record(actor: Actor, action: str, code: str, at: datetime, detail: dict[str, Any]) -> None:
    audit.record(actor=actor, action=f"queue.{action}", subject_kind="hall", subject_id=code, at=at, detail=detail)
