"""From the outbox to the job queue.

The queue's insert notifies workers, and PostgreSQL serialises commits that notify; so requests only write outbox rows
and one relay, off the request path, turns committed rows into jobs. Several relays may run: rows are taken with
SKIP LOCKED, deleted and enqueued in one transaction, so each row becomes a job exactly once.

While a new release comes machine by machine, a relay meets rows whose names only the other release knows: it leaves
them to a relay that does.
"""

import json
import logging
import time
from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import JobDeferrer
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from honglam.kernel.clock import now
from honglam.kernel.events import Delivered, Subscriber, decode, known_names, subscriber, subscribers_of
from honglam.kernel.jobs import declared, task
from honglam.kernel.models import EventReceipt

log = logging.getLogger("honglam.relay")
BATCH = 50

# Jobs are written over Django's own connection. The queue's app cannot do that inside a worker: there it speaks through
# the worker's pool, on another connection and another thread's event loop, and the two then wait for each other.
_jobs = JobManager(DjangoConnector())

_IS_KNOWN = "((kind = 'event' AND name = ANY(%s)) OR (kind = 'job' AND name = ANY(%s)))"
_TAKE = f"""
DELETE FROM kernel_outboxmessage WHERE id IN (
    SELECT id FROM kernel_outboxmessage WHERE {_IS_KNOWN} ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
RETURNING id, kind, name, payload, at, not_before
"""  # noqa: S608 - our own words
_LEFT = f"SELECT name, count(*), min(at) FROM kernel_outboxmessage WHERE NOT {_IS_KNOWN} GROUP BY name ORDER BY name"  # noqa: S608
_OLDEST = f"SELECT id FROM kernel_outboxmessage WHERE not_before IS NULL AND {_IS_KNOWN} ORDER BY id LIMIT 1"  # noqa: S608

Row = dict[str, Any]


def relay_once(limit: int = 500) -> int:
    """Turn up to `limit` committed outbox rows into jobs; returns how many rows were taken."""
    with transaction.atomic():
        rows = _take(limit)
        _enqueue_events([row for row in rows if row["kind"] == "event"])
        for row in rows:
            if row["kind"] == "job":
                job = declared[row["name"]]
                _job(row["name"], queue=job.queue, lock=job.lock, schedule_at=row["not_before"]).defer(**row["payload"])
    return len(rows)


def tell_unknown() -> None:
    """Log what waits for a release that knows its name, and since when."""
    with connection.cursor() as cursor:
        cursor.execute(_LEFT, _known())
        for name, count, since in cursor.fetchall():
            log.warning("%d rows %r wait since %s: this release knows no such name", count, name, since.isoformat())


def lag_seconds() -> float:
    """Age of the oldest outbox row that waits for a relay of this release, in seconds; 0 when nothing waits."""
    with connection.cursor() as cursor:
        cursor.execute(_OLDEST, _known())
        oldest = cursor.fetchone()
    return max(0.0, time.time() - (oldest[0].int >> 80) / 1000) if oldest else 0.0


def _known() -> list[list[str]]:
    return [sorted(known_names()), sorted(declared)]


def drain(*, include_future: bool = False, rounds: int = 50) -> int:
    """Do in this thread and transaction what relay and workers would do; for tests and one-shot commands."""
    done = 0
    for _ in range(rounds):
        rows = _take(500)
        if not rows:
            break
        for row in rows:
            if row["kind"] == "event":
                for listener in subscribers_of(row["name"]):
                    _deliver(listener, [_envelope(row)])
            elif include_future or row["not_before"] is None or row["not_before"] <= now():
                declared[row["name"]].function(**row["payload"])
        done += len(rows)
    return done


@task("kernel.deliver", queue="events", attempts=25)
def deliver(*, subscriber_name: str, envelopes: list[Row]) -> None:
    """Hand a batch of events to one subscriber."""
    _deliver(subscriber(subscriber_name), envelopes)


def _take(limit: int) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [*_known(), limit])
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
    for row in rows:
        row["payload"] = json.loads(row["payload"])
    return sorted(rows, key=lambda row: row["id"])


def _envelope(row: Row) -> Row:
    return {"id": str(row["id"]), "at": row["at"].isoformat(), "payload": row["payload"]}


def _enqueue_events(rows: list[Row]) -> None:
    by_subscriber: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for listener in subscribers_of(row["name"]):
            by_subscriber[listener.name].append(_envelope(row))
    calls: list[dict[str, Any]] = [
        {"subscriber_name": name, "envelopes": envelopes[start : start + BATCH]}
        for name, envelopes in by_subscriber.items()
        for start in range(0, len(envelopes), BATCH)
    ]
    if calls:
        _job("kernel.deliver", queue="events").batch_defer(*calls)


def _job(name: str, *, queue: str, lock: str | None = None, schedule_at: datetime | None = None) -> JobDeferrer:
    return configure_task(name=name, job_manager=_jobs, queue=queue, lock=lock, schedule_at=schedule_at)


def _deliver(listener: Subscriber, envelopes: list[Row]) -> None:
    # One bad event must not hold up the others of its batch; the job is retried and skips what is done.
    faults: list[Exception] = []
    delivered: list[Delivered] = []
    for envelope in envelopes:
        try:
            delivered.append(_open(listener, envelope))
        except Exception as fault:
            faults.append(fault)
    if listener.batch:
        with transaction.atomic():
            fresh = _receive(listener, delivered)
            if fresh:
                listener.handler(fresh)
    else:
        faults += _deliver_each(listener, delivered)
    if faults:
        raise faults[0]


def _deliver_each(listener: Subscriber, delivered: list[Delivered]) -> list[Exception]:
    faults: list[Exception] = []
    for item in delivered:
        try:
            with transaction.atomic():
                if _receive(listener, [item]):
                    listener.handler(item.event, event_id=item.id, at=item.at)
        except Exception as fault:
            faults.append(fault)
    return faults


def _open(listener: Subscriber, envelope: Row) -> Delivered:
    return Delivered(
        id=UUID(envelope["id"]),
        at=datetime.fromisoformat(envelope["at"]),
        event=decode(listener.event_type, envelope["payload"]),
    )


def _receive(listener: Subscriber, items: list[Delivered]) -> list[Delivered]:
    """Write receipts and return the items that had none."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {EventReceipt._meta.db_table} (subscriber, event_id, received_at) "  # noqa: S608
            "SELECT %s, id, %s FROM unnest(%s::uuid[]) AS id ON CONFLICT DO NOTHING RETURNING event_id",
            [listener.name, now(), [item.id for item in items]],
        )
        fresh = {row[0] for row in cursor.fetchall()}
    return [item for item in items if item.id in fresh]
