"""Files as answers."""

from collections.abc import Iterable, Sequence

from django.http import Http404, HttpResponse

from honglam.payments.forms.tables import write_csv, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF shown in the browser, kept by nobody on the way."""
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}.pdf"',
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; plugin-types application/pdf",
            "Cache-Control": "private, no-store",
        },
    )


def table(rows: Iterable[Sequence[object]], *, name: str, form: str) -> HttpResponse:
    """The rows as CSV or XLSX."""
    if form == "csv":
        content, kind = write_csv(rows), "text/csv; charset=utf-8"
    elif form == "xlsx":
        content, kind = write_xlsx(name, rows), XLSX
    else:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
