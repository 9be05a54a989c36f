"""Signing in and out."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as SecondStepAgainView
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from honglam.identity.contracts import AccountKind
from honglam.identity.gateways import oidc
from honglam.identity.services import sign_ins
from honglam.identity.views.pages import draw, facts_of, next_address, strengthen
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError


def enter(request: HttpRequest, account: Any, *, method: str, next_url: str = "", **proof: Any) -> HttpResponse:
    """Let an account in that passed its first step: to the second step where it has one, then where it was going."""
    record_authentication(request, account, method=method, **proof)
    response: HttpResponse = perform_login(request, Login(user=account, redirect_url=next_url or None))
    return response


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Phone or e-mail, and password."""
    if not actor_of(request).is_anonymous:
        return redirect(next_address(request) or _home(request))
    refusal = None
    if request.method == "POST":
        try:
            account = sign_ins.check_password(
                login=request.POST.get("login", ""),
                password=request.POST.get("password", ""),
                address=facts_of(request).address,
                user_agent=request.META.get("HTTP_USER_AGENT", ""),
                at=now(),
            )
            return enter(request, account, method="password", next_url=next_address(request))
        except DomainError as error:
            refusal = error
    provider = oidc.provider_name() if oidc.is_configured() else ""
    return draw(request, "sign_in", refusal, next=next_address(request), provider=provider)


def _home(request: HttpRequest) -> str:
    staff = facts_of(request).account_kind is AccountKind.STAFF
    return str(settings.LOGIN_REDIRECT_URL_STAFF if staff else settings.LOGIN_REDIRECT_URL)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask, then leave. Whoever is signed out already, since the session had ended, has what they want."""
    if request.method == "POST" or not request.user.is_authenticated:
        logout(request)
        return redirect(settings.LOGOUT_REDIRECT_URL)
    return draw(request, "sign_out")


class _Strengthening:
    """Whoever proves themselves again by the second step has passed it: a session begun without it may do the rest."""

    request: HttpRequest

    def form_valid(self, form: Any) -> HttpResponse:
        strengthen(self.request)
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        return response


class _SecondStepAgain(_Strengthening, SecondStepAgainView):  # type: ignore[misc]
    pass


class _PasskeyAgain(_Strengthening, ReauthenticateWebAuthnView):  # type: ignore[misc]
    pass


# Pages that allauth runs, drawn by us.
second_step = AuthenticateView.as_view(template_name="identity/second_step.html")
prove_again = ReauthenticateView.as_view(template_name="identity/prove_again.html")
second_step_again = _SecondStepAgain.as_view(template_name="identity/second_step_again.html")
passkey_again = _PasskeyAgain.as_view(template_name="identity/passkey_again.html")
passkey_sign_in = LoginWebAuthnView.as_view()
