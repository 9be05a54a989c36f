"""Filters in the address of the catalogue. What is not understood narrows nothing: old links still lead somewhere."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from honglam.procedures.contracts import ApplicantKind, Channel, Level, OnlineLevel, SearchCriteria

E = TypeVar("E", bound=StrEnum)

NAMES = {
    "query": "q",
    "field": "linh_vuc",
    "level": "cap",
    "agency": "co_quan",
    "life_event": "su_kien",
    "applicant": "doi_tuong",
    "online": "truc_tuyen",
    "channel": "kenh",
}
"""Criterion → its name in an address."""
AFTER = "sau"
MAX_TEXT = 200


def criteria_of(address: Mapping[str, str]) -> SearchCriteria:
    """What an address asks for."""
    texts = {criterion: address.get(name, "").strip()[:MAX_TEXT] for criterion, name in NAMES.items()}
    return SearchCriteria(
        query=texts["query"],
        field=texts["field"],
        level=_one_of(Level, texts["level"]),
        agency=texts["agency"],
        life_event=texts["life_event"],
        applicant=_one_of(ApplicantKind, texts["applicant"]),
        online=_one_of(OnlineLevel, texts["online"]),
        channel=_one_of(Channel, texts["channel"]),
    )


def address_of(criteria: SearchCriteria, *, without: str = "", after: str = "") -> str:
    """The query string that asks for these criteria, perhaps without one of them."""
    parts = {
        name: str(getattr(criteria, criterion))
        for criterion, name in NAMES.items()
        if getattr(criteria, criterion) and criterion != without
    }
    return "?" + urlencode({**parts, **({AFTER: after} if after else {})})


def _one_of(kind: type[E], text: str) -> E | None:
    return kind(text) if text in set(kind) else None
