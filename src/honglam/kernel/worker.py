"""The worker process: one thread that feeds the job queue and the queue's worker, stopped together by SIGTERM."""

import asyncio
import logging
import threading
from time import monotonic
from typing import Any

from django.db import DEFAULT_DB_ALIAS, close_old_connections, connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector
from psycopg_pool import AsyncConnectionPool

from honglam.kernel.database.base import look_from_a_loop
from honglam.kernel.lost_jobs import SILENT_SECONDS, take_back
from honglam.kernel.relay import relay_once, tell_unknown

log = logging.getLogger("honglam.worker")

# Every queue a job may be declared on; a law of the house compares.
QUEUES = ("events", "default", "mail", "housekeeping", "bulk")
IDLE_SECONDS = 0.25
FULL = 500
FAULT_SECONDS = 2.0
LOOK_AFTER_LOST_SECONDS = 15.0
TELL_UNKNOWN_SECONDS = 600.0


def run(*, concurrency: int = 4) -> None:
    """Work until told to stop. A lost database is waited for, not died of."""
    stop = threading.Event()
    relay = threading.Thread(target=_relay, args=(stop,), name="relay", daemon=True)
    relay.start()
    try:
        # What the Django integration's `get_worker_connector` gives, but for the pool.
        connector = PsycopgConnector(pool_factory=_pool, kwargs=connector_params(DEFAULT_DB_ALIAS))
        with app.replace_connector(connector) as worker_app:
            asyncio.run(_work(worker_app, concurrency))
    finally:
        stop.set()
        relay.join(timeout=10)


def _pool(**options: Any) -> "AsyncConnectionPool[Any]":
    """The queue's connections, looked at instead of asked: a job takes half a dozen of them, each with a question."""
    return AsyncConnectionPool(**{**options, "check": look_from_a_loop})


async def _work(worker_app: object, concurrency: int) -> None:
    async with worker_app.open_async():  # type: ignore[attr-defined]
        await worker_app.run_worker_async(  # type: ignore[attr-defined]
            queues=list(QUEUES),  # psycopg turns a tuple into a record, a list into an array
            concurrency=concurrency,
            delete_jobs="successful",
            fetch_job_polling_interval=2.0,
            stalled_worker_timeout=SILENT_SECONDS,
            shutdown_graceful_timeout=20,
        )


def _relay(stop: threading.Event) -> None:
    looked, told = 0.0, monotonic()
    while not stop.is_set():
        try:
            close_old_connections()
            if monotonic() - looked >= LOOK_AFTER_LOST_SECONDS:
                take_back()
                looked = monotonic()
            if monotonic() - told >= TELL_UNKNOWN_SECONDS:
                tell_unknown()
                told = monotonic()
            # Whoever comes back at once finds one row and makes a job of it for each subscriber; a moment later there
            # are twenty, and as many jobs as for one.
            pause = 0.0 if relay_once(FULL) >= FULL else IDLE_SECONDS
        except Exception:
            log.exception("the relay could not reach the database; trying again")
            connections.close_all()
            pause = FAULT_SECONDS
        stop.wait(pause)
