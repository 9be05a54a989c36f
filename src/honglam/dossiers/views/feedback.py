"""Telling us something: the form for everybody, the code that proves a contact, the case by its own code."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind
from honglam.dossiers import api
from honglam.dossiers.contracts import (
    FEEDBACK_KIND_LABELS,
    FEEDBACK_STATUS_LABELS,
    FEEDBACK_TOPIC_LABELS,
    FeedbackInput,
    FeedbackVerb,
)
from honglam.dossiers.forms.feedback import KEPT, read_feedback
from honglam.dossiers.views.words import LEVELS
from honglam.identity import api as identity
from honglam.kernel import ratelimit
from honglam.kernel.clients import client_address, limit_key
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.kernel.idempotency import IdempotencyMismatch
from honglam.kernel.ids import uuid7
from honglam.kernel.values import DomainError
from honglam.ui.errors import PageErrors

SESSION = "dossiers.feedback"
PER_ADDRESS, PER_HOUR = 30, timedelta(hours=1)
_ASKED = (AgencyKind.COMMITTEE, AgencyKind.DEPARTMENT, AgencyKind.MANAGEMENT_BOARD, AgencyKind.VERTICAL)


def tell(request: HttpRequest) -> HttpResponse:
    """The form. Whoever is not signed in proves a phone number or e-mail address with a code before it is filed."""
    actor, errors = actor_of(request), PageErrors()
    if request.method == "POST":
        try:
            case = read_feedback(request.POST.dict(), need_contact=actor.is_anonymous)
            return _send(request, case)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = {
        "errors": errors,
        "key": _key(request, errors),
        "typed": request.POST.dict() or _mended(request) or {"dossier": request.GET.get("ho_so", "")},
        "kinds": FEEDBACK_KIND_LABELS,
        "topics": FEEDBACK_TOPIC_LABELS,
        "agencies": _agencies(),
        "mine": api.list_my_feedback(actor=actor),
        "statuses": FEEDBACK_STATUS_LABELS,
    }
    return render(request, "dossiers/feedback/tell.html", context, status=422 if errors else 200)


def prove(request: HttpRequest) -> HttpResponse:
    """The code that arrived by SMS or e-mail; a right one files what was written before."""
    kept, errors = request.session.get(SESSION), PageErrors()
    if kept is None:
        return redirect("dossiers:tell")
    if request.method == "POST":
        try:
            if "again" in request.POST:
                return _send(request, read_feedback(kept["typed"], need_contact=True))
            contact = _contact(request, UUID(kept["proof"]))
            case = _proved(read_feedback(kept["typed"], need_contact=True), contact)
            filed = api.file_feedback(actor=actor_of(request), case=case, at=now())
            del request.session[SESSION]
            return redirect("dossiers:feedback", filed.code)
        except DomainError as refusal:
            refusal.field = refusal.field or "code"
            errors = PageErrors.of(refusal)
    context = {"errors": errors, "contact": kept["typed"].get("contact", "")}
    return render(request, "dossiers/feedback/prove.html", context, status=422 if errors else 200)


def _contact(request: HttpRequest, proof_id: UUID) -> str:
    code, address = request.POST.get("code", ""), client_address(request)
    return identity.check_contact_code(proof_id=proof_id, code=code, address=address, at=now())


def case(request: HttpRequest, code: str) -> HttpResponse:
    """A case by the code that only its sender was told: where it stands, the answer, what one may add."""
    ratelimit.require(f"feedback-look:{limit_key(client_address(request))}", limit=120, per=PER_HOUR)
    actor, errors = actor_of(request), PageErrors()
    view = api.get_feedback_by_code(actor=actor, code=code)
    if request.method == "POST":
        verb = FeedbackVerb.RATE if "level" in request.POST else FeedbackVerb.ADD
        text = request.POST.get("level") or request.POST.get("text", "")
        try:
            api.answer_feedback(actor=actor, code=code, verb=verb, text=text, at=now())
            return redirect("dossiers:feedback", code)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = {
        "case": view,
        "errors": errors,
        "status": FEEDBACK_STATUS_LABELS[view.status],
        "topic": FEEDBACK_TOPIC_LABELS[view.topic],
        "levels": LEVELS,
        "FeedbackVerb": FeedbackVerb,
        "typed": request.POST.dict(),
    }
    return render(request, "dossiers/feedback/case.html", context, status=422 if errors else 200)


def find(request: HttpRequest) -> HttpResponse:
    """From the code typed to its page; no code has a stroke in it, and no address takes one there."""
    code = request.GET.get("ma", "").replace("/", "").strip()[:20]
    return redirect("dossiers:feedback", code or "-")


def published(request: HttpRequest) -> HttpResponse:
    """Questions and answers that their senders agreed to publish."""
    page = api.list_published_feedback(after=request.GET.get("sau") or None)
    context = {"page": page, "topics": FEEDBACK_TOPIC_LABELS}
    return render(request, "dossiers/feedback/published.html", context)


def _send(request: HttpRequest, case: FeedbackInput) -> HttpResponse:
    address = client_address(request)
    ratelimit.require(f"feedback-from:{limit_key(address)}", limit=PER_ADDRESS, per=PER_HOUR)
    actor = actor_of(request)
    if not actor.is_anonymous:
        filed = api.file_feedback(actor=actor, case=case, at=now(), key=request.POST.get("idempotency_key", ""))
        request.session.pop(SESSION, None)
        return redirect("dossiers:feedback", filed.code)
    api.check_feedback(case=case)
    contact = case.sender_email or case.sender_phone
    try:
        proof_id = identity.send_contact_code(contact=contact, address=address, at=now())
    except DomainError as refusal:
        refusal.field = refusal.field or "contact"
        raise
    kept = request.session[SESSION]["typed"] if "again" in request.POST else request.POST
    request.session[SESSION] = {"proof": str(proof_id), "typed": {key: kept.get(key, "") for key in KEPT}}
    return redirect("dossiers:prove_contact")


def _key(request: HttpRequest, errors: PageErrors) -> str:
    """What makes the form one case, however often it is sent; a new one where it was used for another."""
    used = errors.code == IdempotencyMismatch.code
    return (not used and request.POST.get("idempotency_key")) or str(uuid7())


def _mended(request: HttpRequest) -> dict[str, str]:
    """What waits for its code, for whoever comes back from there to mend it; to nobody else at the same screen."""
    kept = request.session.get(SESSION) if "sua" in request.GET else None
    return dict(kept["typed"]) if kept else {}


def _proved(case: FeedbackInput, contact: str) -> FeedbackInput:
    by_mail = "@" in contact
    return replace(case, sender_email=contact if by_mail else "", sender_phone="" if by_mail else contact)


def _agencies() -> list[tuple[str, str]]:
    found = [one for kind in _ASKED for one in directory.list_agencies(on=today(), kind=kind)]
    return [(str(one.id), one.name) for one in sorted(found, key=lambda one: one.sort_key)]
