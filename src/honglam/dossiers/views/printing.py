"""Official forms as PDF: singly, or many in one file for the printer beside the counter."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from honglam.dossiers import api
from honglam.dossiers.contracts import SlipKind
from honglam.dossiers.forms.supplement import as_uuid
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of

MAX_BATCH = 50


def slip(request: HttpRequest, dossier_id: UUID, slip_id: UUID) -> HttpResponse:  # noqa: ARG001 - the path is readable
    """A form as it was issued."""
    return pdf(api.print_slips(actor=actor_of(request), slip_ids=[slip_id], at=now()), "phieu")


def control_sheet(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Form 06, made from the tasks as they stand now."""
    return pdf(api.print_control_sheet(actor=actor_of(request), dossier_id=dossier_id, at=now()), "phieu-kiem-soat")


def batch(request: HttpRequest) -> HttpResponse:
    """One form (`mau`; the receipt unless said otherwise) of several dossiers (`ho-so` repeated) in one file."""
    wanted = [known for text in request.GET.getlist("ho-so")[:MAX_BATCH] if (known := as_uuid(text))]
    actor, at, form = actor_of(request), now(), request.GET.get("mau", SlipKind.RECEIPT.value)
    if form == SlipKind.HANDOVER.value:
        return pdf(api.print_handover_record(actor=actor, dossier_ids=wanted, at=at), "phieu-ban-giao")
    if form == SlipKind.CONTROL_SHEET.value:
        return pdf(api.print_control_sheets(actor=actor, dossier_ids=wanted, at=at), "phieu-kiem-soat")
    kind = SlipKind(form) if form in set(SlipKind) else SlipKind.RECEIPT
    return pdf(api.print_forms(actor=actor, dossier_ids=wanted, kind=kind, at=at), kind.value.replace("_", "-"))


def pdf(content: bytes, name: str) -> HttpResponse:
    """A form or document for the browser's own viewer; nothing in it may load anything."""
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}.pdf"',
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; plugin-types application/pdf",
            "Cache-Control": "private, no-store",
        },
    )
