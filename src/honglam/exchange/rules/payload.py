"""What is told: ids, codes, statuses, dates. Names, numbers of people, reasons and other free text stay in the house.

Who needs more asks the API with a token, where reading is decided and recorded.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from honglam.dossiers.contracts import DossierEvent
from honglam.exchange.contracts import Topic
from honglam.kernel.values import Event

FACTS: Mapping[Topic, tuple[str, ...]] = {
    Topic.SUBMITTED: ("submitted_at", "looked_at_by"),
    Topic.ACCEPTED: ("accepted_at", "immediate"),
    Topic.TAKEN_ON: (),
    Topic.REFUSED: (),
    Topic.SUPPLEMENT_REQUESTED: ("answer_by", "old_due_at"),
    Topic.SUPPLEMENT_RECEIVED: (),
    Topic.STEP_FINISHED: ("task_id", "step", "outcome"),
    Topic.CLOCK_PAUSED: ("kind", "old_due_at"),
    Topic.CLOCK_RESUMED: ("kind",),
    Topic.EXTENDED: ("old_due_at", "was_late"),
    Topic.RESULT_ISSUED: ("outcome", "result_class", "was_due_at"),
    Topic.RESULT_REVOKED: ("result_class", "resolved_at"),
    Topic.RETURNED: (),
    Topic.WITHDRAWN: ("expired",),
    Topic.DUE_CHANGED: (),
    Topic.MOVED: (),
    Topic.PARCEL_MOVED: (
        "number",
        "direction",
        "state",
        "parcel_id",
        "dossier_id",
        "procedure_code",
        "moved_at",
        "what",
    ),
    Topic.TICKET_MOVED: (
        "ticket_id",
        "label",
        "group",
        "what",
        "state",
        "taken_by",
        "first",
        "window",
        "waited_seconds",
        "moved_at",
    ),
}
"""The fields of each event that are told beside what is told of every dossier."""


def told_of(event: DossierEvent, *, lead_agency_code: str, desk_code: str) -> dict[str, Any]:
    """What is told of every dossier. `code` is the registration code until acceptance."""
    return {
        "id": event.dossier_id,
        "code": event.code,
        "procedure_code": event.procedure_code,
        "lead_agency_code": lead_agency_code,
        "desk_code": desk_code,
        "channel": event.channel,
        "status": event.status,
        "due_at": event.due_at,
    }


def facts_of(topic: Topic, event: Event) -> dict[str, Any]:
    """What this kind of event tells beside."""
    return {name: getattr(event, name) for name in FACTS[topic]}


def write_body(
    *,
    topic: Topic,
    subscription_id: UUID,
    event_id: UUID,
    at: datetime,
    dossiers: Sequence[Mapping[str, Any]],
    facts: Mapping[str, Any],
) -> str:
    """The JSON that is sent, signed and kept: written once, so that every attempt sends the same bytes.

    It names its subscription: two of them may have one target and one secret, and tell different things of one event.
    """
    body = {
        "id": event_id,
        "subscription": subscription_id,
        "event": topic.value,
        "occurred_at": at,
        "dossiers": list(dossiers),
        "facts": dict(facts),
    }
    return json.dumps(body, default=_plain, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)
