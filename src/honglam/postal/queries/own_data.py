"""What this block tells a person of themselves: parcels from and to them, and where each was."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from honglam.postal.models import Parcel, ParcelLine

_AT_A_TIME = 200


def list_own_parcels(*, account_id: UUID) -> Iterator[dict[str, Any]]:
    """Parcels of the person, newest first; two queries for every two hundred. Who handled one stays with the post."""
    mine = list(Parcel.objects.filter(account_id=account_id).order_by("-id").values_list("id", flat=True))
    for start in range(0, len(mine), _AT_A_TIME):
        ids = mine[start : start + _AT_A_TIME]
        lines: dict[UUID, list[dict[str, str]]] = defaultdict(list)
        for line in ParcelLine.objects.filter(parcel_id__in=ids).order_by("parcel_id", "line"):
            lines[line.parcel_id].append({"at": line.at.isoformat(), "what": line.what, "state": line.state_to})
        yield from (_told(row, lines[row.id]) for row in Parcel.objects.filter(id__in=ids).order_by("-id"))


def _told(row: Parcel, lines: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "number": row.number,
        "tracking": row.tracking,
        "direction": row.direction,
        "state": row.state,
        "procedure": row.procedure_name,
        "dossier": row.code,
        "sender": row.sender,
        "receiver": row.receiver,
        "contact": row.contact,
        "enclosures": row.enclosures,
        "filled_in": row.submission,
        "consent": row.consent,
        "postage": row.postage,
        "fees_taken": row.fees_taken,
        "received_by": row.received_by,
        "relation": row.relation,
        "created_at": row.created_at.isoformat(),
        "course": lines,
    }
