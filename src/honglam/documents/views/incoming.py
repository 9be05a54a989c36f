"""Documents are handed in as files; what is on its way stands in a list."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from honglam.documents import api
from honglam.documents.contracts import DocumentFileMissing, ImportState
from honglam.documents.views.words import WORDS
from honglam.files import api as files
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError, NotFound
from honglam.ui.errors import PageError, PageErrors

ACCEPT = ".docx,.pdf,.txt"


def index(request: HttpRequest) -> HttpResponse:
    """What the agency takes in, and the field for one more."""
    errors = PageErrors()
    if request.method == "POST":
        try:
            return redirect("documents:import", _hand_in(request))
        except NotFound:
            raise
        except DomainError as refusal:
            errors = _at_the_file(refusal)
    page = api.list_imports(actor=actor_of(request), cursor=request.GET.get("after", ""))
    context = {"page": page, "errors": errors, "accept": ACCEPT, "words": WORDS}
    return render(request, "documents/incoming/index.html", context, status=422 if errors else 200)


def file(request: HttpRequest, import_id: UUID) -> HttpResponseBase:
    """The file as it was handed in."""
    view = api.get_import(actor=actor_of(request), import_id=import_id)
    return files.serve(request=request, file_id=view.file_id)


@require_POST
def read_again(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Try once more."""
    api.read_again(actor=actor_of(request), import_id=import_id, at=now())
    return redirect("documents:import", import_id)


def withdraw(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Are you sure? Then the text and what was decided about it are gone."""
    view = api.get_import(actor=actor_of(request), import_id=import_id)
    if view.line.state is ImportState.CONFIRMED:
        raise Http404
    if request.method == "POST":
        api.withdraw_import(actor=actor_of(request), import_id=import_id, at=now())
        messages.success(request, gettext("“%(name)s” was withdrawn.") % {"name": view.line.name})
        return redirect("documents:imports")
    return render(request, "documents/incoming/withdraw.html", {"one": view.line})


def _hand_in(request: HttpRequest) -> UUID:
    sent = request.FILES.get("file")
    if sent is None:
        raise DocumentFileMissing(field="file")
    came, known = api.import_document(actor=actor_of(request), content=sent, name=sent.name or "", at=now())
    if known:
        messages.info(request, gettext("Your agency has this very file already: here is what became of it."))
    return came


def _at_the_file(refusal: DomainError) -> PageErrors:
    """Whatever is wrong is wrong with the file."""
    told = PageErrors.of(refusal)
    return PageErrors([PageError(one.field or "file", one.text) for one in told.errors])
