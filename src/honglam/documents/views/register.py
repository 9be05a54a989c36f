"""The register of documents: the list, one document, the list as a file."""

from collections.abc import Iterator
from itertools import chain, islice
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from honglam.documents import api
from honglam.documents.access import IMPORTERS
from honglam.documents.contracts import KIND_LABELS, VALIDITY_LABELS, DocumentLine, DocumentNotFound
from honglam.documents.forms import read_asked
from honglam.documents.views.words import WORDS
from honglam.files import api as files
from honglam.kernel.guards import actor_of
from honglam.ui.formats import format_date
from honglam.ui.sheets import FORMATS, Cell, as_file, as_stream

MOST_ROWS = 5_000
"""Of a workbook, which is made in one piece; the CSV file is as long as the list."""


def index(request: HttpRequest) -> HttpResponse:
    """Documents in sight, the latest first."""
    asked = read_asked(request.GET.dict())
    query = request.GET.copy()
    query.pop("after", None)
    context = {
        "page": api.list_documents(actor=actor_of(request), asked=asked, cursor=request.GET.get("after", "")),
        "asked": asked,
        "may_import": IMPORTERS.admits(actor_of(request)),
        "query": query.urlencode(),
        "words": WORDS,
        "kinds": [(key, gettext(label)) for key, label in KIND_LABELS.items()],
        "validities": [(key, gettext(label)) for key, label in VALIDITY_LABELS.items()],
    }
    return render(request, "documents/register.html", context)


def document(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """One document: what is known of it, whom it cites, who cites it and how."""
    context = {"one": api.get_document(actor=actor_of(request), document_id=document_id), "words": WORDS}
    return render(request, "documents/document.html", context)


def file(request: HttpRequest, document_id: UUID) -> HttpResponseBase:
    """The file of a document that was imported."""
    found = api.get_document(actor=actor_of(request), document_id=document_id).file_id
    if found is None:
        raise DocumentNotFound
    return files.serve(request=request, file_id=found)


def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The same list as a file: all of it as CSV, row by row; a workbook says where it ends before the list."""
    if kind not in FORMATS:
        raise Http404
    found = api.every_document(actor=actor_of(request), asked=read_asked(request.GET.dict()))
    if kind == "csv":
        return as_stream("van-ban", chain([_head()], map(_row, found)))
    return as_file(kind, "van-ban", gettext("Register of documents"), [_head(), *_first(found)])


def _first(found: Iterator[DocumentLine]) -> Iterator[list[Cell]]:
    yield from map(_row, islice(found, MOST_ROWS))
    if next(found, None) is not None:
        words = gettext("The list goes on: only its first %(count)s documents are in this file. Take the CSV file.")
        yield [words % {"count": MOST_ROWS}]


def _head() -> list[Cell]:
    return [
        *(gettext("Abstract"), gettext("Kind of document"), gettext("Number and symbol"), gettext("Date")),
        *(gettext("Issuer"), gettext("Validity"), gettext("Remark")),
    ]


def _row(one: DocumentLine) -> list[Cell]:
    remark = gettext("cited differently") if one.disputed else ""
    date = format_date(one.dated) if one.dated else ""
    kind, validity = gettext(KIND_LABELS[one.kind]), gettext(VALIDITY_LABELS[one.validity])
    return [one.title, kind, one.symbol, date, one.issuer, validity, remark]
