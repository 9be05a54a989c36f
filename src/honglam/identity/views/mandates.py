"""Letting somebody act in one's name, and acting in somebody's: offering, accepting, ending, choosing."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from honglam.files import api as files
from honglam.files.contracts import StoredFile
from honglam.identity.contracts import ACTING_FOR, MANDATE, MandatePaperLost, MandateState, MandateTerms
from honglam.identity.forms import read_terms
from honglam.identity.queries.mandates import get_mandate, list_given, list_held, rule_on
from honglam.identity.queries.topics import list_topics, topic_name
from honglam.identity.services import mandates
from honglam.identity.views import words
from honglam.identity.views.pages import FILES_LOST, draw, fresh_proof, next_address, own_actor_of, say
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError

_METHODS = ["GET", "HEAD", "POST"]


@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """What one gave, what one holds, and in whose name one acts now. Each list has pages of its own."""
    actor, at = actor_of(request), now()
    if request.GET.get("het"):
        messages.warning(request, _("The authorisation under which you acted is over. You act for yourself again."))
    asked = {name: request.GET.get(name, "") for name in ("giao", "nhan")}
    given = list_given(actor=actor, at=at, after=asked["giao"])
    held = list_held(actor=actor, at=at, after=asked["nhan"])
    return draw(request, "mandates", mandate=actor.mandate, given=given, held=held, asked=asked, words=words)


@fresh_proof
@require_http_methods(_METHODS)
def offer(request: HttpRequest) -> HttpResponse:
    """Offer a mandate. The address may name one dossier or a procedure to begin with."""
    refusal = None
    if request.method == "POST":
        try:
            _offer(request, now())
            say(request, _("If this contact belongs to an account, the offer is on its way."))
            return redirect("identity:mandates")
        except DomainError as error:
            refusal = error
    return draw(
        request,
        "mandate_offer",
        refusal,
        topics=list_topics(),
        chosen=request.POST.getlist("topics"),
        powers=request.POST.getlist("powers"),
        asked=_asked(request),
        rule=rule_on(today()),
        today=today(),
        words=words,
    )


def _asked(request: HttpRequest) -> dict[str, str]:
    """What the link that led here was about: a dossier with its code, or a procedure."""
    given = request.POST if request.method == "POST" else request.GET
    return {name: given.get(name, "")[:60] for name in ("subject_id", "subject_code", "procedure")}


def _offer(request: HttpRequest, at: datetime) -> None:
    actor, upload = own_actor_of(request), request.FILES.get("paper")
    if FILES_LOST in request.POST:
        raise MandatePaperLost(field="paper")
    terms: MandateTerms = read_terms(request.POST, on=today())
    if isinstance(upload, UploadedFile):
        stored: StoredFile = files.store(actor=actor, content=upload, name=upload.name or "", at=at, purpose="mandate")
        terms = terms.with_paper(stored.id)
    mandates.offer(actor=actor, terms=terms, at=at)


@fresh_proof
@require_http_methods(_METHODS)
def one(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """One mandate: accepting what is offered, ending what stands."""
    actor, at, refusal = own_actor_of(request), now(), None
    if request.method == "POST":
        try:
            verb = mandates.accept if "accept" in request.POST else mandates.end
            verb(actor=actor, mandate_id=mandate_id, at=at)
            return redirect("identity:mandates")
        except DomainError as error:
            refusal = error
    view = get_mandate(actor=actor, mandate_id=mandate_id, at=at)
    names, gave = [topic_name(code) or code for code in view.topics], view.principal_id == actor.id
    acting = actor_of(request).mandate
    return draw(request, "mandate", refusal, one=view, names=names, gave=gave, mandate=acting, words=words)


@require_POST
def choose(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Act under a mandate from now on, or for oneself again."""
    request.session.pop(ACTING_FOR, None)
    if "for_myself" not in request.POST:
        view = get_mandate(actor=own_actor_of(request), mandate_id=mandate_id, at=now())
        if view.proxy_id != own_actor_of(request).id or view.state is not MandateState.IN_FORCE:
            raise Http404
        request.session[ACTING_FOR] = f"{MANDATE}:{mandate_id}"
    return redirect(next_address(request) or "identity:mandates")


@require_GET
def paper(request: HttpRequest, mandate_id: UUID) -> HttpResponseBase:
    """The power of attorney, for both sides."""
    view = get_mandate(actor=own_actor_of(request), mandate_id=mandate_id, at=now())
    if view.paper_id is None:
        raise Http404
    return files.serve(request=request, file_id=view.paper_id, inline=True)
