"""A scoring round to try the product with: last quarter, over every agency that a set without figures applies to."""

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind, Level
from honglam.indicators import api
from honglam.indicators.contracts import CriteriaSet, PeriodKind, ScoringInput, Subject
from honglam.indicators.rules.periods import period_before, period_of
from honglam.kernel import clock
from honglam.kernel.values import Actor, DomainError


def ensure() -> None:
    """Open one round in the name of the province's committee, where somebody among the demo accounts leads it."""
    at, on = clock.now(), clock.today()
    leader = _leader()
    chosen = next((one for one in api.list_sets(on=on) if one.scale(Subject.AGENCY) and not one.is_live), None)
    if leader is None or chosen is None:
        return
    period = period_before(period_of(PeriodKind.QUARTER, on))
    wish = ScoringInput(title=_title(chosen), index=chosen.index, period=period)
    try:
        api.open_scoring(actor=leader, wish=wish, at=at)
    except DomainError:  # open already, or the set was not in force then
        return
    print("1 demo scoring round.")


def _title(chosen: CriteriaSet) -> str:
    return f"Kỳ chấm điểm thử: {chosen.title}"


def _leader() -> Actor | None:
    agencies = directory.list_agencies(on=clock.today(), kind=AgencyKind.COMMITTEE, level=Level.PROVINCE)
    holders = directory.holders_of(agency_id=agencies[0].id, role="leader", at=clock.now()) if agencies else []
    return directory.actor_of_account(account_id=holders[0].account_id, post_id=holders[0].post_id) if holders else None
