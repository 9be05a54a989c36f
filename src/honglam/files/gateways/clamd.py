"""The malware scanner: clamd's INSTREAM command over TCP or a local socket."""

import socket
import struct
from typing import BinaryIO

from django.conf import settings

from honglam.files.contracts import Scan

TIMEOUT = 20.0
_PIECE = 128 * 1024


class ScannerFault(Exception):
    """clamd answered something that is neither "clean" nor "found"."""


def scan(content: BinaryIO) -> tuple[Scan, str]:
    """What the scanner says, and the name of what it found. Never raises: a scanner that is away leaves `PENDING`."""
    if not settings.CLAMD_ADDRESS:
        return Scan.OFF, ""
    try:
        answer = _ask(settings.CLAMD_ADDRESS, content)
        return _understood(answer)
    except (OSError, ScannerFault):
        return Scan.PENDING, ""


def is_there() -> bool:
    """Whether the scanner answers at all, whatever it says or does not say of a file."""
    try:
        with _connected(settings.CLAMD_ADDRESS) as connection:
            connection.sendall(b"zPING\0")
            return connection.recv(16).startswith(b"PONG")
    except OSError:
        return False


def _ask(address: str, content: BinaryIO) -> str:
    content.seek(0)
    with _connected(address) as connection:
        connection.sendall(b"zINSTREAM\0")
        while piece := content.read(_PIECE):
            connection.sendall(struct.pack("!I", len(piece)) + piece)
        connection.sendall(struct.pack("!I", 0))
        answer = b""
        while not answer.endswith(b"\0") and (piece := connection.recv(4096)):
            answer += piece
    return answer.rstrip(b"\0").decode(errors="replace")


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(TIMEOUT)
        connection.connect(address)
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=TIMEOUT)


def _understood(answer: str) -> tuple[Scan, str]:
    """`stream: OK`, `stream: Eicar-Signature FOUND`; anything else (size limit, error) says nothing about the bytes."""
    verdict = answer.removeprefix("stream:").strip()
    if verdict == "OK":
        return Scan.CLEAN, ""
    if verdict.endswith(" FOUND"):
        return Scan.INFECTED, verdict.removesuffix(" FOUND")
    raise ScannerFault(verdict)
