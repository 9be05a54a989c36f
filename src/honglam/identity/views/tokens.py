"""Access codes with which programs act for an account: made, looked at, revoked. The secret is shown once."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from honglam.identity import access, queries
from honglam.identity.contracts import AccountNotFound, IssuedToken, SecondStepFirst, TokenShown
from honglam.identity.rules import scopes as rules
from honglam.identity.services import tokens
from honglam.identity.views.pages import draw, facts_of, fresh_proof, own_actor_of, say
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.ids import uuid7
from honglam.kernel.values import DomainError, NotFound


def _words() -> dict[str, str]:
    return {code: _(scope.description) for code, scope in rules.scopes.items()}


@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """One's own access codes, and those that open nothing any more."""
    try:
        owner = access.own_id(own_actor_of(request))
    except AccountNotFound as refusal:
        raise Http404 from refusal
    at = now()
    live, past = queries.list_tokens(account_id=owner, at=at), queries.list_past_tokens(account_id=owner, at=at)
    return draw(
        request, "tokens", live=live, past=past, words=_words(), keeper=access.may_keep_accounts(own_actor_of(request))
    )


@fresh_proof
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest) -> HttpResponse:
    """Make one: what for, what it allows, for how long. The answer shows the secret, and nothing shows it again."""
    refusal: DomainError | None = None
    try:
        tokens.require_second_step(actor=own_actor_of(request), second_factor=facts_of(request).second_factor)
    except SecondStepFirst as weak:
        return draw(request, "sorry", weak, back="identity:second_factor")
    if request.method == "POST":
        try:
            issued = _issue(request)
            allowed = [_words()[code] for code in issued.scopes]
            return draw(request, "token_issued", issued=issued, allowed=allowed)
        except TokenShown as shown:
            say(request, _(shown.message))
            return redirect("identity:tokens")
        except DomainError as error:
            refusal = error
    offered = [(scope.code, _(scope.description)) for scope in rules.offered(actor=own_actor_of(request))]
    periods = [(days, _("%(count)s days") % {"count": days}) for days in rules.PERIODS]
    chosen = request.POST.getlist("scopes")
    return draw(request, "token_new", refusal, offered=offered, chosen=chosen, periods=periods, key=uuid7())


def _issue(request: HttpRequest) -> IssuedToken:
    """What the form asks for. A form that was sent before is refused by its key."""
    days, key = request.POST.get("days", ""), request.POST.get("key", "")
    try:
        token_id = UUID(key)
    except ValueError:
        token_id = uuid7()
    return tokens.issue_own_token(
        actor=own_actor_of(request),
        key=token_id,
        label=request.POST.get("label", ""),
        scopes=tuple(request.POST.getlist("scopes")),
        second_factor=facts_of(request).second_factor,
        days=int(days) if days.isascii() and days.isdecimal() and len(days) < 5 else 0,
        at=now(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """Ask whether it is meant, then make a code worthless at once."""
    actor = own_actor_of(request)
    try:
        view = queries.get_token(actor=actor, token_id=token_id)
        if request.method == "POST":
            tokens.revoke_token(actor=actor, token_id=token_id, at=now())
    except NotFound as refusal:
        raise Http404 from refusal
    back = "identity:tokens" if view.account_id == actor.id else "identity:service_tokens"
    if request.method == "POST":
        say(request, _("The access code was revoked. Programs that use it are refused from now on."))
        return redirect(back)
    return draw(request, "token_revoke", token=view, words=_words(), back=back)


@require_GET
def services(request: HttpRequest) -> HttpResponse:
    """For administrators: which systems hold an access code, and what it lets them do."""
    page = queries.list_service_tokens(actor=actor_of(request), at=now(), after=request.GET.get("sau", ""))
    return draw(request, "service_tokens", page=page, words=_words())
