"""Committees: for everybody who sits where on a day and by which decision; for their keepers one more decision."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from honglam.directory.contracts import (
    COMMITTEE_KIND_LABELS,
    DECISION_KIND_LABELS,
    MEMBER_ROLE_LABELS,
    DecisionKind,
    UnknownCommittee,
)
from honglam.directory.forms.committees import DecisionForm, FoundForm, MeetingForm, role_words
from honglam.directory.queries import committees as queries
from honglam.directory.queries.committees import CommitteePage
from honglam.directory.services import committees as verbs
from honglam.directory.views.reading import query_of
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.ui.filling import fill, typed
from honglam.ui.sheets import as_file
from honglam.ui.typed import day_asked

WORDS = {"kinds": COMMITTEE_KIND_LABELS, "roles": MEMBER_ROLE_LABELS, "decision_kinds": DECISION_KIND_LABELS}


def index(request: HttpRequest) -> HttpResponse:
    """Committees by name."""
    query, over = query_of(request), query_of(request, "tat_ca") == "1"
    context = {
        "query": query,
        "over": over,
        "page": queries.committee_page(query=query, cursor=request.GET.get("after", ""), on=today(), over=over),
        "may_found": queries.may_found(actor=actor_of(request)),
    }
    return render(request, "directory/committees/index.html", WORDS | context)


def committee(request: HttpRequest, code: str) -> HttpResponse:
    """One committee on a day of its history."""
    shown, (_told, wrong) = _page(request, code), day_asked(request.GET, "ngay")
    day = {"typed_on": request.GET["ngay"] if wrong else shown.on, "on_error": wrong}
    context = {"shown": shown, "officer": actor_of(request).is_officer}
    return render(request, "directory/committees/committee.html", WORDS | context | day)


def members_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Every seat there ever was, as a table."""
    shown = _page(request, code)
    head = [_("Role"), _("Name"), _("Title"), _("From day"), _("Last day"), _("Named by"), _("Replaced by")]
    rows: list[list[str]] = [head]
    for one in shown.seats:
        ended = (one.ended_by.symbol or one.ended_by.title) if one.ended_by else ""
        days = [f"{one.valid_from:%d/%m/%Y}", f"{one.valid_to:%d/%m/%Y}" if one.valid_to else ""]
        named = one.named_by.symbol or one.named_by.title
        rows.append([_(MEMBER_ROLE_LABELS[one.role]), one.person, one.title, *days, named, ended])
    return as_file("csv", f"thanh-vien-{shown.committee.code}", "", rows)


def found(request: HttpRequest) -> HttpResponse:
    """A new committee."""
    actor, form = actor_of(request), typed(request, FoundForm)

    def perform() -> tuple[str, str]:
        made = verbs.found_committee(actor=actor, committee=form.committee(), decision=form.decision(), at=now())
        return reverse("directory:committee", args=[made.code]), _("%(name)s was added.") % {"name": made.name}

    context = WORDS | {"role_words": role_words()}
    return fill(request, form, "directory/committees/found.html", context, perform)


def decide(request: HttpRequest, code: str) -> HttpResponse:
    """One more decision: name, release, replace or dissolve."""
    actor, shown = actor_of(request), _kept(request, code)
    form = typed(request, DecisionForm, {"kind": DecisionKind.NAME.value})
    form.fields["releases"].choices = [
        (one.key, f"{one.person or one.title} – {_(MEMBER_ROLE_LABELS[one.role])}") for one in shown.sitting
    ]

    def perform() -> tuple[str, str]:
        done = verbs.record_decision(actor=actor, code=code, decision=form.decision(), at=now())
        said = _("The decision %(symbol)s is recorded.") % {"symbol": done.symbol}
        return reverse("directory:committee", args=[code]), said

    context = WORDS | {"shown": shown, "role_words": role_words()}
    return fill(request, form, "directory/committees/decide.html", context, perform)


def meet(request: HttpRequest, code: str) -> HttpResponse:
    """A meeting and what it concluded."""
    actor, shown = actor_of(request), _kept(request, code)
    form = typed(request, MeetingForm)

    def perform() -> tuple[str, str]:
        that_day = sum(one.held_on == form.cleaned_data["held_on"] for one in shown.meetings)
        done = verbs.record_meeting(actor=actor, code=code, meeting=form.meeting(that_day), at=now())
        said = _("The meeting is recorded with %(count)s conclusions.") % {"count": len(done.conclusions)}
        return reverse("directory:committee", args=[code]), said

    return fill(request, form, "directory/committees/meet.html", {"shown": shown}, perform)


def _page(request: HttpRequest, code: str) -> CommitteePage:
    on, _wrong = day_asked(request.GET, "ngay")
    return queries.get_committee(actor=actor_of(request), code=code, on=on or today())


def _kept(request: HttpRequest, code: str) -> CommitteePage:
    shown = queries.get_committee(actor=actor_of(request), code=code, on=today())
    if not shown.may_keep:
        raise UnknownCommittee
    return shown
