"""A process killed at any step of signing a joint record: both signatures and every dossier stand, or nothing does.

A child of the test signs and kills itself with SIGKILL before the first statement, before the second, and so on, and on
either side of the commit, until it gets through. In between, everything is as if nobody had pressed the button.
"""

import os
import signal
import sys
import traceback
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections

from honglam.dossiers.contracts import Status
from honglam.dossiers.models import Dossier
from honglam.files.models import Claim
from honglam.kernel import audit
from honglam.kernel.models import AuditEntry, OutboxMessage
from honglam.kernel.relay import drain
from honglam.postal import api
from honglam.postal.contracts import ParcelState, RecordClosed, RecordKind, RecordWish, SecondSignature
from honglam.postal.models import HandoverItem, HandoverRecord, Parcel, ParcelLine, PostalSeries
from tests.dossiers.scene import MORNING, Scene, later
from tests.postal.conftest import Post

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh_database")]
WATCHED = (Dossier, Parcel, ParcelLine, HandoverRecord, HandoverItem, PostalSeries, AuditEntry, OutboxMessage, Claim)


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Do the work in a child that kills itself at its `step`-th step; false where it got through before."""
    connections.close_all()  # a child must not speak on its parent's line
    child = os.fork()
    if child == 0:
        _work_and_die(step, work)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0, "the child complained"
    return False


def _work_and_die(step: int, work: Callable[[], object]) -> None:
    left = iter(range(step, 0, -1))

    def live_on(*_: object) -> None:
        if next(left, 1) == 1:
            os.kill(os.getpid(), signal.SIGKILL)

    def before(execute: Callable[..., Any], *asked: Any) -> Any:
        live_on()
        return execute(*asked)

    commit = connection._commit

    def around_commit() -> Any:
        live_on()
        done = commit()
        live_on()
        return done

    try:
        connection._commit = around_commit  # type: ignore[method-assign]
        with connection.execute_wrapper(before):
            work()
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
        os._exit(1)
    os._exit(0)


def standing() -> dict[str, Any]:
    """Every row that signing may touch."""
    return {kind.__name__: sorted(map(str, kind.objects.values_list())) for kind in WATCHED}


def kill_until_done(work: Callable[[], object]) -> int:
    """How many kills it took until one fell after the commit; none of the others may leave a trace."""
    before = standing()
    for step in range(1, 1000):
        assert killed_at(step, work), "the last kill falls after the commit"
        if standing() != before:
            return step
    raise AssertionError("it never got through")


def test_both_signatures_or_nothing(province: Scene) -> None:
    post = Post(actors=dict(province.actors))
    parcels = tuple(sorted(post.collected() for _ in range(2)))
    drain()

    wish = RecordWish(kind=RecordKind.DOSSIERS, parcel_ids=parcels)
    steps = kill_until_done(lambda: api.give_parcels(actor=post.clerk_bc1, wish=wish, at=MORNING))
    assert steps > 10, "there were steps between which to die"
    record = HandoverRecord.objects.get()
    assert record.number.endswith("-00001"), "the kills used no number up"
    assert {post.stands(one) for one in parcels} == {ParcelState.COLLECTED}

    signature = SecondSignature(digest=record.digest)

    def sign() -> None:
        api.take_parcels(actor=post.reception, record_id=record.id, signature=signature, at=later(1))

    steps = kill_until_done(sign)
    assert steps > 50, "two dossiers are filed on the way"
    both_stand(post, record.id, parcels)
    with pytest.raises(RecordClosed):
        sign()
    both_stand(post, record.id, parcels)


def both_stand(post: Post, record_id: UUID, parcels: tuple[UUID, ...]) -> None:
    """The record bears two names, each parcel became one dossier at that moment, and what waits to be told is told."""
    record = HandoverRecord.objects.get(id=record_id)
    assert (record.given_by, record.taken_by) == (post.clerk_bc1.id, post.reception.id)
    assert {post.stands(one) for one in parcels} == {ParcelState.HANDED_OVER}
    dossiers = {post.parcel(one).dossier_id for one in parcels}
    rows = Dossier.objects.values_list("id", "status", "submitted_at")
    assert {(one, Status.REGISTERED.value, later(1)) for one in dossiers} == set(rows)
    drain()
    assert not OutboxMessage.objects.exists()
    assert audit.verify() == []
