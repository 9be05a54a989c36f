"""The audit chain of new subjects, computed here as the database computes it (kernel_audit_hash).

Only subjects that nobody has recorded anything of may be written so; kernel.audit.verify() proves the result.
"""

from hashlib import sha256

from honglam.kernel.values import Actor


class Signature:
    """How an actor stands in rows of history and audit, written once."""

    def __init__(self, actor: Actor) -> None:
        """Three spellings: for history, for audit, and for what is hashed."""
        who, name = str(actor.id) if actor.id else None, actor.name
        self.id, self.name, self.officer = who, name, actor.post_id is not None
        post, agency, unit = (_or_null(value) for value in (actor.post_id, actor.agency_id, actor.unit_id))
        kind = actor.kind.value
        self.history = f"{kind}\t{who or _NULL}\t{name}\t{post}\t{unit}\t{agency}"
        self.audit = f"{kind}\t{who or _NULL}\t{name}\t{post}\t{agency}"
        quoted = f'"{who}"' if who else "null"
        post, agency = ("null" if value is None else str(value) for value in (actor.post_id, actor.agency_id))
        self.hashed = f'"{kind}", {quoted}, "{name}", {post}, {agency}'


_NULL = "\\N"


def _or_null(value: int | None) -> str:
    return _NULL if value is None else str(value)


def link(before: bytes, entry: str) -> bytes:
    """The hash of one entry, which is written as the database writes it: a JSON array, moments in microseconds."""
    return sha256(before + entry.encode()).digest()
