"""Criteria sets in force, read from their rows and kept under their content."""

from datetime import date
from functools import lru_cache
from typing import Any

import msgspec
from django.db.models import Q

from honglam.indicators.contracts import CriteriaSet, Criterion, SetNotFound, Subject
from honglam.indicators.models import CriteriaSetRow, CutOff
from honglam.kernel.clock import local, local_midnight
from honglam.worktime import api as worktime
from honglam.worktime.contracts import OutsideCalendar

_EVERYBODY = (Subject.PROVINCE.value, Subject.AGENCY.value)


def list_sets(*, on: date) -> list[CriteriaSet]:
    """Every set in force on a day, in the pack's order."""
    rows = CriteriaSetRow.objects.filter(_in_force(on), retired_at=None)
    return [_read(row) for row in rows]


def get_set(*, index: str, on: date) -> CriteriaSet:
    """The version of a set in force on a day. Raises SetNotFound."""
    row = CriteriaSetRow.objects.filter(_in_force(on), index=index.replace("\0", ""), retired_at=None).first()
    if row is None:
        raise SetNotFound
    return _read(row)


def cut_off_day(*, on: date) -> int:
    """The last day of administrative months on a date; 0 where the pack names none."""
    row = CutOff.objects.filter(valid_from__lte=on, retired_at=None).order_by("-valid_from").first()
    return row.day if row else 0


def working_day_from(day: date) -> date:
    """The day itself if anybody works on it, else the next; itself too where the working calendar does not reach."""
    try:
        return local(worktime.next_working_moment(at=local_midnight(day))).date()
    except OutsideCalendar:
        return day


def _in_force(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))


def read_content(content: dict[str, Any]) -> CriteriaSet:
    """A set from the pack's own JSON, as a version or a round keeps it."""
    return _parsed(msgspec.json.encode(content))


def content_of(*, code: str) -> dict[str, Any]:
    """A version in the pack's own shape, for a round to keep. Raises SetNotFound."""
    row = CriteriaSetRow.objects.filter(code=code, retired_at=None).first()
    if row is None:
        raise SetNotFound
    content: dict[str, Any] = row.content
    return content


def _read(row: CriteriaSetRow) -> CriteriaSet:
    return read_content(row.content)


@lru_cache(maxsize=64)
def _parsed(content: bytes) -> CriteriaSet:
    plain: dict[str, Any] = msgspec.json.decode(content)
    plain.setdefault("valid_to", None)
    plain.setdefault("source", None)
    plain.setdefault("provisional", False)
    plain.setdefault("places", 2)
    for group in plain["groups"]:
        for criterion in group["criteria"]:
            if not criterion.get("subjects"):
                criterion["subjects"] = _EVERYBODY
    found = msgspec.convert(_renamed(plain), CriteriaSet, strict=False)
    assert all(isinstance(one, Criterion) for group in found.groups for one in group.criteria)  # noqa: S101
    return found


def _renamed(value: Any, key: str = "") -> Any:
    """`date` is a type in Python: a citation's becomes `dated`. What is null gets its default."""
    if isinstance(value, list):
        return [_renamed(item) for item in value]
    if not isinstance(value, dict):
        return value
    names = {"date": "dated"} if key == "source" else {}
    kept = {names.get(name, name): _renamed(below, name) for name, below in value.items()}
    return {name: below for name, below in kept.items() if below is not None or name in {"valid_to", "source"}}
