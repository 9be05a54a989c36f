"""The procedures behind a number of services: the catalogue is public, so everybody who asks may see them."""

from collections.abc import Callable, Mapping

from honglam.dossiers.queries.serving.charged import charged_by_agency
from honglam.dossiers.queries.serving.used import used_by_agency
from honglam.kernel.measures import BehindRow, MeasureAsked
from honglam.kernel.paging import Page, decode_cursor, encode_cursor
from honglam.procedures import api as procedures


def _used(asked: MeasureAsked) -> set[str]:
    return {code for codes in used_by_agency(asked).values() for code in codes}


def _used_online(asked: MeasureAsked) -> set[str]:
    return {code for codes in used_by_agency(asked).values() for code, online in codes.items() if online}


def _payable_online(asked: MeasureAsked) -> set[str]:
    return {code for one in charged_by_agency(asked).values() for code in one.payable}


def _paid_online(asked: MeasureAsked) -> set[str]:
    return {code for one in charged_by_agency(asked).values() for code in one.paid}


SERVICES: Mapping[str, Callable[[MeasureAsked], set[str]]] = {
    "services_used": _used,
    "services_used_online": _used_online,
    "services_payable_online": _payable_online,
    "services_paid_online": _paid_online,
}


def list_services(*, name: str, asked: MeasureAsked, after: str | None, limit: int) -> Page[BehindRow]:
    """One page of procedures, by code."""
    start = str(decode_cursor(after, length=1)[0]) if after else ""
    names = procedures.names_of_procedures(on=asked.last_on)
    found = [code for code in sorted(SERVICES[name](asked)) if code > start][: limit + 1]
    rows = [
        BehindRow(code=code, title=names.get(code, code), person="", agency="", url=f"/thu-tuc/{code}/")
        for code in found[:limit]
    ]
    return Page(items=rows, next_cursor=encode_cursor(found[limit - 1]) if len(found) > limit else None)
