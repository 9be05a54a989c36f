"""Originals that lie at a desk: for whoever works there and whoever answers for it."""

from django.db.models import Q

from honglam.dossiers.access import desks_of
from honglam.dossiers.contracts import OriginalView, Status, Verb
from honglam.dossiers.models import Paper
from honglam.dossiers.queries.lapses import led_units
from honglam.dossiers.queries.people import shown_name
from honglam.dossiers.queries.searching import is_overseer
from honglam.kernel.paging import Page, decode_id, encode_cursor
from honglam.kernel.values import Actor

ENDED = (Status.RETURNED.value, Status.REFUSED.value, Status.WITHDRAWN.value, Status.STOPPED.value)
"""From then on the office has no use for an original: it is overdue."""


def list_originals(*, actor: Actor, overdue: bool, after: str | None, limit: int) -> Page[OriginalView]:
    """Originals kept and not given back, latest first; `overdue`: only those whose dossier is over. One query."""
    own = desks_of(actor, Verb.RETURN_RESULT)
    desks = {*own, *led_units(actor)}
    held = Q(kept_at__isnull=False, given_back_at=None)
    rows = Paper.objects.filter(held, dossier__desk_id__in=desks).select_related("dossier").order_by("-id")
    if overdue:
        rows = rows.filter(dossier__status__in=ENDED)
    if after:
        rows = rows.filter(id__lt=decode_id(after))
    found = list(rows[: limit + 1]) if desks else []
    cursor = encode_cursor(found[limit - 1].id) if len(found) > limit else None
    items = [_view(row, masked=is_overseer(actor), at_own_desk=row.dossier.desk_id in own) for row in found[:limit]]
    return Page(items=items, next_cursor=cursor)


def _view(row: Paper, *, masked: bool, at_own_desk: bool) -> OriginalView:
    return OriginalView(
        paper_id=row.id,
        dossier_id=row.dossier_id,
        code=row.dossier.code or row.dossier.registration_code,
        applicant=shown_name(row.dossier.applicant_name, row.dossier.applicant_kind, masked=masked),
        name=row.name,
        count=row.originals,
        kept_since=row.kept_at or row.received_at,
        overdue=row.dossier.status in ENDED,
        may_give_back=at_own_desk,
    )
