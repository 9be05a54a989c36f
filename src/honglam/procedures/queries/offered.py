"""Which agencies offer which procedures, and how: what the service indices count of the catalogue."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind, Level
from honglam.kernel.measures import BehindRow, MeasureAsked, MeasureRow
from honglam.kernel.paging import Page, decode_cursor, encode_cursor
from honglam.kernel.values import Actor
from honglam.procedures.contracts import OnlineLevel, VersionState
from honglam.procedures.models import ProcedureVersion, SearchEntry
from honglam.procedures.queries.versions import in_force

_NEEDED = ["sequence", "components", "channels", "applicants", "legal_basis", "result"]
_KEY = "procedures"
NUMBERS = ("offered", "offered_online", "offered_full", "offered_complete", "offered_at_desk", "offered_with_fees")


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A procedure in force on a day and who settles it; without `agency`, every agency of `kind` at `level`."""

    code: str
    name: str
    online: str
    immediate: bool
    complete: bool
    charges: bool
    agency: str = ""
    level: str = ""
    kind: str = ""

    def counts_as(self, number: str) -> bool:
        """Whether the procedure counts under one of `NUMBERS`."""
        return {
            "offered": True,
            "offered_online": self.online != OnlineLevel.NONE.value,
            "offered_full": self.online == OnlineLevel.FULL.value,
            "offered_complete": self.complete,
            "offered_at_desk": self.immediate,
            "offered_with_fees": self.charges,
        }[number]


def list_full_online_versions() -> list[int]:
    """Versions, over or not, whose whole course is online."""
    return list(SearchEntry.objects.filter(online=OnlineLevel.FULL.value).values_list("version_id", flat=True))


def list_offers(*, on: date) -> list[Offer]:
    """Every procedure in force on a day, by code. One query."""
    rows = ProcedureVersion.objects.filter(
        in_force(on), state=VersionState.PUBLISHED.value, procedure__retired_at=None
    ).order_by("procedure__code")
    rows = rows.annotate(complete=ExpressionWrapper(Q(content__has_keys=_NEEDED), output_field=BooleanField()))
    columns = (
        "complete",
        "procedure__code",
        "procedure__name",
        "content__online",
        "content__immediate",
        "content__fees",
    )
    return [_offer(row) for row in rows.values(*columns, "content__competent")]


def offers_by_agency(*, on: date) -> dict[int, list[Offer]]:
    """The procedures that each agency settles on a day."""
    found: dict[int, list[Offer]] = defaultdict(list)
    settlers: dict[tuple[str, str, str], list[int]] = {}  # many procedures are settled by the same agencies
    for offer in list_offers(on=on):
        rule = (offer.agency, offer.level, offer.kind)
        if rule not in settlers:
            settlers[rule] = _settlers(offer, on)
        for agency_id in settlers[rule]:
            found[agency_id].append(offer)
    return found


def _offer(row: dict[str, Any]) -> Offer:
    competent = row["content__competent"] or {}
    return Offer(
        code=row["procedure__code"],
        name=row["procedure__name"],
        online=str(row["content__online"] or OnlineLevel.NONE.value),
        immediate=bool(row["content__immediate"]),
        complete=row["complete"],
        charges=bool(row["content__fees"]),
        agency=str(competent.get("agency") or ""),
        level=str(competent.get("level") or ""),
        kind=str(competent.get("kind") or AgencyKind.COMMITTEE.value),
    )


def _settlers(offer: Offer, on: date) -> list[int]:
    if offer.agency:
        found = directory.find_agency_by_code(code=offer.agency)
        return [found.id] if found else []
    if offer.level not in set(Level) or offer.kind not in set(AgencyKind):
        return []
    return [one.id for one in directory.list_agencies(on=on, kind=AgencyKind(offer.kind), level=Level(offer.level))]


def _numbers(offers: Iterable[Offer]) -> dict[str, float]:
    distinct = {offer.code: offer for offer in offers}.values()
    return {f"{_KEY}.{number}": float(sum(offer.counts_as(number) for offer in distinct)) for number in NUMBERS}


@dataclass(frozen=True)
class OfferMeasures:
    """The catalogue's numbers on the last day of a period; a procedure that many settle counts once in a total."""

    dimensions: frozenset[str] = field(default=frozenset({"agency"}))

    def read(self, *, asked: MeasureAsked) -> dict[str, float]:
        """Distinct procedures of all the agencies asked for."""
        if asked.person_id is not None or asked.subject_id is not None:
            return {}
        return _numbers(_asked(asked))

    def read_by(self, *, asked: MeasureAsked, dimension: str) -> list[MeasureRow]:
        """The same for each agency; other dimensions say nothing."""
        if dimension != "agency":
            return []
        every = offers_by_agency(on=asked.last_on)
        wanted = every.keys() if asked.agency_ids is None else every.keys() & set(asked.agency_ids)
        return [MeasureRow(key=one, values=_numbers(every[one])) for one in sorted(wanted)]

    def find_subject(self, *, actor: Actor, subject_id: UUID, at: datetime) -> BehindRow | None:
        """Nothing: procedures are not scored one by one."""
        del actor, subject_id, at
        return None

    def list_behind(
        self, *, actor: Actor, code: str, asked: MeasureAsked, after: str | None, limit: int
    ) -> Page[BehindRow]:
        """The procedures; the catalogue is public."""
        del actor
        number = code.partition(".")[2]
        start = str(decode_cursor(after, length=1)[0]) if after else ""
        distinct = {offer.code: offer for offer in _asked(asked) if offer.counts_as(number)}
        found = [distinct[one] for one in sorted(distinct) if one > start][: limit + 1]
        rows = [
            BehindRow(code=one.code, title=one.name, person="", agency="", url=f"/thu-tuc/{one.code}/")
            for one in found[:limit]
        ]
        return Page(items=rows, next_cursor=encode_cursor(found[limit - 1].code) if len(found) > limit else None)


def _asked(asked: MeasureAsked) -> list[Offer]:
    if asked.agency_ids is None:
        return list_offers(on=asked.last_on)
    every = offers_by_agency(on=asked.last_on)
    return [offer for one in asked.agency_ids for offer in every.get(one, ())]
