"""Services with a fee: which can be paid without coming to a desk, and which really were."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from honglam.dossiers.queries.serving.keeping import kept
from honglam.dossiers.queries.serving.reading import moments
from honglam.kernel.measures import MeasureAsked
from honglam.payments import api as payments
from honglam.procedures import api as procedures

_PAID = """
SELECT o.agency_id, o.code FROM unnest(%(agencies)s::bigint[], %(codes)s::text[]) AS o(agency_id, code)
WHERE EXISTS (SELECT 1 FROM dossiers_dossier d WHERE d.lead_agency_id = o.agency_id AND d.procedure_code = o.code
    AND d.fee_paid_online AND d.fee_paid_at >= %(start)s AND d.fee_paid_at < %(end)s)
"""


@dataclass(frozen=True)
class Charged:
    """One agency's procedures with a fee that can be paid online, and those of them that were in the period."""

    payable: frozenset[str]
    paid: frozenset[str]


@kept
def charged_by_agency(asked: MeasureAsked) -> dict[int, Charged]:
    """Agencies that settle a procedure whose fee can be paid online. Two queries and the catalogue."""
    charging = procedures.charging_codes_by_agency(on=asked.last_on)
    if asked.agency_ids is not None:
        charging = {one: charging[one] for one in asked.agency_ids if one in charging}
    payable = payments.payable_online(agency_ids=charging.keys())
    found = {agency: codes for agency, codes in charging.items() if agency in payable and codes}
    paid = _paid(asked, [(agency, code) for agency, codes in found.items() for code in sorted(codes)])
    return {
        agency: Charged(payable=codes, paid=frozenset(code for code in codes if (agency, code) in paid))
        for agency, codes in found.items()
    }


def totals_of(every: Iterable[Charged]) -> dict[str, float]:
    """Distinct procedures payable and paid online, of these agencies together."""
    agencies = list(every)
    return {
        "services_payable_online": float(len(frozenset().union(*(one.payable for one in agencies)))),
        "services_paid_online": float(len(frozenset().union(*(one.paid for one in agencies)))),
    }


def _paid(asked: MeasureAsked, pairs: list[tuple[int, str]]) -> set[tuple[int, str]]:
    start, end = moments(asked)
    params: dict[str, Any] = {
        "agencies": [agency for agency, _ in pairs],
        "codes": [code for _, code in pairs],
        "start": start,
        "end": end,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PAID, params)
        return {(row[0], row[1]) for row in cursor.fetchall()}
