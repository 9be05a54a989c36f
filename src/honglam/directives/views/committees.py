"""Committees at work: their plans, and each conclusion of a meeting with the tasks that carry it out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from honglam.directives import api
from honglam.directives.access import GIVERS
from honglam.directives.views.words import WORDS
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of


def committees(request: HttpRequest) -> HttpResponse:
    """Committees that work now, and how much of what they concluded nobody was given."""
    return render(request, "directives/committees.html", {"rows": api.list_committees()})


def committee(request: HttpRequest, code: str) -> HttpResponse:
    """One committee's plans and conclusions."""
    actor = actor_of(request)
    work = api.get_committee_work(actor=actor, code=code, at=now())
    context = {"work": work, "words": WORDS, "may_give": actor.has_role(*GIVERS)}
    return render(request, "directives/committee.html", context)
