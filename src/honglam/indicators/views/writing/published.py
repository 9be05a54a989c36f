"""Reports that agencies have published: a list and each of them, for everybody."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from honglam.indicators import api
from honglam.indicators.contracts import WritingNotFound, WritingState
from honglam.indicators.views.writing.files import as_paper
from honglam.indicators.views.writing.layout import laid_out
from honglam.indicators.views.writing.words import WRITING_WORDS
from honglam.kernel.values import ANONYMOUS


def listing(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    page = api.list_written(actor=ANONYMOUS, published=True, after=request.GET.get("sau", ""))
    return render(request, "indicators/writing/published.html", {"page": page, "words": WRITING_WORDS})


def report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """One published report, as a page or as a file (`dang=pdf`, `dang=docx`); the same for every reader."""
    view = api.get_written(actor=ANONYMOUS, report_id=report_id)
    if view.state is not WritingState.PUBLISHED:
        raise WritingNotFound
    if request.GET.get("dang"):
        return as_paper(request, view, request.GET["dang"], inside=False)
    context = {"report": view, "laid": laid_out(view, inside=False), "words": WRITING_WORDS}
    return render(request, "indicators/writing/public.html", context)
