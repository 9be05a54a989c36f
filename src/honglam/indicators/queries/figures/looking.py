"""One indicator looked at: whom values are known of, their course over time, agencies side by side."""

from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from honglam.directory import api as directory
from honglam.directory.contracts import Level
from honglam.indicators import access
from honglam.indicators.contracts import Nature, ScopeKind, ScopeView, ValueView
from honglam.indicators.models import IndicatorValue, Scope
from honglam.indicators.queries.figures.values import JOINED, flagged, scope_view, standing, value_views
from honglam.kernel.values import Actor

LONGEST_COURSE = 120
MOST_SUBJECTS = 500


def list_subjects(*, actor: Actor, indicator_id: int) -> list[ScopeView]:
    """Whom values of an indicator are known of, the whole province first. Two queries."""
    said = access.readable_values(actor).filter(indicator=indicator_id, scope=OuterRef("pk"))
    # One look into the index for each subject, not one for each value: LIMIT keeps the planner from joining them all.
    known_of = Scope.objects.annotate(said=Subquery(said.values("scope_id")[:1])).filter(said__isnull=False)
    scopes = list(known_of.order_by("id").select_related("area")[:MOST_SUBJECTS])
    known = directory.get_agencies(agency_ids=[row.agency_id for row in scopes if row.agency_id])
    names = {one.id: one.name for one in known.values()}
    return [scope_view(row, names) for row in sorted(scopes, key=lambda row: _order(row, names))]


def list_course(*, actor: Actor, indicator_id: int, scope_id: int) -> list[ValueView]:
    """What stands of one subject in the order of time, the newest hundred and twenty; actual values only."""
    rows = standing(access.readable_values(actor)).filter(
        indicator=indicator_id, scope=scope_id, nature=Nature.ACTUAL.value
    )
    newest = rows.select_related(*JOINED).order_by("-last_on", "-id")[:LONGEST_COURSE]
    return flagged(value_views(list(newest)[::-1]))


def compare_agencies(*, actor: Actor, indicator_id: int, most: int = MOST_SUBJECTS) -> list[ValueView]:
    """The agencies of the newest day for which agencies have values, greatest first, at most so many."""
    rows = standing(access.readable_values(actor)).filter(
        indicator=indicator_id, scope__kind=ScopeKind.AGENCY.value, scope__part="", nature=Nature.ACTUAL.value
    )
    newest = rows.order_by("-last_on").values_list("last_on", flat=True).first()
    if newest is None:
        return []
    return _side_by_side(rows, newest, min(most, MOST_SUBJECTS))


def _side_by_side(rows: QuerySet[IndicatorValue], on: date, most: int) -> list[ValueView]:
    found = rows.filter(last_on=on).select_related(*JOINED).order_by("-value", "id")[:most]
    return flagged(value_views(list(found)))


def _order(row: Scope, names: dict[int, str]) -> tuple[bool, bool, str, str]:
    whole = bool(row.area and row.area.level == Level.PROVINCE.value)
    return not whole, row.kind != ScopeKind.AREA.value, names.get(row.agency_id or 0, str(row.area or "")), row.part
