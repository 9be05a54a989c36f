"""Read a backup back and check it: its manifest before, the audit afterwards. `honglam up` must not be running."""

import argparse
from pathlib import Path

from honglam.cli.standing import standing
from honglam.cli.words import Needs
from honglam.embedded.backup import Parts
from honglam.embedded.database import forget_preparation, is_external, reachable_database
from honglam.embedded.ending import end_in_order
from honglam.embedded.errors import AlreadyRunning
from honglam.embedded.restore import restore
from honglam.embedded.state import State, find_state
from honglam.embedded.tools import find_tools


def arguments(parser: argparse.ArgumentParser) -> None:
    """FILE, and a word for those who know that there are data."""
    parser.add_argument("file", type=Path)
    parser.add_argument("--replace", action="store_true", help="put the backup in the place of the data that are there")


def run(options: argparse.Namespace) -> int:
    """Exit code 1 when the restored audit does not hold."""
    state = find_state()
    state.prepare()
    refuse_while_served(state)
    end_in_order()
    with reachable_database(state) as url:
        tools = find_tools(url, external=is_external())
        if not is_external():
            forget_preparation(state)  # before anything changes: whatever may end us afterwards
        count = restore(options.file, tools, Parts(state), replace=options.replace)
    print(f"Restored {count} members. Checking …")
    with standing(Needs.DATABASE):
        return check()


def refuse_while_served(state: State) -> None:
    """Nobody may work on data that are being replaced."""
    holder = state.holder()
    if holder and holder.get("kind") == "up":
        raise AlreadyRunning(f"`honglam up` (process {holder.get('pid')}) serves this installation. Stop it first.")


def check() -> int:
    """Bring the tables up to this version, then look whether anybody changed what must not change."""
    from django.core.management import call_command

    from honglam.kernel import anchors, audit

    call_command("migrate", interactive=False, verbosity=0)
    faults = [f"{fault.subject_kind} {fault.subject_id} #{fault.seq}: {fault.reason}" for fault in audit.verify()]
    anchored = anchors.check()
    faults += [f"anchor {fault.line}: {fault.reason}" for fault in anchored if fault.reason != anchors.ADDED]
    for fault in faults:
        print(fault)
    if any(fault.reason == anchors.ADDED for fault in anchored):
        print(
            "Entries came later into spans that were anchored: the database's clock stood wrong then. Ask the doctor."
        )
    print("The audit does not hold: see above." if faults else "The audit chains and their anchors hold.")
    return 1 if faults else 0
