"""The log of the wallet, to take away: as a table for programs and as a sheet for people."""

from collections.abc import Iterator
from itertools import chain

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import get_language, gettext

from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.registries.contracts import UseView
from honglam.registries.gateways.typesetting import set_log
from honglam.registries.queries import uses
from honglam.ui.formats import format_datetime
from honglam.ui.sheets import as_stream


def as_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The whole log as CSV."""
    rows = chain([_columns()], _table(uses.iterate_uses(actor=actor_of(request))))
    return as_stream("nhat-ky-giay-to", rows)


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
