"""A written report as a file: PDF in the layout of NĐ 30/2020/NĐ-CP, or Word, figures leading to their pages."""

from django.http import Http404, HttpRequest, HttpResponse

from honglam.indicators.contracts import WritingView
from honglam.indicators.gateways.typesetting import set_written
from honglam.indicators.gateways.word import write_docx
from honglam.indicators.views.writing.layout import laid_out

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def as_paper(request: HttpRequest, view: WritingView, form: str, *, inside: bool) -> HttpResponse:
    """The file in a form; another form is no address of ours."""
    laid = laid_out(view, base=request.build_absolute_uri("/").rstrip("/"), inside=inside)
    name = f"bao-cao-{view.period.last_on}.{form}"
    if form == "pdf":
        headers = {"Content-Disposition": f'inline; filename="{name}"'}
        return HttpResponse(set_written(laid), content_type="application/pdf", headers=headers)
    if form == "docx":
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(write_docx(laid), content_type=DOCX, headers=headers)
    raise Http404
