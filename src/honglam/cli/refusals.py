"""A refusal of the domain, said in one sentence on a terminal."""

import contextlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from honglam.embedded.errors import MachineError
from honglam.kernel.values import DomainError


class Refused(MachineError):
    """A domain verb said no."""


@contextlib.contextmanager
def in_words() -> Iterator[None]:
    """Turn a DomainError into words; anything else stays a traceback."""
    try:
        yield
    except DomainError as refusal:
        raise Refused(f"{_(refusal.message) % refusal.params} ({refusal.code})") from refusal
