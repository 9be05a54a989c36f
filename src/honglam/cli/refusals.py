"""A refusal of the domain, said in one sentence on a terminal."""

import contextlib
import os
from collections.abc import Iterator

from django.db import ProgrammingError
from django.utils.translation import gettext as _
from django.utils.translation import override
from psycopg.errors import UndefinedColumn, UndefinedTable

from honglam.embedded.errors import MachineError
from honglam.kernel.values import DomainError


class Refused(MachineError):
    """A domain verb said no."""


def terminal_language() -> str:
    """Vietnamese where the terminal asks for it, else the English of the rest of the command line."""
    wish = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "vi" if wish.startswith("vi") else "en"


@contextlib.contextmanager
def in_words() -> Iterator[None]:
    """Turn a DomainError, and tables of another version, into words; anything else stays a traceback."""
    try:
        yield
    except ProgrammingError as fault:
        if isinstance(fault.__cause__, UndefinedTable | UndefinedColumn):
            raise Refused("The tables are not those of this version. Run: honglam migrate") from fault
        raise
    except DomainError as refusal:
        with override(terminal_language()):
            raise Refused(f"{_(refusal.message) % refusal.params} ({refusal.code})") from refusal
