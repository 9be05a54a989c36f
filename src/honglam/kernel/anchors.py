"""Anchors: what the audit chains held, signed and kept outside the database.

A superuser of the database can rewrite a row and every hash after it. He cannot rewrite the anchors: each is a line of
an append-only file (part of every backup) that covers all entries recorded in a span of time, names the line before it
and is signed with Ed25519. `check` compares the lines with the database and finds what was edited, added or removed.
"""

import base64
import fcntl
import hashlib
import json
import logging
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings
from django.db import connection

from honglam.kernel.durable import write_once

log = logging.getLogger("honglam.anchors")
SETTLED = timedelta(minutes=2)
MOST_ENTRIES = 1_000_000
"""In one anchor: what is hashed is put together in the database's memory first."""

# Entries are stamped by the database's clock, so a worker's clock that is ahead must not close a span; and whatever a
# running transaction has written or will write is stamped after its beginning.
_SETTLED = """
SELECT least(%s, clock_timestamp() - %s, min(xact_start) - interval '1 microsecond') FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
_FULL = """
SELECT recorded_at FROM kernel_auditentry WHERE recorded_at > %s AND recorded_at <= %s
ORDER BY recorded_at, id OFFSET %s LIMIT 1
"""

_DIGEST = """
SELECT count(*), encode(sha256(coalesce(string_agg(hash, ''::bytea ORDER BY recorded_at, id), ''::bytea)), 'hex')
FROM kernel_auditentry WHERE recorded_at > %s AND recorded_at <= %s
"""
_START = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class AnchorFault:
    """A line that does not hold, or a span of the database that differs from its line."""

    line: int
    reason: str


def write(*, at: datetime, settled: timedelta = SETTLED) -> bool:
    """Append anchors for everything recorded since the last one; False when nothing was recorded."""
    with _file().open("a+b", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        last = _last_line(file)
        since = datetime.fromisoformat(json.loads(last)["until"]) if last else _START
        end = _ask(_SETTLED, [at - settled, settled])[0]
        wrote = False
        while since < end:
            full = _ask(_FULL, [since, end, MOST_ENTRIES - 1])
            until = full[0].astimezone(UTC) if full else end.astimezone(UTC)
            count, digest = _measure(since, until)
            if not count:
                break
            body = {
                "since": since.isoformat(),
                "until": until.isoformat(),
                "entries": count,
                "digest": digest,
                "previous": _line_hash(last) if last else "",
            }
            last = json.dumps(body | {"signature": _sign(body)}, sort_keys=True)
            _append(file, last)
            since, wrote = until, True
    return wrote


def check() -> list[AnchorFault]:
    """Compare every anchor with the database; an empty list means nothing was touched.

    A last line that was never ended is none yet: its span is anchored anew.
    """
    path = _file()
    text = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    faults: list[AnchorFault] = []
    previous = ""
    for number, line in enumerate(text[: text.rfind("\n") + 1].splitlines(), start=1):
        faults += [AnchorFault(line=number, reason=reason) for reason in _faults_of(line, previous)]
        previous = _line_hash(line)
    return faults


def _faults_of(line: str, previous: str) -> list[str]:
    try:
        body = json.loads(line)
        signature, entries, before = body.pop("signature"), (body["entries"], body["digest"]), body["previous"]
        span = datetime.fromisoformat(body["since"]), datetime.fromisoformat(body["until"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return ["unreadable"]
    reasons = []
    if before != previous or not _signed(body, signature):
        reasons.append("forged")
    if _measure(*span) != entries:
        reasons.append("database_differs")
    return reasons


def _last_line(file: IO[bytes]) -> str:
    """The last whole line. What a power cut or a full disk left of one behind it is taken away, and logged."""
    file.seek(0)
    content = file.read()
    whole = content.rfind(b"\n") + 1
    if whole < len(content):
        log.error("the last anchor was never ended and is written anew: %r", content[whole:])
        file.truncate(whole)
    return content[:whole].decode().rstrip("\n").rpartition("\n")[2]


def _append(file: IO[bytes], line: str) -> None:
    """Write a whole line, or none of it."""
    before, content = file.seek(0, os.SEEK_END), line.encode() + b"\n"
    try:
        if file.write(content) != len(content):
            raise OSError("the disk took a part of an anchor only")
        os.fsync(file.fileno())
    except OSError:
        file.truncate(before)
        raise


def _measure(since: datetime, until: datetime) -> tuple[int, str]:
    count, digest = _ask(_DIGEST, [since, until])
    return int(count), str(digest)


def _ask(query: str, parameters: list[Any]) -> tuple[Any, ...]:
    """The row that the database answers, empty when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchone() or ()


def _line_hash(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()


def _file() -> Path:
    folder = Path(settings.STATE) / "anchors"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "audit-anchors.jsonl"


def _key() -> Ed25519PrivateKey:
    path = Path(settings.STATE) / "keys" / "anchor.key"
    if path.exists() and path.stat().st_size:
        return Ed25519PrivateKey.from_private_bytes(path.read_bytes())
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_once(path, Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()))
    key = Ed25519PrivateKey.from_private_bytes(path.read_bytes())
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    path.with_suffix(".pub").write_text(base64.b64encode(public).decode())
    return key


def _canonical(body: dict[str, Any]) -> bytes:
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode()


def _sign(body: dict[str, Any]) -> str:
    return base64.b64encode(_key().sign(_canonical(body))).decode()


def _signed(body: dict[str, Any], signature: str) -> bool:
    public: Ed25519PublicKey = _key().public_key()
    try:
        public.verify(base64.b64decode(signature), _canonical(body))
    except (InvalidSignature, ValueError):
        return False
    return True
