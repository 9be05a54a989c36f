"""A command that is told to stop puts away what it has begun, as after Ctrl-C."""

import signal
from types import FrameType


def end_in_order() -> None:
    """From now on SIGTERM and SIGHUP raise SystemExit, where nobody asked for them to be ignored (nohup)."""
    for sign in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(sign) is not signal.SIG_IGN:
            signal.signal(sign, _end)


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
