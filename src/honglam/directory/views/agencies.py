"""For administrators: agencies and their posts."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from honglam.directory.contracts import (
    AGENCY_KIND_LABELS,
    HOLDING_KIND_LABELS,
    LEVEL_LABELS,
    ROLE_LABELS,
    SUCCESSION_KIND_LABELS,
)
from honglam.directory.forms.agencies import AgencyForm, EndAgencyForm, NewAgencyForm, NewPostForm, PostForm
from honglam.directory.forms.staff import Confirmed
from honglam.directory.queries import agencies, editing, lists
from honglam.directory.services import agencies as agency_verbs
from honglam.directory.services import posts as post_verbs
from honglam.directory.views.reading import query_of
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.ui.filling import fill, typed

_LABELS = {
    "kinds": AGENCY_KIND_LABELS,
    "levels": LEVEL_LABELS,
    "roles": ROLE_LABELS,
    "holding_kinds": HOLDING_KIND_LABELS,
}


def index(request: HttpRequest) -> HttpResponse:
    """Every agency the administrator is responsible for."""
    query = query_of(request)
    all_times = query_of(request, "tat_ca") == "1"
    page = lists.administered_page(
        actor=actor_of(request),
        query=query,
        on=None if all_times else today(),
        cursor=request.GET.get("after", ""),
    )
    context = {"query": query, "page": page, "all_times": all_times}
    return render(request, "directory/desk/agencies.html", _LABELS | context)


def agency(request: HttpRequest, agency_id: int) -> HttpResponse:
    """One agency with its posts and who holds them."""
    known = editing.agency_to_change(actor=actor_of(request), agency_id=agency_id)
    context = {
        "known": known,
        "agency": agencies.get_agency(agency_id),
        "units_inside": agencies.list_agencies(on=today(), parent_id=agency_id),
        "posts": lists.posts_with_holders(agency_id=agency_id, on=today()),
    }
    return render(request, "directory/desk/agency.html", _LABELS | context)


def create(request: HttpRequest, parent_id: int) -> HttpResponse:
    """A new unit below an agency."""
    actor = actor_of(request)
    above = editing.agency_to_change(actor=actor, agency_id=parent_id)
    begins = {"parent": above.code, "level": above.level.value, "administrative_unit": above.administrative_unit}
    form = typed(request, NewAgencyForm, begins)

    def perform() -> tuple[str, str]:
        made = agency_verbs.create_agency(actor=actor, agency=form.agency(), at=now())
        return reverse("directory:agency", args=[made.id]), _("%(name)s was added.") % {"name": made.name}

    context = _LABELS | {"above": above, "parent_id": parent_id, "known": None}
    return fill(request, form, "directory/desk/agency_form.html", context, perform)


def change(request: HttpRequest, agency_id: int) -> HttpResponse:
    """Correct what is known about an agency."""
    actor = actor_of(request)
    known = editing.agency_to_change(actor=actor, agency_id=agency_id)
    form = typed(request, AgencyForm, AgencyForm.initial_of(known))

    def perform() -> tuple[str, str]:
        done = agency_verbs.change_agency(actor=actor, agency_id=agency_id, agency=form.agency(known), at=now())
        return reverse("directory:agency", args=[done.id]), _("%(name)s was changed.") % {"name": done.name}

    return fill(
        request, form, "directory/desk/agency_form.html", _LABELS | {"known": known, "parent_id": agency_id}, perform
    )


def end(request: HttpRequest, agency_id: int) -> HttpResponse:
    """Set the last day of an agency."""
    actor = actor_of(request)
    known = editing.agency_to_change(actor=actor, agency_id=agency_id)
    form = typed(request, EndAgencyForm)

    def perform() -> tuple[str, str]:
        last_day = form.cleaned_data["last_day"]
        ways = form.ways(known.code, last_day + timedelta(days=1))
        agency_verbs.end_agency(actor=actor, agency_id=agency_id, last_day=last_day, successors=ways, at=now())
        return reverse("directory:agency", args=[agency_id]), _("The last day of %(name)s is set.") % {
            "name": known.name
        }

    context = {"known": known, "agency_id": agency_id, "ways": SUCCESSION_KIND_LABELS}
    return fill(request, form, "directory/desk/agency_end.html", context, perform)


def create_post(request: HttpRequest, agency_id: int) -> HttpResponse:
    """A new post in an agency."""
    actor = actor_of(request)
    known = editing.agency_to_change(actor=actor, agency_id=agency_id)
    form = typed(request, NewPostForm)

    def perform() -> tuple[str, str]:
        post = form.post(form.cleaned_data["code"])
        made = post_verbs.create_post(actor=actor, agency_id=agency_id, post=post, at=now())
        return reverse("directory:agency", args=[agency_id]), _("The post %(title)s was added.") % {"title": made.title}

    context = _LABELS | {"known": known, "agency_id": agency_id, "post": None}
    return fill(request, form, "directory/desk/post_form.html", context, perform)


def change_post(request: HttpRequest, post_id: int) -> HttpResponse:
    """Another title, other roles or seats."""
    actor = actor_of(request)
    post = editing.post_to_change(actor=actor, post_id=post_id)
    form = typed(request, PostForm, PostForm.initial_of(post))

    def perform() -> tuple[str, str]:
        done = post_verbs.change_post(actor=actor, post_id=post_id, post=form.post(post.code), at=now())
        return reverse("directory:agency", args=[post.agency_id]), _("%(name)s was changed.") % {"name": done.title}

    known = editing.agency_to_change(actor=actor, agency_id=post.agency_id)
    context = _LABELS | {"known": known, "agency_id": post.agency_id, "post": post}
    return fill(request, form, "directory/desk/post_form.html", context, perform)


def retire_post(request: HttpRequest, post_id: int) -> HttpResponse:
    """Take a post out of use, after asking."""
    actor = actor_of(request)
    post = editing.post_to_change(actor=actor, post_id=post_id)

    def perform() -> tuple[str, str]:
        post_verbs.retire_post(actor=actor, post_id=post_id, at=now())
        return reverse("directory:agency", args=[post.agency_id]), _("The post %(title)s is out of use.") % {
            "title": post.title
        }

    return fill(request, typed(request, Confirmed), "directory/desk/post_retire.html", {"post": post}, perform)
