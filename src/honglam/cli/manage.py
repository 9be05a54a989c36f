"""Run a management command of Django, with the database standing: `honglam manage shell`."""

import argparse
import sys

from django.core.management import execute_from_command_line


def arguments(parser: argparse.ArgumentParser) -> None:
    """Everything after the word goes to Django."""
    parser.add_argument("words", nargs=argparse.REMAINDER)


def run(options: argparse.Namespace) -> int:
    """Hand over."""
    execute_from_command_line([sys.argv[0], *options.words])
    return 0
