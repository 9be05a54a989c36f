"""For whoever keeps the calendar: days that differ, hours of work, how far days off are known."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.ui.filling import fill, typed
from honglam.ui.formats import format_date as written
from honglam.worktime import api
from honglam.worktime.forms import Confirmed, DayForm, HorizonForm, HoursForm
from honglam.worktime.views.calendar import period_on, years_of


@require_safe
def keep(request: HttpRequest) -> HttpResponse:
    """The calendar with what may be done to it."""
    definition = api.get_calendar()
    asked = request.GET.get("nam", "")
    year = int(asked) if asked in map(str, years_of(definition)) else today().year
    context = {
        "calendar": definition,
        "year": year,
        "years": years_of(definition),
        "days": sorted((day for day in definition.special_days if day.on.year == year), key=lambda day: day.on),
        "period": period_on(definition, today()),
    }
    return render(request, "worktime/keep.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def put_day(request: HttpRequest) -> HttpResponse:
    """Add a day that differs, or change what is said of one (`?ngay=2026-11-24`)."""
    actor, known = actor_of(request), None
    if asked := request.GET.get("ngay", ""):
        known = api.get_day(actor=actor, on=_day(asked))
    form = typed(request, DayForm, DayForm.initial_of(known) if known else {})

    def perform() -> tuple[str, str]:
        day = form.day()
        api.put_day(actor=actor, day=day, instead_of=known.on if known else None, at=now())
        return _year_page(day.on), _("%(day)s was entered. Open due times are counted again.") % {
            "day": written(day.on)
        }

    return fill(request, form, "worktime/day.html", {"known": known}, perform)


@require_http_methods(["GET", "HEAD", "POST"])
def take_day_out(request: HttpRequest, day: str) -> HttpResponse:
    """Let a date be what its weekday says again, after asking."""
    actor = actor_of(request)
    known = api.get_day(actor=actor, on=_day(day))

    def perform() -> tuple[str, str]:
        api.take_day_out(actor=actor, on=known.on, at=now())
        return _year_page(known.on), _("%(day)s was taken out. Open due times are counted again.") % {
            "day": written(known.on)
        }

    return fill(request, typed(request, Confirmed), "worktime/day_out.html", {"day": known}, perform)


@require_http_methods(["GET", "HEAD", "POST"])
def put_hours(request: HttpRequest) -> HttpResponse:
    """Other hours of work from a date on."""
    actor, definition = actor_of(request), api.get_calendar()
    in_force = period_on(definition, today())
    form = typed(request, HoursForm, {"sessions": HoursForm.spell(in_force.sessions) if in_force else ""})

    def perform() -> tuple[str, str]:
        period = form.period()
        api.put_hours(actor=actor, period=period, at=now())
        return reverse("worktime:keep"), _("The hours of work change on %(day)s.") % {"day": written(period.valid_from)}

    return fill(request, form, "worktime/hours.html", {"calendar": definition}, perform)


@require_http_methods(["GET", "HEAD", "POST"])
def put_horizon(request: HttpRequest) -> HttpResponse:
    """Up to which date the days off are known."""
    actor, definition = actor_of(request), api.get_calendar()
    form = typed(request, HorizonForm, {"announced_through": definition.announced_through + timedelta(days=365)})

    def perform() -> tuple[str, str]:
        day = form.cleaned_data["announced_through"]
        api.put_horizon(actor=actor, announced_through=day, at=now())
        return _year_page(day), _("Days off are known up to %(day)s.") % {"day": written(day)}

    return fill(request, form, "worktime/horizon.html", {"calendar": definition}, perform)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise Http404 from fault


def _year_page(day: date) -> str:
    return f"{reverse('worktime:keep')}?nam={day.year}"
