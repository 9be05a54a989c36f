"""The text inside a VietQR code: EMV QR for merchants with NAPAS's template for transfers to an account.

Tags: EMVCo QRCPS-MPM; template 38 with AID A000000727 and service QRIBFTTA (transfer to an account number), NAPAS.
Every value stands behind a two-digit tag and a two-digit length; tag 63 is the CRC-16/CCITT-FALSE of all before it.
"""

import re

from honglam.kernel.text import fold

NAPAS = "A000000727"
TO_ACCOUNT = "QRIBFTTA"
DONG = "704"
_BIN = re.compile(r"^\d{6}$")
_ACCOUNT = re.compile(r"^[0-9A-Za-z]{1,19}$")
_FORBIDDEN = re.compile(r"[^A-Za-z0-9 .-]+")
MOST_NOTE = 25
MOST_AMOUNT = 13


def crc16(text: str) -> str:
    """CRC-16/CCITT-FALSE (polynomial 1021, initial FFFF) as four upper-case hex digits."""
    register = 0xFFFF
    for octet in text.encode("ascii"):
        register ^= octet << 8
        for _ in range(8):
            register = (register << 1 ^ 0x1021 if register & 0x8000 else register << 1) & 0xFFFF
    return f"{register:04X}"


def tag(number: str, value: str) -> str:
    """One element. Raises ValueError for a value that its length cannot say."""
    if not 1 <= len(value) <= 99:
        raise ValueError(f"tag {number}: {len(value)} characters")
    return f"{number}{len(value):02d}{value}"


def transfer(*, bank_bin: str, account: str, amount: int, note: str) -> str:
    """The QR text of one transfer: to whom, how much in đồng, with which words. Raises ValueError."""
    if not _BIN.match(bank_bin) or not _ACCOUNT.match(account):
        raise ValueError("a bank has six digits, an account up to nineteen letters and digits")
    if not 0 < amount < 10**MOST_AMOUNT:
        raise ValueError(f"{amount} cannot stand in a QR code")
    to = tag("00", bank_bin) + tag("01", account)
    open_text = (
        tag("00", "01")
        + tag("01", "12")
        + tag("38", tag("00", NAPAS) + tag("01", to) + tag("02", TO_ACCOUNT))
        + tag("53", DONG)
        + tag("54", str(amount))
        + tag("58", "VN")
        + tag("62", tag("08", plain(note)))
        + "6304"
    )
    return open_text + crc16(open_text)


def plain(note: str) -> str:
    """What every bank's app shows unharmed: letters without accents, digits, at most 25 characters."""
    return _FORBIDDEN.sub(" ", fold(note).upper()).strip()[:MOST_NOTE]
