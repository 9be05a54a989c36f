"""Staff: who holds which post, appointments, transfers, absences."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from honglam.directory.contracts import HOLDING_KIND_LABELS, HoldingKind
from honglam.directory.forms.staff import AbsenceForm, AppointForm, Confirmed, EndHoldingForm, TransferForm
from honglam.directory.queries import agencies, editing, lists
from honglam.directory.services import absences as absence_verbs
from honglam.directory.services import holdings as holding_verbs
from honglam.directory.services import staff as staff_verbs
from honglam.directory.views.reading import query_of
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.ui.filling import fill, typed


def index(request: HttpRequest) -> HttpResponse:
    """The staff whom the officer may see, by name."""
    query, unit = query_of(request), query_of(request, "don_vi")
    agency = agencies.find_agency_by_code(unit.upper()) if unit else None
    context = {
        "query": query,
        "agency": agency,
        "kinds": HOLDING_KIND_LABELS,
        "page": lists.staff_page(
            actor=actor_of(request),
            query=query,
            agency_id=agency.id if agency else None,
            on=today(),
            cursor=request.GET.get("after", ""),
        ),
    }
    return render(request, "directory/desk/staff.html", context)


def appoint(request: HttpRequest, post_id: int) -> HttpResponse:
    """Give somebody a post."""
    actor = actor_of(request)
    post = editing.post_to_change(actor=actor, post_id=post_id)
    form = typed(request, AppointForm, {"kind": HoldingKind.HOLDER.value, "valid_from": today()})

    def perform() -> tuple[str, str]:
        facts = form.cleaned_data | {"kind": HoldingKind(form.cleaned_data["kind"])}
        done = staff_verbs.appoint_person(actor=actor, post_id=post_id, at=now(), **facts)
        said = _("%(name)s now holds the post %(title)s.") % {"name": done.name, "title": post.title}
        return reverse("directory:agency", args=[post.agency_id]), said

    context = {"post": post, "agency": agencies.get_agency(post.agency_id), "kinds": HOLDING_KIND_LABELS}
    return fill(request, form, "directory/desk/appoint.html", context, perform)


def transfer(request: HttpRequest, holding_id: int) -> HttpResponse:
    """Move somebody to another post."""
    actor = actor_of(request)
    line = lists.staff_line(actor=actor, holding_id=holding_id, on=today())
    form = typed(request, TransferForm)

    def perform() -> tuple[str, str]:
        facts = form.cleaned_data
        post_id = facts["post"] or editing.find_post(actor=actor, key=facts["post_text"]).id
        done = holding_verbs.transfer(
            actor=actor, holding_id=holding_id, post_id=post_id, first_day=facts["first_day"], at=now()
        )
        said = _("%(name)s moves to the post %(title)s.") % {"name": done.name, "title": done.post.title}
        return reverse("directory:staff"), said

    return fill(request, form, "directory/desk/transfer.html", {"line": line}, perform)


def end(request: HttpRequest, holding_id: int) -> HttpResponse:
    """Set somebody's last day in a post."""
    actor = actor_of(request)
    line = lists.staff_line(actor=actor, holding_id=holding_id, on=today())
    form = typed(request, EndHoldingForm, {"last_day": today()})

    def perform() -> tuple[str, str]:
        last_day = form.cleaned_data["last_day"]
        holding_verbs.end_holding(actor=actor, holding_id=holding_id, last_day=last_day, at=now())
        return reverse("directory:staff"), _("The last day of %(name)s is set.") % {"name": line.holding.name}

    return fill(request, form, "directory/desk/holding_end.html", {"line": line}, perform)


def absences(request: HttpRequest) -> HttpResponse:
    """Absences to come, and the officer's own appointments to register one for."""
    actor = actor_of(request)
    context = {
        "own": lists.own_appointments(actor=actor, on=today()),
        "page": lists.absences_to_come(actor=actor, on=today(), cursor=request.GET.get("after", "")),
    }
    return render(request, "directory/desk/absences.html", context)


def register_absence(request: HttpRequest, holding_id: int) -> HttpResponse:
    """Say that somebody is away and who stands in."""
    actor = actor_of(request)
    line = lists.staff_line(actor=actor, holding_id=holding_id, on=today())
    form = typed(request, AbsenceForm, {"first_day": today()})

    def perform() -> tuple[str, str]:
        facts = form.cleaned_data
        done = absence_verbs.register_absence(
            actor=actor,
            holding_id=holding_id,
            deputy_holding_id=facts["deputy"],
            first_day=facts["first_day"],
            last_day=facts["last_day"],
            at=now(),
        )
        said = _("%(deputy)s stands in for %(name)s.") % {"deputy": done.deputy_name, "name": done.absent_name}
        return reverse("directory:absences"), said

    colleagues = lists.colleagues(actor=actor, holding_id=holding_id, on=today())
    return fill(request, form, "directory/desk/absence_form.html", {"line": line, "colleagues": colleagues}, perform)


def cancel_absence(request: HttpRequest, absence_id: int) -> HttpResponse:
    """The holder is back."""
    actor = actor_of(request)

    def perform() -> tuple[str, str]:
        absence_verbs.cancel_absence(actor=actor, absence_id=absence_id, at=now())
        return reverse("directory:absences"), _("The absence is cancelled.")

    absence = lists.absence_to_cancel(actor=actor, absence_id=absence_id)
    return fill(request, typed(request, Confirmed), "directory/desk/absence_cancel.html", {"absence": absence}, perform)


def search_posts(request: HttpRequest) -> JsonResponse:
    """Suggestions for a field that takes a post."""
    query = query_of(request)
    found = editing.search_posts(actor=actor_of(request), query=query, on=today()) if query else []
    said = [
        {"value": post.id, "label": f"{post.title} – {agencies.get_agency(post.agency_id).name} ({key})"}
        for post, key in found
    ]
    return JsonResponse(said, safe=False)
