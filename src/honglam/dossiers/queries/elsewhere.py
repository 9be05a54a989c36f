"""Received by, settled by: what a desk took in for other agencies, and what others took in for its own.

A dossier counts as received and settled with its lead agency alone (`counting`); this only says through whose hands it
came, so that nobody counts it twice.
"""

from datetime import datetime, time

from django.db.models import Count, Q, QuerySet

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind
from honglam.dossiers.models import Dossier
from honglam.dossiers.queries.people import agency_name
from honglam.dossiers.queries.registers import rows_of
from honglam.dossiers.rules.registers import Crossings, Passed, RegisterAsked
from honglam.kernel.clock import VIETNAM
from honglam.kernel.values import Actor


def list_crossings(*, actor: Actor, asked: RegisterAsked) -> Crossings:
    """Both directions for a desk and a stretch of time: two queries. Raises DossierNotFound for a foreign desk."""
    here = rows_of(actor=actor, asked=asked).filter(received_elsewhere=True)
    there = Dossier.objects.filter(
        lead_agency__in=_served_by(asked),
        received_elsewhere=True,
        accepted_at__gte=datetime.combine(asked.first_on, time.min, tzinfo=VIETNAM),
        accepted_at__lt=datetime.combine(asked.end_on, time.min, tzinfo=VIETNAM),
    )
    return Crossings(for_others=_grouped(here, "lead_agency_id"), by_others=_grouped(there, "desk_id"))


def _served_by(asked: RegisterAsked) -> list[int]:
    """The agencies whose own desk it is; directory answers from memory."""
    agencies = directory.list_agencies(on=asked.end_on)
    desks = {one.id: directory.one_stop_of(agency_id=one.id) for one in agencies if one.kind is not AgencyKind.ONE_STOP}
    return [agency_id for agency_id, desk in desks.items() if desk is not None and desk.id == asked.desk_id]


def _grouped(rows: QuerySet[Dossier], by: str) -> tuple[Passed, ...]:
    found = (
        rows.order_by()
        .values(by)
        .annotate(received=Count("id"), settled=Count("id", filter=Q(resolved_at__isnull=False)))
        .order_by("-received", by)
    )
    return tuple(Passed(name=agency_name(row[by]), received=row["received"], settled=row["settled"]) for row in found)
