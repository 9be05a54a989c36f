"""Which procedures were really used: services without dossiers are a question to whoever offers them."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from honglam.dossiers.queries.serving.keeping import kept
from honglam.kernel.measures import MeasureAsked
from honglam.procedures import api as procedures

_ONE = """coalesce((SELECT true FROM dossiers_dailycount c
        WHERE c.procedure_code = o.code AND c.procedure_code > '' AND c.agency_id = o.agency_id
            AND c."on" BETWEEN %(first)s AND %(last)s AND c.received > 0 {where} LIMIT 1), false)"""
_USED = f"""
SELECT o.agency_id, o.code, {_ONE.format(where="")}, {_ONE.format(where="AND c.channel = 'online'")}
FROM unnest(%(agencies)s::bigint[], %(codes)s::text[]) AS o(agency_id, code)
"""
"""Two short probes for each service. EXISTS would let the planner read every service's whole period into a table."""


@kept
def used_by_agency(asked: MeasureAsked) -> dict[int, dict[str, bool]]:
    """For each agency the procedures it offers that had a dossier in the period; True: one filed online. One query."""
    offered = procedures.codes_by_agency(on=asked.last_on)
    if asked.agency_ids is not None:
        offered = {one: offered[one] for one in asked.agency_ids if one in offered}
    pairs = [(agency, code) for agency, codes in offered.items() for code in codes]
    found: dict[int, dict[str, bool]] = {agency: {} for agency in offered}
    params: dict[str, Any] = {
        "first": asked.first_on,
        "last": asked.last_on,
        "agencies": [agency for agency, _ in pairs],
        "codes": [code for _, code in pairs],
    }
    with connection.cursor() as cursor:
        cursor.execute(_USED, params)
        for agency, code, used, online in cursor.fetchall():
            if used:
                found[agency][code] = online
    return found


def numbers_of(used: Mapping[int, Mapping[str, bool]]) -> dict[str, float]:
    """Distinct procedures used, and used online, by these agencies together."""
    every: dict[str, bool] = {}
    for codes in used.values():
        for code, online in codes.items():
            every[code] = every.get(code, False) or online
    return {"services_used": float(len(every)), "services_used_online": float(sum(every.values()))}
