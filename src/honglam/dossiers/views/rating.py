"""Rating without an account: the large buttons of the desk's screen, and the link of a letter or receipt."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.dossiers import api
from honglam.dossiers.contracts import RatingReason, Satisfaction
from honglam.dossiers.rules.links import read_rating_token
from honglam.dossiers.views.words import CHOOSE, LEVELS, REASONS
from honglam.kernel import ratelimit
from honglam.kernel.clients import client_address, limit_key
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError
from honglam.ui.errors import PageErrors

_HOUR = timedelta(hours=1)


def kiosk(request: HttpRequest) -> HttpResponse:
    """The desk's screen: three large buttons for the dossier that was handed over last, then why."""
    if request.method == "POST":
        _rate_at_desk(request)
        return redirect("dossiers:kiosk")
    asked = api.last_returned(actor=actor_of(request), at=now())
    return render(request, "dossiers/rating/kiosk.html", {"asked": asked, "levels": LEVELS, "reasons": REASONS})


def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a letter or receipt: one answer for one dossier, no account needed."""
    ratelimit.require(f"rate-from:{limit_key(client_address(request))}", limit=60, per=_HOUR)
    dossier_id = _read(token)
    if dossier_id is None:
        raise Http404
    asked, errors = api.asked_by_link(dossier_id=dossier_id), PageErrors()
    if request.method == "POST" and not (asked.rated or asked.too_early or asked.without_result):
        errors = _rate(request, dossier_id)
        if not errors:
            return redirect("dossiers:rate_by_link", token)
    context = {"asked": asked, "errors": errors, "levels": LEVELS, "reasons": REASONS, "typed": request.POST.dict()}
    context["ticked"] = request.POST.getlist("reasons")
    return render(request, "dossiers/rating/link.html", context, status=422 if errors else 200)


def read_reasons(given: Iterable[str]) -> tuple[RatingReason, ...]:
    """The reasons ticked; what is none is left out."""
    return tuple(RatingReason(one) for one in given if one in set(RatingReason))


def _rate_at_desk(request: HttpRequest) -> None:
    """What was pressed. Too late, or twice: the screen goes back to its question, and nobody is held up by an error."""
    level, dossier_id = request.POST.get("level", ""), _id(request.POST.get("ho_so", ""))
    if level not in set(Satisfaction):
        raise Http404
    reasons = read_reasons(request.POST.getlist("reasons"))
    with suppress(DomainError):
        api.rate_at_desk(
            actor=actor_of(request), dossier_id=dossier_id, level=Satisfaction(level), reasons=reasons, at=now()
        )


def _rate(request: HttpRequest, dossier_id: UUID) -> PageErrors:
    level = request.POST.get("level", "")
    if level not in set(Satisfaction):
        return PageErrors.of({"level": gettext(CHOOSE)})
    try:
        api.rate_by_link(
            dossier_id=dossier_id,
            level=Satisfaction(level),
            reasons=read_reasons(request.POST.getlist("reasons")),
            comment=request.POST.get("comment", ""),
            at=now(),
        )
    except DomainError as refusal:
        return PageErrors.of(refusal)
    return PageErrors()


def _read(token: str) -> UUID | None:
    """The dossier of a link, sealed under the present key or one of before: receipts on paper outlive a key."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    found = (read_rating_token(token, key.encode()) for key in keys)
    return next((dossier_id for dossier_id in found if dossier_id is not None), None)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as fault:
        raise Http404 from fault
