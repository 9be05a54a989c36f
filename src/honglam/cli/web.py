"""Serve the web pages: HONGLAM_WEB_WORKERS processes of HONGLAM_WEB_THREADS threads (2 of 2: measured on two cores)."""

import argparse
import gc
import os
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.server import Server

from honglam.cli.syslog import parse_collector
from honglam.embedded.parent import die_with_parent
from honglam.embedded.up import find_address

KILL_AFTER_SECONDS = 6


def arguments(_parser: argparse.ArgumentParser) -> None:
    """None: everything is read from the environment."""


def run(_options: argparse.Namespace) -> int:
    """Until SIGTERM."""
    address = find_address()
    if collector := os.environ.get("LOG_SYSLOG"):
        parse_collector(collector)  # said once here, not by each worker as it dies
    preload()
    Server(
        "honglam.cli.web:load",
        factory=True,
        address=address.host,
        port=address.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=int(os.environ.get("HONGLAM_WEB_WORKERS") or 2),
        blocking_threads=int(os.environ.get("HONGLAM_WEB_THREADS") or 2),
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=KILL_AFTER_SECONDS,
    ).serve()
    return 0


def preload() -> None:
    """Load the product once: worker processes are forked from this one and share what they do not change.

    Where Python does not fork (3.14 and later) each worker loads it by itself.
    """
    from django.urls import get_resolver

    from honglam.wsgi import application

    assert application is not None  # noqa: S101 - imported for its effect
    assert get_resolver().url_patterns  # noqa: S101 - loads every view
    gc.collect()
    gc.freeze()


def load() -> Any:
    """The application, in a worker process that ends when the server does."""
    die_with_parent()
    from honglam.cli import journal
    from honglam.wsgi import application

    journal.configure(program="web")
    return application
