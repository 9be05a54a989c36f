"""What identity's pages share: drawing with refusals, where to go next, and proving oneself again."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from honglam.identity.contracts import SessionFacts
from honglam.kernel.returning import is_own_page
from honglam.kernel.values import DomainError
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


def is_proof_fresh(request: HttpRequest) -> bool:
    """Whether the visitor proved themselves within the last quarter of an hour."""
    records = get_authentication_records(request, request.user)
    newest = max((record.get("at", 0) for record in records), default=0)
    return bool(time.time() - newest <= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
