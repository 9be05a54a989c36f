"""Pages of bulk acts: ask, look how far it has come, take back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from honglam.dossiers import api
from honglam.dossiers.contracts import BULK_LIMIT, BulkVerb, BulkWish
from honglam.dossiers.forms.supplement import as_uuid
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.ids import uuid7
from honglam.kernel.values import DomainError, text_noop
from honglam.ui.errors import PageErrors

LABELS = {
    BulkVerb.ASSIGN: text_noop("Assign to an officer"),
    BulkVerb.FINISH_STEP: text_noop("Finish the step"),
    BulkVerb.UNDO: text_noop("Take the assignment back"),
}


def ask(request: HttpRequest) -> HttpResponse:
    """What is to be done to the chosen dossiers (`ho-so` repeated), then the beginning of it."""
    typed = request.POST if request.method == "POST" else request.GET
    chosen = [known for text in typed.getlist("ho-so")[: BULK_LIMIT + 1] if (known := as_uuid(text))]
    actor, errors = actor_of(request), PageErrors()
    if request.method == "POST":
        wish = BulkWish(
            verb=BulkVerb.FINISH_STEP if typed.get("verb") == BulkVerb.FINISH_STEP else BulkVerb.ASSIGN,
            dossier_ids=tuple(chosen),
            everything_waiting=typed.get("all") == "1",
            holder_id=as_uuid(typed.get("holder_id", "")),
            outcome=typed.get("outcome", ""),
            note=typed.get("note", ""),
        )
        try:
            return redirect("dossiers:bulk", api.start_bulk(actor=actor, wish=wish, key=typed.get("key", ""), at=now()))
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    holders, outcomes = api.choices_for_bulk(actor=actor, dossier_ids=chosen)
    context = {"chosen": chosen, "holders": holders, "outcomes": outcomes, "typed": typed, "errors": errors}
    key = typed.get("key") or str(uuid7())
    return render(request, "dossiers/officer/bulk_new.html", context | {"key": key}, status=422 if errors else 200)


def show(request: HttpRequest, bulk_id: UUID) -> HttpResponse:
    """How far it has come; the page looks again by itself until the end."""
    view = api.get_bulk(actor=actor_of(request), bulk_id=bulk_id)
    reasons = [(one, gettext(one.message) % dict(one.params)) for one in view.refusals]
    return render(request, "dossiers/officer/bulk.html", {"bulk": view, "label": LABELS[view.verb], "reasons": reasons})


def index(request: HttpRequest) -> HttpResponse:
    """The officer's own bulk acts."""
    return render(
        request, "dossiers/officer/bulk_acts.html", {"acts": api.list_bulk(actor=actor_of(request)), "labels": LABELS}
    )


@require_POST
def undo(request: HttpRequest, bulk_id: UUID) -> HttpResponse:
    """Take an assignment back."""
    return redirect("dossiers:bulk", api.undo_bulk(actor=actor_of(request), bulk_id=bulk_id, at=now()))
