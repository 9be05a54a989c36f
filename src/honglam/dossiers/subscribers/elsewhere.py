"""News of other blocks that mean something for open work. Handlers only ask for the job; tasks do it."""

from datetime import datetime, time, timedelta

from honglam.directory import api as directory
from honglam.directory.contracts import AbsenceCancelled, AbsenceRegistered, AgencyEnded, AgencyMoved, PostLeft
from honglam.dossiers.services.requesting import (
    ask_for_following,
    ask_for_giving_back,
    ask_for_reassignment,
    ask_for_recomputation,
    ask_for_rescoping,
)
from honglam.kernel.clock import VIETNAM
from honglam.kernel.events import subscribe
from honglam.worktime.contracts import CalendarChanged


@subscribe(CalendarChanged, name="dossiers.calendar_changed")
def calendar_changed(event: CalendarChanged, **_: object) -> None:
    """Appointments behind the change are computed again."""
    ask_for_recomputation(calendar=event.calendar, first_day=event.first_day)


@subscribe(AbsenceRegistered, name="dossiers.absence_registered")
def absence_registered(event: AbsenceRegistered, *, at: datetime, **_: object) -> None:
    """On the first day of an absence that was not cancelled the deputy gets what the absent officer holds.

    On the day after the last one, what the deputy has left of it and may no longer do goes back.
    """
    start = datetime.combine(event.first_day, time.min, tzinfo=VIETNAM)
    ask_for_reassignment(
        absent_id=event.account_id,
        deputy_id=event.deputy_id,
        post_id=event.post_id,
        absence_id=event.absence_id,
        not_before=max(start, at),
    )
    end = datetime.combine(event.last_day + timedelta(days=1), time.min, tzinfo=VIETNAM)
    ask_for_giving_back(
        deputy_id=event.deputy_id,
        returned_id=event.account_id,
        post_id=event.post_id,
        not_before=max(end, at),
    )


@subscribe(AbsenceCancelled, name="dossiers.absence_cancelled")
def absence_cancelled(event: AbsenceCancelled, *, at: datetime, **_: object) -> None:
    """Whoever is back before the last day gets their work back at once."""
    ask_for_giving_back(deputy_id=event.deputy_id, returned_id=event.account_id, post_id=event.post_id, not_before=at)


@subscribe(PostLeft, name="dossiers.post_left")
def post_left(event: PostLeft, *, at: datetime, **_: object) -> None:
    """After the last day in a post, what is still held there is free for the unit; with a deputy as well."""
    end = max(datetime.combine(event.last_day, time.max, tzinfo=VIETNAM), at)
    ask_for_reassignment(absent_id=event.account_id, deputy_id=None, post_id=event.post_id, not_before=end)
    for absence in directory.list_absences_cut_short(holding_id=event.holding_id, last_day=event.last_day):
        ask_for_giving_back(
            deputy_id=absence.deputy_id, returned_id=event.account_id, post_id=event.post_id, not_before=end
        )


@subscribe(AgencyEnded, name="dossiers.agency_ended")
def agency_ended(event: AgencyEnded, **_: object) -> None:
    """What a plan of reorganisation has not moved already goes to the successors."""
    if event.successor_ids:
        ask_for_following(agency_id=event.agency_id)


@subscribe(AgencyMoved, name="dossiers.agency_moved")
def agency_moved(event: AgencyMoved, **_: object) -> None:
    """Worklists and searches of those above follow the tree."""
    ask_for_rescoping(agency_id=event.agency_id)
