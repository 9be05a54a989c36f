"""Say what is missing on this machine, what it means, and what to do about it."""

import argparse
import secrets
from collections.abc import Iterator

from honglam.cli.standing import standing
from honglam.cli.words import Needs
from honglam.embedded.doctor import Finding, Level, examine
from honglam.embedded.errors import MachineError
from honglam.embedded.state import find_state

LATE_SECONDS = 60.0
LOOKED_AT = 200


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
            from django.db import DatabaseError

            try:
                yield from look_at_tables()
            except DatabaseError as fault:
                said = (str(fault).strip() or type(fault).__name__).splitlines()[0]
                yield Finding(Level.FAULT, "the database does not answer", said)
    except MachineError as fault:
        yield Finding(Level.FAULT, str(fault))


def look_at_tables() -> Iterator[Finding]:
    """Are the tables of this version, is a pack applied, does the worker keep up, does the audit hold?"""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from honglam.kernel import relay
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
    yield from look_at_demo()
    yield from look_at_files()
    lag = relay.lag_seconds()
    if lag > LATE_SECONDS:
        yield Finding(Level.FAULT, f"background work waits since {lag:.0f} s", "start honglam worker (`up` has one)")
    yield from look_at_audit()


def look_at_audit() -> Iterator[Finding]:
    """Is what was recorded still there as it was? Entries of a clock that stood wrong are told apart from an edit."""
    from honglam.kernel import anchors, audit

    faults = anchors.check()
    added = sum(fault.reason == anchors.ADDED for fault in faults)
    if audit.verify(limit=10) or len(faults) > added:
        yield Finding(Level.FAULT, "the audit was tampered with", "honglam backup now, then compare with older backups")
    else:
        yield Finding(Level.WELL, "the audit chains and their anchors hold")
    if added:
        what = f"{added} spans that were anchored hold entries that came later: the database's clock stood wrong then"
        remedy = "if it never did, somebody wrote them in: compare with older backups (docs/operations/one-machine.md)"
        yield Finding(Level.NOTE, what, remedy)
    if anchors.reach_ahead():
        what = "entries of the audit, or its anchors, lie ahead of the database's clock: it stood wrong, or does now"
        yield Finding(Level.NOTE, what, "let it be set from the network (docs/operations/one-machine.md, Install)")


def look_at_demo() -> Iterator[Finding]:
    """Where this is no demo, does the password that was printed for everybody still open anything?"""
    from django.conf import settings

    from honglam.cli import demo_accounts

    if not settings.DEMO and (emails := demo_accounts.still_open()):
        what = f"{len(emails)} accounts of the demo open with its published password ({emails[0]} …)"
        remedy = "if this is no demo: honglam prepare with the same settings as `up` (it closes them)"
        yield Finding(Level.NOTE, what, remedy)  # whether `up` serves a demo is known to its own environment only


def look_at_files() -> Iterator[Finding]:
    """Are stored bytes what they were? A part of them each time, from anywhere."""
    from honglam.files import api as files
    from honglam.files.contracts import StorageUnavailable

    try:
        faults, _ = files.verify_blobs(after=secrets.token_hex(32), limit=LOOKED_AT)
    except StorageUnavailable:
        yield Finding(Level.FAULT, "stored files cannot be reached", "see HONGLAM_FILES, or the settings of S3")
        return
    if faults:
        what = ", ".join(f"{fault.sha256[:12]}… {fault.reason}" for fault in faults[:3])
        remedy = "put them back from a backup (docs/operations/backup.md)"
        yield Finding(Level.FAULT, f"{len(faults)} stored files are not as they were: {what}", remedy)
    yield from look_at_scans()


def look_at_scans() -> Iterator[Finding]:
    """What did the scanner find in files that were taken in already, and what has it not judged?"""
    from honglam.files import api as files
    from honglam.kernel.clock import now

    counts = files.count_scans(at=now())
    if counts.infected:
        what = f"{counts.infected} stored files carry malware: nobody can open them"
        yield Finding(Level.NOTE, what, "have them handed in again; the audit names them (files.scanned, infected)")
    if counts.waiting:
        what = f"{counts.waiting} files have waited for the malware scanner for more than a day: nobody can open them"
        yield Finding(Level.NOTE, what, "see that clamd answers at CLAMD_ADDRESS and takes files of their size")
