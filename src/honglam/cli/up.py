"""Serve everything: database, worker and web server as one process tree."""

import argparse

from honglam.embedded.up import up


def arguments(_parser: argparse.ArgumentParser) -> None:
    """None: everything is read from the environment (docs/operations/settings.md)."""


def run(_options: argparse.Namespace) -> int:
    """Until Ctrl-C."""
    return up()
