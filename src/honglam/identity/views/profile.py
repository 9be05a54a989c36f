"""The account's home, one's own facts, contacts, devices."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from honglam.identity import api, queries
from honglam.identity.contracts import AccountKind, Channel, FormatFault, Person
from honglam.identity.gateways import oidc
from honglam.identity.rules.contacts import show_phone
from honglam.identity.rules.people import show_birth
from honglam.identity.services import accounts, contacts, external, sign_ins
from honglam.identity.views.pages import draw, facts_of, fresh_proof, own_actor_of, say
from honglam.identity.views.proofs import ProofJourney, ask_code, ask_contact, lay_down
from honglam.kernel.clock import now
from honglam.kernel.values import DomainError

ADDING = ProofJourney(
    purpose="add", template="add_contact", code_page="identity:contact_code", then="identity:contact_done"
)


def _person(request: HttpRequest) -> Person:
    actor = own_actor_of(request)
    if actor.id is None:
        raise Http404
    return api.get_person(account_id=actor.id)


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Everything about one's account on one page."""
    person = _person(request)
    return draw(
        request,
        "account",
        person=person,
        phone=show_phone(person.phone),
        birth=show_birth(person.birth),
        second_factor=queries.second_factor_state(account_id=person.id),
        memberships=queries.list_memberships(account_id=person.id),
        provider=oidc.provider_name() if oidc.is_configured() else "",
        linked=bool(queries.list_providers(account_id=person.id)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Correct one's own facts."""
    person, refusal = _person(request), None
    typed = {
        "full_name": person.full_name,
        "citizen_id": person.citizen_id,
        "birth": show_birth(person.birth),
        "gender": person.gender,
        "address": person.address,
        "language": api.get_account(account_id=person.id).language,
    }
    if request.method == "POST":
        typed |= {name: request.POST.get(name, typed[name]) for name in typed}
        try:
            accounts.change_profile(actor=own_actor_of(request), unit_code=person.unit_code, at=now(), **typed)
            say(request, _("Your details have been saved."))
            return redirect("identity:account")
        except DomainError as error:
            error.field = error.field or _field_of(error)
            refusal = error
    staff = facts_of(request).account_kind is AccountKind.STAFF
    return draw(request, "profile", refusal, typed=typed, person=person, staff=staff)


def _field_of(refusal: DomainError) -> str:
    """The field of a fault that a pure rule named without knowing the form."""
    if not isinstance(refusal, FormatFault):
        return ""
    starts = {"citizen_id": "citizen_id", "name": "full_name", "birth": "birth", "gender": "gender"}
    return next((field for start, field in starts.items() if refusal.code.startswith(start)), "")


def _start_adding(request: HttpRequest, contact: str) -> UUID:
    return contacts.start_adding(
        actor=own_actor_of(request), contact=contact, address=facts_of(request).address, at=now()
    )


@fresh_proof
@require_http_methods(["GET", "HEAD", "POST"])
def add_contact(request: HttpRequest) -> HttpResponse:
    """A new phone number or e-mail."""
    return ask_contact(request, ADDING, lambda typed: _start_adding(request, typed))


@require_http_methods(["GET", "HEAD", "POST"])
def contact_code(request: HttpRequest) -> HttpResponse:
    """The code sent there; then the contact is the account's."""

    def done(proof_id: UUID) -> HttpResponse:
        contacts.finish_adding(actor=own_actor_of(request), proof_id=proof_id, at=now())
        lay_down(request, ADDING)
        say(request, _("Your new contact has been saved."))
        return redirect("identity:account")

    return ask_code(request, ADDING, lambda typed: _start_adding(request, typed), "identity:add_contact", done)


@fresh_proof
@require_http_methods(["GET", "HEAD", "POST"])
def remove_contact(request: HttpRequest, channel: str) -> HttpResponse:
    """Forget a phone number or e-mail."""
    if channel not in set(Channel):
        raise Http404
    refusal = None
    if request.method == "POST":
        try:
            contacts.remove_contact(actor=own_actor_of(request), channel=Channel(channel), at=now())
            say(request, _("The contact has been removed."))
            return redirect("identity:account")
        except DomainError as error:
            refusal = error
    return draw(request, "remove_contact", refusal, channel=channel)


@fresh_proof
@require_http_methods(["GET", "HEAD", "POST"])
def unlink_provider(request: HttpRequest) -> HttpResponse:
    """Forget the identity provider. Whoever comes back from proving themselves there stands before the button again."""
    actor = own_actor_of(request)
    if request.method != "POST":
        return redirect("identity:account")
    try:
        for issuer in queries.list_providers(account_id=actor.id) if actor.id else []:
            external.unlink_provider(actor=actor, issuer=issuer, at=now())
    except DomainError as refusal:
        return draw(request, "sorry", refusal, back="identity:account")
    return redirect("identity:account")


@require_GET
def devices(request: HttpRequest) -> HttpResponse:
    """Where the account is signed in, and the latest sign-ins."""
    person = _person(request)
    return draw(
        request,
        "devices",
        devices=queries.list_devices(account_id=person.id, at=now()),
        history=queries.list_history(account_id=person.id),
        here=facts_of(request).sign_in_id,
    )


@require_POST
def end_device(request: HttpRequest, sign_in_id: UUID) -> HttpResponse:
    """Sign one device out."""
    try:
        sign_ins.end(actor=own_actor_of(request), sign_in_id=sign_in_id, at=now())
    except DomainError as refusal:
        raise Http404 from refusal
    say(request, _("The device has been signed out."))
    return redirect("identity:devices")


@require_POST
def end_other_devices(request: HttpRequest) -> HttpResponse:
    """Sign every other device out."""
    sign_ins.end_others(actor=own_actor_of(request), keep=facts_of(request).sign_in_id, at=now())
    say(request, _("All other devices have been signed out."))
    return redirect("identity:devices")
