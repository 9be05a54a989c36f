"""What identity's pages share: drawing with refusals, where to go next, and proving oneself again."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from honglam.identity import queries
from honglam.identity.contracts import SecondFactor, SessionFacts
from honglam.identity.services import sign_ins
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.returning import is_own_page
from honglam.kernel.values import Actor, DomainError
from honglam.ui.errors import PageErrors


def draw(request: HttpRequest, template: str, refusal: DomainError | None = None, **context: Any) -> HttpResponse:
    """The page `identity/<template>.html`; a refusal stands at its field, with its own status."""
    context.setdefault("typed", posted(request))
    context["errors"] = PageErrors.of(refusal)
    response = render(request, f"identity/{template}.html", context, status=refusal.status if refusal else 200)
    response["Cache-Control"] = "no-store"
    return response


def posted(request: HttpRequest) -> dict[str, str]:
    """What was typed, by field, so that nothing is lost; never a password."""
    return {name: str(value) for name, value in request.POST.items() if not name.endswith("password")}


def facts_of(request: HttpRequest) -> SessionFacts:
    """What the session proves."""
    facts = getattr(request, "session_facts", None)
    return facts if isinstance(facts, SessionFacts) else SessionFacts()


def own_actor_of(request: HttpRequest) -> Actor:
    """The actor as the person themselves: whoever acts under a mandate still keeps an account of their own.

    On the pages of one's account no trace and no letter tells the name of who gave the mandate.
    """
    actor = actor_of(request)
    name = getattr(getattr(request, "user", None), "full_name", actor.name)
    return replace(actor, mandate=None, enterprise_id=None, name=name)


def next_address(request: HttpRequest) -> str:
    """Where the visitor was going, if that is a page of this very site; else nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_own_page(wanted) else ""


def say(request: HttpRequest, text: str) -> None:
    """One line on the next page: it is done."""
    messages.success(request, text)


SUSPENDED = "account_reauthentication_state"
"""Where allauth keeps the request that waits for a proof."""
FILES_LOST = "_files_lost"
"""Said by a request that came back without its files."""
View = Callable[..., HttpResponseBase]


def fresh_proof(view: View) -> View:
    """Only for whose proof is fresh; others are asked again and come back."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require_fresh_proof(request)
        return view(request, *args, **kwargs)

    return asked


def require_fresh_proof(request: HttpRequest) -> None:
    """Raise ReauthenticationRequired, which asks again, when the last proof is older than a quarter of an hour.

    What was asked for is kept until the proof is there, but for files. What somebody asked for before and thought
    better of is forgotten: a later proof must not carry it out.
    """
    if is_proof_fresh(request):
        return
    request.session.pop(SUSPENDED, None)
    if request.FILES:
        typed = request.POST.copy()
        typed[FILES_LOST] = "1"
        request.POST = typed  # type: ignore[assignment] # it may be changed, which nobody does
    raise ReauthenticationRequired


def second_step_passed(view: View) -> View:
    """Only for a session that passed the second step, where the account has one; others pass it now and come back.

    Whoever pressed a button comes back to the page where it stands.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        account_id = actor_of(request).id
        if facts_of(request).second_factor is SecondFactor.SATISFIED or account_id is None:
            return view(request, *args, **kwargs)
        state = queries.second_factor_state(account_id=account_id)
        if not state.enabled:
            return view(request, *args, **kwargs)
        request.session.pop(SUSPENDED, None)
        page = "mfa_reauthenticate" if state.totp else "mfa_reauthenticate_webauthn"
        back = request.get_full_path() if request.method != "POST" else reverse("identity:second_factor")
        return redirect(f"{reverse(page)}?{urlencode({'next': back})}")

    return asked


def strengthen(request: HttpRequest) -> None:
    """The session has passed the second step from now on, the rest of this request included."""
    facts = facts_of(request)
    if facts.sign_in_id is None or facts.second_factor is SecondFactor.SATISFIED:
        return
    sign_ins.strengthen(sign_in_id=facts.sign_in_id, at=now())
    request.session_facts = replace(facts, second_factor=SecondFactor.SATISFIED)  # type: ignore[attr-defined]


def is_proof_fresh(request: HttpRequest) -> bool:
    """Whether the visitor proved themselves within the last quarter of an hour."""
    records = get_authentication_records(request, request.user)
    newest = max((record.get("at", 0) for record in records), default=0)
    return bool(time.time() - newest <= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
