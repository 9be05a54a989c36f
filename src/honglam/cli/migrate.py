"""Bring the tables up to date."""

import argparse

from django.core.management import call_command

from honglam.cli import tables


def arguments(parser: argparse.ArgumentParser) -> None:
    """`--plan` only shows."""
    parser.add_argument("--plan", action="store_true", help="show what would be done")


def run(options: argparse.Namespace) -> int:
    """Apply what is missing."""
    if options.plan:
        call_command("migrate", plan=True, interactive=False, verbosity=1)
    else:
        tables.bring_up_to_date(verbosity=1)
    return 0
