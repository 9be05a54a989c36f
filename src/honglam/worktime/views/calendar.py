"""The public page of the working calendar."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from honglam.kernel.clock import today
from honglam.worktime import api
from honglam.worktime.contracts import CalendarDefinition, SessionPeriod


@require_safe
def calendar(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Hours of work, days off and made-up days of a year, each with what says so."""
    definition = api.get_calendar()
    years = years_of(definition)
    shown = year or today().year
    if shown not in years:
        raise Http404
    context = {
        "calendar": definition,
        "years": years,
        "year": shown,
        "days": sorted((day for day in definition.special_days if day.on.year == shown), key=lambda day: day.on),
        "period": period_on(definition, min(max(today(), date(shown, 1, 1)), date(shown, 12, 31))),
        "announced": definition.announced_through.year >= shown,
    }
    return render(request, "worktime/calendar.html", context)


def years_of(definition: CalendarDefinition) -> list[int]:
    """The years that have something to show."""
    return sorted({day.on.year for day in definition.special_days} | {today().year})


def period_on(definition: CalendarDefinition, day: date) -> SessionPeriod | None:
    """The hours of work in force on a date."""
    for period in definition.periods:
        if period.valid_from <= day and (period.valid_to is None or day <= period.valid_to):
            return period
    return None
