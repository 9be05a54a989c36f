"""Who could take work that stands at a unit."""

from datetime import datetime

from honglam.directory import api as directory
from honglam.directory.contracts import HolderView
from honglam.dossiers.rules.parties import roles_that_take


def takers_of(*, unit_id: int, role: str, at: datetime) -> list[HolderView]:
    """Holders, away or not, whose post can take work of `role` there; each post once."""
    found = {
        (one.account_id, one.post_id, one.acting_for): one
        for able in roles_that_take(role)
        for one in directory.holders_over(unit_id=unit_id, role=able, at=at)
    }
    return list(found.values())
