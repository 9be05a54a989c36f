"""What each act of an officer asks for, and how the answers become one call of a verb.

Most acts are a few questions; they are declared here as data and drawn by one template. The two that are more
(a supplement request with its list, a result with its file) have a part of their own.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from uuid import UUID

from honglam.dossiers import api
from honglam.dossiers.contracts import (
    EvidenceKind,
    NotInTheUnit,
    Outcome,
    PaperInput,
    PaperKind,
    PaymentEvidence,
    ResultInput,
    ReturnEvidence,
    SupplementItem,
    SupplementReply,
    Verb,
)
from honglam.dossiers.forms.questions import BASIS, REASON, Act, Asked, Question
from honglam.dossiers.forms.supplement import as_uuid
from honglam.kernel.clock import VIETNAM, local, local_midnight
from honglam.kernel.numerals import read_money
from honglam.kernel.values import text_noop
from honglam.payments.contracts import AmountInvalid
from honglam.ui.typed import read_day
from honglam.worktime import api as worktime
from honglam.worktime.contracts import Duration, Unit

MAX_ITEMS = 20
DRAFTED = "draft"
ORIGINAL = "original-"
_ELSEWHERE = text_noop("Needed to grant by a file made elsewhere")


def _reasoned(verb: Callable[..., object]) -> Callable[[Asked], object]:
    return lambda asked: verb(**asked.on_dossier, reason=asked.text("reason"), legal_basis=asked.text("legal_basis"))


def _supplement(asked: Asked) -> object:
    items = tuple(
        SupplementItem(
            name=asked.text(f"item-{number}-name"),
            lacks=asked.text(f"item-{number}-lacks"),
            component_code=asked.text(f"item-{number}-component"),
        )
        for number in range(MAX_ITEMS)
        if asked.text(f"item-{number}-name") or asked.text(f"item-{number}-lacks")
    )
    return api.request_supplement(**asked.on_dossier, items=items, reason=asked.text("reason"))


def _answer(asked: Asked) -> object:
    """What was brought to the counter for each requested item: sheets, a note, or both."""
    count = asked.text("reply-count")
    replies = tuple(
        SupplementReply(item=item, papers=_sheets(asked, item), note=asked.text(f"reply-{item}-note"))
        for item in range(min(int(count), MAX_ITEMS) if count.isdecimal() and len(count) < 4 else 0)
    )
    return api.answer_supplement(**asked.on_dossier, replies=replies)


def _sheets(asked: Asked, item: int) -> tuple[PaperInput, ...]:
    originals, copies = (_whole(asked.text(f"reply-{item}-{kind}")) for kind in ("originals", "copies"))
    if not originals and not copies:
        return ()
    component = asked.text(f"reply-{item}-component")
    name = asked.text(f"reply-{item}-name")
    kind = PaperKind.ORIGINAL if originals else PaperKind.PLAIN_COPY
    return (PaperInput(component_code=component, name=name, kind=kind, originals=originals, copies=copies),)


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _extend(asked: Asked) -> object:
    """The new appointment is the end of the chosen working day."""
    on = read_day(asked.text("new_due_on"))
    new_due_at = _close_of(on) if on else None
    return api.extend_dossier(**asked.on_dossier, reason=asked.text("reason"), new_due_at=new_due_at)


def _close_of(on: date) -> datetime | None:
    """When the day's last session ends. A day off has none: its night is no appointment, and the verb says so."""
    close = worktime.due_at(start=local_midnight(on), duration=Duration(1, Unit.SAME_DAY)).at
    return close if local(close).date() == on else end_of(on)


def _result(asked: Asked) -> object:
    result = ResultInput(
        outcome=Outcome(asked.text("outcome")),
        # Whoever brings a file means that file, also where the choice above it still says "as drafted here".
        from_draft=asked.text("source") == DRAFTED and asked.file_id is None,
        number=asked.text("number"),
        issued_on=read_day(asked.text("issued_on")),
        title=asked.text("title"),
        file_id=asked.file_id,
        file_name=asked.file_name,
        signer_name=asked.text("signer_name"),
        reason=asked.text("reason"),
        legal_basis=asked.text("legal_basis"),
    )
    return api.issue_result(**asked.on_dossier, result=result)


def _return(asked: Asked) -> object:
    evidence = ReturnEvidence(
        kind=EvidenceKind(asked.text("kind")),
        recipient_name=asked.text("recipient_name"),
        reference=asked.text("reference"),
        file_id=asked.file_id,
        originals=tuple(
            paper_id
            for name, value in asked.data.items()
            if name.startswith(ORIGINAL) and value and (paper_id := as_uuid(name.removeprefix(ORIGINAL)))
        ),
    )
    return api.return_result(**asked.on_dossier, evidence=evidence)


def _payment(asked: Asked) -> object:
    evidence = PaymentEvidence(
        reference=asked.text("reference"),
        amount=_amount(asked),
        paid_on=read_day(asked.text("paid_on")),
        file_id=asked.file_id,
    )
    return api.confirm_payment(**asked.on_dossier, evidence=evidence)


def _consult(asked: Asked) -> object:
    hours = asked.text("hours")
    return api.ask_consultation(
        **asked.on_task,
        unit_ids=asked.units,
        question=asked.text("question"),
        # Anything else is refused at this field: a guess would begin a deadline whose silence counts.
        hours=int(hours) if hours.isdecimal() and len(hours) < 5 else 0,
    )


def end_of(day: date | None) -> datetime | None:
    """The last minute of a day in Vietnam."""
    return datetime.combine(day, time(23, 59), tzinfo=VIETNAM) if day else None


def _amount(asked: Asked) -> int:
    """In đồng; 0 where nothing was typed, which says something else than a sum that cannot be read."""
    typed = asked.text("amount")
    amount = read_money(typed)
    if typed and not amount:
        raise AmountInvalid(field="amount")
    return amount or 0


def _holder(asked: Asked) -> UUID:
    """The officer who was chosen; a page that names none chose nobody of the unit."""
    try:
        return UUID(asked.text("holder_id"))
    except ValueError as error:
        raise NotInTheUnit(field="holder_id") from error


ACTS: Mapping[Verb, Act] = {
    Verb.ACCEPT: Act(
        perform=lambda asked: api.accept_dossier(**asked.on_dossier),
        explanation=text_noop("The dossier gets its code and its appointment, and the receipt is issued."),
    ),
    Verb.TAKE_ON: Act(
        perform=lambda asked: api.take_on(**asked.on_task),
        explanation=text_noop(
            "Another desk took it in for this agency. The time limit runs from now; the first step opens."
        ),
    ),
    Verb.REFUSE: Act(perform=_reasoned(api.refuse_dossier), questions=(REASON, BASIS)),
    Verb.REQUEST_SUPPLEMENT: Act(
        perform=_supplement,
        questions=(Question(name="items", label=text_noop("What is lacking"), kind="items"), REASON),
        explanation=text_noop("The law allows one request: name everything that is lacking, and what exactly lacks."),
    ),
    Verb.CLAIM: Act(perform=lambda asked: api.claim_task(**asked.on_task)),
    Verb.RELEASE: Act(perform=lambda asked: api.release_task(**asked.on_task)),
    Verb.ASSIGN: Act(
        perform=lambda asked: api.assign_task(**asked.on_task, holder_id=_holder(asked)),
        questions=(Question(name="holder_id", label=text_noop("Officer"), kind="officer"),),
    ),
    Verb.FINISH_STEP: Act(
        perform=lambda asked: api.finish_step(
            **asked.on_task,
            outcome=asked.text("outcome"),
            note=asked.text("note"),
            attachments=(asked.file_id,) if asked.file_id else (),
        ),
        questions=(
            Question(name="outcome", label=text_noop("Conclusion"), kind="choice", optional=True),
            Question(name="note", label=text_noop("Note for the next officer"), kind="text", optional=True),
            Question(name="file", label=text_noop("Attachment"), kind="file", optional=True),
        ),
    ),
    Verb.ASK_CONSULTATION: Act(
        perform=_consult,
        questions=(
            Question(name="units", label=text_noop("Agencies to be asked"), kind="units"),
            Question(name="question", label=text_noop("Question"), kind="text"),
            Question(name="hours", label=text_noop("Working hours to answer"), hint=text_noop("8 hours are one day")),
        ),
    ),
    Verb.ANSWER_CONSULTATION: Act(
        perform=lambda asked: api.answer_consultation(
            **asked.on_task, answer=asked.text("answer"), attachments=(asked.file_id,) if asked.file_id else ()
        ),
        questions=(
            Question(name="answer", label=text_noop("Opinion"), kind="text"),
            Question(name="file", label=text_noop("Attachment"), kind="file", optional=True),
        ),
    ),
    Verb.GIVE_LATE_OPINION: Act(
        perform=lambda asked: api.give_late_opinion(
            **asked.on_task, answer=asked.text("answer"), attachments=(asked.file_id,) if asked.file_id else ()
        ),
        questions=(
            Question(name="answer", label=text_noop("Opinion"), kind="text"),
            Question(name="file", label=text_noop("Attachment"), kind="file", optional=True),
        ),
        explanation=text_noop(
            "The deadline for this opinion has passed, and what its rule says has happened. Whoever settles the "
            "dossier will read the opinion, marked as late; no step goes back and no date moves."
        ),
    ),
    Verb.GO_ON_WITHOUT: Act(
        perform=lambda asked: api.go_on_without(**asked.on_task, reason=asked.text("reason")),
        questions=(Question(name="reason", label=text_noop("Reason"), kind="text"),),
        explanation=text_noop("The opinion did not come by its deadline. You answer for going on without it."),
    ),
    Verb.PAUSE: Act(perform=_reasoned(api.pause_dossier), questions=(REASON, BASIS)),
    Verb.RESUME: Act(perform=lambda asked: api.resume_dossier(**asked.on_dossier)),
    Verb.REQUEST_PAYMENT: Act(
        perform=lambda asked: api.request_payment(
            **asked.on_dossier,
            amount=_amount(asked),
            reason=asked.text("reason"),
            pay_by=end_of(read_day(asked.text("pay_by"))),
        ),
        questions=(
            Question(
                name="amount",
                label=text_noop("Amount"),
                kind="money",
                hint=text_noop("Leave empty where another office's notice states it; a paper then proves the payment."),
                optional=True,
            ),
            Question(name="pay_by", label=text_noop("To be paid by"), kind="date", optional=True),
            REASON,
        ),
    ),
    Verb.CONFIRM_PAYMENT: Act(
        perform=_payment,
        questions=(
            Question(name="reference", label=text_noop("Number of the payment document")),
            Question(name="amount", label=text_noop("Amount"), kind="money", optional=True),
            Question(name="paid_on", label=text_noop("Paid on"), kind="date", optional=True),
            Question(name="file", label=text_noop("Payment document"), kind="file", optional=True),
        ),
    ),
    Verb.STOP: Act(perform=_reasoned(api.stop_dossier), questions=(REASON, BASIS)),
    Verb.REOPEN: Act(perform=_reasoned(api.reopen_dossier), questions=(REASON, BASIS)),
    Verb.WITHDRAW: Act(
        perform=lambda asked: api.withdraw_dossier(
            **asked.on_dossier, reason=asked.text("reason"), request_reference=asked.text("request_reference")
        ),
        questions=(REASON, Question(name="request_reference", label=text_noop("Number of the written request"))),
    ),
    Verb.EXTEND: Act(
        perform=_extend,
        questions=(
            REASON,
            Question(name="new_due_on", label=text_noop("New date"), kind="date", hint=text_noop("A working day")),
        ),
        explanation=text_noop(
            "The law allows this once. The letter of apology (form 04) goes to the applicant and to the one-stop."
        ),
    ),
    Verb.ANSWER_SUPPLEMENT: Act(
        perform=_answer,
        questions=(Question(name="replies", label=text_noop("What was handed in"), kind="replies"),),
        explanation=text_noop("For papers brought to the counter: answer every item of the request."),
    ),
    Verb.ISSUE_RESULT: Act(
        perform=_result,
        explanation=text_noop(
            "The drafted document gets its number and date at this moment. For a file made elsewhere fill in the rest."
        ),
        questions=(
            Question(
                name="source",
                label=text_noop("What is issued"),
                kind="choice",
                options=(
                    (DRAFTED, text_noop("The document drafted here")),
                    ("file", text_noop("A file made elsewhere, or a refusal written here")),
                ),
            ),
            Question(
                name="outcome",
                label=text_noop("Result"),
                kind="choice",
                options=(("granted", text_noop("Granted")), ("rejected", text_noop("Refused, with the reason"))),
            ),
            Question(name="title", label=text_noop("Title of the result"), optional=True),
            Question(name="number", label=text_noop("Number"), hint=_ELSEWHERE),
            Question(
                name="issued_on",
                label=text_noop("Date"),
                kind="date",
                hint=text_noop("Needed to grant by a file made elsewhere. Example: 25/11/2026"),
            ),
            Question(name="signer_name", label=text_noop("Signed by"), hint=_ELSEWHERE),
            Question(
                name="file",
                label=text_noop("Signed file"),
                kind="file",
                hint=text_noop(
                    "Needed to grant by a file made elsewhere. Taken byte for byte as it is, so that its signature "
                    "stays valid"
                ),
            ),
            Question(name="reason", label=text_noop("Reason of a refusal"), kind="text", optional=True),
            Question(name="legal_basis", label=text_noop("Legal basis of a refusal"), optional=True),
        ),
    ),
    Verb.REVOKE_RESULT: Act(
        perform=lambda asked: api.revoke_result(**asked.on_dossier, reason=asked.text("reason")), questions=(REASON,)
    ),
    Verb.RETURN_RESULT: Act(
        perform=_return,
        questions=(
            Question(
                name="kind",
                label=text_noop("How it was handed over"),
                kind="choice",
                options=(
                    ("signature", text_noop("Against signature at the desk")),
                    ("postal_number", text_noop("By public post")),
                ),
            ),
            Question(name="recipient_name", label=text_noop("Received by")),
            Question(name="reference", label=text_noop("Postal number or citizen id"), optional=True),
            Question(name="originals", label=text_noop("Originals given back"), kind="originals"),
        ),
    ),
}
