"""Settings of the embedded server, chosen for one machine that also runs the web server and the worker."""

import os
from collections.abc import Mapping

MEGABYTE = 1024 * 1024


def machine_memory_mb() -> int:
    """Physical memory in MB; the cgroup's limit when that is lower."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEGABYTE
    for path in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        try:
            with open(path, encoding="ascii") as file:  # noqa: PTH123 - a kernel file
                text = file.read().strip()
        except OSError:
            continue
        if text.isdigit():
            memory = min(memory, int(text) // MEGABYTE)
    return memory


def production_options(memory_mb: int | None = None) -> Mapping[str, str | int]:
    """Durable and quick: what the measurements on two cores paid for."""
    memory = memory_mb or machine_memory_mb()
    return {
        "max_connections": 60,
        "shared_buffers": f"{min(512, max(64, memory // 16))}MB",
        "effective_cache_size": f"{max(128, memory // 2)}MB",
        "maintenance_work_mem": f"{min(256, max(32, memory // 32))}MB",
        "work_mem": "16MB",
        "wal_compression": "off",  # packing cost five times what an update of many rows costs, for a sixth less log
        "min_wal_size": "256MB",
        "max_wal_size": "2GB",
        "checkpoint_timeout": "15min",
        "checkpoint_completion_target": "0.9",
        "random_page_cost": "1.1",
        "jit": "off",  # compiling costs more than it saves on queries of a few milliseconds
        "max_parallel_workers_per_gather": 1,
        "autovacuum_vacuum_scale_factor": "0.05",
        "autovacuum_analyze_scale_factor": "0.02",
        "idle_in_transaction_session_timeout": "60s",  # a client that hangs must not hold row locks for ever
        "lock_timeout": "30s",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_line_prefix": "%m [%p] ",
        "log_checkpoints": "off",
        "log_min_duration_statement": "2s",
    }


def throwaway_options() -> Mapping[str, str | int]:
    """For tests: nothing need survive a power cut."""
    return {
        "max_connections": 60,
        "shared_buffers": "64MB",
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "wal_level": "minimal",
        "max_wal_senders": 0,
        "max_wal_size": "1GB",
        "autovacuum": "off",
        "jit": "off",
        "max_parallel_workers_per_gather": 0,
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_checkpoints": "off",
    }
