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
_ANYWHERE = """
SELECT o.code FROM unnest(%(codes)s::text[]) AS o(code)
WHERE (SELECT true FROM dossiers_dailycount c WHERE c.procedure_code = o.code AND c.procedure_code > ''
    AND c."on" BETWEEN %(first)s AND %(last)s AND c.received > 0 LIMIT 1) IS NULL
"""


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


def list_unused(asked: MeasureAsked) -> list[tuple[str, str]]:
    """Code and name of the procedures in force on the last day for which nothing was received in the period, by code.

    Of agencies: those that one of them offers and none of them received. One query.
    """
    names = procedures.names_of_procedures(on=asked.last_on)
    if asked.agency_ids is not None:
        offered = procedures.codes_by_agency(on=asked.last_on)
        used = {code for codes in used_by_agency(asked).values() for code in codes}
        unused = {code for one in asked.agency_ids for code in offered.get(one, ())} - used
    else:
        params: dict[str, Any] = {"first": asked.first_on, "last": asked.last_on, "codes": list(names)}
        with connection.cursor() as cursor:
            cursor.execute(_ANYWHERE, params)
            unused = {code for (code,) in cursor.fetchall()}
    return [(code, names.get(code, code)) for code in sorted(unused)]


def numbers_of(used: Mapping[int, Mapping[str, bool]]) -> dict[str, float]:
    """Distinct procedures used, and used online, by these agencies together."""
    every: dict[str, bool] = {}
    for codes in used.values():
        for code, online in codes.items():
            every[code] = every.get(code, False) or online
    return {"services_used": float(len(every)), "services_used_online": float(sum(every.values()))}
