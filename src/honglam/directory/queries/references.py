"""What the data of agencies refers to by code, fetched for many at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from honglam.directory.contracts import AgencyData, UnknownAgency, UnknownUnit
from honglam.directory.models import AdministrativeUnit, Agency
from honglam.directory.rules.validity import covers


class References:
    """Agencies and units that some data names."""

    def __init__(self, agencies: Sequence[AgencyData]) -> None:
        codes = {code for data in agencies for code in (data.code, data.parent, data.one_stop)}
        self.agencies = agencies_by_code(codes)
        self._lives: dict[str, list[AdministrativeUnit]] = defaultdict(list)
        units = AdministrativeUnit.objects.filter(code__in={data.administrative_unit for data in agencies})
        for unit in units.filter(retired_at=None).order_by("-valid_from"):
            self._lives[unit.code].append(unit)

    def agency(self, code: str, field: str) -> Agency | None:
        """The agency of a code; None where no code is given."""
        if not code:
            return None
        if code not in self.agencies:
            raise UnknownAgency(field=field)
        return self.agencies[code]

    def unit(self, data: AgencyData) -> AdministrativeUnit:
        """The life of the unit on the agency's last day, today's while the agency is there."""
        for life in self._lives[data.administrative_unit]:
            if _fits(life, data.valid_to):
                return life
        raise UnknownUnit(field="administrative_unit", unit=data.administrative_unit)


def agencies_by_code(codes: Iterable[str]) -> dict[str, Agency]:
    """The agencies of these codes, as many as there are."""
    return {row.code: row for row in Agency.objects.filter(code__in=set(codes))}


def _fits(life: AdministrativeUnit, day: date | None) -> bool:
    return covers(life.valid_from, life.valid_to, day) if day else life.valid_to is None
