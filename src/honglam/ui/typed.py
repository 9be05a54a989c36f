"""What a form sends, read strictly: nothing that the page did not offer is taken for its first choice."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.utils.translation import gettext

from honglam.kernel.values import Invalid, NotOffered, text_noop

DAY_PATTERNS = ("%d/%m/%Y", "%Y-%m-%d")


class NotADay(Invalid):
    """What was typed is no day of the calendar."""

    code = "not_a_day"
    message = text_noop("There is no such date. Example: 22/11/2026.")


def choice_of(data: Mapping[str, str], name: str, offered: Collection[str], *, blank: bool = False) -> str:
    """The choice of a field. `blank`: none need be chosen. Raises NotOffered."""
    chosen = data.get(name, "").strip()
    if chosen in offered or (blank and not chosen):
        return chosen
    raise NotOffered(field=name)


def day_of(data: Mapping[str, str], name: str) -> date | None:
    """The day of a field; None where nothing was typed. Raises NotADay."""
    typed = data.get(name, "").strip()
    found = read_day(typed)
    if typed and found is None:
        raise NotADay(field=name)
    return found


def day_asked(data: Mapping[str, str], name: str) -> tuple[date | None, str]:
    """The day of a field in an address, and what is wrong with it in words: a page that is only read refuses none."""
    try:
        return day_of(data, name), ""
    except NotADay as refusal:
        return None, gettext(refusal.message)


def read_day(typed: str) -> date | None:
    """`25/11/2026` or `2026-11-25`; None for anything else."""
    for pattern in DAY_PATTERNS:
        try:
            found = datetime.strptime(typed, pattern).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
        return found if 1900 <= found.year <= 2200 else None
    return None
