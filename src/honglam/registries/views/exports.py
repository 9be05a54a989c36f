"""The log of the wallet, to take away: as a table for programs and as a sheet for people."""

import csv
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import get_language, gettext

from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.registries.contracts import UseView
from honglam.registries.gateways.typesetting import set_log
from honglam.registries.queries import uses
from honglam.ui.formats import format_datetime


class _Echo:
    """A file that hands back what is written, so that rows stream."""

    def write(self, value: str) -> bytes:
        return value.encode()


def as_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The whole log as CSV."""
    writer = csv.writer(_Echo())
    rows = _table(uses.iterate_uses(actor=actor_of(request)))
    head = [f"\ufeff{_columns()[0]}", *_columns()[1:]]
    lines = (writer.writerow([_harmless(cell) for cell in row]) for row in rows)
    return StreamingHttpResponse(
        _with_head(writer.writerow(head), lines),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="nhat-ky-giay-to.csv"', "Cache-Control": "no-store"},
    )


def as_pdf(request: HttpRequest) -> HttpResponse:
    """The latest lines on sheets of paper."""
    actor = actor_of(request)
    content = set_log(
        title=gettext("Who used my papers"),
        subtitle=f"{actor.name} · {format_datetime(now())}",
        columns=_columns(),
        rows=_table(uses.list_uses(actor=actor, limit=2000)),
        lang=(get_language() or "vi")[:2],
    )
    headers = {"Content-Disposition": 'attachment; filename="nhat-ky-giay-to.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _columns() -> list[str]:
    return [
        gettext("When"),
        gettext("What happened"),
        gettext("Paper"),
        gettext("Who"),
        gettext("For which dossier"),
        gettext("By what right"),
    ]


def _table(lines: Iterator[UseView] | list[UseView]) -> Iterator[list[str]]:
    for line in lines:
        who = line.actor_name + (f", {line.agency_name}" if line.agency_name else "")
        purpose = " – ".join(part for part in (line.purpose.code, line.purpose.procedure_name) if part)
        moment = format_datetime(line.at)
        yield [moment, gettext(line.label), line.paper_title, who, purpose, gettext(line.basis_label)]


def _harmless(cell: str) -> str:
    """A spreadsheet must not take a title for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell[:1] else cell


def _with_head(head: bytes, lines: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from lines
