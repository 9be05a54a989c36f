"""Do the background work: turn outbox rows into jobs, and do HONGLAM_WORKER_JOBS (4) jobs at a time."""

import argparse
import os


def arguments(_parser: argparse.ArgumentParser) -> None:
    """None: everything is read from the environment."""


def run(_options: argparse.Namespace) -> int:
    """Until SIGTERM."""
    from honglam.cli import journal
    from honglam.kernel import worker

    journal.configure(program="worker")
    worker.run(concurrency=int(os.environ.get("HONGLAM_WORKER_JOBS") or 4))
    return 0
