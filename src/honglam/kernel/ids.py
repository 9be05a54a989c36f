"""Identifiers made in Python, so that a whole bundle of rows can be written in one round trip."""

import os
import secrets
import time
from uuid import UUID

# No 0/O, 1/I/L, U/V: a code is read aloud over a telephone.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"


def uuid7(at_ms: int | None = None) -> UUID:
    """A time-ordered UUID (RFC 9562 version 7): index inserts stay at the right-hand edge."""
    ms = time.time_ns() // 1_000_000 if at_ms is None else at_ms
    value = (ms & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76
    random = int.from_bytes(os.urandom(10))
    value |= (random >> 68 & 0xFFF) << 64
    value |= 0b10 << 62
    value |= random & ((1 << 62) - 1)
    return UUID(int=value)


def new_code(length: int = 10) -> str:
    """A random code a person can read aloud: about 4.8 bits a letter, 48 bits at the default length."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
