"""A person asks to have data erased or corrected; an officer answers within the law's time, and the person is told.

NĐ 356/2025/NĐ-CP, article 5: confirmed within two working days, answered within a time of its own for each right,
lengthened once. The times are pack data.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext

from honglam.identity import access
from honglam.identity.contracts import (
    AnswerMissing,
    AskAct,
    AskKind,
    AskOpen,
    AskState,
    AskView,
    ExtensionReasonMissing,
    GroundsMissing,
    NothingAsked,
    TimesMissing,
)
from honglam.identity.models import Account, DataRequest, DataRequestLine, RequestTimes
from honglam.identity.queries.keeping import OPEN, as_request, get_request, rules_on, times_on
from honglam.identity.rules.data_requests import kept_because, law_of, next_state, outcome
from honglam.identity.services import correcting, letters
from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.personal import Fate, data_kinds
from honglam.kernel.text import whole
from honglam.kernel.values import Actor
from honglam.worktime import api as worktime
from honglam.worktime.contracts import Duration

MOST_WORDS, MOST_GROUNDS = 4000, 1000
PAGE = "/tai-khoan/du-lieu/yeu-cau/{}/"


@transaction.atomic
def ask(*, actor: Actor, kind: AskKind, items: Mapping[str, str], wish: str, at: datetime) -> AskView:
    """Ask to have kinds of data erased, or facts corrected (`items`: field and the value wished for).

    Raises NothingAsked, AskOpen, TimesMissing, or a `FormatFault` at its field.
    """
    account = access.own_account(actor)
    wanted = correcting.checked(account, items, at=at) if kind is AskKind.CORRECT else _erasable(items)
    if not wanted:
        raise NothingAsked(field="items")
    times = _times(kind, at)
    row = DataRequest(
        account=account,
        kind=kind.value,
        state=AskState.ASKED.value,
        items=wanted,
        wish=whole(wish, MOST_WORDS, field="wish"),
        asked_at=at,
        respond_by=worktime.due_at(start=at, duration=Duration.parse(times.confirm)).at,
        due_at=worktime.due_at(start=at, duration=Duration.parse(times.answer)).at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise AskOpen from error
    _note(row, AskAct.ASK, actor, at)
    _tell(row, letters.DATA_ASKED, at)
    return as_request(row)


@transaction.atomic
def withdraw(*, actor: Actor, request_id: UUID, at: datetime) -> None:
    """Take one's own request back. Raises AskNotFound, AskClosed."""
    row = access.own_request(actor, request_id, lock=True)
    _turn(row, AskAct.WITHDRAW, actor, at, "")


@transaction.atomic
def withdraw_corrections_of(*, actor: Actor, account_id: UUID, at: datetime) -> None:
    """An account that closes has nothing left to correct; part of the verb that closes it."""
    rows = DataRequest.objects.select_for_update().filter(account_id=account_id, kind=AskKind.CORRECT.value)
    for row in rows.filter(state__in=OPEN).order_by("pk"):
        with translation.override("vi"):
            note = gettext("The account was closed.")
        _turn(row, AskAct.WITHDRAW, actor, at, note)


@transaction.atomic
def look_at(*, actor: Actor, request_id: UUID, at: datetime) -> AskView:
    """A request for whoever answers it, with its history; who looked is on record. Raises AskNotFound."""
    view = get_request(actor=actor, request_id=request_id)
    audit.record_read(actor=actor, subject_kind="account", subject_id=view.account_id, at=at, reason="data_request")
    return view


@transaction.atomic
def take_up(*, actor: Actor, request_id: UUID, at: datetime) -> None:
    """Confirm to the person that somebody works on it. Raises AskNotFound, AskClosed, AskNotAllowed."""
    row = access.answerable_request(actor, request_id, lock=True)
    _turn(row, AskAct.TAKE, actor, at, "")
    _tell(row, letters.DATA_TAKEN, at)


@transaction.atomic
def extend(*, actor: Actor, request_id: UUID, reason: str, at: datetime) -> None:
    """Lengthen the time, once and while it runs, and say why. Raises ExtensionReasonMissing, AskNotAllowed and more."""
    row = access.answerable_request(actor, request_id, lock=True)
    reason = whole(reason, MOST_GROUNDS, field="reason")
    if not reason:
        raise ExtensionReasonMissing(field="reason")
    assert row.due_at is not None  # noqa: S101 - the database refuses an open request without a last day
    longer = Duration.parse(_times(AskKind(row.kind), row.asked_at).extend)
    _turn(row, AskAct.EXTEND, actor, at, reason)
    row.due_at, row.extended_at = worktime.due_at(start=row.due_at, duration=longer).at, at
    row.save(update_fields=["due_at", "extended_at"])
    _tell(row, letters.DATA_EXTENDED, at, reason=reason)


@transaction.atomic
def answer(
    *, actor: Actor, request_id: UUID, done: Collection[str], answer: str, grounds: str, at: datetime
) -> AskView:
    """Do what is granted, name the law for what stays, tell the person.

    `done`: the items that are granted. Data that the rule in force keeps for the archives is never among them,
    whatever was ticked. Raises AnswerMissing, GroundsMissing, AskClosed, CitizenIdTaken.
    """
    row = access.answerable_request(actor, request_id, lock=True)
    asked, laws = list(row.items), _laws(row, at)
    granted = [item for item in asked if item in done and item not in laws]
    words, law = whole(answer, MOST_WORDS, field="answer"), whole(grounds, MOST_GROUNDS, field="grounds")
    if not words:
        raise AnswerMissing(field="answer")
    kept = kept_because(asked, granted, laws, law)
    if not all(kept.values()):
        raise GroundsMissing(field="grounds")
    act = outcome(asked, granted)
    row.done, row.kept, row.answer, row.grounds = granted, kept, words, law
    _turn(row, act, actor, at, "")
    counts = _carry_out(row, granted, actor=actor, at=at)
    _record(row, f"identity.data_request_{act.value}", actor, at, done=granted, kept=sorted(kept), rows=counts)
    _tell(row, letters.DATA_ANSWERED, at)
    return as_request(row)


def _carry_out(row: DataRequest, granted: list[str], *, actor: Actor, at: datetime) -> dict[str, int]:
    if row.kind == AskKind.CORRECT.value:
        facts = {key: row.items[key] for key in granted if key in correcting.FIELDS}
        if facts:
            correcting.correct(actor=actor, account_id=row.account_id, facts=facts, at=at)
        return {}
    erasers = {code: data_kinds.get(code).erase_of for code in granted}
    return {code: erase(account_id=row.account_id, at=at) for code, erase in erasers.items() if erase is not None}


def _erasable(items: Mapping[str, str]) -> dict[str, str]:
    """Kinds that can be erased for one person, and records, about which the answer names the law."""
    known = {code: data_kinds.get(code) for code in items if code in data_kinds}
    return {code: "" for code, kind in known.items() if kind.erase_of is not None or kind.erase is None}


def _laws(row: DataRequest, at: datetime) -> dict[str, str]:
    """For each kind asked about that the rule in force keeps: the law that the rule names."""
    if row.kind != AskKind.ERASE.value:
        return {}
    rules = rules_on(local(at).date())
    bound = {code for code in row.items if code not in data_kinds or data_kinds.get(code).erase_of is None}
    bound |= {code for code in row.items if code in rules and rules[code].fate == Fate.ARCHIVE.value}
    return {code: law_of(rules[code].source) if code in rules else "" for code in bound}


def _times(kind: AskKind, at: datetime) -> RequestTimes:
    found = times_on(kind, local(at).date())
    if found is None:
        raise TimesMissing
    return found


def _turn(row: DataRequest, act: AskAct, actor: Actor, at: datetime, note: str) -> None:
    late = row.due_at is not None and at > row.due_at
    state = next_state(AskState(row.state), act, extended=row.extended_at is not None, late=late)
    row.state = state.value
    if state not in (AskState.ASKED, AskState.TAKEN):
        row.settled_at = at
    row.save()
    _note(row, act, actor, at, note)


def _note(row: DataRequest, act: AskAct, actor: Actor, at: datetime, note: str = "") -> None:
    DataRequestLine.objects.create(request=row, at=at, act=act.value, actor_name=actor.name, note=note)
    if act in (AskAct.ASK, AskAct.TAKE, AskAct.EXTEND, AskAct.WITHDRAW):
        _record(row, f"identity.data_request_{act.value}", actor, at)


def _record(row: DataRequest, action: str, actor: Actor, at: datetime, **detail: object) -> None:
    about = {"request": str(row.pk), "kind": row.kind, **detail}
    audit.record(actor=actor, action=action, subject_kind="account", subject_id=row.account_id, at=at, detail=about)


def _tell(row: DataRequest, template: str, at: datetime, **more: object) -> None:
    context = {"due_at": row.due_at, "url": PAGE.format(row.pk), **more}
    letters.tell(account=Account.objects.get(pk=row.account_id), template=template, context=context, at=at)
