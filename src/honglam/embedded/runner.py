"""Runs several programs as one: their log lines in one stream, each started again when it dies, all stopped together.

A single thread around a selector. Children are started from this thread only, since the kernel ties their "die with
your parent" wish to the thread that forked them.
"""

import contextlib
import os
import selectors
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

from honglam.embedded.logs import LogStream
from honglam.embedded.probe import Probe

# Seconds before the first, second, … start after a death; the last one repeats.
BACK_OFF = (0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
# A program that lived this long has its earlier deaths forgiven.
FORGIVEN_SECONDS = 30.0
Start = Callable[[int], "subprocess.Popen[bytes]"]


@dataclass(frozen=True)
class Program:
    """A program to keep running. `start` gets the file descriptor for its output."""

    name: str
    start: Start
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 8.0
    probe: Probe | None = None
    stops_last: bool = False


class Child:
    """A program's present process and its history of deaths."""

    def __init__(self, program: Program, selector: selectors.BaseSelector, log: LogStream) -> None:
        self.program = program
        self.process: subprocess.Popen[bytes] | None = None
        self.deaths = 0
        self.started_at = 0.0
        self.due_at = 0.0
        self._selector = selector
        self._log = log

    def start(self) -> None:
        """Start the process and listen to its output."""
        reading, writing = os.pipe()
        try:
            self.process = self.program.start(writing)
        finally:
            os.close(writing)
        self.started_at = time.monotonic()
        os.set_blocking(reading, False)
        pump = Pump(reading, self.program.name, self._selector, self._log)
        self._selector.register(reading, selectors.EVENT_READ, pump.read)
        if self.program.probe:
            self.program.probe.restart(self._selector)

    def bury(self) -> int | None:
        """After a death: clear the rest of its group and plan the next start. The exit code, None while alive."""
        if self.process is None or self.process.poll() is None:
            return None
        code = self.process.returncode
        self.signal_group(signal.SIGKILL)
        self.process = None
        if time.monotonic() - self.started_at > FORGIVEN_SECONDS:
            self.deaths = 0
        self.due_at = time.monotonic() + BACK_OFF[min(self.deaths, len(BACK_OFF) - 1)]
        self.deaths += 1
        return code

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self.process is not None and self.process.poll() is None

    def signal_group(self, sign: signal.Signals) -> None:
        """Send a signal to the process and everything it started."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, sign)

    def ask_to_stop(self) -> None:
        """Send the polite signal to the leader; it stops its own."""
        if self.process is not None and self.alive:
            self.process.send_signal(self.program.stop_signal)

    def wait_or_kill(self, deadline: float) -> bool:
        """Wait for the end until the deadline, then kill; True when it went by itself."""
        if self.process is None:
            return True
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.signal_group(signal.SIGKILL)
            self.process.wait()
            return False
        self.signal_group(signal.SIGKILL)
        return True


class Pump:
    """Cuts what comes out of a pipe into lines."""

    def __init__(self, descriptor: int, name: str, selector: selectors.BaseSelector, log: LogStream) -> None:
        self._descriptor = descriptor
        self._name = name
        self._selector = selector
        self._log = log
        self._rest = b""

    def read(self) -> None:
        """Pass on whole lines; close at the end."""
        try:
            heard = os.read(self._descriptor, 65536)
        except BlockingIOError:
            return
        *lines, self._rest = (self._rest + heard).split(b"\n")
        for line in lines:
            self._log.line(self._name, line.decode("utf-8", "replace"))
        if not heard:
            self._log.line(self._name, self._rest.decode("utf-8", "replace"))
            self._selector.unregister(self._descriptor)
            os.close(self._descriptor)


class Runner:
    """Keeps programs running until told to stop."""

    def __init__(self, log: LogStream) -> None:
        self.log = log
        self.children: list[Child] = []
        self.on_tick: Callable[[], None] = lambda: None
        self._selector = selectors.DefaultSelector()
        self._signals = 0
        self._wake_reading, self._wake_writing = socket.socketpair()
        for end in (self._wake_reading, self._wake_writing):
            end.setblocking(False)
        self._selector.register(self._wake_reading, selectors.EVENT_READ, self._drain_wake)

    @property
    def stopping(self) -> bool:
        """Whether somebody asked us to stop."""
        return self._signals > 0

    def catch_signals(self) -> None:
        """From now on SIGTERM, SIGINT and SIGHUP ask for the end; a second one asks for it at once."""
        signal.set_wakeup_fd(self._wake_writing.fileno(), warn_on_full_buffer=False)
        for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(sign, self._on_stop)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)

    def add(self, program: Program) -> Child:
        """Start a program and keep it."""
        child = Child(program, self._selector, self.log)
        child.start()
        self.children.append(child)
        return child

    def run_once(self, program: Program) -> int:
        """Run a program to its end; its exit code, or that of the stop signal when we are told to stop meanwhile."""
        child = Child(program, self._selector, self.log)
        child.start()
        while child.alive:
            self._turn(0.5)
            if self.stopping:
                child.ask_to_stop()
                child.wait_or_kill(time.monotonic() + program.patience)
        self._turn(0)
        return child.process.returncode if child.process else 1

    def wait_until(self, condition: Callable[[], bool], *, seconds: float) -> bool:
        """Keep everything going until the condition holds; False when the time is over or we are to stop."""
        deadline = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < deadline:
            if condition():
                return True
            self._look_after_children()
            self._turn(0.05)
        return False

    def run(self) -> None:
        """Keep everything going until told to stop."""
        while not self.stopping:
            self._look_after_children()
            self.on_tick()
            self._turn(0.5)

    def stop(self) -> None:
        """Stop all for good: those that lean on the database first, together; then the database."""
        self._signals = max(self._signals, 1)
        for last in (False, True):
            self._stop_group([child for child in self.children if child.program.stops_last is last])
        self._turn(0)
        self._close()

    def _stop_group(self, group: list[Child]) -> None:
        begun = time.monotonic()
        for child in group:
            child.ask_to_stop()
        for child in group:
            deadline = begun + child.program.patience
            while child.alive and time.monotonic() < deadline and self._signals < 2:
                self._turn(0.05)  # whoever stops still has something to say; a full pipe would hold it up
            if not child.wait_or_kill(time.monotonic()):
                self.log.line("up", f"{child.program.name} did not stop in time and was killed", level="warning")

    def _close(self) -> None:
        for child in self.children:
            if child.program.probe:
                child.program.probe.restart(self._selector)
        for key in list(self._selector.get_map().values()):
            self._selector.unregister(key.fileobj)
            if isinstance(key.fileobj, int):
                os.close(key.fileobj)  # a pipe that a grandchild still holds open at the other end
        self._selector.close()
        self._wake_reading.close()
        self._wake_writing.close()

    def _look_after_children(self) -> None:
        for child in self.children:
            code = child.bury()
            if code is not None:
                pause = max(0.0, child.due_at - time.monotonic())
                text = f"{child.program.name} ended ({describe_exit(code)}); starting it again in {pause:.1f} s"
                self.log.line("up", text, level="error")
            if child.process is None and time.monotonic() >= child.due_at:
                self._start_again(child)
            self._examine(child)

    def _start_again(self, child: Child) -> None:
        try:
            child.start()
        except Exception as fault:
            # whatever keeps it from starting (a full disk, a data folder still in use) may pass: try again later
            child.due_at = time.monotonic() + BACK_OFF[min(child.deaths, len(BACK_OFF) - 1)]
            child.deaths += 1
            self.log.line("up", f"{child.program.name} could not be started: {fault}", level="error")

    def _examine(self, child: Child) -> None:
        probe = child.program.probe
        if probe is None or child.process is None:
            return
        probe.tick(self._selector)
        if probe.struck_out:
            self.log.line("up", f"{child.program.name} has stopped answering; it is killed", level="error")
            child.signal_group(signal.SIGKILL)
            probe.restart(self._selector)

    def _turn(self, longest: float) -> None:
        for key, _events in self._selector.select(longest):
            key.data()

    def _on_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._signals += 1

    def _drain_wake(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._wake_reading.recv(4096)


def describe_exit(code: int) -> str:
    """An exit code in words."""
    if code < 0:
        with contextlib.suppress(ValueError):
            return f"by {signal.Signals(-code).name}"
    return f"exit code {code}"
