"""Asking for a bulk act, and asking for it to be taken back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.dossiers.contracts import (
    BULK_LIMIT,
    BulkNotFound,
    BulkState,
    BulkVerb,
    BulkWish,
    NothingChosen,
    NotInTheUnit,
    NotUndoable,
    NotYourTurn,
    TooManyChosen,
)
from honglam.dossiers.models import BulkAct, BulkItem
from honglam.dossiers.queries.bulk import readable_ids, waiting_ids
from honglam.dossiers.rules.building import clean, clean_long
from honglam.dossiers.services.requesting import ask_for_bulk_work
from honglam.kernel import audit
from honglam.kernel.idempotency import once
from honglam.kernel.ids import uuid7
from honglam.kernel.values import Actor


@transaction.atomic
def start_bulk(*, actor: Actor, wish: BulkWish, key: str, at: datetime) -> UUID:
    """Note what is asked for; the work begins after commit. The same key asks once.

    Raises NothingChosen, TooManyChosen, NotInTheUnit where no holder is named.
    """
    if actor.post_id is None or actor.id is None:
        raise NotYourTurn
    if wish.verb is BulkVerb.ASSIGN and wish.holder_id is None:
        raise NotInTheUnit(field="holder_id")

    def perform() -> dict[str, str]:
        return {"id": str(_write(actor, wish, _chosen(actor, wish), at))}

    asked = {
        "bulk": wish.verb.value,
        "dossiers": sorted(str(one) for one in wish.dossier_ids),
        "everything": wish.everything_waiting,
        "holder": str(wish.holder_id or ""),
        "outcome": wish.outcome,
    }
    return UUID(once(actor=str(actor.id), key=key, request=asked, perform=perform)["id"])


@transaction.atomic
def undo_bulk(*, actor: Actor, bulk_id: UUID, at: datetime) -> UUID:
    """Give back what a finished assignment assigned, as far as nobody has worked on it. Raises NotUndoable."""
    bulk = BulkAct.objects.select_for_update().filter(id=bulk_id, account=actor.id).first()
    if bulk is None or actor.post_id is None:
        raise BulkNotFound
    assert actor.id is not None  # noqa: S101 - the row was found by it
    if bulk.verb != BulkVerb.ASSIGN.value or bulk.finished_at is None or hasattr(bulk, "undone_by"):
        raise NotUndoable
    done = bulk.items.filter(state=BulkState.DONE.value).order_by("number")
    undoing = BulkAct.objects.create(
        account_id=actor.id,
        post_id=actor.post_id,
        verb=BulkVerb.UNDO.value,
        holder_id=bulk.holder_id,
        undoes=bulk,
        started_at=at,
        worked_at=at,
    )
    BulkItem.objects.bulk_create(
        [
            BulkItem(
                bulk=undoing,
                number=item.number,
                dossier_id=item.dossier_id,
                task_id=item.task_id,
                held_before=item.held_before,
            )
            for item in done
        ],
        batch_size=2000,
    )
    _begin(actor, undoing, at)
    return undoing.id


def _chosen(actor: Actor, wish: BulkWish) -> list[UUID]:
    """The dossiers meant, each once; those the actor may not read are as if they were not there."""
    if wish.everything_waiting:
        return waiting_ids(actor=actor, limit=BULK_LIMIT)
    asked = list(dict.fromkeys(wish.dossier_ids))
    if len(asked) > BULK_LIMIT:
        raise TooManyChosen(limit=BULK_LIMIT)
    return readable_ids(actor=actor, dossier_ids=asked)


def _write(actor: Actor, wish: BulkWish, dossier_ids: list[UUID], at: datetime) -> UUID:
    if not dossier_ids:
        raise NothingChosen(field="dossier_ids")
    assert actor.id is not None and actor.post_id is not None  # noqa: S101 - asked before
    bulk = BulkAct.objects.create(
        id=uuid7(),
        account_id=actor.id,
        post_id=actor.post_id,
        verb=wish.verb.value,
        holder_id=wish.holder_id,
        outcome=clean(wish.outcome, 60),
        note=clean_long(wish.note, field="note"),
        started_at=at,
        worked_at=at,
    )
    BulkItem.objects.bulk_create(
        [BulkItem(bulk=bulk, number=number, dossier_id=one) for number, one in enumerate(dossier_ids, start=1)],
        batch_size=2000,
    )
    _begin(actor, bulk, at)
    return bulk.id


def _begin(actor: Actor, bulk: BulkAct, at: datetime) -> None:
    audit.record(
        actor=actor,
        action="dossiers.bulk_started",
        subject_kind="bulk_act",
        subject_id=bulk.id,
        at=at,
        detail={"verb": bulk.verb, "dossiers": bulk.items.count(), "holder": bulk.holder_id, "undoes": bulk.undoes_id},
    )
    ask_for_bulk_work(bulk_id=bulk.id)
