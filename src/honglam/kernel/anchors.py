"""Anchors: what the audit chains held, signed and kept outside the database.

A superuser of the database can rewrite a row and every hash after it. He cannot rewrite the anchors: each is a line of
an append-only file (part of every backup) that covers all entries recorded in a span of time, names the line before it
and is signed with Ed25519. `check` compares the lines with the database and finds what was edited, added or removed.
"""

import base64
import fcntl
import hashlib
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings
from django.db import connection

# A transaction may still be writing entries stamped some seconds ago; the database ends idle ones after 60 s.
SETTLED = timedelta(minutes=2)

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
    """Append one anchor for everything recorded since the last one; False when nothing was recorded."""
    path = _file()
    with path.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        lines = file.read().splitlines()
        last = json.loads(lines[-1]) if lines else None
        since = datetime.fromisoformat(last["until"]) if last else _START
        until = at - settled
        if until <= since:
            return False
        count, digest = _measure(since, until)
        if not count:
            return False
        body = {
            "since": since.isoformat(),
            "until": until.isoformat(),
            "entries": count,
            "digest": digest,
            "previous": _line_hash(lines[-1]) if lines else "",
        }
        file.write(json.dumps(body | {"signature": _sign(body)}, sort_keys=True) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return True


def check() -> list[AnchorFault]:
    """Compare every anchor with the database; an empty list means nothing was touched."""
    path = _file()
    faults: list[AnchorFault] = []
    previous = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else [], start=1):
        body = json.loads(line)
        signature = body.pop("signature")
        if body["previous"] != previous or not _signed(body, signature):
            faults.append(AnchorFault(line=number, reason="forged"))
        measured = _measure(datetime.fromisoformat(body["since"]), datetime.fromisoformat(body["until"]))
        if measured != (body["entries"], body["digest"]):
            faults.append(AnchorFault(line=number, reason="database_differs"))
        previous = _line_hash(line)
    return faults


def _measure(since: datetime, until: datetime) -> tuple[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(_DIGEST, [since, until])
        row = cursor.fetchone()
    assert row is not None  # noqa: S101 - an aggregate always answers
    return int(row[0]), str(row[1])


def _line_hash(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()


def _file() -> Path:
    folder = Path(settings.STATE) / "anchors"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "audit-anchors.jsonl"


def _key() -> Ed25519PrivateKey:
    path = Path(settings.STATE) / "keys" / "anchor.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = Ed25519PrivateKey.generate()
        raw = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        path.with_suffix(".pub").write_text(base64.b64encode(public).decode())
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())


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
