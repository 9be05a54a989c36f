"""The same flows by procedure, from the daily counts; procedures on offer that nobody used stand there with zeros."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, Sum

from honglam.dossiers.models import DailyCount
from honglam.kernel.measures import MeasureAsked
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel

Numbers = dict[str, float]


def read_procedures(asked: MeasureAsked) -> list[tuple[str, str, Numbers]]:
    """Code, name and numbers of every procedure on offer or used, by code. Two queries and the catalogue."""
    rows = DailyCount.objects.filter(procedure_code__gt="", on__gte=asked.first_on, on__lte=asked.last_on)
    names = procedures.names_of_procedures(on=asked.last_on)
    if asked.agency_ids is not None:
        rows = rows.filter(agency_id__in=asked.agency_ids)
        offered = procedures.codes_by_agency(on=asked.last_on)
        shown = {code for one in asked.agency_ids for code in offered.get(one, ())}
    else:
        shown = set(names)
    found = {
        row["procedure_code"]: row
        for row in rows.values("procedure_code").annotate(
            received_sum=Sum("received"),
            online_sum=Sum("received", filter=Q(channel=Channel.ONLINE.value)),
            early_sum=Sum("settled_early"),
            on_time_sum=Sum("settled_on_time"),
            overdue_sum=Sum("settled_overdue"),
        )
    }
    return [(code, names.get(code, code), _numbers(found.get(code, {}))) for code in sorted({*shown, *found})]


def _numbers(row: Mapping[str, Any]) -> Numbers:
    early, on_time, overdue = (float(row.get(f"{name}_sum") or 0) for name in ("early", "on_time", "overdue"))
    received, online = float(row.get("received_sum") or 0), float(row.get("online_sum") or 0)
    return {
        "received": received,
        "received_online": online,
        "received_offline": received - online,
        "settled": early + on_time + overdue,
        "settled_early": early,
        "settled_on_time": on_time,
        "settled_overdue": overdue,
    }
