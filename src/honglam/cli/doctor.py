"""Say what is missing on this machine, what it means, and what to do about it."""

import argparse
from collections.abc import Iterator

from honglam.cli.standing import standing
from honglam.cli.words import Needs
from honglam.embedded.doctor import Finding, Level, examine
from honglam.embedded.errors import MachineError
from honglam.embedded.state import find_state

LATE_SECONDS = 60.0


def arguments(_parser: argparse.ArgumentParser) -> None:
    """None."""


def run(_options: argparse.Namespace) -> int:
    """Exit code 1 when something keeps the product from working or from being safe."""
    findings = []
    for finding in (*examine(find_state()), *look_inside()):
        findings.append(finding)
        print(finding, flush=True)
    return 1 if any(finding.level is Level.FAULT for finding in findings) else 0


def look_inside() -> Iterator[Finding]:
    """What only the product itself can tell: tables, pack, worker, audit."""
    try:
        with standing(Needs.DATABASE):
            yield from look_at_tables()
    except MachineError as fault:
        yield Finding(Level.FAULT, str(fault))


def look_at_tables() -> Iterator[Finding]:
    """Are the tables of this version, is a pack applied, does the worker keep up, does the audit hold?"""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from honglam.kernel import anchors, audit, events
    from honglam.pack import api as packs

    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        yield Finding(Level.NOTE, f"{len(missing)} migrations are not applied", "honglam prepare (`up` does it itself)")
        return
    pack = packs.current_pack()
    if pack is None:
        yield Finding(Level.NOTE, "no pack is applied", "honglam prepare (`up` does it itself)")
    else:
        yield Finding(Level.WELL, f"the pack in force is {pack.code}")
    lag = events.lag_seconds()
    if lag > LATE_SECONDS:
        yield Finding(Level.FAULT, f"background work waits since {lag:.0f} s", "start honglam worker (`up` has one)")
    faults = len(audit.verify(limit=10)) + len(anchors.check())
    if faults:
        yield Finding(Level.FAULT, "the audit was tampered with", "honglam backup now, then compare with older backups")
    else:
        yield Finding(Level.WELL, "the audit chains and their anchors hold")
