"""What every verb on a written report has in common: its line, its audit entry, its event."""

from datetime import datetime
from typing import Any

import msgspec

from honglam.indicators.contracts import Content, Own, WritingMoved, WritingVerb
from honglam.indicators.models import WritingEntry, WrittenReport
from honglam.kernel import audit, events
from honglam.kernel.values import Actor

MOST_WORDS, MOST_NUMBER, MOST_OWN = 4000, 60, 20000
WROTE = frozenset({"drafted", "saved", WritingVerb.COMPOSE.value, WritingVerb.SUBMIT.value})
"""What makes somebody the one who writes the report, whom it waits for when it is given back."""


def content_json(content: Content) -> dict[str, Any]:
    """A content as its column holds it."""
    plain: dict[str, Any] = msgspec.to_builtins(content)
    return plain


def own_json(own: Own) -> dict[str, Any]:
    """People's own words as their column holds them; what says nothing is left out."""
    return {key: msgspec.to_builtins(one) for key, one in sorted(own.items()) if one.text}


def leave(row: WrittenReport, *, actor: Actor, at: datetime, what: str, words: str = "") -> None:
    """Save the row with the trace of what was done. The only place where a written report is saved."""
    row.line_count += 1
    if what in WROTE:
        row.writer_id, row.writer_name = actor.id, actor.name
    row.save()
    WritingEntry.objects.create(
        report=row,
        line=row.line_count,
        at=at,
        what=what,
        state=row.state,
        revision=row.revision,
        actor_id=actor.id,
        actor_name=actor.name,
        post_id=actor.post_id,
        agency_id=actor.agency_id,
        words=words,
    )
    audit.record(
        actor=actor,
        action=f"indicators.writing_{what}",
        subject_kind="written_report",
        subject_id=row.id,
        at=at,
        detail={"line": row.line_count, "state": row.state, "revision": row.revision},
    )
    event = WritingMoved(
        report_id=row.id,
        what=what,
        state=row.state,
        agency_id=row.agency_id,
        actor_id=actor.id,
        actor_name=actor.name,
        words=words[:2000],
    )
    events.publish(event, at=at)
