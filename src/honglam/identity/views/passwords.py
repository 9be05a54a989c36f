"""Forgotten and changed passwords."""

from uuid import UUID

from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from honglam.identity import queries
from honglam.identity.services import passwords
from honglam.identity.services.sign_ins import account_of
from honglam.identity.views.pages import draw, facts_of, is_proof_fresh, own_actor_of, say
from honglam.identity.views.proofs import ProofJourney, ask_code, ask_contact, lay_down, proof_in_hand
from honglam.identity.views.sign_in import enter
from honglam.kernel.clock import now
from honglam.kernel.values import DomainError

JOURNEY = ProofJourney(
    purpose="reset", template="forgotten", code_page="identity:reset_code", then="identity:reset_new"
)


def _start(request: HttpRequest, contact: str) -> UUID:
    return passwords.start_reset(contact=contact, address=facts_of(request).address, at=now())


@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Where shall the code go?"""
    return ask_contact(request, JOURNEY, lambda typed: _start(request, typed))


@require_http_methods(["GET", "HEAD", "POST"])
def reset_code(request: HttpRequest) -> HttpResponse:
    """The code."""
    return ask_code(request, JOURNEY, lambda typed: _start(request, typed), "identity:forgotten")


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def reset_new(request: HttpRequest) -> HttpResponse:
    """The new password; then in."""
    proof_id = proof_in_hand(request, JOURNEY)
    if proof_id is None:
        return redirect("identity:forgotten")
    refusal = None
    if request.method == "POST":
        try:
            account_id = passwords.finish_reset(proof_id=proof_id, password=request.POST.get("password", ""), at=now())
            onward = lay_down(request, JOURNEY)
            next_url = _told_of_other_ways(request, account_id) or onward
            return enter(request, account_of(account_id=account_id), method="code", next_url=next_url)
        except DomainError as error:
            refusal = error
    return draw(request, "new_password", refusal)


def _told_of_other_ways(request: HttpRequest, account_id: UUID) -> str:
    """Whoever lost the account may find that a stranger left a way in that needs no password: they are told and led
    to where it can be taken away. Empty where there is none."""
    linked = bool(queries.list_providers(account_id=account_id))
    if not linked and not queries.second_factor_state(account_id=account_id).passkeys:
        return ""
    messages.warning(request, _("Your account also opens without the password. Take away what is not yours."))
    return reverse("identity:account" if linked else "identity:second_factor")


@sensitive_post_parameters("old_password", "password")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """The old password and a new one; other devices are signed out.

    Where there is no old one to ask for, a fresh proof takes its place: else whoever finds the window open would make
    themselves a password, and with it every proof that is asked for later.
    """
    actor, refusal = own_actor_of(request), None
    has_password = request.user.has_usable_password() if request.user.is_authenticated else False
    if not has_password and not is_proof_fresh(request):
        return _prove_first(request)
    if request.method == "POST" and actor.id is not None:
        try:
            passwords.change_password(
                actor=actor,
                old=request.POST.get("old_password", ""),
                new=request.POST.get("password", ""),
                keep=facts_of(request).sign_in_id,
                at=now(),
            )
            update_session_auth_hash(request, account_of(account_id=actor.id))
            say(request, _("Your password has been changed. Other devices have been signed out."))
            return redirect("identity:account")
        except DomainError as error:
            refusal = error
    return draw(request, "change_password", refusal, has_password=has_password)


def _prove_first(request: HttpRequest) -> HttpResponse:
    """Ask for it from the empty form: what waits for a proof lies in the session, and no password belongs there."""
    if request.method == "POST":
        return redirect("identity:change_password")
    raise ReauthenticationRequired
