"""An officer enters a figure that no rule found: chooses its sentence in the text, types what it says."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from honglam.documents import api
from honglam.documents.contracts import ImportView, Paragraph, Typed
from honglam.documents.forms import read_paragraph, read_typed
from honglam.documents.rules.placing import sentences_of
from honglam.documents.views.paper import paper_of
from honglam.documents.views.words import WORDS
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import Conflict, DomainError, NotFound
from honglam.ui.errors import PageErrors


def figure(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """The form beside the text; `doan` is the number of the paragraph in which the figure stands."""
    errors, typed, status = PageErrors(), dict[str, str](), 200
    if request.method == "POST":
        typed = read_typed(request.POST, request.POST)
        try:
            return _enter(request, import_id, typed)
        except NotFound:
            raise
        except DomainError as refusal:
            errors, status = PageErrors.of(refusal), 409 if isinstance(refusal, Conflict) else 422
    view = api.get_import(actor=actor_of(request), import_id=import_id)
    if not view.may_edit:
        return redirect("documents:import", import_id)
    chosen = _chosen(view, read_paragraph(request.GET))
    context = {
        "one": view,
        "chosen": chosen,
        "sentences": [(address, words.strip()) for address, _, words in sentences_of(chosen)] if chosen else [],
        "typed": typed,
        "errors": errors,
        "paper": paper_of(view),
        "words": WORDS,
    }
    return render(request, "documents/incoming/add.html", context, status=status)


def _chosen(view: ImportView, number: int) -> Paragraph | None:
    return next((one for one in view.paragraphs if one.number == number), None)


def _enter(request: HttpRequest, import_id: UUID, typed: Typed) -> HttpResponse:
    sentence = typed.get("sentence", "")
    number = api.add_figure(actor=actor_of(request), import_id=import_id, sentence=sentence, typed=typed, at=now())
    messages.success(
        request, gettext("The figure was entered as proposal %(number)s and counts as right.") % {"number": number}
    )
    return redirect(reverse("documents:import", args=[import_id]) + f"#p{sentence.partition('.')[0]}")
