"""Loaded rows are those that the verbs write: the same lives are lived twice, and compared column by column."""

import json
import os
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from honglam.directory.models import Holding
from honglam.dossiers import api
from honglam.dossiers.contracts import (
    Applicant,
    EvidenceKind,
    Outcome,
    PaperInput,
    PaperKind,
    PaymentEvidence,
    ResultInput,
    ReturnEvidence,
    ReturnMethod,
    Submission,
    SupplementItem,
    SupplementReply,
    Verb,
)
from honglam.dossiers.models import DailyCount, Dossier, Task
from honglam.dossiers.services.counting import rebuild_counts
from honglam.dossiers.services.indexing import index_dossiers
from honglam.dossiers.services.loading import acts, load, papers
from honglam.dossiers.services.loading.lives import Life
from honglam.dossiers.services.loading.lot import Drawing, gather, in_batches
from honglam.dossiers.services.loading.moments import as_datetime
from honglam.dossiers.services.loading.numbers import day_of
from honglam.dossiers.services.loading.sampling import NAME
from honglam.dossiers.services.loading.tables import TABLES
from honglam.dossiers.subscribers import sums
from honglam.kernel import audit, events
from honglam.kernel.events import Delivered
from honglam.kernel.ids import uuid7
from honglam.kernel.models import OutboxMessage
from honglam.kernel.values import SYSTEM
from honglam.procedures.models import ProcedureVersion
from honglam.procedures.queries import memory
from honglam.worktime import queries as calendars
from tests.dossiers.scene import Scene, vn

HOW_MANY = int(os.environ.get("HONGLAM_LIVES", "1000"))
TODAY = vn("2026-11-16 10:30")
ONCE_ONLY = {"recorded_at", "prev_hash", "hash", "number"}
"""What no two dossiers share: when the chain was written, its hashes, numbers of books."""

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_CODE = re.compile(r"X99(\.\d+)?-\d{6}-\d{4}")
_REGISTRATION = re.compile(r"DK-\w{10}")


@pytest.fixture(autouse=True)
def nothing_changes(scene: Scene, settings: Any) -> Iterator[None]:
    """Calendar and catalogue stay as they are for the whole test, so they may be remembered as a server does."""
    ProcedureVersion.objects.update(in_use=True)
    settings.CALENDAR_RECHECK_SECONDS = settings.CATALOGUE_RECHECK_SECONDS = 3600.0
    calendars._ready.clear()
    memory.forget()
    yield
    calendars._ready.clear()
    memory.forget()


@pytest.fixture
def drawing(scene: Scene) -> Drawing:
    return load.prepare(lot=gather(at=TODAY), how_many=HOW_MANY, at=TODAY, seed=7)


class Actors:
    """Lives one life through the verbs."""

    def __init__(self, life: Life, sample_file: UUID) -> None:
        self.life, self.track, self.sample_file = life, life.track, sample_file
        self.id = UUID(int=0)

    def live(self) -> UUID:
        skip = False
        for act in self.life.acts:
            if not (skip and act.verb is Verb.ACCEPT):
                getattr(self, act.verb.value)(as_datetime(act.at))
            skip = act.verb is Verb.SUBMIT and not self.track.online
        return self.id

    @property
    def task(self) -> Task:
        return Task.objects.get(dossier_id=self.id, state__in=["open", "suspended"])

    def officer(self) -> object:
        task = self.task
        way = self.track.ways[self.life.outcome]
        return next(one for one in way if one.code == task.step_code)

    def submit(self, at: datetime) -> None:
        who = self.life.who
        submission = Submission(
            procedure_code=self.track.version.code,
            applicant=Applicant(name=who.name.text, id_number=who.number, phone=who.phone, address=who.address),
            answers=json.loads(json.dumps(self.track.answers, ensure_ascii=False).replace(NAME, who.name.text)),
            papers=self.track.papers,
            unit_code=self.track.unit_code,
            return_method=self.life.return_method,
        )
        if self.life.owner:
            self.id = api.submit_dossier(
                actor=self.life.owner, submission=submission, key=str(uuid7()), at=at
            ).dossier_id
        else:
            self.id = api.take_in(
                actor=self.track.reception.actor,
                submission=submission,
                key=str(uuid7()),
                at=at,
                channel=self.track.channel,
            ).dossier_id

    def accept(self, at: datetime) -> None:
        api.accept_dossier(actor=self.track.reception.actor, dossier_id=self.id, at=at)

    def refuse(self, at: datetime) -> None:
        api.refuse_dossier(
            actor=self.track.reception.actor,
            dossier_id=self.id,
            reason=papers.REFUSAL_REASON,
            legal_basis=papers.REFUSAL_BASIS,
            at=at,
        )

    def withdraw(self, at: datetime) -> None:
        assert self.life.owner
        api.withdraw_dossier(actor=self.life.owner, dossier_id=self.id, reason=acts.WITHDRAWAL_REASON, at=at)

    def claim(self, at: datetime) -> None:
        api.claim_task(actor=self.officer().actor, task_id=self.task.id, at=at)  # type: ignore[attr-defined]

    def finish_step(self, at: datetime) -> None:
        station = self.officer()
        api.finish_step(actor=station.actor, task_id=self.task.id, outcome=station.outcome, at=at)  # type: ignore[attr-defined]

    def request_supplement(self, at: datetime) -> None:
        item = papers.Texts(self.track).items()[0]
        api.request_supplement(
            actor=self.officer().actor,  # type: ignore[attr-defined]
            dossier_id=self.id,
            items=(SupplementItem(name=item.name, lacks=item.lacks, component_code=item.component_code),),
            reason=papers.SUPPLEMENT_REASON,
            at=at,
        )

    def answer_supplement(self, at: datetime) -> None:
        item = papers.Texts(self.track).items()[0]
        paper = PaperInput(
            component_code=item.component_code,
            name="" if item.component_code else item.name,
            kind=PaperKind.ELECTRONIC if self.life.owner else PaperKind.ORIGINAL,
            originals=0 if self.life.owner else 1,
            file_id=self.sample_file if self.life.owner else None,
            file_name="bo-sung.pdf" if self.life.owner else "",
        )
        actor = self.life.owner or self.track.reception.actor
        replies = (SupplementReply(item=0, papers=(paper,)),)
        api.answer_supplement(actor=actor, dossier_id=self.id, replies=replies, at=at)

    def request_payment(self, at: datetime) -> None:
        api.request_payment(
            actor=self.officer().actor,  # type: ignore[attr-defined]
            dossier_id=self.id,
            amount=acts.AMOUNT,
            reason=acts.PAYMENT_REASON,
            at=at,
        )

    def confirm_payment(self, at: datetime) -> None:
        evidence = PaymentEvidence(
            reference=acts.PAYMENT_REFERENCE, amount=acts.AMOUNT, paid_on=day_of(int(at.timestamp()))
        )
        api.confirm_payment(actor=self.officer().actor, dossier_id=self.id, evidence=evidence, at=at)  # type: ignore[attr-defined]

    def issue_result(self, at: datetime) -> None:
        result = ResultInput(
            outcome=Outcome.REJECTED, reason=papers.REJECTION_REASON, legal_basis=papers.REJECTION_BASIS
        )
        if self.life.outcome is Outcome.GRANTED:
            moment = int(at.timestamp())
            result = ResultInput(
                outcome=Outcome.GRANTED,
                number=acts.result_number(moment),
                issued_on=day_of(moment),
                title=self.track.version.result.name,
                file_id=self.sample_file,
                file_name="ket-qua.pdf",
                signer_name=acts.SIGNER,
            )
        api.issue_result(actor=self.officer().actor, dossier_id=self.id, result=result, at=at)  # type: ignore[attr-defined]

    def return_result(self, at: datetime) -> None:
        if self.life.return_method is ReturnMethod.ONLINE:
            actor, evidence = self.life.owner, ReturnEvidence(kind=EvidenceKind.DOWNLOAD)
        else:
            actor = self.track.handover.actor
            evidence = ReturnEvidence(kind=EvidenceKind.SIGNATURE, recipient_name=self.life.who.name.text)
        assert actor
        api.return_result(actor=actor, dossier_id=self.id, evidence=evidence, at=at)

    def rate(self, at: datetime) -> None:
        assert self.life.owner
        api.rate_dossier(actor=self.life.owner, dossier_id=self.id, level=self.life.level, at=at)


def rows_of(dossier_id: UUID, mask: Callable[[str], str]) -> dict[str, list[str]]:
    """Everything that hangs on a dossier, as text, without what no two dossiers share."""
    found: dict[str, list[str]] = {}
    for table in TABLES:
        where = {
            "dossiers_dossier": "id = %s",
            "dossiers_taskscope": "task_id IN (SELECT id FROM dossiers_task WHERE dossier_id = %s)",
            "kernel_auditentry": "subject_kind = 'dossier' AND subject_id = %s::text",
        }.get(table, "dossier_id = %s")
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT to_jsonb(r) FROM {table} r WHERE {where}", [dossier_id])
            rows = [json.loads(row) if isinstance(row, str) else row for (row,) in cursor.fetchall()]
        dropped = ONCE_ONLY if table != "dossiers_resultdocument" else set()
        if table == "dossiers_task":
            # Made-up work is not watched: nobody is to be told of a million late steps.
            dropped = {*dropped, "watch_at"}
        if table == "dossiers_historyevent":
            for row in rows:
                # Made-up obligations have no order to be paid: the till's books hold no made-up money.
                row["content"].pop("order", None)
        texts = ({key: value for key, value in row.items() if key not in dropped} for row in rows)
        found[table] = sorted(mask(json.dumps(text, sort_keys=True, ensure_ascii=False)) for text in texts)
    return found


def counts() -> dict[tuple[Any, ...], tuple[int, ...]]:
    """The roll-ups as they stand: key → numbers."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {DailyCount._meta.db_table}")
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    key = ("procedure_code", "on", "agency_id", "channel")
    return {
        tuple(row[name] for name in key): tuple(row[name] for name in sorted(row) if name not in key) for row in rows
    }


def counts_from_events() -> dict[tuple[Any, ...], tuple[int, ...]]:
    """The roll-ups that the subscribers make of what the verbs have published."""
    rows = OutboxMessage.objects.filter(kind="event").order_by("id")
    for name in dict.fromkeys(row.name for row in rows):
        for listener in events.subscribers_of(name):
            if listener.handler.__module__ == sums.__name__:
                told = [
                    Delivered(id=row.id, at=row.at, event=events.decode(listener.event_type, row.payload))
                    for row in rows
                    if row.name == name
                ]
                listener.handler(told)
    return counts()


def masking(stable: set[str]) -> Callable[[str], str]:
    """Ids of rows become `#`; those of accounts and files stay. Codes keep agency and day, not their number."""

    def mask(text: str) -> str:
        text = _UUID.sub(lambda found: found[0] if found[0] in stable else "#", text)
        text = _CODE.sub(lambda found: found[0][:-4], text)
        return _REGISTRATION.sub("DK", text)

    return mask


def test_the_verbs_would_have_written_the_same(scene: Scene, drawing: Drawing) -> None:
    lives = [life for batch in in_batches(drawing.lives(how_many=HOW_MANY), HOW_MANY) for life in batch]
    # Loading appoints people on the day it runs; the lives lie before, and a step is never put where nobody is.
    Holding.objects.update(valid_from=date(2020, 1, 1))
    acted = [Actors(life, drawing.sample_file).live() for life in lives]
    index_dossiers(dossier_ids=acted)
    before, counted = set(acted), counts_from_events()

    load.write_lives(lives=lives, seed=7, sample_file=drawing.sample_file, size=HOW_MANY)

    loaded = [row.id for row in Dossier.objects.exclude(id__in=before)]
    assert len(loaded) == HOW_MANY
    assert audit.verify() == []
    rebuild_counts(actor=SYSTEM, at=TODAY)
    assert counts() == {key: tuple(2 * number for number in numbers) for key, numbers in counted.items()}
    accounts = {str(actor.id) for life in lives for actor in (life.owner,) if actor}
    accounts |= {str(station.actor.id) for life in lives for way in life.track.ways.values() for station in way}
    accounts |= {str(life.track.reception.actor.id) for life in lives}
    accounts |= {str(life.track.handover.actor.id) for life in lives}
    mask = masking(accounts | {str(drawing.sample_file)})
    told = sorted((rows_of(one, mask) for one in acted), key=str)
    copied = sorted((rows_of(one, mask) for one in loaded), key=str)
    for ours, theirs in zip(told, copied, strict=True):
        for table in TABLES:
            assert [json.loads(row) for row in ours[table]] == [json.loads(row) for row in theirs[table]], table


def test_all_kinds_of_lives_are_drawn(drawing: Drawing) -> None:
    lives = list(drawing.lives(how_many=1000))
    seen = {act.verb for life in lives for act in life.acts}
    assert seen == set(acts.ACTS)
    assert any(life.acts[-1].verb is Verb.REQUEST_SUPPLEMENT for life in lives), "somebody's turn it is"
    assert any(life.acts[-1].verb is Verb.SUBMIT for life in lives), "something waits at a desk"


def test_codes_run_without_gaps(drawing: Drawing) -> None:
    load.write_lives(lives=drawing.lives(how_many=150), seed=3, sample_file=drawing.sample_file, size=40)
    by_day: dict[str, list[int]] = {}
    for code in Dossier.objects.exclude(code=None).values_list("code", flat=True):
        head, number = str(code).rsplit("-", 1)
        by_day.setdefault(head, []).append(int(number))
    assert by_day
    for numbers in by_day.values():
        assert sorted(numbers) == list(range(1, len(numbers) + 1))
