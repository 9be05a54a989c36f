"""What a post may see, by its roles; and what an agency takes over from those before it."""

from collections.abc import Iterable, Mapping, Sequence

from honglam.directory.contracts import AgencySuccessionView, PostRole, SuccessionKind

# Whoever leads, signs, numbers, controls or administers works for the whole agency, not for one of its rooms.
AGENCY_WIDE = frozenset(
    {
        PostRole.LEADER,
        PostRole.APPROVER,
        PostRole.CLERK,
        PostRole.AUDITOR,
        PostRole.PROCEDURE_CONTROLLER,
        PostRole.ADMINISTRATOR,
        PostRole.ACCOUNTANT,
    }
)
INHERITING = frozenset({SuccessionKind.MERGE, SuccessionKind.SPLIT, SuccessionKind.RENAME})
"""How dossiers go over; a mere transfer of functions leaves them."""


def scope_root(*, unit_id: int, agency_id: int, roles: Iterable[str]) -> int:
    """The agency or unit whose work, and that of everybody below it, the post sees."""
    return unit_id if AGENCY_WIDE.isdisjoint(roles) else agency_id


def scope_ids(root: int, inherited: Iterable[int], ancestors: Mapping[int, Sequence[int]]) -> tuple[int, ...]:
    """The root and what it took over. No id stands below another: a list by scope would show its work twice."""
    wanted = tuple(dict.fromkeys((root, *inherited)))
    return tuple(item for item in wanted if not set(ancestors[item][1:]) & set(wanted))


def inherits(succession: AgencySuccessionView) -> bool:
    """Whether the new agency takes over the old one's dossiers; a mere transfer of functions does not."""
    return succession.kind in INHERITING


def predecessors(agency_id: int, successions: Iterable[AgencySuccessionView]) -> tuple[int, ...]:
    """Every agency whose dossiers this one took over, directly or through others, nearest first."""
    known = [item for item in successions if inherits(item)]
    found: dict[int, None] = {}
    waiting = [agency_id]
    while waiting:
        current = waiting.pop(0)
        for item in known:
            if item.new_id == current and item.old_id not in found and item.old_id != agency_id:
                found[item.old_id] = None
                waiting.append(item.old_id)
    return tuple(found)
