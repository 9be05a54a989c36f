"""Contradictions for officers: the list, and one with both sides side by side."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from honglam.indicators import api
from honglam.indicators.contracts import FindingState
from honglam.indicators.views.figures import words
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError, NotFound
from honglam.ui.errors import PageErrors


def listing(request: HttpRequest) -> HttpResponse:
    """What stands open, worst first; explained and corrected ones under their tabs."""
    asked = request.GET.get("trang_thai", "")
    state = FindingState(asked) if asked in set(FindingState) else FindingState.OPEN
    page = api.list_findings(state=state, after=request.GET.get("sau", ""))
    return render(request, "indicators/findings.html", {"page": page, "state": state, "words": words})


def finding(request: HttpRequest, finding_id: UUID) -> HttpResponse:
    """One contradiction: arithmetic, both sides, and the words of whoever answers for it."""
    actor, errors = actor_of(request), PageErrors()
    if request.method == "POST":
        try:
            said = request.POST.get("words", "")
            api.explain_finding(actor=actor, finding_id=finding_id, words=said, at=now())
            return redirect("indicators:finding", finding_id)
        except NotFound:
            raise
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    detail = api.get_finding(actor=actor, finding_id=finding_id)
    context = {"detail": detail, "one": detail.finding, "errors": errors, "given": request.POST, "words": words}
    return render(request, "indicators/finding.html", context, status=422 if errors else 200)
