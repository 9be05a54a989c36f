"""Write the database, the files, the audit's anchors and the keys into one file, while the product goes on working."""

import argparse
import os
from pathlib import Path

from honglam.embedded import backup
from honglam.embedded.database import is_external, reachable_database
from honglam.embedded.ending import end_in_order
from honglam.embedded.errors import MachineError
from honglam.embedded.state import find_state
from honglam.embedded.tools import find_tools


def arguments(parser: argparse.ArgumentParser) -> None:
    """FILE, or a file to check."""
    parser.add_argument("file", type=Path)
    parser.add_argument("--check", action="store_true", help="only check an existing backup against its manifest")


def run(options: argparse.Namespace) -> int:
    """Say what was written."""
    if options.check:
        members = backup.read_manifest(options.file)
        print(f"{options.file} is whole: {len(members)} members.")
        return 0
    target = options.file.absolute()
    if not target.parent.is_dir():
        raise MachineError(f"There is no folder {target.parent}.")
    state = find_state()
    state.prepare()
    end_in_order()
    with reachable_database(state) as url:
        backup.back_up(target, find_tools(url, external=is_external()), backup.Parts(state))
    print(f"Written: {target} ({target.stat().st_size / 1e6:.1f} MB).")
    if os.environ.get("S3_BUCKET"):
        print(
            f"Files lie in the bucket {os.environ['S3_BUCKET']} and are not in it: back the bucket up where it is kept."
        )
    return 0
