"""When a mandate counts, and what may be offered. Civil Code 91/2015/QH13, articles 138, 140 and 562–569."""

from collections.abc import Collection
from datetime import date, timedelta

from honglam.identity.contracts import (
    MandateEnded,
    MandateExpired,
    MandateNotYet,
    MandateOutside,
    MandatePaperMissing,
    MandatePeriod,
    MandatePowers,
    MandateState,
    MandateTerms,
    MandateTooLong,
)


def state_on(*, first_day: date, last_day: date, accepted: bool, ended: bool, on: date) -> MandateState:
    """How a mandate stands on a day. Ended is ended, whatever its days say."""
    if ended:
        return MandateState.ENDED
    if on > last_day:
        return MandateState.EXPIRED
    if not accepted:
        return MandateState.OFFERED
    return MandateState.IN_FORCE if first_day <= on else MandateState.COMING


_REFUSALS = {
    MandateState.ENDED: MandateEnded,
    MandateState.EXPIRED: MandateExpired,
    MandateState.OFFERED: MandateNotYet,
    MandateState.COMING: MandateNotYet,
}


def require(
    state: MandateState,
    *,
    name: str,
    powers: Collection[str],
    power: str,
    covered: bool,
    paper: bool,
    paper_needed: bool,
) -> None:
    """Refuse, by name, what a mandate does not carry: first whether it is in force, then how far it goes."""
    if state is not MandateState.IN_FORCE:
        raise _REFUSALS[state](name=name)
    if power not in powers or not covered:
        raise MandateOutside(name=name)
    if paper_needed and not paper:
        raise MandatePaperMissing(name=name)


def check_terms(terms: MandateTerms, *, on: date, longest_days: int) -> None:
    """Refuse terms that could not be kept."""
    if not terms.powers:
        raise MandatePowers(field="powers")
    if terms.last_day < terms.first_day or terms.last_day < on:
        raise MandatePeriod(field="last_day")
    if terms.last_day - max(terms.first_day, on) >= timedelta(days=longest_days):
        raise MandateTooLong(field="last_day", days=longest_days)
