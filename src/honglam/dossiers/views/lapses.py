"""What ran late and what nobody touched: the head's and the leader's list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from honglam.dossiers import api
from honglam.dossiers.contracts import LapseKind
from honglam.kernel.guards import actor_of


def lapses(request: HttpRequest) -> HttpResponse:
    """Newest first, by key; `loai` narrows to one kind."""
    wanted, after = request.GET.get("loai", ""), request.GET.get("sau") or None
    kind = LapseKind(wanted) if wanted in set(LapseKind) else None
    page = api.list_lapses(actor=actor_of(request), kind=kind, after=after)
    context = {"page": page, "kind": kind, "later": after is not None}
    return render(request, "dossiers/officer/lapses.html", context)
