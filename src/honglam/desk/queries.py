"""The one worklist, over every block that registered a source."""

from honglam.desk import rules
from honglam.desk.contracts import Worklist
from honglam.kernel.paging import BadCursor, decode_cursor, encode_cursor
from honglam.kernel.registry import WaitingKey, worklists
from honglam.kernel.values import Actor

PAGE = 50


def list_worklist(*, actor: Actor, after: str | None, filters: dict[str, str], limit: int = PAGE) -> Worklist:
    """What waits for the actor or the actor's unit, due first."""
    key = _key(after) if after else None
    found = [
        source.list_waiting(actor=actor, after=key, limit=limit + 1, filters=filters) for source in worklists.values()
    ]
    items, last = rules.merge(found, limit)
    return Worklist(items=tuple(items), next_cursor=encode_cursor(*rules.key_to_parts(last)) if last else None)


def _key(cursor: str) -> WaitingKey:
    parts = decode_cursor(cursor, length=3)
    try:
        return rules.key_from_parts(*(str(part) for part in parts))
    except ValueError as fault:
        raise BadCursor from fault
