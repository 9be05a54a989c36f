"""Confirming people and enterprises at a desk: who stands here showed the card, or the enterprise's papers."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from honglam.identity.contracts import CitizenCard, EnterpriseOwned, FormatFault, Person, WaitingEnterprise
from honglam.identity.rules.cards import read_card, typed_card
from honglam.identity.rules.masking import mask_citizen_id
from honglam.identity.rules.people import show_birth
from honglam.identity.services import at_desk, enterprises
from honglam.identity.views.pages import draw, say
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError

_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(_METHODS)
def person(request: HttpRequest) -> HttpResponse:
    """Find the account by a contact and a card, look at both, confirm."""
    refusal, found, card = None, None, None
    if request.method == "POST":
        try:
            card = _card(request)
            if request.POST.get("act") == "confirm":
                return _confirmed(request, card)
            found = at_desk.find_person(actor=actor_of(request), contact=_contact(request), card=card, at=now())
        except DomainError as error:
            refusal = error
    return draw(request, "at_desk", refusal, found=found, card=card, told=_told(found, card))


def _contact(request: HttpRequest) -> str:
    return request.POST.get("contact", "")


def _confirmed(request: HttpRequest, card: CitizenCard) -> HttpResponse:
    done = at_desk.confirm_person(actor=actor_of(request), contact=_contact(request), card=card, at=now())
    say(request, _("%(name)s is confirmed, and was written to.") % {"name": done.full_name})
    return redirect("identity:at_desk")


def _card(request: HttpRequest) -> CitizenCard:
    """The card as the scanner typed it, or as the officer did."""
    scanned = request.POST.get("qr", "").strip()
    if not scanned:
        typed = {name: request.POST.get(name, "") for name in ("citizen_id", "full_name", "birth", "gender")}
        return typed_card(on=today(), **typed)
    try:
        return read_card(scanned)
    except FormatFault as fault:
        fault.field = "qr"
        raise


def _told(found: Person | None, card: CitizenCard | None) -> list[dict[str, str]]:
    """What the account says beside what the card says; the number that was typed at home only as far as it helps."""
    if found is None or card is None:
        return []
    return [
        {"label": _("Full name"), "typed": found.full_name, "card": card.full_name},
        {"label": _("Birth date"), "typed": show_birth(found.birth), "card": show_birth(card.birth)},
        {
            "label": _("Citizen identity number"),
            "typed": mask_citizen_id(found.citizen_id) if found.citizen_id else "",
            "card": card.citizen_id,
        },
    ]


@require_http_methods(_METHODS)
def enterprise(request: HttpRequest) -> HttpResponse:
    """Find an enterprise by its tax code, compare it with its papers, confirm it or hand it over."""
    refusal: DomainError | None = None
    found: list[WaitingEnterprise] = []
    if request.method == "POST":
        try:
            if request.POST.get("act") in ("confirm", "hand_over"):
                return _proven(request)
            found = _found(request)
        except EnterpriseOwned as error:
            refusal, found = error, _found_again(request, error)
        except DomainError as error:
            refusal = error
    return draw(request, "at_desk_enterprise", refusal, found=found)


def _found(request: HttpRequest) -> list[WaitingEnterprise]:
    tax_code = request.POST.get("tax_code", "")
    return at_desk.find_enterprises(actor=actor_of(request), tax_code=tax_code, at=now())


def _found_again(request: HttpRequest, refusal: EnterpriseOwned) -> list[WaitingEnterprise]:
    """The cards once more: there the officer says what was not said."""
    try:
        found = _found(request)
    except DomainError:
        return []
    refusal.field = f"named_by_register.{request.POST.get('enterprise', '')}"
    return found


def _proven(request: HttpRequest) -> HttpResponse:
    try:
        enterprise_id = UUID(request.POST.get("enterprise", ""))
    except ValueError as error:
        raise Http404 from error
    actor, at = actor_of(request), now()
    if request.POST.get("act") == "hand_over":
        named = f"named_by_register.{enterprise_id}" in request.POST
        done = enterprises.hand_over_enterprise(
            actor=actor, enterprise_id=enterprise_id, named_by_register=named, at=at
        )
        say(request, _("%(name)s was handed over.") % {"name": done.name})
    else:
        done = enterprises.prove_enterprise(actor=actor, enterprise_id=enterprise_id, at=at)
        say(request, _("%(name)s is confirmed.") % {"name": done.name})
    return redirect("identity:at_desk_enterprise")
