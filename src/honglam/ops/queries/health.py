"""Readiness and metrics. Nothing is counted over whole tables on this path: a scrape must not cost what it measures."""

import ipaddress

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from honglam import __version__
from honglam.kernel import relay
from honglam.kernel.registry import health_checks
from honglam.kernel.registry import metrics as sources

_JOBS = "SELECT status::text, count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed') GROUP BY 1"
_SIZE = "SELECT pg_database_size(current_database()), (SELECT count(*) FROM pg_stat_activity)"

_migrated = False


def list_faults() -> list[str]:
    """Why the process is not ready, as stable codes; empty when it is."""
    try:
        faults = [] if _is_migrated() else ["migrations_missing"]
    except DatabaseError:
        return ["database_unreachable"]
    return faults + [fault for _, check in health_checks.items() if (fault := check())]


def may_scrape(address: str) -> bool:
    """Whether the address may read the metrics: this machine, or a network named in HONGLAM_METRICS_FROM."""
    try:
        caller = ipaddress.ip_address(address)
    except ValueError:
        return False
    return caller.is_loopback or any(caller in network for network in settings.METRICS_FROM)


def render_metrics() -> tuple[bytes, str]:
    """All gauges as Prometheus text, with its content type."""
    registry = CollectorRegistry()
    Gauge("honglam_info", "Version in use", ["version"], registry=registry).labels(__version__).set(1)
    Gauge("honglam_outbox_lag_seconds", "Age of the oldest waiting outbox row", registry=registry).set(
        relay.lag_seconds()
    )
    jobs = Gauge("honglam_jobs", "Background jobs by state", ["state"], registry=registry)
    with connection.cursor() as cursor:
        cursor.execute(_JOBS)
        for state, count in cursor.fetchall():
            jobs.labels(state).set(count)
        cursor.execute(_SIZE)
        size, connections = cursor.fetchone() or (0, 0)
    Gauge("honglam_database_bytes", "Size of the database", registry=registry).set(size)
    Gauge("honglam_database_connections", "Open connections", registry=registry).set(connections)
    for source in sources.values():
        for name, value in source().items():
            Gauge(f"honglam_{name}", name.replace("_", " "), registry=registry).set(value)
    return generate_latest(registry), CONTENT_TYPE_LATEST


def _is_migrated() -> bool:
    """Asked until the answer is yes; a migrated database does not lose its migrations."""
    global _migrated  # noqa: PLW0603
    connection.ensure_connection()
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return _migrated
