"""How a dossier's appointment is composed. `worktime` does the counting; this says what is counted.

Every due time is computed from its ingredients (start, limit, policy, pauses), never shifted from the last one, so that
a newly announced day off can be applied to open dossiers and gives what it would have given from the beginning.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from honglam.dossiers.contracts import ChannelNotOffered, PauseKind, ResultClass
from honglam.procedures.contracts import Channel, ChannelRule, VersionView
from honglam.worktime.contracts import ClockPolicy, CountFrom, DueRequest, Duration, Pause, Policy, Unit

RECEPTION_LIMIT = Duration(8, Unit.WORKING_HOUR)
"""The desk looks at an online dossier within eight working hours (NĐ 107/2021/NĐ-CP Đ1.8, kept by NĐ 118/2025)."""

SUPPLEMENT_DAYS = Duration(30, Unit.DAY)
"""How long an applicant has to answer where nothing else is said. No text was found: provisional."""

SUPPLEMENT_WITHIN = Duration(24, Unit.WORKING_HOUR)
"""What lacks is asked for within three working days of receipt (NĐ 61/2018/NĐ-CP Đ19.6, kept by NĐ 118/2025)."""

RETURN_LIMIT = Duration(5, Unit.WORKING_DAY)
"""A result that lies at the desk is looked at again after this time; it stands outside the time limit."""

VIETNAM_OFFSET = timedelta(hours=7)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a dossier's limit is made of: when the clock started, how long, and how it is counted."""

    started_at: datetime
    duration: Duration
    policy: ClockPolicy = ClockPolicy.PAUSE
    count_from: CountFrom = CountFrom.INSTANT


@dataclass(frozen=True, kw_only=True)
class PauseFacts:
    """A finished stretch in which the clock stood still."""

    kind: PauseKind
    started_at: datetime
    ended_at: datetime


def compose(terms: Terms, pauses: Iterable[PauseFacts] = ()) -> DueRequest:
    """What to ask worktime for.

    Under `restart` (NĐ 61/2018 Đ17: counted again from the start after the full dossier arrives) the end of the last
    supplement is the new beginning; other pauses after it still count as pauses.
    """
    stops = sorted(pauses, key=lambda pause: pause.started_at)
    start = terms.started_at
    if terms.policy is ClockPolicy.RESTART:
        restarts = [stop.ended_at for stop in stops if stop.kind is PauseKind.SUPPLEMENT]
        start = max([start, *restarts])
    counted = tuple(Pause(max(stop.started_at, start), stop.ended_at) for stop in stops if stop.ended_at > start)
    return DueRequest(start, terms.duration, Policy(count_from=terms.count_from, clock=ClockPolicy.PAUSE), counted)


def limit_of(channels: Iterable[ChannelRule], channel: Channel) -> Duration:
    """The time limit of a procedure for a way of filing, or `ChannelNotOffered`."""
    for rule in channels:
        if rule.channel is channel:
            return rule.duration
    raise ChannelNotOffered(field="channel")


def step_request(opened_at: datetime, hours: float, stops: tuple[Pause, ...] = ()) -> DueRequest | None:
    """What a step's own limit asks worktime for; None when the process gives it no hours of its own.

    Steps are planned in working hours; parts of an hour round up, since a due time has no seconds to spare.
    """
    if hours <= 0:
        return None
    whole = int(hours) if float(hours).is_integer() else int(hours) + 1
    return DueRequest(opened_at, Duration(whole, Unit.WORKING_HOUR), None, stops)


def terms_of(version: VersionView, channel: Channel, *, started_at: datetime) -> Terms:
    """What a dossier's limit is made of. Raises ChannelNotOffered."""
    clock = version.clock
    return Terms(
        started_at=started_at,
        duration=limit_of(version.channels, channel),
        policy=clock.policy,
        count_from=clock.count_from,
    )


@dataclass(frozen=True, kw_only=True)
class Question:
    """An opinion that was asked, and until when it may be given as far as is known."""

    opened_at: datetime
    hours: float
    due_at: datetime


def question_requests(question: Question, terms: Terms, pauses: Iterable[PauseFacts]) -> list[DueRequest]:
    """What bounds an opinion: its own hours, and the appointment as it stood when it was asked.

    Of the pauses since then only a stop moves it: nobody may answer while a dossier is stopped, but everybody may while
    the applicant is waited for. A stop that began after the deadline gives nothing back.
    """
    story = [pause for pause in pauses if pause.ended_at <= question.opened_at or _stops(pause, question)]
    stops = tuple(Pause(one.started_at, one.ended_at) for one in story if _stops(one, question))
    own = step_request(question.opened_at, question.hours, stops)
    return [one for one in (own, compose(terms, story)) if one is not None]


def asked_after_promise(opened_at: datetime, extended_at: datetime | None) -> bool:
    """Whether an opinion was asked when a new appointment stood already: then that one bounds it, no earlier one."""
    return extended_at is not None and opened_at > extended_at


def _stops(pause: PauseFacts, question: Question) -> bool:
    return pause.kind is PauseKind.STOP and question.opened_at < pause.ended_at and pause.started_at < question.due_at


def earlier(step_due: datetime | None, dossier_due: datetime | None, fallback: datetime) -> datetime:
    """A step is never due after the dossier itself."""
    known = [due for due in (step_due, dossier_due) if due is not None]
    return min(known) if known else fallback


def classify(*, settled_at: datetime, due_at: datetime | None) -> ResultClass:
    """Early: settled on an earlier date than the appointment's. On time: on its date, not after its minute.

    In reports "đúng hạn" is not later than the appointment, "trước hạn" is counted apart. Without an appointment
    (settled on the spot) nothing can be late.
    """
    if due_at is None:
        return ResultClass.ON_TIME
    if settled_at - due_at >= timedelta(minutes=1):
        return ResultClass.OVERDUE
    if (settled_at + VIETNAM_OFFSET).date() < (due_at + VIETNAM_OFFSET).date():
        return ResultClass.EARLY
    return ResultClass.ON_TIME


def with_start(terms: Terms, started_at: datetime) -> Terms:
    """The same terms from another beginning."""
    return replace(terms, started_at=started_at)
