"""Three journeys begin alike: give a phone number or e-mail, type the code that arrives there."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from honglam.identity.rules.masking import mask_contact
from honglam.identity.services import contact_codes
from honglam.identity.views.pages import draw, facts_of, next_address, say
from honglam.kernel.clock import now
from honglam.kernel.values import DomainError


@dataclass(frozen=True, kw_only=True)
class ProofJourney:
    """One purpose of a code: its pages' names and words."""

    purpose: str
    template: str
    code_page: str
    then: str = ""

    @property
    def key(self) -> str:
        """Where the session keeps the proof in progress."""
        return f"proof.{self.purpose}"


def ask_contact(
    request: HttpRequest, journey: ProofJourney, start: Callable[[str], UUID], **context: str
) -> HttpResponse:
    """The page that asks for a contact and sends the code."""
    refusal = None
    if request.method == "POST":
        contact = request.POST.get("contact", "")
        try:
            proof_id = start(contact)
        except DomainError as error:
            error.field = error.field or "contact"
            refusal = error
        else:
            request.session[journey.key] = {"id": str(proof_id), "contact": contact, "next": next_address(request)}
            return redirect(journey.code_page)
    return draw(request, journey.template, refusal, next=next_address(request), **context)


def ask_code(
    request: HttpRequest,
    journey: ProofJourney,
    start: Callable[[str], UUID],
    begin: str,
    done: Callable[[UUID], HttpResponse] | None = None,
) -> HttpResponse:
    """The page that asks for the code, or sends another one. A right code leads to `journey.then`, or to `done`."""
    kept = request.session.get(journey.key)
    if kept is None:
        return redirect(begin)
    refusal = None
    if request.method == "POST":
        try:
            if "again" in request.POST:
                request.session[journey.key] = {**kept, "id": str(start(kept["contact"]))}
                say(request, _("A new code is on its way."))
                return redirect(journey.code_page)
            proof_id = UUID(kept["id"])
            _check_code(request, proof_id)
            return done(proof_id) if done else redirect(journey.then)
        except DomainError as error:
            error.field = error.field or "code"
            refusal = error
    return _code_page(request, refusal, UUID(kept["id"]), begin)


def _check_code(request: HttpRequest, proof_id: UUID) -> None:
    code, address = request.POST.get("code", ""), facts_of(request).address
    contact_codes.check_code(proof_id=proof_id, code=code, address=address, at=now())


def _code_page(request: HttpRequest, refusal: DomainError | None, proof_id: UUID, begin: str) -> HttpResponse:
    stored = contact_codes.contact_of(proof_id=proof_id) or ""
    return draw(request, "code", refusal, contact=mask_contact(stored), by_mail="@" in stored, begin=begin)


def proof_in_hand(request: HttpRequest, journey: ProofJourney) -> UUID | None:
    """The proof this session may spend now."""
    kept = request.session.get(journey.key)
    if kept is None:
        return None
    proof_id = UUID(kept["id"])
    return proof_id if contact_codes.is_proven(proof_id=proof_id, purpose=journey.purpose, at=now()) else None


def lay_down(request: HttpRequest, journey: ProofJourney) -> str:
    """The journey is over: forget it and say where the person was going before it."""
    kept = request.session.pop(journey.key, None) or {}
    return str(kept.get("next", ""))
