"""Setting up the second step of signing in."""

from io import BytesIO
from uuid import UUID

import segno
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from honglam.identity import queries
from honglam.identity.contracts import PasskeyRefused
from honglam.identity.forms import AddPasskeyForm
from honglam.identity.services import second_factor
from honglam.identity.views.pages import (
    draw,
    facts_of,
    fresh_proof,
    next_address,
    own_actor_of,
    say,
    second_step_passed,
    strengthen,
)
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError

SECRET = "totp_secret"  # noqa: S105 - a key of the session


def _own_id(request: HttpRequest) -> UUID:
    actor = actor_of(request)
    if actor.id is None:
        raise Http404
    return actor.id


@require_GET
def second_steps(request: HttpRequest) -> HttpResponse:
    """What is set up, and what may be."""
    state = queries.second_factor_state(account_id=_own_id(request))
    return draw(request, "second_factor", state=state, facts=facts_of(request))


@second_step_passed
@fresh_proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def set_up_app(request: HttpRequest) -> HttpResponse:
    """Scan the QR code with an authenticator app and type its digits."""
    refusal = None
    if request.method == "POST":
        try:
            codes = second_factor.activate_totp(
                actor=own_actor_of(request),
                session=facts_of(request),
                secret=request.session.get(SECRET, ""),
                code=request.POST.get("code", ""),
                at=now(),
            )
            request.session.pop(SECRET, None)
            return _strengthened(request, codes)
        except DomainError as error:
            refusal = error
    secret = request.session.setdefault(SECRET, second_factor.new_totp_secret())
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return draw(request, "set_up_app", refusal, secret=groups, next=next_address(request))


def _strengthened(request: HttpRequest, codes: tuple[str, ...]) -> HttpResponse:
    """The session has the second factor from now on; new recovery codes are shown this once."""
    strengthen(request)
    record_authentication(request, request.user, method="mfa")
    if codes:
        return draw(request, "recovery_codes", codes=codes, first=True)
    say(request, _("The second step has been set up."))
    return redirect("identity:second_factor")


@never_cache
@require_GET
def app_qr(request: HttpRequest) -> HttpResponse:
    """The QR code of the secret being set up, as an image."""
    secret = request.session.get(SECRET)
    if not secret:
        raise Http404
    drawing = BytesIO()
    segno.make(get_adapter().build_totp_url(request.user, secret), error="m").save(
        drawing, kind="svg", scale=6, border=4, dark="#15202B", light="#FFFFFF", xmldecl=False
    )
    return HttpResponse(drawing.getvalue(), content_type="image/svg+xml")


@second_step_passed
@fresh_proof
@require_POST
def remove_app(request: HttpRequest) -> HttpResponse:
    """Forget the authenticator app."""
    try:
        second_factor.remove_totp(actor=own_actor_of(request), session=facts_of(request), at=now())
    except DomainError as refusal:
        return draw(request, "sorry", refusal, back="identity:second_factor")
    say(request, _("The authenticator app has been removed."))
    return redirect("identity:second_factor")


@second_step_passed
@fresh_proof
@require_POST
def new_recovery_codes(request: HttpRequest) -> HttpResponse:
    """Other recovery codes, shown this once."""
    try:
        codes = second_factor.renew_recovery_codes(actor=own_actor_of(request), session=facts_of(request), at=now())
    except DomainError as refusal:
        raise Http404 from refusal
    return draw(request, "recovery_codes", codes=codes, first=False)


@second_step_passed
@fresh_proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_passkey(request: HttpRequest) -> HttpResponse:
    """Let this device, or a key, confirm who one is."""
    refusal = None
    if request.method == "POST":
        form = AddPasskeyForm(request.POST, user=request.user)
        if form.is_valid():
            codes = second_factor.add_passkey(
                actor=own_actor_of(request),
                session=facts_of(request),
                name=form.cleaned_data["name"],
                credential=form.cleaned_data["credential"],
                at=now(),
            )
            return _strengthened(request, codes)
        refusal = PasskeyRefused(field="name")
    options = begin_registration(request.user, True)
    return draw(request, "add_passkey", refusal, options=options)


@second_step_passed
@fresh_proof
@require_POST
def remove_passkey(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """Forget a passkey."""
    try:
        second_factor.remove_passkey(
            actor=own_actor_of(request), session=facts_of(request), passkey_id=passkey_id, at=now()
        )
    except DomainError as refusal:
        return draw(request, "sorry", refusal, back="identity:second_factor")
    say(request, _("The passkey has been removed."))
    return redirect("identity:second_factor")
