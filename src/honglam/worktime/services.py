"""The one verb: change a calendar. Old statements are retired, new ones put beside them, and everybody is told."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from django.db import transaction

from honglam.kernel import audit, events, jobs
from honglam.kernel.ids import uuid7
from honglam.kernel.values import Actor
from honglam.pack.contracts import Source
from honglam.worktime import models, queries
from honglam.worktime.access import require_keeper
from honglam.worktime.contracts import CalendarChanged, CalendarEdit, SessionPeriod, SpecialDay
from honglam.worktime.rules.calendar import check_definition
from honglam.worktime.rules.keeping import fit_period

# Longer than any transaction may take: whoever counted with the old calendar has committed by then.
REPEAT_AFTER = timedelta(minutes=1)


@transaction.atomic
def change_calendar(
    *,
    actor: Actor,
    code: str,
    edit: CalendarEdit,
    at: datetime,
    checked: bool = False,
    first_day: date | None = None,
) -> None:
    """Apply `edit`, making the calendar if there is none. Raises `CalendarInvalid` for a result that cannot count.

    `first_day`: the caller knows that nothing changes before it (a period that only ends earlier is put whole).
    `checked`: the caller has checked the whole and applies it in parts that cannot stand alone (the pack engine).
    """
    require_keeper(actor=actor, calendar=code)
    calendar = _locked(code, edit)
    affected = [
        *_put_periods(calendar, edit.periods, at),
        *_put_days(calendar, edit.special_days, at),
        *_retire(calendar.versions.filter(valid_from__in=edit.drop_periods), "valid_from", at),
        *_retire(calendar.special_days.filter(date__in=edit.drop_days), "date", at),
        *_write_head(calendar, edit),
    ]
    if not checked:
        check_definition(queries.get_definition(code=code))
    audit.record(
        actor=actor,
        action="worktime.calendar_changed",
        subject_kind="calendar",
        subject_id=code,
        at=at,
        detail=_detail(edit),
    )
    if affected:
        announce(code=code, first_day=first_day or min(affected), at=at)


@transaction.atomic
def put_hours(*, actor: Actor, code: str, period: SessionPeriod, at: datetime) -> None:
    """Put hours of work in force from a date on, fitted between those that stand."""
    require_keeper(actor=actor, calendar=code)
    models.Calendar.objects.select_for_update().filter(code=code).first()
    edit = fit_period(queries.get_definition(code=code), period)
    change_calendar(actor=actor, code=code, edit=edit, at=at, first_day=period.valid_from)


def announce(*, code: str, first_day: date, at: datetime, repeated: bool = False) -> None:
    """Tell that due times from `first_day` on must be computed again; the first time, ask for the repetition too."""
    revision = queries.revision_of(code=code)
    events.publish(
        CalendarChanged(calendar=code, revision=revision, first_day=first_day, repeated=repeated),
        at=at,
    )
    if not repeated:
        jobs.defer("worktime.announce_again", at=at + REPEAT_AFTER, code=code, first_day=first_day)


def _locked(code: str, edit: CalendarEdit) -> models.Calendar:
    """The row, locked, so that two editors never check half of each other's work."""
    defaults = {"name": edit.name or code, "announced_through": edit.announced_through or date.max}
    calendar, _made = models.Calendar.objects.select_for_update().get_or_create(code=code, defaults=defaults)
    return calendar


def _write_head(calendar: models.Calendar, edit: CalendarEdit) -> list[date]:
    """Name, horizon and the new revision; a moved horizon changes what is provisional beyond the nearer one."""
    moved = edit.announced_through not in (None, calendar.announced_through)
    affected = [min(calendar.announced_through, edit.announced_through or date.max)] if moved else []
    calendar.name = edit.name or calendar.name
    calendar.announced_through = edit.announced_through or calendar.announced_through
    calendar.revision = uuid7()
    calendar.save()
    return affected


def _put_periods(calendar: models.Calendar, periods: Iterable[SessionPeriod], at: datetime) -> list[date]:
    periods = list(periods)
    affected = _retire(
        calendar.versions.filter(valid_from__in=[period.valid_from for period in periods]), "valid_from", at
    )
    models.CalendarVersion.objects.bulk_create(
        models.CalendarVersion(
            calendar=calendar,
            valid_from=period.valid_from,
            valid_to=period.valid_to,
            sessions=[[f"{session.opens:%H:%M}", f"{session.closes:%H:%M}"] for session in period.sessions],
            source=_stored(period.source),
        )
        for period in periods
    )
    return affected + [period.valid_from for period in periods]


def _put_days(calendar: models.Calendar, days: Iterable[SpecialDay], at: datetime) -> list[date]:
    days = list(days)
    affected = _retire(calendar.special_days.filter(date__in=[day.on for day in days]), "date", at)
    models.SpecialDay.objects.bulk_create(
        models.SpecialDay(
            calendar=calendar,
            date=day.on,
            kind=day.kind.value,
            name=day.name,
            provisional=day.provisional,
            source=_stored(day.source),
        )
        for day in days
    )
    return affected + [day.on for day in days]


def _retire(rows: Any, field: str, at: datetime) -> list[date]:
    """Take rows out of force and return their dates."""
    rows = rows.filter(models.NOT_RETIRED)
    dates = list(rows.values_list(field, flat=True))
    rows.update(retired_at=at)
    return dates


def _stored(source: Source | None) -> dict[str, Any] | None:
    return None if source is None else dict(msgspec.to_builtins(source))


def _detail(edit: CalendarEdit) -> dict[str, Any]:
    """What was asked for, as facts: dates and kinds, enough to read the history of a calendar."""
    return {
        "announced_through": edit.announced_through,
        "periods": [[period.valid_from, period.valid_to] for period in edit.periods],
        "days": [[day.on, day.kind.value, day.provisional] for day in edit.special_days],
        "drop_periods": list(edit.drop_periods),
        "drop_days": list(edit.drop_days),
    }
