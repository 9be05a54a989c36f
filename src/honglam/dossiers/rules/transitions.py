"""Every lawful turn of a dossier, one row each: who, from where, where to, under which guards, with what effect.

Source: NĐ 61/2018/NĐ-CP Đ17–20 and NĐ 118/2025/NĐ-CP; statuses as in TT 22/2019/TT-BTTTT Đ4. A status change that has
no row here cannot happen: every verb asks `find`.
"""

from dataclasses import dataclass
from enum import StrEnum

from honglam.dossiers.contracts import STATUSES, Party, SlipKind, Status, TransitionRefused, Verb


class ClockEffect(StrEnum):
    """What a turn does to the time limit."""

    NONE = "none"
    START = "start"
    STOP = "stop"
    RESUME = "resume"
    END = "end"


class Guard(StrEnum):
    """A condition beyond the status; guards.py says what each one asks."""

    ROUTED = "routed"
    RECEIVED_IN_ORDER = "received_in_order"
    REASON = "reason"
    LEGAL_BASIS = "legal_basis"
    ITEMS_SPECIFIC = "items_specific"
    ITEMS_NEW = "items_new"
    ASKED_IN_TIME = "asked_in_time"
    ITEMS_ANSWERED = "items_answered"
    RETURNS_HERE = "returns_here"
    WRITTEN_REQUEST = "written_request"
    CLOCK_RUNS = "clock_runs"
    CLOCK_STANDS = "clock_stands"
    PAYMENT_PROVED = "payment_proved"
    OUTCOME_KNOWN = "outcome_known"
    NOT_LAST_STEP = "not_last_step"
    LAST_STEP = "last_step"
    IMMEDIATE = "immediate"
    NO_OPEN_CONSULTATION = "no_open_consultation"
    UNANSWERED = "unanswered"
    RESULT_COMPLETE = "result_complete"
    OUTCOME_AGREES = "outcome_agrees"
    EVIDENCE = "evidence"
    NOT_RATED = "not_rated"
    RECEIVED = "received"
    NEW_DUE_LATER = "new_due_later"
    NOT_EXTENDED = "not_extended"


@dataclass(frozen=True, kw_only=True)
class Transition:
    """One lawful turn."""

    verb: Verb
    source: Status | None
    target: Status
    parties: frozenset[Party]
    guards: tuple[Guard, ...] = ()
    clock: ClockEffect = ClockEffect.NONE
    slip: SlipKind | None = None


def _row(
    verb: Verb,
    source: Status | None,
    target: Status,
    parties: set[Party],
    guards: tuple[Guard, ...] = (),
    clock: ClockEffect = ClockEffect.NONE,
    slip: SlipKind | None = None,
) -> Transition:
    return Transition(
        verb=verb, source=source, target=target, parties=frozenset(parties), guards=guards, clock=clock, slip=slip
    )


_1, _2, _3, _4, _5 = (
    Status.REGISTERED,
    Status.ACCEPTED,
    Status.REFUSED,
    Status.PROCESSING,
    Status.SUPPLEMENT_REQUESTED,
)
_6, _7, _8, _9, _10 = (
    Status.AWAITING_PAYMENT,
    Status.WITHDRAWN,
    Status.STOPPED,
    Status.RESOLVED,
    Status.RETURNED,
)
_APPLICANT, _DESK, _HANDLER, _HEAD, _SYSTEM = Party.APPLICANT, Party.DESK, Party.HANDLER, Party.HEAD, Party.SYSTEM
_POST = Party.POST
_OPEN = (_2, _4, _5, _6, _8)
_ASK = (Guard.REASON, Guard.ITEMS_SPECIFIC, Guard.ITEMS_NEW)
_ASK_IN_TIME = (Guard.ASKED_IN_TIME, *_ASK)
_ANSWER = (Guard.RETURNS_HERE, Guard.ITEMS_ANSWERED)
_WHY = (Guard.REASON, Guard.LEGAL_BASIS)
_EXTEND = (Guard.NOT_EXTENDED, Guard.CLOCK_RUNS, Guard.REASON, Guard.NEW_DUE_LATER)
_RESULT = (Guard.NO_OPEN_CONSULTATION, Guard.RESULT_COMPLETE, Guard.OUTCOME_AGREES)

TRANSITIONS: tuple[Transition, ...] = (
    _row(Verb.SUBMIT, None, _1, {_APPLICANT, _DESK}, (Guard.ROUTED,)),
    _row(
        Verb.ACCEPT,
        _1,
        _2,
        {_DESK},
        (Guard.ROUTED, Guard.RECEIVED_IN_ORDER),
        ClockEffect.START,
        SlipKind.RECEIPT,
    ),
    _row(Verb.REFUSE, _1, _3, {_DESK}, _WHY, slip=SlipKind.REFUSAL),
    _row(Verb.REQUEST_SUPPLEMENT, _1, _5, {_DESK}, _ASK, slip=SlipKind.SUPPLEMENT),
    # NĐ 61/2018 Đ19.6: within three working days of receipt; later only a head may, who answers for it.
    _row(
        Verb.REQUEST_SUPPLEMENT,
        _2,
        _5,
        {_DESK, _HANDLER, _HEAD},
        _ASK_IN_TIME,
        ClockEffect.STOP,
        SlipKind.SUPPLEMENT,
    ),
    _row(Verb.REQUEST_SUPPLEMENT, _4, _5, {_HANDLER, _HEAD}, _ASK_IN_TIME, ClockEffect.STOP, SlipKind.SUPPLEMENT),
    _row(Verb.ANSWER_SUPPLEMENT, _5, _1, {_APPLICANT, _DESK}, _ANSWER),
    _row(Verb.ANSWER_SUPPLEMENT, _5, _2, {_APPLICANT, _DESK}, _ANSWER, ClockEffect.RESUME),
    _row(Verb.ANSWER_SUPPLEMENT, _5, _4, {_APPLICANT, _DESK}, _ANSWER, ClockEffect.RESUME),
    _row(Verb.WITHDRAW, _1, _7, {_APPLICANT, _DESK}, (Guard.WRITTEN_REQUEST,)),
    _row(Verb.WITHDRAW, _2, _7, {_APPLICANT, _DESK}, (Guard.WRITTEN_REQUEST,), ClockEffect.END),
    _row(Verb.WITHDRAW, _4, _7, {_APPLICANT, _DESK}, (Guard.WRITTEN_REQUEST,), ClockEffect.END),
    _row(Verb.WITHDRAW, _5, _7, {_APPLICANT, _DESK, _SYSTEM}, (Guard.WRITTEN_REQUEST,), ClockEffect.END),
    _row(Verb.WITHDRAW, _6, _7, {_APPLICANT, _DESK}, (Guard.WRITTEN_REQUEST,), ClockEffect.END),
    # NĐ 118/2025 as amended by NĐ 309/2026 Đ8: what another desk took in counts from when the competent agency has it.
    # A stopped dossier that is reopened before it was taken on stands in processing already.
    *(_row(Verb.TAKE_ON, status, status, {_HANDLER}, clock=ClockEffect.START) for status in (_2, _4)),
    _row(Verb.START, _2, _4, {_HANDLER, _HEAD, _SYSTEM}),
    _row(Verb.CLAIM, _1, _1, {_DESK}),
    _row(Verb.CLAIM, _4, _4, {_HANDLER}),
    _row(Verb.CLAIM, _9, _9, {_HANDLER}),
    _row(Verb.RELEASE, _1, _1, {_DESK}),
    _row(Verb.RELEASE, _4, _4, {_HANDLER}),
    _row(Verb.RELEASE, _9, _9, {_HANDLER}),
    _row(Verb.ASSIGN, _1, _1, {_HEAD}),
    _row(Verb.ASSIGN, _2, _2, {_HEAD}),
    _row(Verb.ASSIGN, _4, _4, {_HEAD}),
    _row(Verb.ASSIGN, _5, _5, {_HEAD}),
    _row(Verb.ASSIGN, _6, _6, {_HEAD}),
    _row(Verb.ASSIGN, _9, _9, {_HEAD}),
    _row(
        Verb.FINISH_STEP,
        _4,
        _4,
        {_HANDLER},
        (Guard.CLOCK_RUNS, Guard.OUTCOME_KNOWN, Guard.NOT_LAST_STEP, Guard.NO_OPEN_CONSULTATION),
    ),
    _row(Verb.ASK_CONSULTATION, _4, _4, {_HANDLER}, (Guard.REASON,)),
    _row(Verb.ANSWER_CONSULTATION, _4, _4, {_HANDLER}, (Guard.REASON,)),
    _row(Verb.ANSWER_CONSULTATION, _5, _5, {_HANDLER}, (Guard.REASON,)),
    _row(Verb.ANSWER_CONSULTATION, _6, _6, {_HANDLER}, (Guard.REASON,)),
    # A first step asks when it opens, before anybody takes the dossier up; nobody's silence takes it up either.
    *(_row(Verb.FALL_SILENT, status, status, {_SYSTEM}) for status in (_2, _4, _5, _6)),
    _row(Verb.GO_ON_WITHOUT, _4, _4, {_HEAD}, (Guard.UNANSWERED, Guard.REASON)),
    # An opinion after its deadline informs whoever settles; it moves nothing (see services/late_opinions.py).
    *(_row(Verb.GIVE_LATE_OPINION, status, status, {_HANDLER}, (Guard.REASON,)) for status in _OPEN),
    _row(Verb.PAUSE, _4, _4, {_HANDLER}, (*_WHY, Guard.CLOCK_RUNS), ClockEffect.STOP),
    _row(Verb.RESUME, _4, _4, {_HANDLER}, (Guard.CLOCK_STANDS,), ClockEffect.RESUME),
    _row(Verb.REQUEST_PAYMENT, _4, _6, {_HANDLER}, (Guard.REASON, Guard.CLOCK_RUNS), ClockEffect.STOP),
    _row(Verb.CONFIRM_PAYMENT, _6, _4, {_DESK, _HANDLER, _SYSTEM}, (Guard.PAYMENT_PROVED,), ClockEffect.RESUME),
    _row(Verb.STOP, _4, _8, {_HANDLER, _HEAD}, (*_WHY, Guard.CLOCK_RUNS), ClockEffect.STOP, SlipKind.STOP),
    _row(Verb.STOP, _5, _8, {_DESK, _HEAD, _SYSTEM}, (*_WHY, Guard.RECEIVED), ClockEffect.STOP, SlipKind.STOP),
    _row(Verb.REOPEN, _8, _4, {_HEAD}, _WHY, ClockEffect.RESUME),
    _row(Verb.DRAFT_RESULT, _4, _4, {_HANDLER}),
    _row(Verb.ISSUE_RESULT, _4, _9, {_HANDLER}, (Guard.CLOCK_RUNS, Guard.LAST_STEP, *_RESULT), ClockEffect.END),
    _row(Verb.ISSUE_RESULT, _2, _9, {_HANDLER, _DESK}, (Guard.IMMEDIATE, *_RESULT), ClockEffect.END),
    _row(Verb.REVOKE_RESULT, _9, _4, {_HEAD, _DESK}, (Guard.REASON,)),
    _row(Verb.RETURN_RESULT, _9, _10, {_DESK, _APPLICANT, _POST}, (Guard.EVIDENCE,)),
    # QĐ 45/2016/QĐ-TTg Đ7: what the post carries there and back; the time limit does not know of it.
    _row(Verb.CONVEY, _1, _1, {_POST}),
    _row(Verb.CONVEY, _9, _9, {_POST}),
    # NĐ 61/2018 Đ19.9: apology, reason and new date, once; the head answers for it.
    _row(Verb.EXTEND, _2, _2, {_HEAD}, _EXTEND, slip=SlipKind.APOLOGY),
    _row(Verb.EXTEND, _4, _4, {_HEAD}, _EXTEND, slip=SlipKind.APOLOGY),
    _row(Verb.RATE, _10, _10, {_APPLICANT}, (Guard.NOT_RATED,)),
    _row(Verb.CHANGE_DUE, _2, _2, {_SYSTEM}),
    _row(Verb.CHANGE_DUE, _4, _4, {_SYSTEM}),
    *(_row(Verb.TAKE_OVER, None, status, {_SYSTEM}) for status in (_2, _4)),
    *(_row(Verb.MOVE, status, status, {_SYSTEM}) for status in (_1, _2, _4, _5, _6, _8, _9)),
)

_BY_VERB_AND_SOURCE: dict[tuple[Verb, Status | None], tuple[Transition, ...]] = {}
for _transition in TRANSITIONS:
    _key = (_transition.verb, _transition.source)
    _BY_VERB_AND_SOURCE[_key] = (*_BY_VERB_AND_SOURCE.get(_key, ()), _transition)


def find(verb: Verb, status: Status | None, *, returns_to: Status | None = None) -> Transition:
    """The row for `verb` in `status`, or `TransitionRefused`.

    Where a status leads back to where the dossier came from (an answered supplement), `returns_to` chooses the row.
    """
    rows = _BY_VERB_AND_SOURCE.get((verb, status), ())
    for row in rows:
        if Guard.RETURNS_HERE not in row.guards or row.target is returns_to:
            return row
    raise TransitionRefused(status=STATUSES[status].label if status else "")


def rows_from(status: Status) -> list[Transition]:
    """Every row that leaves `status` (or stays in it)."""
    return [row for row in TRANSITIONS if row.source is status]
