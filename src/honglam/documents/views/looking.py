"""An officer looks through what was read: the text beside the particulars, each proposal by itself."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from honglam.documents import api
from honglam.documents.contracts import (
    HEAD_FIELDS,
    Confirmed,
    ImportMovedOn,
    ImportView,
    ProposalMovedOn,
    ProposalView,
    Typed,
)
from honglam.documents.forms import read_revision, read_typed
from honglam.documents.views.paper import paper_of, quoted, shown_head
from honglam.documents.views.words import WORDS
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import Conflict, DomainError, NotFound
from honglam.ui.errors import PageErrors


@dataclass(frozen=True, kw_only=True)
class _Refused:
    """What was refused, and what was typed."""

    errors: PageErrors
    typed: Typed
    status: int
    moved_on: bool = False


def one(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """The document with its particulars; a POST saves them or enters it into the register."""
    refused = None
    if request.method == "POST":
        found = _keep(request, import_id)
        if isinstance(found, HttpResponse):
            return found
        refused = found
    view = api.get_import(actor=actor_of(request), import_id=import_id)
    typed = {**view.head, **refused.typed} if refused else view.head
    context = {
        "one": view,
        "typed": typed,
        "errors": refused.errors if refused else PageErrors(),
        "theirs": shown_head(view.head, typed) if refused and refused.moved_on else [],
        "paper": paper_of(view),
        "next": view.next_open(0),
        "words": WORDS,
        "kinds": [(key.value, gettext(label)) for key, label in WORDS["kinds"].items()],
    }
    return render(request, "documents/incoming/import.html", context, status=refused.status if refused else 200)


def autosave(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Keep particulars while they are typed."""
    if request.method != "POST":
        return redirect("documents:import", import_id)
    try:
        revision = _save(request, import_id)
    except ImportMovedOn:
        return JsonResponse({"code": ImportMovedOn.code}, status=409)
    return JsonResponse({"revision": revision})


def proposal(request: HttpRequest, import_id: UUID, number: int) -> HttpResponse:
    """One citation or figure beside its place in the text; a POST decides about it."""
    refused = None
    if request.method == "POST":
        found = _decide(request, import_id, number)
        if isinstance(found, HttpResponse):
            return found
        refused = found
    view = api.get_import(actor=actor_of(request), import_id=import_id)
    this = view.proposal(number)
    if this is None:
        raise Http404
    context = _around(view, this) | {
        "typed": {**this.typed, **refused.typed} if refused else this.typed,
        "link": refused.typed.get("link", this.link) if refused else this.link,
        "errors": refused.errors if refused else PageErrors(),
        "moved_on": bool(refused and refused.moved_on),
    }
    return render(request, "documents/incoming/proposal.html", context, status=refused.status if refused else 200)


def _around(view: ImportView, this: ProposalView) -> dict[str, Any]:
    numbers = [each.number for each in view.proposals]
    at = numbers.index(this.number)
    return {
        "one": view,
        "this": this,
        "quote": quoted(view, this),
        "before": numbers[at - 1] if at else None,
        "after": numbers[at + 1] if at + 1 < len(numbers) else None,
        "paper": paper_of(view),
        "words": WORDS,
    }


def _save(request: HttpRequest, import_id: UUID) -> int:
    return api.save_head(
        actor=actor_of(request),
        import_id=import_id,
        typed=read_typed(request.POST, HEAD_FIELDS),
        revision=read_revision(request.POST),
        at=now(),
    )


def _keep(request: HttpRequest, import_id: UUID) -> HttpResponse | _Refused:
    typed = read_typed(request.POST, HEAD_FIELDS)
    try:
        revision = _save(request, import_id)
        if request.POST.get("_do") != "confirm":
            messages.success(request, gettext("The particulars were saved."))
            return redirect("documents:import", import_id)
        done = api.confirm_import(
            actor=actor_of(request),
            import_id=import_id,
            typed=typed,
            revision=revision,
            document=request.POST.get("document", ""),
            leave=request.POST.get("leave") == "1",
            at=now(),
        )
    except NotFound:
        raise
    except DomainError as refusal:
        return _refused(refusal, typed, moved_on=isinstance(refusal, ImportMovedOn))
    messages.success(request, _entered(done))
    return redirect("documents:document", done.document_id)


def _entered(done: Confirmed) -> str:
    """What came into the register, and what of it stood there already from another copy."""
    told = gettext("The document is in the register.")
    if done.known:
        more = gettext("%(new)s citations and figures were added; %(known)s stood there already.")
        told += " " + more % {"new": done.citations + done.figures, "known": done.known}
    if done.unclear:
        more = gettext("%(count)s citations may mean several entries and lead to none; they stay as they are written.")
        told += " " + more % {"count": done.unclear}
    return told


def _decide(request: HttpRequest, import_id: UUID, number: int) -> HttpResponse | _Refused:
    typed = read_typed(request.POST, request.POST)
    try:
        _verdict(request, import_id, number, typed)
    except NotFound:
        raise
    except DomainError as refusal:
        return _refused(refusal, typed, moved_on=isinstance(refusal, ProposalMovedOn))
    if request.POST.get("_do") == "reopen":
        return redirect("documents:proposal", import_id, number)
    following = api.get_import(actor=actor_of(request), import_id=import_id).next_open(number)
    if following is not None:
        return redirect("documents:proposal", import_id, following)
    messages.success(request, gettext("Every proposal has been looked at."))
    return redirect(reverse("documents:import", args=[import_id]) + "#confirm")


def _verdict(request: HttpRequest, import_id: UUID, number: int, typed: Typed) -> None:
    revision, deed = read_revision(request.POST), request.POST.get("_do")
    where: dict[str, Any] = {
        "actor": actor_of(request),
        "import_id": import_id,
        "number": number,
        "revision": revision,
        "at": now(),
    }
    if deed == "drop":
        api.drop_proposal(**where)
    elif deed == "reopen":
        api.reopen_proposal(**where)
    else:
        api.take_proposal(**where, typed=typed, link=typed.get("link", ""))


def _refused(refusal: DomainError, typed: Typed, *, moved_on: bool) -> _Refused:
    status = 409 if isinstance(refusal, Conflict) else 422
    return _Refused(errors=PageErrors.of(refusal), typed=typed, status=status, moved_on=moved_on)
