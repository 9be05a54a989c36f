"""A person's requests about their own data: to have kinds of it erased, or facts corrected; and what became of them."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from honglam.identity import api
from honglam.identity.contracts import OTHER, AskKind
from honglam.identity.queries.keeping import get_own_request, list_kept
from honglam.identity.rules.people import show_birth
from honglam.identity.services import data_requests
from honglam.identity.services.correcting import FIELDS
from honglam.identity.views import words
from honglam.identity.views.pages import draw, fresh_proof, own_actor_of, say
from honglam.kernel.clock import now
from honglam.kernel.personal import Fate
from honglam.kernel.values import DomainError

_METHODS = ["GET", "HEAD", "POST"]


@fresh_proof
@require_http_methods(_METHODS)
def erase(request: HttpRequest) -> HttpResponse:
    """Ask to have kinds of data erased. What the law keeps can be asked about too: the answer names the law."""
    chosen, refusal = request.POST.getlist("items"), None
    if request.method == "POST":
        try:
            return _sent(request, AskKind.ERASE, dict.fromkeys(chosen, ""))
        except DomainError as error:
            refusal = error
    offered = [one for one in list_kept(at=now()) if one.on_request or one.fate is Fate.ARCHIVE]
    offered.sort(key=lambda one: not one.on_request)
    return draw(request, "ask_erase", refusal, kept=offered, chosen=chosen)


@fresh_proof
@require_http_methods(_METHODS)
def correct(request: HttpRequest) -> HttpResponse:
    """Ask to have facts of the account corrected that the person may not change alone, or anything else."""
    refusal = None
    if request.method == "POST":
        try:
            return _sent(request, AskKind.CORRECT, {name: request.POST.get(name, "") for name in (*FIELDS, OTHER)})
        except DomainError as error:
            refusal = error
    return draw(request, "ask_correct", refusal, **_present(request))


def _sent(request: HttpRequest, kind: AskKind, items: dict[str, str]) -> HttpResponse:
    view = data_requests.ask(
        actor=own_actor_of(request), kind=kind, items=items, wish=request.POST.get("wish", ""), at=now()
    )
    say(request, _("Your request has been sent."))
    return redirect("identity:request", request_id=view.id)


def _present(request: HttpRequest) -> dict[str, Any]:
    actor = own_actor_of(request)
    if actor.id is None:
        raise Http404
    person = api.get_person(account_id=actor.id)
    return {"person": person, "birth": show_birth(person.birth)}


@require_http_methods(_METHODS)
def one(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Where one's request stands; taking it back."""
    actor, refusal = own_actor_of(request), None
    if request.method == "POST":
        try:
            data_requests.withdraw(actor=actor, request_id=request_id, at=now())
            say(request, _("You have taken the request back."))
            return redirect("identity:request", request_id=request_id)
        except DomainError as error:
            refusal = error
    return draw(request, "data_request", refusal, ask=get_own_request(actor=actor, request_id=request_id), words=words)
