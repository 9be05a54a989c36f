"""What is kept of people and for how long; what the person allowed, a copy of their data, closing the account."""

from typing import Any

from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from honglam.identity import queries
from honglam.identity.queries.keeping import list_kept, list_own_requests, list_times
from honglam.identity.queries.own_data import copy_of_data
from honglam.identity.services import accounts, consents
from honglam.identity.views import words
from honglam.identity.views.pages import draw, fresh_proof, own_actor_of, say
from honglam.kernel.clock import now
from honglam.kernel.values import DomainError


def _context(request: HttpRequest) -> dict[str, Any]:
    actor = own_actor_of(request)
    if actor.id is None:
        raise Http404
    given = queries.list_consents(account_id=actor.id)
    standing = {view.purpose for view in given if view.withdrawn_at is None}
    return {
        "purposes": [(code, _(text), code in standing) for code, (_version, text) in consents.PURPOSES.items()],
        "history": given,
        "standing": standing,
        "requests": list_own_requests(account_id=actor.id),
        "words": words,
    }


@require_GET
def kept(request: HttpRequest) -> HttpResponse:
    """For everybody: each kind of personal data, how long it is kept, why, and what becomes of it."""
    at = now()
    return draw(request, "kept", kept=list_kept(at=at), times=list_times(at=at), words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def data(request: HttpRequest) -> HttpResponse:
    """Permissions, each with a switch; the way to a copy and to closing."""
    context = _context(request)
    if request.method == "POST":
        wanted = set(request.POST.getlist("purpose")) & set(consents.PURPOSES)
        for purpose in wanted - context["standing"]:
            consents.give_consent(actor=own_actor_of(request), purpose=purpose, at=now())
        for purpose in (context["standing"] & set(consents.PURPOSES)) - wanted:
            consents.withdraw_consent(actor=own_actor_of(request), purpose=purpose, at=now())
        say(request, _("Your choices have been saved."))
        return redirect("identity:data")
    return draw(request, "data", **context)


@fresh_proof
@require_GET
def copy(request: HttpRequest) -> HttpResponse:
    """Everything the product holds about the person, as a ZIP of plain files."""
    actor = own_actor_of(request)
    if actor.id is None:
        raise Http404
    at = now()
    try:
        consents.note_copy(actor=actor, at=at)
    except DomainError as refusal:
        return draw(request, "data", refusal, **_context(request))
    packed = copy_of_data(account_id=actor.id, at=at)
    response = HttpResponse(packed, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="du-lieu.zip"'
    response["Cache-Control"] = "no-store"
    return response


@fresh_proof
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    """Close one's account for good."""
    actor = own_actor_of(request)
    if request.method == "POST" and actor.id is not None:
        try:
            accounts.close_account(actor=actor, account_id=actor.id, at=now())
        except DomainError as refusal:
            return draw(request, "close_account", refusal)
        logout(request)
        return redirect("/")
    return draw(request, "close_account")
