"""How the product's own programs are started: the same interpreter, `python -m honglam WORD`."""

import signal
import subprocess
import sys
from collections.abc import Mapping

from honglam.embedded.cluster import Cluster
from honglam.embedded.parent import before_exec
from honglam.embedded.probe import Probe, postgres_probe
from honglam.embedded.runner import Program


def python_program(*words: str, environment: Mapping[str, str], name: str = "", probe: Probe | None = None) -> Program:
    """`honglam WORD …` as a program to run; it is told to stop when we die."""

    def start(output: int) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "honglam", *words],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            process_group=0,
            preexec_fn=before_exec(signal.SIGTERM),  # noqa: PLW1509 - the runner has one thread
        )

    return Program(name=name or words[0], start=start, probe=probe)


def database_program(cluster: Cluster) -> Program:
    """The embedded PostgreSQL as a program to run."""
    probe = postgres_probe(str(cluster.sockets / ".s.PGSQL.5432"))
    return Program("database", cluster.start, stop_signal=signal.SIGINT, patience=15, probe=probe, stops_last=True)
