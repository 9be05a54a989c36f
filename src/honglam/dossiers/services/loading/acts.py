"""What each verb does to the rows of a dossier, in the words of the services that it repeats (named at each)."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from honglam.dossiers.contracts import (
    EvidenceKind,
    Outcome,
    PaperKind,
    PauseKind,
    ReturnMethod,
    SignatureState,
    SlipKind,
    Status,
    TaskState,
    Verb,
)
from honglam.dossiers.rules.clock import (
    RECEPTION_LIMIT,
    RETURN_LIMIT,
    SUPPLEMENT_DAYS,
    PauseFacts,
    classify,
)
from honglam.dossiers.services.loading import papers as texts
from honglam.dossiers.services.loading.chain import Signature
from honglam.dossiers.services.loading.moments import as_datetime
from honglam.dossiers.services.loading.numbers import day_of, wants_receipt
from honglam.dossiers.services.loading.papers import as_json, copied, quoted
from honglam.dossiers.services.loading.scribe import NULL, Row, Scribe, Work
from honglam.dossiers.services.loading.stage import Station

AMOUNT = 150_000
PAYMENT_REASON = "Lệ phí trước bạ theo thông báo"
PAYMENT_REFERENCE = "BL-0001"
SIGNER = "Người ký mẫu"
WITHDRAWAL_REASON = "Tôi nộp lại hồ sơ sau"


def result_number(at: int) -> str:
    """A number for a result issued then."""
    return f"{at // 60 % 100_000}/KQ"


@lru_cache(maxsize=1 << 17)
def class_of(settled: int, due: int) -> str:
    """Early, on time or overdue."""
    return classify(settled_at=as_datetime(settled), due_at=as_datetime(due)).value


def submit(scribe: Scribe, row: Row, at: int) -> None:
    """filing.write_filed."""
    track, stamp = row.track, scribe.stamp(at)
    row.submitted, row.units = at, {track.desk_id}
    due = scribe.due_times.of_limit(at, RECEPTION_LIMIT)
    row.works.append(Work(scribe.new_id(at), track.reception, at, due))
    for paper, name in scribe.texts(track).papers:
        file_id = str(paper.file_id) if paper.file_id else NULL
        kept = [scribe.new_id(at), row.id, paper.component_code, copied(name), paper.kind.value]
        row.papers.append([*kept, str(paper.originals), str(paper.copies), file_id, paper.file_name, stamp, NULL])
    content = f'{{"papers": {len(row.papers)}, "channel": "{track.channel}"}}'
    who = _applicant(scribe, row)
    scribe.line(row, Verb.SUBMIT, who, at, source="", target=Status.REGISTERED, content=content)


def accept(scribe: Scribe, row: Row, at: int) -> None:
    """accepting._accept."""
    track, who = row.track, scribe.signature(row.track.reception.actor)
    row.accepted = at
    row.due, row.due_provisional = scribe.due_times.of_dossier(at, track.terms)
    _close(row.live, who, at)
    _open(scribe, row, track.ways[row.life.outcome][0], at)
    row.code = scribe.numbers.code(track.identifier, at)
    due, slip_id = scribe.stamp(row.due), ""
    if wants_receipt(row.life):
        made = scribe.texts(track)
        slip_id = scribe.slip(
            row,
            SlipKind.RECEIPT.value,
            made.numbers[SlipKind.RECEIPT],
            at,
            made.receipt(),
            due_at=due,
            due_provisional="true" if row.due_provisional else "false",
            return_method=row.life.return_method.value,
        )
    content = f'{{"code": "{row.code}", "due_at": "{due}", "slip": "{slip_id}"}}'
    _turn(scribe, row, Verb.ACCEPT, who, at, Status.ACCEPTED, content=content)


def claim(scribe: Scribe, row: Row, at: int) -> None:
    """assigning.claim_task, which takes the dossier up by the way."""
    work, station = row.live, row.live.station
    who = scribe.signature(station.actor)
    source, row.status = row.status, Status.PROCESSING
    scribe.line(row, Verb.START, who, at, source=source, target=row.status, task=work.id, audited=False)
    work.holder = who
    content = f'{{"holder": "{who.name}", "step": {quoted(station.name)}}}'
    _turn(scribe, row, Verb.CLAIM, who, at, Status.PROCESSING, content=content, task=work.id)


def finish_step(scribe: Scribe, row: Row, at: int) -> None:
    """stepping.finish_step."""
    work, station = row.live, row.live.station
    who = scribe.signature(station.actor)
    row.concluded = station.concluded or row.concluded
    _close(work, who, at, station.outcome)
    row.step += 1
    following = row.track.ways[row.life.outcome][row.step]
    _open(scribe, row, following, at)
    content = f'{{"step": {quoted(station.name)}, "outcome": "{station.outcome}", {_onward(scribe, row, station)}}}'
    _turn(scribe, row, Verb.FINISH_STEP, who, at, Status.PROCESSING, content=content, task=work.id)


def _onward(scribe: Scribe, row: Row, before: Station) -> str:
    """stepping._onward: what comes next; where another agency carries on also to whom it went, and until when."""
    following = row.live
    said = f'"next": {quoted(following.station.name)}'
    if following.station.agency_id == before.agency_id:
        return said
    return f'{said}, "to": {quoted(following.station.agency_name)}, "step_due": "{scribe.stamp(following.due)}"'


def request_supplement(scribe: Scribe, row: Row, at: int) -> None:
    """supplements.request_supplement."""
    station, made = row.live.station, scribe.texts(row.track)
    row.returns_to = row.status.value
    _stop_clock(row, PauseKind.SUPPLEMENT, at, texts.SUPPLEMENT_REASON)
    row.live.state = TaskState.SUSPENDED
    answer_by = scribe.stamp(scribe.due_times.of_limit(at, SUPPLEMENT_DAYS))
    item = made.items()[0]
    items = as_json([{"name": item.name, "lacks": item.lacks, "component_code": item.component_code}])
    kept = [scribe.new_id(at), row.id, scribe.stamp(at), answer_by, texts.SUPPLEMENT_REASON, items, NULL, NULL, NULL]
    row.supplement = kept
    slip_id = scribe.slip(
        row,
        SlipKind.SUPPLEMENT.value,
        made.numbers[SlipKind.SUPPLEMENT],
        at,
        made.supplement(station),
        answer_by=answer_by,
    )
    content = f'{{"items": [{quoted(item.name)}], "answer_by": "{answer_by}", "slip": "{slip_id}"}}'
    who, reason = scribe.signature(station.actor), texts.SUPPLEMENT_REASON
    target = Status.SUPPLEMENT_REQUESTED
    _turn(scribe, row, Verb.REQUEST_SUPPLEMENT, who, at, target, reason=reason, content=content)


def answer_supplement(scribe: Scribe, row: Row, at: int) -> None:
    """supplements.answer_supplement: the paper again, and the clock runs on."""
    stamp = scribe.stamp(at)
    row.supplement[6:] = ['[{"item": 0, "note": "", "papers": 1}]', stamp, stamp]
    file_id = _new_paper(scribe, row, at)
    row.returns_to = ""
    _start_clock(scribe, row, at)
    content = f'{{"notes": [], "due_at": "{scribe.stamp(row.due)}"}}'
    who = _applicant(scribe, row)
    attachments = f"{{{file_id}}}" if file_id != NULL else "{}"
    target = Status.PROCESSING
    _turn(scribe, row, Verb.ANSWER_SUPPLEMENT, who, at, target, content=content, attachments=attachments)


def request_payment(scribe: Scribe, row: Row, at: int) -> None:
    """clocking.request_payment."""
    _stop_clock(row, PauseKind.PAYMENT, at, PAYMENT_REASON)
    row.live.state = TaskState.SUSPENDED
    who, content = scribe.signature(row.live.station.actor), f'{{"amount": {AMOUNT}}}'
    target = Status.AWAITING_PAYMENT
    _turn(scribe, row, Verb.REQUEST_PAYMENT, who, at, target, reason=PAYMENT_REASON, content=content)


def confirm_payment(scribe: Scribe, row: Row, at: int) -> None:
    """clocking.confirm_payment."""
    _start_clock(scribe, row, at)
    content = (
        f'{{"due_at": "{scribe.stamp(row.due)}", "reference": "{PAYMENT_REFERENCE}", "amount": {AMOUNT}, '
        f'"paid_on": "{day_of(at).isoformat()}"}}'
    )
    who = scribe.signature(row.live.station.actor)
    _turn(scribe, row, Verb.CONFIRM_PAYMENT, who, at, Status.PROCESSING, content=content)


def issue_result(scribe: Scribe, row: Row, at: int) -> None:
    """results.issue_result: granted with a file, or refused with form 03."""
    work, who = row.live, scribe.signature(row.live.station.actor)
    granted = row.life.outcome is Outcome.GRANTED
    row.result_class = class_of(at, row.due or at)
    row.outcome, row.resolved, row.paused_since = row.life.outcome.value, at, None
    document_id = _write_result(scribe, row, at)
    _close(work, who, at, work.station.outcome)
    due = scribe.due_times.of_limit(at, RETURN_LIMIT)
    row.works.append(Work(scribe.new_id(at), row.track.handover, at, due))
    reason, slip_id = ("", "") if granted else (texts.REJECTION_REASON, _refusal(scribe, row, work.station, at))
    content = (
        f'{{"result": "{document_id}", "outcome": "{row.outcome}", "number": "{result_number(at) if granted else ""}", '
        f'"class": "{row.result_class}", "slip": "{slip_id}"}}'
    )
    attachments = f"{{{scribe.sample_file}}}" if granted else "{}"
    _turn(
        scribe,
        row,
        Verb.ISSUE_RESULT,
        who,
        at,
        Status.RESOLVED,
        reason=reason,
        content=content,
        task=work.id,
        attachments=attachments,
    )


def return_result(scribe: Scribe, row: Row, at: int) -> None:
    """results.return_result: downloaded by the owner, or signed for at the desk."""
    downloads = row.life.return_method is ReturnMethod.ONLINE
    who = _applicant(scribe, row) if downloads else scribe.signature(row.track.handover.actor)
    kind = EvidenceKind.DOWNLOAD if downloads else EvidenceKind.SIGNATURE
    recipient = "" if downloads else row.life.who.name.text
    _close(row.live, who, at)
    row.returned, row.returned_by = at, kind.value
    content = f'{{"evidence": "{kind}", "recipient": "{recipient}", "reference": ""}}'
    _turn(scribe, row, Verb.RETURN_RESULT, who, at, Status.RETURNED, content=content)


def rate(scribe: Scribe, row: Row, at: int) -> None:
    """rating.rate_dossier."""
    level = row.life.level.value
    scribe.lines["dossiers_rating"].append(f"{row.id}\t{level}\t{{}}\taccount\t\t{scribe.stamp(at)}\n")
    _turn(scribe, row, Verb.RATE, _applicant(scribe, row), at, Status.RETURNED, content=f'{{"level": "{level}"}}')


def refuse(scribe: Scribe, row: Row, at: int) -> None:
    """refusing.refuse_dossier."""
    row.live.state, row.live.closed, row.closed = TaskState.CANCELLED, at, at
    slip_id = _refusal(scribe, row, row.track.reception, at, texts.REFUSAL_REASON, texts.REFUSAL_BASIS)
    content = f'{{"legal_basis": "{texts.REFUSAL_BASIS}", "slip": "{slip_id}"}}'
    who, reason = scribe.signature(row.track.reception.actor), texts.REFUSAL_REASON
    _turn(scribe, row, Verb.REFUSE, who, at, Status.REFUSED, reason=reason, content=content)


def withdraw(scribe: Scribe, row: Row, at: int) -> None:
    """withdrawing.withdraw_dossier, by the owner before acceptance."""
    row.live.state, row.live.closed, row.closed = TaskState.CANCELLED, at, at
    content = '{"request": "", "expired": false}'
    who = _applicant(scribe, row)
    _turn(scribe, row, Verb.WITHDRAW, who, at, Status.WITHDRAWN, reason=WITHDRAWAL_REASON, content=content)


ACTS: Mapping[Verb, Callable[[Scribe, Row, int], None]] = {
    Verb.SUBMIT: submit,
    Verb.ACCEPT: accept,
    Verb.CLAIM: claim,
    Verb.FINISH_STEP: finish_step,
    Verb.REQUEST_SUPPLEMENT: request_supplement,
    Verb.ANSWER_SUPPLEMENT: answer_supplement,
    Verb.REQUEST_PAYMENT: request_payment,
    Verb.CONFIRM_PAYMENT: confirm_payment,
    Verb.ISSUE_RESULT: issue_result,
    Verb.RETURN_RESULT: return_result,
    Verb.RATE: rate,
    Verb.REFUSE: refuse,
    Verb.WITHDRAW: withdraw,
}


def _turn(scribe: Scribe, row: Row, verb: Verb, who: Signature, at: int, target: Status, **more: str) -> None:
    """turning.conclude: the status, and the trace of the act."""
    source, row.status = row.status, target
    scribe.line(row, verb, who, at, source=source, target=target, **more)  # type: ignore[arg-type]


def _applicant(scribe: Scribe, row: Row) -> Signature:
    """The owner, or the officer at the counter who does it for whoever stands there."""
    return row.owner or scribe.signature(row.track.reception.actor)


def _open(scribe: Scribe, row: Row, station: Station, at: int) -> None:
    """tasks.open_step."""
    row.units.add(station.unit_id)
    row.works.append(Work(scribe.new_id(at), station, at, _step_due(scribe, row, station, at)))


def _step_due(scribe: Scribe, row: Row, station: Station, at: int, *, stopped: bool = False) -> int:
    """tasks.step_due: the step's own hours, never after the dossier."""
    own = scribe.due_times.of_step(at, station.hours, row.ended_stops() if stopped else ())
    return min(due for due in (own, row.due) if due is not None)


def _close(work: Work, who: Signature, at: int, outcome: str = "") -> None:
    """tasks.close_task."""
    work.state, work.closed, work.closed_by, work.outcome = TaskState.DONE, at, who.name, outcome
    work.result_class = class_of(at, work.due)
    if work.holder is None and who.officer:
        work.holder = who


def _stop_clock(row: Row, kind: PauseKind, at: int, reason: str) -> None:
    row.paused_since = at
    row.stops.append((kind.value, at, None, reason))


def _start_clock(scribe: Scribe, row: Row, at: int) -> None:
    """clocking.start_clock."""
    kind, began, _, reason = row.stops[-1]
    row.stops[-1] = (kind, began, at, reason)
    row.paused_since = None
    assert row.accepted is not None  # noqa: S101 - only received dossiers have a clock
    pauses = [
        PauseFacts(kind=PauseKind(kind), started_at=as_datetime(a), ended_at=as_datetime(b))
        for kind, a, b, _ in row.stops
        if b is not None
    ]
    row.due, row.due_provisional = scribe.due_times.of_dossier(row.accepted, row.track.terms, pauses)
    work = row.live
    work.state = TaskState.OPEN
    work.due = _step_due(scribe, row, work.station, work.opened, stopped=True)


def _new_paper(scribe: Scribe, row: Row, at: int) -> str:
    """The paper that was asked for, again: a file online, a sheet at the counter. Returns the file's id or NULL."""
    item = scribe.texts(row.track).items()[0]
    stamp = scribe.stamp(at)
    for paper in row.papers:
        if item.component_code and paper[2] == item.component_code:
            paper[10] = stamp
    online = row.owner is not None
    file_id = str(scribe.sample_file) if online else NULL
    kind = PaperKind.ELECTRONIC if online else PaperKind.ORIGINAL
    kept = [scribe.new_id(at), row.id, item.component_code, copied(item.name), kind.value, "0" if online else "1", "0"]
    row.papers.append([*kept, file_id, "bo-sung.pdf" if online else "", stamp, NULL])
    return file_id


def _write_result(scribe: Scribe, row: Row, at: int) -> str:
    document_id, granted = scribe.new_id(at), row.life.outcome is Outcome.GRANTED
    number, issued_on = (result_number(at), day_of(at).isoformat()) if granted else ("", NULL)
    title = copied(row.track.version.result.name) if granted else ""
    file_id, file_name = (str(scribe.sample_file), "ket-qua.pdf") if granted else (NULL, "")
    reason, basis = ("", "") if granted else (texts.REJECTION_REASON, texts.REJECTION_BASIS)
    scribe.lines["dossiers_resultdocument"].append(
        f"{document_id}\t{row.id}\t{row.outcome}\t{number}\t{issued_on}\t{title}\t{file_id}\t{file_name}\t"
        f"{SIGNER if granted else ''}\t{reason}\t{basis}\t{SignatureState.UNVERIFIED}\t{scribe.stamp(at)}\t{NULL}\n"
    )
    return document_id


def _refusal(
    scribe: Scribe,
    row: Row,
    station: Station,
    at: int,
    reason: str = texts.REJECTION_REASON,
    basis: str = texts.REJECTION_BASIS,
) -> str:
    made = scribe.texts(row.track)
    template = made.refusal(station, reason, basis)
    return scribe.slip(row, SlipKind.REFUSAL.value, made.numbers[SlipKind.REFUSAL], at, template)
