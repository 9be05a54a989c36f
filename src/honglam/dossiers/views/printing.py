"""Official forms as PDF: singly, or many in one file for the printer beside the counter."""

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from honglam.dossiers import api
from honglam.dossiers.contracts import FormsMissing, NothingChosen, SlipKind
from honglam.dossiers.forms.supplement import as_uuid
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import Actor

MAX_BATCH = 50


def slip(request: HttpRequest, dossier_id: UUID, slip_id: UUID) -> HttpResponse:
    """A form as it was issued; posted by the button of a written refusal, which is handed over by that."""
    actor, at = actor_of(request), now()
    printed = pdf(api.print_slips(actor=actor, slip_ids=[slip_id], at=at), "phieu")
    if request.method == "POST":
        api.download_result(actor=actor, dossier_id=dossier_id, paper_id=slip_id, at=at)
    return printed


def control_sheet(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Form 06, made from the tasks as they stand now."""
    return pdf(api.print_control_sheet(actor=actor_of(request), dossier_id=dossier_id, at=now()), "phieu-kiem-soat")


def batch(request: HttpRequest) -> HttpResponse:
    """One form (`mau`; the receipt unless said otherwise) of several dossiers (`ho-so` repeated) in one file.

    Where some of them do not have it, a page says which and offers the others: no paper is missed in a pile.
    """
    wanted = [known for text in request.GET.getlist("ho-so")[:MAX_BATCH] if (known := as_uuid(text))]
    if not wanted:
        raise NothingChosen(field="ho-so")
    form = request.GET.get("mau", "")
    kind = SlipKind(form) if form in set(SlipKind) else SlipKind.RECEIPT
    try:
        return _printed(actor_of(request), wanted, kind, now())
    except FormsMissing as refusal:
        rest = refusal.params["rest"]
        others = urlencode({"mau": kind.value, "ho-so": rest}, doseq=True) if rest else ""
        context = {"codes": refusal.params["codes"], "others": others, "count": len(rest)}
        return render(request, "dossiers/officer/not_printed.html", context | {"said": refusal.message}, status=409)


def _printed(actor: Actor, dossier_ids: list[UUID], kind: SlipKind, at: datetime) -> HttpResponse:
    if kind is SlipKind.HANDOVER:
        return pdf(api.print_handover_record(actor=actor, dossier_ids=dossier_ids, at=at), "phieu-ban-giao")
    if kind is SlipKind.CONTROL_SHEET:
        return pdf(api.print_control_sheets(actor=actor, dossier_ids=dossier_ids, at=at), "phieu-kiem-soat")
    return pdf(api.print_forms(actor=actor, dossier_ids=dossier_ids, kind=kind, at=at), kind.value.replace("_", "-"))


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
