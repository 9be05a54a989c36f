"""Requests about personal data for whoever answers them: what waits, what was answered, and the answer itself."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from honglam.identity import access
from honglam.identity.queries.keeping import list_kept, list_open_requests, list_settled_requests
from honglam.identity.services import data_requests
from honglam.identity.views import words
from honglam.identity.views.pages import draw, say
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError


@require_GET
def requests(request: HttpRequest) -> HttpResponse:
    """What waits, by its last day; or what is over. An agency's own administrator would read that nobody waits."""
    actor = actor_of(request)
    if not access.may_answer(actor):
        raise Http404
    over, after = request.GET.get("muc") == "xong", request.GET.get("sau", "")
    listed = list_settled_requests if over else list_open_requests
    page = listed(actor=actor, after=after)
    return draw(request, "requests", page=page, over=over, later=bool(after), at=now(), words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """A request with its history, and what may be done."""
    refusal = None
    if request.method == "POST":
        try:
            _act(request, request_id)
            return redirect("identity:answer_request", request_id=request_id)
        except DomainError as error:
            refusal = error
    at = now()
    view = data_requests.look_at(actor=actor_of(request), request_id=request_id, at=at)
    rules = {kept.code: kept for kept in list_kept(at=at)}
    ticked = request.POST.getlist("done") if request.method == "POST" else None
    return draw(request, "answer_request", refusal, ask=view, rules=rules, ticked=ticked, at=at, words=words)


def _act(request: HttpRequest, request_id: UUID) -> None:
    actor, at, wanted = actor_of(request), now(), request.POST.get("act")
    if wanted == "take":
        data_requests.take_up(actor=actor, request_id=request_id, at=at)
        say(request, _("The person has been told that the request is being looked at."))
    elif wanted == "extend":
        data_requests.extend(actor=actor, request_id=request_id, reason=request.POST.get("reason", ""), at=at)
        say(request, _("The time was lengthened, and the person told why."))
    elif wanted == "answer":
        data_requests.answer(
            actor=actor,
            request_id=request_id,
            done=request.POST.getlist("done"),
            answer=request.POST.get("answer", ""),
            grounds=request.POST.get("grounds", ""),
            at=at,
        )
        say(request, _("The answer is on its way."))
    else:
        raise Http404
