"""How long a database that does not answer yet is waited for."""

import time
from collections.abc import Callable

STARTING = "starting"
TELL_SECONDS = 15.0


class Patience:
    """One that says that it is starting is waited for however long that takes; one that says nothing, for `seconds`.

    After a power cut the server repairs itself, and must not be stopped at it: whoever waits is told so now and then.
    """

    def __init__(self, seconds: float, say: Callable[[str], None] | None = None) -> None:
        self._seconds, self._say = seconds, say
        self._begun = self._told = self._heard = time.monotonic()

    def lasts(self, *, starting: bool) -> bool:
        """Whether to wait on."""
        now = time.monotonic()
        if not starting:
            return now - self._heard < self._seconds
        self._heard = now
        if self._say and now - self._told >= TELL_SECONDS:
            waited = f"the database has been starting for {now - self._begun:.0f} s"
            self._say(f"{waited}; after a power cut that takes a while, wait for it")
            self._told = now
        return True
