"""Reading what stands on papers: asked for once per content, done two at a time, taken up again after a kill."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from honglam.files.contracts import ReadingState, ReadLine, TextRead
from honglam.files.models import Reading, StoredFile
from honglam.kernel import audit, events
from honglam.kernel.jobs import defer
from honglam.kernel.values import Actor

JOB = "files.read_papers"
AT_ONCE = 2
"""Readers at work in the whole installation: recognising takes a core for a second or two a page."""
GIVEN_UP = timedelta(minutes=6)
"""A reading that began so long ago was killed with its worker."""
MOST_TRIES = 3
MOST_TEXT = 200_000
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('files_reading'))"
"""Counting who is at work and beginning is one step: two workers that both counted one made three."""


@transaction.atomic
def ask_reading(*, actor: Actor, file_ids: Sequence[UUID], at: datetime) -> int:
    """Have the pages of these files read in the background, each content once; how many are new."""
    blobs = StoredFile.objects.filter(id__in=file_ids).values_list("blob_id", flat=True)
    wanted = set(blobs) - set(Reading.objects.filter(blob__in=blobs).values_list("blob_id", flat=True))
    rows = [Reading(blob_id=key, state=ReadingState.WAITING.value, asked_at=at) for key in sorted(wanted)]
    Reading.objects.bulk_create(rows, ignore_conflicts=True)
    audit.record_many(
        audit.Entry(actor=actor, action="files.reading_asked", subject_kind="blob", subject_id=row.blob_id, at=at)
        for row in rows
    )
    if rows:
        defer(JOB)
    return len(rows)


@transaction.atomic
def begin_reading(*, at: datetime) -> str | None:
    """The digest of what is read next, now in our hands; None when nothing waits or enough readers are at work.

    What killed its readers again and again is given up on the way.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
    stale = at - GIVEN_UP
    if Reading.objects.filter(state=ReadingState.READING.value, begun_at__gt=stale).count() >= AT_ONCE:
        return None
    left_over = Q(state=ReadingState.READING.value, begun_at__lte=stale)
    rows = Reading.objects.filter(Q(state=ReadingState.WAITING.value) | left_over).order_by("asked_at")
    while (row := rows.select_for_update(skip_locked=True).first()) is not None and row.tries >= MOST_TRIES:
        row.state, row.read_at, row.fault = ReadingState.UNREADABLE.value, at, "killed_again_and_again"
        row.save(update_fields=["state", "read_at", "fault"])
    if row is None:
        return None
    row.state, row.begun_at, row.tries = ReadingState.READING.value, at, row.tries + 1
    row.save(update_fields=["state", "begun_at", "tries"])
    return row.blob_id


@transaction.atomic
def settle_reading(
    *, sha256: str, state: ReadingState, at: datetime, pages: int = 0, lines: Sequence[ReadLine] = (), fault: str = ""
) -> None:
    """Keep what was read, or why nothing was; whoever searches hears of it.

    `waiting`: nothing could be read at this moment, whatever the paper; it goes behind the others, its tries as before.
    """
    row = Reading.objects.select_for_update().filter(blob_id=sha256).first()
    if row is None or row.state != ReadingState.READING.value:
        return  # collected, or given up meanwhile
    if state is ReadingState.WAITING:
        row.state, row.asked_at, row.tries = state.value, at, max(row.tries - 1, 0)
        row.save(update_fields=["state", "asked_at", "tries"])
        return
    row.state, row.read_at, row.pages, row.fault = state.value, at, pages, fault[:40]
    row.lines = [asdict(line) for line in lines]
    row.text = "\n".join(line.text for line in lines).replace("\x00", "")[:MOST_TEXT]
    row.save()
    if state is ReadingState.READ:
        file_ids = StoredFile.objects.filter(blob=sha256).values_list("id", flat=True)
        events.publish(TextRead(file_ids=tuple(file_ids)), at=at)


@transaction.atomic
def ask_again(*, at: datetime) -> int:
    """Papers that came while the machine could not read wait anew, as if nobody had tried; how many."""
    rows = Reading.objects.filter(state=ReadingState.UNAVAILABLE.value)
    count = rows.update(state=ReadingState.WAITING.value, asked_at=at, tries=0)
    return int(count)
