"""Whether a held paper answers a component of a procedure on a day. One table of reasons, tried in their order."""

from calendar import monthrange
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from honglam.kernel.values import text_noop
from honglam.registries.contracts import Fit, Origin, Standing, Status

REASONS: Mapping[Fit, str] = {
    Fit.WRONG_TYPE: text_noop("it is another kind of paper"),
    Fit.NOT_IN_FORCE: text_noop("it is not in force"),
    Fit.TOO_OLD: text_noop("it was issued too long ago"),
    Fit.UNDATED: text_noop("its day of issue is not known, and papers of this kind hold for a limited time"),
    Fit.HIDDEN: text_noop("it is hidden"),
    Fit.NO_FILE: text_noop("its file is not there"),
    Fit.UNCHECKED: text_noop("no officer has checked it yet"),
}


@dataclass(frozen=True, kw_only=True)
class Held:
    """What the rules look at in an entry. `valid_to` is the last day on which it holds."""

    id: UUID
    type_code: str
    status: Status
    origin: Origin
    issued_on: date | None
    valid_from: date | None
    valid_to: date | None
    hidden: bool = False
    has_file: bool = True
    erased: bool = False


def standing_on(held: Held, on: date) -> Standing:
    """How the entry stands on a day: what was done to it comes before what its dates say."""
    if held.erased:
        return Standing.ERASED
    if held.status is not Status.VALID:
        return Standing(held.status.value)
    if held.valid_from is not None and on < held.valid_from:
        return Standing.NOT_YET
    if held.valid_to is not None and on > held.valid_to:
        return Standing.EXPIRED
    return Standing.VALID


def fit_on(held: Held, *, accepted: Collection[str], valid_months: int | None, on: date, by_officer: bool) -> Fit:
    """Whether the entry may stand for a component that accepts these types.

    `by_officer`: at the counter only what the province issued or an officer checked counts as held; what somebody
    put into the wallet alone is no more than an upload, which only its owner may offer.
    """
    if held.type_code not in accepted:
        return Fit.WRONG_TYPE
    if standing_on(held, on) is not Standing.VALID:
        return Fit.NOT_IN_FORCE
    if valid_months is not None:
        if held.issued_on is None:
            return Fit.UNDATED
        if on > last_day(held.issued_on, valid_months):
            return Fit.TOO_OLD
    return _fit_by_state(held, by_officer=by_officer)


def _fit_by_state(held: Held, *, by_officer: bool) -> Fit:
    if held.hidden:
        return Fit.HIDDEN
    if not held.has_file:
        return Fit.NO_FILE
    if by_officer and held.origin is Origin.BROUGHT:
        return Fit.UNCHECKED
    return Fit.FITS


def last_day(issued_on: date, months: int) -> date:
    """The last day of a paper that holds for so many months: the same day of the month, or that month's last one."""
    month = issued_on.month - 1 + months
    year, month = issued_on.year + month // 12, month % 12 + 1
    return date(year, month, min(issued_on.day, monthrange(year, month)[1]))
