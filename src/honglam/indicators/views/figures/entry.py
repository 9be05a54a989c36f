"""Values entered by a named person, corrected and confirmed by whoever signs for the owning agency."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind, Level
from honglam.indicators import api, forms
from honglam.indicators.contracts import IndicatorNotFound, ValueNotFound
from honglam.indicators.views.figures import words
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError, NotFound
from honglam.ui.errors import PageErrors


def enter(request: HttpRequest, code: str) -> HttpResponse:
    """One value, with its basis, in one's own name."""
    actor, errors = actor_of(request), PageErrors()
    view = api.get_indicator(actor=actor, code=code)
    if not api.may_enter(actor=actor, indicator=code):
        raise IndicatorNotFound
    if request.method == "POST":
        try:
            entry = forms.read_entry(request.POST, indicator=code, area=province())
            made = api.record_value(actor=actor, entry=entry, note=request.POST.get("note", ""), at=now())
            return redirect("indicators:value", made)
        except NotFound:
            raise
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = {"view": view, "errors": errors, "given": request.POST, "agencies": agencies(), "words": words}
    return render(request, "indicators/enter.html", context, status=422 if errors else 200)


def correct(request: HttpRequest, value_id: UUID) -> HttpResponse:
    """Another number in the place of one, or none, with the reason."""
    actor, errors = actor_of(request), PageErrors()
    detail = api.get_value(actor=actor, value_id=value_id)
    if not detail.may_correct:
        raise ValueNotFound
    if request.method == "POST":
        try:
            figure = None if request.POST.get("withdraw") else forms.read_figure(request.POST)
            reason = request.POST.get("reason", "")
            made = api.correct_value(actor=actor, value_id=value_id, figure=figure, reason=reason, at=now())
            return redirect("indicators:value", made)
        except NotFound:
            raise
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = {"one": detail.value, "errors": errors, "given": request.POST, "words": words}
    return render(request, "indicators/correct.html", context, status=422 if errors else 200)


@require_POST
def confirm(request: HttpRequest, value_id: UUID) -> HttpResponse:
    """Stand by what an officer entered."""
    return redirect("indicators:value", api.confirm_value(actor=actor_of(request), value_id=value_id, at=now()))


def province() -> str:
    """The code of the one unit that is the whole province."""
    return next((one.code for one in directory.list_units(on=today(), level=Level.PROVINCE)), "")


def agencies() -> list[tuple[str, str]]:
    """Agencies of today that a value can be about; their inner units and desks are not."""
    found = directory.list_agencies(on=today())
    return [(str(one.id), one.name) for one in found if not one.is_internal and one.kind is not AgencyKind.ONE_STOP]
