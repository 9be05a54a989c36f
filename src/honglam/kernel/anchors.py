"""Anchors: what the audit chains held, signed and kept outside the database.

A superuser of the database can rewrite a row and every hash after it. He cannot rewrite the anchors: each is a line of
an append-only file (part of every backup) that covers all entries recorded in a span of time, names the line before it
and is signed with Ed25519. `check` compares the lines with the database and finds what was edited, added or removed.

Spans are of the database's clock, and a clock may stand wrong: a machine without a battery wakes up years ago, one that
was set by hand years ahead. Entries then come into spans that were closed before them. What a line holds is therefore
looked for among the first entries that came into its span; later ones are named for what they are (`ADDED`) and hide
no edit of the others.
"""

import base64
import fcntl
import hashlib
import json
import logging
import os
import re
from contextlib import suppress
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
ADDED = "entries_added"
"""Why a line does not hold that only the clock may have to answer for: its entries stand, and others came later."""

# Entries are stamped by the database's clock, so a worker's clock that is ahead must not close a span; and whatever a
# running transaction has written or will write is stamped after its beginning.
_SETTLED = """
SELECT clock_timestamp(), least(%s, clock_timestamp() - %s, min(xact_start) - interval '1 microsecond')
FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
_FULL = """
SELECT recorded_at FROM kernel_auditentry WHERE recorded_at > %s AND recorded_at <= %s
ORDER BY recorded_at, id OFFSET %s LIMIT 1
"""

_DIGEST = """
SELECT count(*), encode(sha256(coalesce(string_agg(hash, ''::bytea ORDER BY recorded_at, id), ''::bytea)), 'hex')
FROM (SELECT hash, recorded_at, id FROM kernel_auditentry WHERE recorded_at > %s AND recorded_at <= %s
      ORDER BY {order} LIMIT %s) span
"""
_BY_TIME = _DIGEST.format(order="recorded_at, id")
# In the order in which they came: rows are never updated, so each carries the transaction that wrote it, and stands
# behind the earlier ones in the table, also where a restored backup has written them all in one. This order is no proof
# and needs to be none: whatever it is, only the very entries that were signed have the signed digest.
_BY_COMING = _DIGEST.format(order="age(xmin) DESC, ctid")
_LATEST = "SELECT clock_timestamp(), max(recorded_at) FROM kernel_auditentry"
_UNTIL = re.compile(r'"until": "([^"]+[+]00:00)"')
_START = datetime(1970, 1, 1, tzinfo=UTC)
"""Where a clock begins that has lost everything."""


@dataclass(frozen=True, kw_only=True)
class AnchorFault:
    """A line that does not hold, or a span of the database that differs from its line."""

    line: int
    reason: str


def write(*, at: datetime, settled: timedelta = SETTLED) -> bool:
    """Append anchors for everything recorded since the last one; False when nothing was recorded."""
    with _file().open("a+b", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        whole = _whole_lines(file)
        last = whole.rpartition("\n")[2]
        clock, end = _ask(_SETTLED, [at - settled, settled])
        since = _reached(whole, clock)
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


def reach_ahead() -> bool:
    """Whether an anchor or an entry is of a time that has not come: the database's clock stood wrong, or does now."""
    path = _file()
    text = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    clock, latest = _ask(_LATEST, [])
    return any(moment > clock for moment in (*_ends(text), latest) if moment)


def _ends(text: str) -> list[datetime]:
    """Where the spans of these lines end; what cannot be read ends nowhere, and `check` names it."""
    ends = []
    for found in _UNTIL.findall(text):
        with suppress(ValueError):
            ends.append(datetime.fromisoformat(found))
    return ends


def _reached(text: str, clock: datetime) -> datetime:
    """Up to where these lines cover what was recorded, as far as the time of it has come.

    A line of a clock that was ahead covers nothing that is recorded since it was put right, and one of a clock that
    was behind does not ask for everything after it once more.
    """
    ends = _ends(text)
    if ends and ends[-1] > clock:
        log.error("the last anchor ends at %s, but the database's clock says %s: it stood wrong", ends[-1], clock)
    return max((end for end in ends if end <= clock), default=_START)


def _faults_of(line: str, previous: str) -> list[str]:
    try:
        body = json.loads(line)
        signature, before, held = body.pop("signature"), body["previous"], (int(body["entries"]), body["digest"])
        span = datetime.fromisoformat(body["since"]), datetime.fromisoformat(body["until"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return ["unreadable"]
    signed = _signed(body, signature)
    reasons = [] if signed and before == previous else ["forged"]
    if signed and _measure(*span, most=held[0] + 1) != held:
        stands = _measure(*span, most=held[0], order=_BY_COMING) == held
        reasons.append(ADDED if stands else "database_differs")
    return reasons


def _whole_lines(file: IO[bytes]) -> str:
    """The whole lines. What a power cut or a full disk left of one behind them is taken away, and logged."""
    file.seek(0)
    content = file.read()
    whole = content.rfind(b"\n") + 1
    if whole < len(content):
        log.error("the last anchor was never ended and is written anew: %r", content[whole:])
        file.truncate(whole)
    return content[:whole].decode().rstrip("\n")


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


def _measure(since: datetime, until: datetime, *, most: int | None = None, order: str = _BY_TIME) -> tuple[int, str]:
    """The number and the digest of the span's entries, of the first `most` in that order."""
    count, digest = _ask(order, [since, until, most])
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
