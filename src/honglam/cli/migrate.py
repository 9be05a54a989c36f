"""Bring the tables up to date."""

import argparse

from django.core.management import call_command


def arguments(parser: argparse.ArgumentParser) -> None:
    """`--plan` only shows."""
    parser.add_argument("--plan", action="store_true", help="show what would be done")


def run(options: argparse.Namespace) -> int:
    """Apply what is missing."""
    call_command("migrate", plan=options.plan, interactive=False, verbosity=1)
    return 0
