"""Opening an account: contact, code, name and password."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from honglam.identity.contracts import TermsNotAgreed
from honglam.identity.gateways import oidc
from honglam.identity.services import sign_up as service
from honglam.identity.services.sign_ins import account_of
from honglam.identity.views.pages import draw, facts_of
from honglam.identity.views.proofs import ProofJourney, ask_code, ask_contact, lay_down, proof_in_hand
from honglam.identity.views.sign_in import enter
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError

JOURNEY = ProofJourney(
    purpose="sign_up", template="sign_up", code_page="identity:sign_up_code", then="identity:sign_up_details"
)


def _start(request: HttpRequest, contact: str) -> UUID:
    return service.start_sign_up(contact=contact, address=facts_of(request).address, at=now())


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Step 1: where can we reach you?"""
    if not actor_of(request).is_anonymous:
        return redirect("identity:account")
    provider = oidc.provider_name() if oidc.is_configured() else ""
    return ask_contact(request, JOURNEY, lambda typed: _start(request, typed), provider=provider)


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Step 2: the code."""
    return ask_code(request, JOURNEY, lambda typed: _start(request, typed), "identity:sign_up")


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest) -> HttpResponse:
    """Step 3: name and password; then in."""
    proof_id = proof_in_hand(request, JOURNEY)
    if proof_id is None:
        return redirect("identity:sign_up")
    refusal = None
    if request.method == "POST":
        try:
            return _finish(request, proof_id)
        except DomainError as error:
            error.field = error.field or "full_name"
            refusal = error
    return draw(request, "sign_up_details", refusal)


def _finish(request: HttpRequest, proof_id: UUID) -> HttpResponse:
    if "agree" not in request.POST:
        raise TermsNotAgreed(field="agree")
    account = service.finish_sign_up(
        proof_id=proof_id,
        full_name=request.POST.get("full_name", ""),
        password=request.POST.get("password", ""),
        at=now(),
    )
    next_url = lay_down(request, JOURNEY)
    return enter(request, account_of(account_id=account.id), method="code", next_url=next_url)
