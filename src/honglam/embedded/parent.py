"""A child dies with its parent: no server is left behind when the supervisor is killed."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(sign: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel to send us `sign` when the thread that started us ends. Linux only, elsewhere without effect."""
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, int(sign), 0, 0, 0)


def before_exec(sign: signal.Signals) -> Callable[[], None]:
    """A hook for subprocess; runs after the change of user, which would have cleared the wish."""
    parent = os.getpid()

    def hook() -> None:
        die_with_parent(sign)
        if os.getppid() != parent:  # the parent died between fork and here
            os._exit(1)

    return hook
