"""What makes a password good enough, after NIST SP 800-63B: long, not known to burglars, not made of the person.

No rule about capitals, digits or signs, and no forced change: both make people choose worse ones.
"""

import re
from collections.abc import Collection

from honglam.identity.contracts import (
    FormatFault,
    PasswordCommon,
    PasswordPersonal,
    PasswordSimple,
    PasswordTooLong,
    PasswordTooShort,
)
from honglam.kernel.text import fold, nfc

MIN_LENGTH = 10
MAX_LENGTH = 128
_PERSONAL_MIN = 5
_REPEATED = re.compile(r"(.{1,4}?)\1+.{0,2}", re.DOTALL)
_RUNS = ("0123456789012345678901234567890", "abcdefghijklmnopqrstuvwxyzabcdefghij", "qwertyuiopasdfghjklzxcvbnm")
# What Vietnamese people choose first, beside the worldwide lists; compared without accents, blanks, digits at the end.
_COMMON_STEMS = frozenset(
    """
    matkhau matkhaucuatoi anhyeuem emyeuanh toiyeuvietnam yeuvietnam vietnam vietnamvodich hochiminh taikhoan
    nguoidung conyeubome bomeyeucon giadinhtoi iloveyou password passw0rd dichvucong vneid quantri admin administrator
    congan thaydoi doimatkhau khongnho khongbiet
    """.split()  # noqa: SIM905 - a list of words
)


def find_fault(password: str, *, personal: Collection[str] = (), common: Collection[str] = ()) -> FormatFault | None:
    """The first reason to refuse `password`, or None.

    `personal` holds what others know of the person (name, phone, e-mail, citizen id); `common` a list of passwords in
    lower case that burglars try first.
    """
    password = nfc(password)
    if len(password) < MIN_LENGTH:
        return PasswordTooShort(length=MIN_LENGTH)
    if len(password) > MAX_LENGTH:
        return PasswordTooLong(length=MAX_LENGTH)
    bare = fold(password).replace(" ", "")
    if _is_simple(bare):
        return PasswordSimple()
    if password.lower() in common or bare in common or bare.rstrip("0123456789!@#.") in _COMMON_STEMS:
        return PasswordCommon()
    if any(known in bare for fact in personal for known in _known_parts(fact)):
        return PasswordPersonal()
    return None


def _is_simple(bare: str) -> bool:
    return (
        len(set(bare)) < 4 or bool(_REPEATED.fullmatch(bare)) or any(bare in run or bare in run[::-1] for run in _RUNS)
    )


def _known_parts(fact: str) -> list[str]:
    """The spellings under which a fact would stand in a password: a phone without its country code, and so on."""
    bare = fold(fact).replace(" ", "")
    parts = [bare, bare.partition("@")[0]]
    if bare.startswith("+84"):
        parts.append(bare[3:])
    return [part for part in parts if len(part) >= _PERSONAL_MIN]
