"""An entry of the agency's own is put right, or taken out of the register."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.documents import api
from honglam.documents.contracts import HEAD_FIELDS, KIND_LABELS, VALIDITY_LABELS, Typed, Validity
from honglam.documents.forms import read_revision, read_typed
from honglam.documents.views.paper import shown_head
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import Conflict, DomainError, NotFound
from honglam.ui.errors import PageErrors

FIELDS = (*HEAD_FIELDS, "validity", "reason")


def correct(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """The particulars as they stand in the register, to be typed over; a reason goes with them."""
    actor, errors, typed, status = actor_of(request), PageErrors(), dict[str, str](), 200
    if request.method == "POST":
        typed, revision = read_typed(request.POST, FIELDS), read_revision(request.POST)
        try:
            api.correct_document(actor=actor, document_id=document_id, typed=typed, revision=revision, at=now())
        except NotFound:
            raise
        except DomainError as refusal:
            errors, status = PageErrors.of(refusal), _status(refusal)
        else:
            messages.success(request, gettext("The entry was corrected."))
            return redirect("documents:document", document_id)
    view = api.get_entry(actor=actor, document_id=document_id)
    kinds, validities = _choices(KIND_LABELS), _choices(VALIDITY_LABELS)
    context = {
        "one": view,
        "typed": {**view.typed, **typed},
        "errors": errors,
        "kinds": kinds,
        "validities": validities,
    }
    theirs = _theirs(view.typed, typed) if status == 409 else []
    return render(request, "documents/correct.html", context | {"theirs": theirs}, status=status)


def retire(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """What goes with it, and why it is taken out."""
    actor, errors, typed, status = actor_of(request), PageErrors(), dict[str, str](), 200
    if request.method == "POST":
        typed = read_typed(request.POST, ("reason",))
        try:
            api.retire_document(actor=actor, document_id=document_id, typed=typed, at=now())
        except NotFound:
            raise
        except DomainError as refusal:
            errors, status = PageErrors.of(refusal), _status(refusal)
        else:
            messages.success(request, gettext("The document was taken out of the register."))
            return redirect("documents:register")
    view = api.get_entry(actor=actor, document_id=document_id)
    context = {"one": view, "typed": typed, "errors": errors}
    return render(request, "documents/retire.html", context, status=status)


def _theirs(saved: Typed, typed: Typed) -> list[tuple[str, str]]:
    """What a colleague saved meanwhile where it differs, whether the document is in force included."""
    validity = saved["validity"]
    differs = validity != typed.get("validity", "")
    more = [(gettext("Validity"), gettext(VALIDITY_LABELS[Validity(validity)]))] if differs else []
    return shown_head(saved, typed) + more


def _choices(labels: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(key.value, gettext(label)) for key, label in labels.items()]


def _status(refusal: DomainError) -> int:
    return 409 if isinstance(refusal, Conflict) else 422
