"""A reporting round to try the product with: every template's last period, asked for by the receiver's own leader."""

from datetime import timedelta

from honglam.directory import api as directory
from honglam.indicators import api
from honglam.kernel import clock
from honglam.kernel.values import SYSTEM, Actor

DAYS = 12
"""So many days from now the demo's forms are due, whatever the season."""


def ensure() -> None:
    """Open what is not open yet, where somebody among the demo accounts leads the receiver."""
    at, made = clock.now(), 0
    on = clock.local(at).date()
    for one in api.list_openable(actor=SYSTEM, on=on):
        leader = _leader(one.template.receiver)
        if leader is not None and one.agencies and not one.open_already:
            due_on = on + timedelta(days=DAYS)
            api.open_round(actor=leader, code=one.template.code, period=one.period, due_on=due_on, at=at)
            made += 1
    print(f"{made} demo reporting rounds.")


def _leader(code: str) -> Actor | None:
    agency = directory.get_agency_by_code(code=code)
    holders = directory.holders_of(agency_id=agency.id, role="leader", at=clock.now())
    return directory.actor_of_account(account_id=holders[0].account_id, post_id=holders[0].post_id) if holders else None
