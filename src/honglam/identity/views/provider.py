"""Signing in through an identity provider, and linking it to one's account."""

from dataclasses import asdict, fields
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from honglam.identity import queries
from honglam.identity.contracts import AccountKnown
from honglam.identity.gateways import oidc
from honglam.identity.services import sign_ins
from honglam.identity.services.external import enter_by_provider
from honglam.identity.views.pages import draw, facts_of, next_address, require_fresh_proof
from honglam.identity.views.sign_in import enter
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError

JOURNEY = "provider_journey"


def _redirect_uri(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("identity:provider_back"))


@never_cache
@require_GET
def set_out(request: HttpRequest) -> HttpResponse:
    """Off to the provider. Whoever is to link it proves who they are before, not by what they come back with."""
    if not oidc.is_configured():
        raise Http404
    links, at, again = _account_to_link(request), now(), not actor_of(request).is_anonymous
    try:
        sign_ins.require_journey(address=facts_of(request).address)
        journey, address = oidc.set_out(redirect_uri=_redirect_uri(request), at=at, again=again)
    except DomainError as refusal:
        return draw(request, "sorry", refusal, back="identity:sign_in")
    request.session[JOURNEY] = {**asdict(journey), "links": links, "next": next_address(request)}
    return redirect(address)


def _account_to_link(request: HttpRequest) -> str:
    """The account that this journey may link with what it brings back: the visitor's own, if it is not linked yet."""
    actor = actor_of(request)
    if actor.id is None or queries.list_providers(account_id=actor.id):
        return ""
    require_fresh_proof(request)
    return str(actor.id)


@never_cache
@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """Back from the provider: the journey is used once, whatever the answer."""
    kept, actor, at = request.session.pop(JOURNEY, {}), actor_of(request), now()
    links = kept.get("links") == str(actor.id)
    try:
        identity = oidc.come_back(
            journey=_journey(kept, at.timestamp()), answer=request.GET.dict(), redirect_uri=_redirect_uri(request)
        )
        account = enter_by_provider(identity=identity, actor=actor, may_link=links, at=at)
    except AccountKnown as known:
        return draw(request, "known_contact", known, provider=oidc.provider_name())
    except DomainError as refusal:
        return draw(request, "sorry", refusal, back="identity:sign_in")
    sign_ins.give_journey_back(address=facts_of(request).address)
    next_url = kept.get("next", "")
    if links:
        return redirect(next_url or "identity:account")
    if not actor.is_anonymous:
        again = bool(kept.get("again"))
        return _prove_again(request, account, identity.assurance, next_url, again=again)
    return enter(request, account, method="provider", next_url=next_url, assurance=identity.assurance)


def _journey(kept: dict[str, Any], at: float) -> oidc.Journey | None:
    if at - kept.get("began_at", 0) > oidc.JOURNEY_SECONDS:
        return None
    return oidc.Journey(**{field.name: kept[field.name] for field in fields(oidc.Journey)})


def _prove_again(request: HttpRequest, account: Any, assurance: int, next_url: str, *, again: bool) -> HttpResponse:
    """A signed-in person proved themselves again through what was linked before. Linking proves nothing, nor does a
    journey that began before they signed in: the provider was not to ask them anew."""
    from allauth.account.internal.flows.login import record_authentication

    if again:
        record_authentication(request, account, method="provider", assurance=assurance, reauthenticated=True)
    return redirect(next_url or "identity:account")
