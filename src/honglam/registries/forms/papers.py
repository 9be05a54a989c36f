"""What is typed about a paper of one's own."""

from collections.abc import Mapping
from datetime import date

from honglam.kernel.clock import today
from honglam.registries.contracts import DateNotUnderstood
from honglam.registries.services.bringing import Brought


def read_paper(data: Mapping[str, str]) -> Brought:
    """Kind, number, issuer and day of issue as typed. Raises DateNotUnderstood at its field."""
    return Brought(
        type_code=data.get("type", "").strip(),
        number=data.get("number", "").strip(),
        issuer=data.get("issuer", "").strip(),
        issued_on=_day(data),
    )


def _day(data: Mapping[str, str]) -> date | None:
    parts = [data.get(f"issued_on-{name}", "").strip() for name in ("year", "month", "day")]
    if not any(parts):
        return None
    try:
        found = date(*(int(part) for part in parts))
    except (ValueError, OverflowError) as error:
        raise DateNotUnderstood(field="issued_on") from error
    if found > today() or found.year < 1900:
        raise DateNotUnderstood(field="issued_on")
    return found
