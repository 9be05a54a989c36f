"""The share of reused papers by agency and period."""

from django.db.models import Sum

from honglam.directory import api as directory
from honglam.dossiers.contracts import CountsAsked, ReuseRow
from honglam.dossiers.models import ReuseCount
from honglam.dossiers.queries.counting import agency_ids


def list_reuse(*, asked: CountsAsked) -> list[ReuseRow]:
    """Required and reused papers of each lead agency in the period, most asked for first. One query."""
    rows = ReuseCount.objects.filter(on__range=(asked.first_on, asked.last_on))
    wanted = agency_ids(asked)
    if wanted is not None:
        rows = rows.filter(agency_id__in=wanted)
    if asked.procedure_code:
        rows = rows.filter(procedure_code=asked.procedure_code)
    sums = list(rows.values("agency_id").annotate(required_sum=Sum("required"), reused_sum=Sum("reused")))
    names = directory.get_agencies(agency_ids=[row["agency_id"] for row in sums])
    found = [
        ReuseRow(
            agency_id=row["agency_id"],
            agency_name=names[row["agency_id"]].name if row["agency_id"] in names else "",
            required=row["required_sum"],
            reused=row["reused_sum"],
        )
        for row in sums
    ]
    return sorted(found, key=lambda row: (-row.required, row.agency_name))
