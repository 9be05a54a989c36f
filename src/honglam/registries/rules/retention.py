"""How long an entry is kept, and what may be erased. What the law keeps says so, with the reason its owner reads."""

from dataclasses import dataclass
from datetime import date

from honglam.registries.contracts import Origin
from honglam.registries.rules.matching import last_day


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """What a paper type says about keeping. `months` None: as long as the register itself."""

    months: int | None
    because: str


def kept_until(keeping: Keeping, *, over_on: date | None) -> date | None:
    """The last day on which an entry is kept, counted from the day it lost its force; None while it is in force."""
    if keeping.months is None or over_on is None:
        return None
    return last_day(over_on, keeping.months)


def may_erase(keeping: Keeping, *, origin: Origin, reused: bool, over_on: date | None, on: date) -> bool:
    """Whether an entry may be erased on a day.

    What somebody put in alone and nobody decided upon goes whenever its owner asks. What the province issued, an
    officer checked or a decision rests on is kept for its time (Luật Lưu trữ 33/2024/QH15) and then goes.
    """
    if origin is Origin.BROUGHT and not reused:
        return True
    until = kept_until(keeping, over_on=over_on)
    return until is not None and on > until
