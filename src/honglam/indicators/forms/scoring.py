"""What is typed into a sheet of a scoring round: an answer a criterion, words, what goes away; a round to be opened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from honglam.indicators.contracts import Criterion, Given, Judging, NotANumber, Said
from honglam.indicators.forms.asked import read_typed_day
from honglam.indicators.rules import numbers
from honglam.indicators.rules.appraisal.points import is_measured, judging_of
from honglam.kernel.values import DomainError, FieldError, NotOffered

MET: Mapping[str, bool | None] = {"yes": True, "no": False}
NUMBERS: Mapping[Judging, tuple[str, ...]] = {
    Judging.POINTS: ("points",),
    Judging.BOOLEAN: (),
    Judging.RATIO: ("part", "whole"),
    Judging.BANDS: ("amount",),
    Judging.SURVEY: ("amount",),
    Judging.DEDUCTION: ("amount",),
}
"""Which numbers a way of judging asks for."""
DROP = "_drop"
"""The button at a file: `<criterion>/<file>`."""


@dataclass(frozen=True, kw_only=True)
class Read:
    """What a form says, and which of its numbers are none."""

    says: tuple[Said, ...]
    faults: tuple[FieldError, ...]


def fields_of(criterion: Criterion) -> tuple[str, ...]:
    """The numbers that a criterion asks for: other points than the measured ones, or what its way of judging needs."""
    return ("points",) if is_measured(criterion) else NUMBERS[judging_of(criterion)]


def read_says(typed: Mapping[str, str], criteria: Iterable[Criterion], files: Mapping[str, tuple[UUID, ...]]) -> Read:
    """Every criterion's answer by the names of its fields; `files` are stored already, by criterion."""
    says, faults = [], list[FieldError]()
    dropped_from, _, dropped = typed.get(DROP, "").partition("/")
    for one in criteria:
        given, wrong = _given(typed, one)
        faults += wrong
        gone = (_id(dropped),) if one.code == dropped_from else ()
        says.append(
            Said(
                code=one.code,
                given=given,
                reason=typed.get(f"{one.code}.reason", ""),
                file_ids=files.get(one.code, ()),
                dropped=tuple(key for key in gone if key is not None),
            )
        )
    return Read(says=tuple(says), faults=tuple(faults))


def read_explanations(typed: Mapping[str, str], criteria: Iterable[Criterion]) -> dict[str, str]:
    """What an agency says of verdicts, by criterion."""
    return {one.code: typed.get(f"{one.code}.explanation", "") for one in criteria}


def read_points(typed: Mapping[str, str]) -> Decimal | None:
    """Other points that an appeal is granted; None where it is refused. Raises NotANumber."""
    if typed.get("decision") != "grant":
        return None
    found = numbers.read_number(typed.get("points", ""))
    if found is None:
        raise NotANumber(field="points")
    return found


def read_limits(typed: Mapping[str, str]) -> dict[str, date | None]:
    """The limits of a round to be opened; what is left empty gets the usual one.

    Raises NotADay, for the day inside the period too.
    """
    read_typed_day(typed, "ngay")
    return {name: read_typed_day(typed, name) for name in ("self_due_on", "appraise_due_on", "explain_due_on")}


def _given(typed: Mapping[str, str], criterion: Criterion) -> tuple[Given, list[FieldError]]:
    found, faults = dict[str, Decimal](), list[FieldError]()
    for name in fields_of(criterion):
        text = typed.get(f"{criterion.code}.{name}", "").strip()
        number = numbers.read_number(text)
        if number is not None:
            found[name] = number
        elif text:
            faults.append(_fault(NotANumber(), f"{criterion.code}.{name}"))
    chosen = typed.get(f"{criterion.code}.met", "")
    if chosen and chosen not in MET:
        faults.append(_fault(NotOffered(), f"{criterion.code}.met"))
    met = MET.get(chosen)
    skipped = criterion.skippable and bool(typed.get(f"{criterion.code}.skipped"))
    return Given(skipped=skipped, met=met, **found), faults


def _fault(fault: DomainError, field: str) -> FieldError:
    return FieldError(field=field, code=fault.code, message=fault.message, params=fault.params)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
