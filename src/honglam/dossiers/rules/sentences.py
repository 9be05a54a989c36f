"""A dossier's state in plain words for its applicant: what has happened, whose turn it is, by when.

Sentences are English msgids; entrances translate them and format the datetimes. Time limits are a date and an hour.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from honglam.dossiers.contracts import Outcome, Phrase, PostalStage, ReturnMethod, Status, Verb
from honglam.kernel.values import text_noop
from honglam.procedures.contracts import Silence


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the sentence speaks of.

    `asked`: agencies whose opinion is being asked, until `answer_by`; `at_work`: another agency than the lead one, if a
    step stands there. `expired`: it ended because the papers that were asked for did not come.
    """

    status: Status
    desk: str
    agency: str
    due_at: datetime | None = None
    answer_by: datetime | None = None
    outcome: Outcome | None = None
    return_method: ReturnMethod = ReturnMethod.AT_DESK
    clock_stands: bool = False
    overdue: bool = False
    asked: tuple[str, ...] = ()
    at_work: str = ""
    expired: bool = False


_PLAIN: Mapping[Status, str] = {
    Status.REGISTERED: text_noop("%(desk)s has your dossier and is checking whether it is complete."),
    Status.ACCEPTED: text_noop("Your dossier was received and passed to %(agency)s. Result due before %(due_at)s."),
    Status.REFUSED: text_noop("Your dossier was not received. See the reason below; you may file again or object."),
    Status.PROCESSING: text_noop("%(agency)s is considering your dossier. Result due before %(due_at)s."),
    Status.SUPPLEMENT_REQUESTED: text_noop("It is your turn: please add the requested papers before %(answer_by)s."),
    Status.AWAITING_PAYMENT: text_noop(
        "It is your turn: please meet the financial obligation that %(agency)s notified. The time limit is suspended."
    ),
    Status.WITHDRAWN: text_noop("The dossier ended without a result. You may file again at any time."),
    Status.STOPPED: text_noop("%(agency)s stopped processing your dossier. The reason is stated below."),
    Status.RETURNED: text_noop("The result was handed over. Thank you."),
}
_EXPIRED = text_noop(
    "The dossier was given back, because the requested papers did not arrive in time. You may file again at any time."
)
_GIVEN_BACK = text_noop("The dossier was given back: %(reason)s")
_SUSPENDED = text_noop("%(agency)s is considering your dossier. The time limit is suspended; see the reason below.")
_LATE = text_noop("%(agency)s is late: your result was due on %(due_at)s. We apologise.")
_READY: Mapping[ReturnMethod, str] = {
    ReturnMethod.AT_DESK: text_noop("Your result is ready. Please collect it at %(desk)s."),
    ReturnMethod.ONLINE: text_noop("Your result is ready. You can download it below."),
    ReturnMethod.POSTAL: text_noop("Your result is ready and will be sent to you by public post."),
}
_REJECTED: Mapping[ReturnMethod, str] = {
    ReturnMethod.AT_DESK: text_noop(
        "The request was refused. Please collect the written reason at %(desk)s; you may object to it."
    ),
    ReturnMethod.ONLINE: text_noop("The request was refused. See the written reason below; you may object to it."),
    ReturnMethod.POSTAL: text_noop(
        "The request was refused. The written reason will be sent by public post; you may object to it."
    ),
}


_ASKING = text_noop(
    "%(agency)s is asking for the opinion of %(asked)s, to be given before %(answer_by)s. Result due before %(due_at)s."
)
_ELSEWHERE = text_noop("%(at_work)s is working on your dossier, %(agency)s leads. Result due before %(due_at)s.")


def sentence(told: Told) -> Phrase:
    """One sentence about where the dossier stands."""
    params: dict[str, Any] = {"desk": told.desk, "agency": told.agency}
    params |= {"asked": "; ".join(told.asked)} if told.asked else {}
    params |= {"at_work": told.at_work} if told.at_work else {}
    if told.due_at is not None:
        params["due_at"] = told.due_at
    if told.answer_by is not None:
        params["answer_by"] = told.answer_by
    return Phrase(text=_text(told), params=params)


def _text(told: Told) -> str:
    if told.status is Status.RESOLVED:
        return (_REJECTED if told.outcome is Outcome.REJECTED else _READY)[told.return_method]
    if told.status is Status.WITHDRAWN and told.expired:
        return _EXPIRED
    if told.status in (Status.ACCEPTED, Status.PROCESSING):
        if told.clock_stands:
            return _SUSPENDED
        if told.overdue:
            return _LATE
    if told.status is Status.PROCESSING and told.asked:
        return _ASKING
    return _ELSEWHERE if told.status is Status.PROCESSING and told.at_work else _PLAIN[told.status]


LINES: Mapping[Verb, str] = {
    Verb.SUBMIT: text_noop("The dossier was filed."),
    Verb.ACCEPT: text_noop("%(unit)s received the dossier under the code %(code)s. Result due before %(due_at)s."),
    Verb.REFUSE: text_noop("%(unit)s did not receive the dossier: %(reason)s"),
    Verb.REQUEST_SUPPLEMENT: text_noop("%(unit)s asked for additional papers before %(answer_by)s: %(items)s"),
    Verb.ANSWER_SUPPLEMENT: text_noop("The additional papers arrived."),
    Verb.TAKE_ON: text_noop("%(unit)s has the dossier; the time limit runs. Result due before %(due_at)s."),
    Verb.START: text_noop("%(unit)s began to consider the dossier."),
    Verb.FINISH_STEP: text_noop("%(unit)s finished the step “%(step)s”."),
    Verb.ASK_CONSULTATION: text_noop("%(unit)s asked other agencies for their opinion."),
    Verb.ANSWER_CONSULTATION: text_noop("%(unit)s gave its opinion."),
    Verb.FALL_SILENT: text_noop("%(asked)s gave no opinion by the deadline (%(answer_by)s)."),
    Verb.GO_ON_WITHOUT: text_noop("%(unit)s goes on without the opinion of %(asked)s."),
    Verb.GIVE_LATE_OPINION: text_noop(
        "%(asked)s gave its opinion after the deadline (%(answer_by)s). It is taken into account; what the deadline "
        "settled stands."
    ),
    Verb.PAUSE: text_noop("%(unit)s suspended the time limit: %(reason)s"),
    Verb.RESUME: text_noop("The time limit runs again. Result due before %(due_at)s."),
    Verb.REQUEST_PAYMENT: text_noop("%(unit)s notified a financial obligation: %(reason)s"),
    Verb.CONFIRM_PAYMENT: text_noop("The financial obligation was met. Result due before %(due_at)s."),
    Verb.STOP: text_noop("%(unit)s stopped processing: %(reason)s"),
    Verb.REOPEN: text_noop("%(unit)s resumed processing. Result due before %(due_at)s."),
    Verb.WITHDRAW: text_noop("The dossier was withdrawn: %(reason)s"),
    Verb.ISSUE_RESULT: text_noop("%(unit)s issued the result."),
    Verb.REVOKE_RESULT: text_noop("%(unit)s found a mistake in the result before hand-over and is correcting it."),
    Verb.EXTEND: text_noop("%(unit)s apologised for the delay. New date: %(due_at)s. Reason: %(reason)s"),
    Verb.RETURN_RESULT: text_noop("The result was handed over."),
    Verb.CHANGE_DUE: text_noop("The appointment moved to %(due_at)s: %(reason)s"),
    Verb.TAKE_OVER: text_noop("The dossier was taken over from the former system with its code and its appointment."),
    Verb.CONVEY: text_noop("The post carries the parcel %(number)s."),
    Verb.MOVE: text_noop(
        "%(to)s took the dossier over from %(from)s. Its code and its appointment stay. Reason: %(reason)s"
    ),
}
"""What the applicant reads of each act. Acts without a line here are the office's own affair."""

SILENCES: Mapping[str, str] = {
    Silence.AGREES: text_noop(
        "%(asked)s gave no opinion by the deadline (%(answer_by)s). By the rule of this procedure that is agreement."
    ),
    Silence.PROCEEDS: text_noop(
        "%(asked)s gave no opinion by the deadline (%(answer_by)s). The dossier goes on without it."
    ),
    Silence.ESCALATES: text_noop(
        "%(asked)s gave no opinion by the deadline (%(answer_by)s). The opinion must be there: the heads were told."
    ),
}
"""What the silence of an agency that was asked means, in the applicant's words."""

_TAKEN_FOR = text_noop(
    "%(unit)s received the dossier under the code %(code)s for %(to)s, which settles it. The time limit runs from when "
    "that agency has it, from %(step_due)s at the latest. Result due before %(due_at)s."
)
_ASKED = text_noop("%(unit)s asks for the opinion of %(asked)s, to be given before %(answer_by)s.")
_PASSED_ON = text_noop("%(unit)s finished the step “%(step)s” and passed the dossier on to %(to)s, until %(step_due)s.")

CONVEYED: Mapping[str, str] = {
    PostalStage.HANDED_OVER.value: text_noop("The post handed the dossier over against the record %(record)s."),
    PostalStage.RESULT_COLLECTED.value: text_noop("The result went to the post, parcel %(number)s."),
    PostalStage.UNDELIVERED.value: text_noop("The post could not deliver the result: %(reason)s"),
    PostalStage.LOST.value: text_noop("The post lost the parcel %(number)s. We are having a duplicate made."),
    PostalStage.BACK_AT_DESK.value: text_noop("The post brought the result back; it waits at the desk: %(reason)s"),
}
"""What the applicant reads of each stage of a parcel's way."""

_OFFICE = text_noop("Internal step")

_WHERE_KNOWN = (
    (Verb.ASK_CONSULTATION, "asked", _ASKED),
    (Verb.ACCEPT, "to", _TAKEN_FOR),
    (Verb.FINISH_STEP, "to", _PASSED_ON),
    (Verb.WITHDRAW, "expired", _GIVEN_BACK),
)


def is_public(verb: Verb) -> bool:
    """Whether the applicant sees the act in the timeline."""
    return verb in LINES


def line(verb: Verb, params: Mapping[str, Any]) -> Phrase:
    """The act in the applicant's words. Places of the sentence that have no value are dashes, never a fault."""
    text = _wording(verb, params)
    return Phrase(text=text, params={name: params.get(name) or "–" for name in _places(text)})


def _wording(verb: Verb, params: Mapping[str, Any]) -> str:
    """The sentence that fits what is known: older lines do not name whom they asked."""
    for known, told, text in _WHERE_KNOWN:
        if verb is known and params.get(told):
            return text
    if verb is Verb.FALL_SILENT:
        return SILENCES.get(params.get("silence", ""), LINES[verb])
    if verb is Verb.CONVEY:
        return CONVEYED.get(str(params.get("stage")), LINES[verb])
    return LINES.get(verb, _OFFICE)


def _places(text: str) -> list[str]:
    return [part.split(")", 1)[0] for part in text.split("%(")[1:]]
