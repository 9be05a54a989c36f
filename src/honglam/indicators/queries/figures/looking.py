"""One indicator looked at: the course of one subject over time, agencies side by side."""

from datetime import date

from django.db.models import QuerySet

from honglam.indicators import access
from honglam.indicators.contracts import Nature, ScopeKind, ValueView
from honglam.indicators.models import IndicatorValue
from honglam.indicators.queries.figures.values import JOINED, flagged, standing, value_views
from honglam.kernel.values import Actor

LONGEST_COURSE = 120
MOST_AGENCIES = 500


def list_course(*, actor: Actor, indicator_id: int, scope_id: int) -> list[ValueView]:
    """What stands of one subject in the order of time, the newest hundred and twenty; actual values only."""
    rows = standing(access.readable_values(actor)).filter(
        indicator=indicator_id, scope=scope_id, nature=Nature.ACTUAL.value
    )
    newest = rows.select_related(*JOINED).order_by("-last_on", "-id")[:LONGEST_COURSE]
    return flagged(value_views(list(newest)[::-1]))


def compare_agencies(*, actor: Actor, indicator_id: int, most: int = MOST_AGENCIES) -> list[ValueView]:
    """The agencies of the newest day for which agencies have values, greatest first, at most so many."""
    rows = standing(access.readable_values(actor)).filter(
        indicator=indicator_id, scope__kind=ScopeKind.AGENCY.value, scope__part="", nature=Nature.ACTUAL.value
    )
    newest = rows.order_by("-last_on").values_list("last_on", flat=True).first()
    if newest is None:
        return []
    return _side_by_side(rows, newest, min(most, MOST_AGENCIES))


def _side_by_side(rows: QuerySet[IndicatorValue], on: date, most: int) -> list[ValueView]:
    found = rows.filter(last_on=on).select_related(*JOINED).order_by("-value", "id")[:most]
    return flagged(value_views(list(found)))
