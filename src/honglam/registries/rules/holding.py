"""Whose a paper is: the person or enterprise that the dossier is about, never whoever merely brought it."""

from dataclasses import dataclass
from uuid import UUID

from honglam.registries.contracts import Holder, HolderKind


@dataclass(frozen=True, kw_only=True)
class Party:
    """What a dossier says about whom it concerns, and what is proven about whoever filed it."""

    kind: HolderKind
    number: str
    name: str
    owner_id: UUID | None = None
    owner_number: str = ""
    enterprise_id: UUID | None = None
    brought_by_other: bool = False


def holder_of(party: Party) -> Holder | None:
    """The holder, or None where nobody could ever find the paper again: no number and no account of the person's own.

    The filing account is the holder's own only if its proven number is the one on the dossier, or the dossier names
    no number and nobody else brought it. A mother's account does not become the owner of what concerns a neighbour.
    """
    if party.kind is HolderKind.ENTERPRISE:
        if not party.number and party.enterprise_id is None:
            return None
        return Holder(kind=party.kind, number=party.number, name=party.name, enterprise_id=party.enterprise_id)
    own = _is_own(party)
    number = party.number or (party.owner_number if own else "")
    if not number and not own:
        return None
    return Holder(kind=party.kind, number=number, name=party.name, account_id=party.owner_id if own else None)


def _is_own(party: Party) -> bool:
    if party.owner_id is None:
        return False
    if party.number:
        return party.number == party.owner_number
    return not party.brought_by_other
