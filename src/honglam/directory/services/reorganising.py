"""Carry a plan of reorganisation out: agencies end, people go on, and everything that follows agencies follows."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec
from django.db import transaction

from honglam.directory.contracts import (
    Counted,
    HoldingKind,
    Moves,
    PlanFaulty,
    PlanShape,
    Reorganised,
    SuccessionData,
    SuccessionKind,
    Survey,
    TooEarly,
)
from honglam.directory.models import Holding, Reorganisation
from honglam.directory.queries.memory import snapshot
from honglam.directory.queries.people import real
from honglam.directory.queries.reorganising import (
    agencies_to_end,
    faults_of,
    find_post,
    last_day,
    moves_of,
    sent_on,
    survey_of_directory,
)
from honglam.directory.rules.scopes import inherits
from honglam.directory.services.agencies import end_agencies
from honglam.directory.services.holdings import appoint, end_holding
from honglam.directory.services.successions import put_successions
from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.registry import followers
from honglam.kernel.values import Actor


def survey(*, plan: PlanShape) -> Survey:
    """What the plan would move now, kind by kind, and what it must ask about. Raises PlanFaulty."""
    moves = _checked(plan)
    counted = survey_of_directory(moves, plan)
    asked = []
    for follower in followers.values():
        found = follower.survey(moves=moves)
        counted += found.counted
        asked += found.asked
    return Survey(counted=tuple(counted), asked=tuple(asked))


@transaction.atomic
def reorganise(*, actor: Actor, plan: PlanShape, at: datetime) -> Reorganised:
    """Do exactly what `survey` shows, in one transaction: a kill leaves nothing half done.

    What was done before is left alone, so that a second time does nothing. Raises PlanFaulty, TooEarly,
    UndecidedBelongings.
    """
    moves = _checked(plan)
    if local(at).date() < moves.on:
        raise TooEarly(on=f"{moves.on:%d/%m/%Y}")
    counted = survey_of_directory(moves, plan)
    _record_successions(actor, plan, moves, at)
    _send_on(actor, plan, moves, at)
    end_agencies(
        actor=actor, agency_ids=[agency.id for agency in agencies_to_end(moves)], last_day=last_day(moves), at=at
    )
    for follower in followers.values():
        counted += follower.follow(actor=actor, moves=moves, at=at)
    done = Reorganised(counted=tuple(counted))
    if done.total:
        _remember(actor, plan, done, at)
    return done


def _checked(plan: PlanShape) -> Moves:
    faults = faults_of(plan)
    if faults:
        raise PlanFaulty(count=len(faults))
    return moves_of(plan)


def _record_successions(actor: Actor, plan: PlanShape, moves: Moves, at: datetime) -> None:
    """Who succeeded whom, as far as it is not recorded yet: from it follows who may read what is closed."""
    tree = snapshot()
    # Who took over functions only before takes over dossiers now: that is told apart, and recorded as well.
    known = {(way.old_id, way.new_id) for way in tree.successions if inherits(way)}
    source = msgspec.to_builtins(plan.source) if plan.source else None
    new = [
        SuccessionData(
            old=tree.agencies[old].code,
            new=tree.agencies[heir].code,
            kind=SuccessionKind.MERGE if len(heirs.to_ids) == 1 else SuccessionKind.SPLIT,
            since=moves.on,
            source=source,
            provisional=plan.provisional,
        )
        for old, heirs in moves.heirs.items()
        for heir in heirs.to_ids
        if (old, heir) not in known
    ]
    if new:
        put_successions(actor=actor, successions=new, at=at)


def _send_on(actor: Actor, plan: PlanShape, moves: Moves, at: datetime) -> None:
    """People of what ends: to the post the plan names for theirs, or out of it."""
    for row, line in sent_on(plan, moves):
        end_holding(actor=actor, holding_id=row.pk, last_day=last_day(moves), at=at)
        post = find_post(line.to) if line else None
        if post is not None:
            _go_on(actor, row, post.pk, moves, at)


def _go_on(actor: Actor, row: Holding, post_id: int, moves: Moves, at: datetime) -> None:
    """Give the person the new post for as long as they were to keep the old one, unless they have it already.

    Who was appointed by hand before the plan was applied keeps that appointment; where it begins only after the first
    day of the new order, the days until then are filled.
    """
    held = Holding.objects.filter(real(), post=post_id, account=row.account_id).exclude(valid_to__lt=moves.on)
    by_hand = held.order_by("valid_from").first()
    if by_hand is not None and by_hand.valid_from <= moves.on:
        return
    appoint(
        actor=actor,
        post_id=post_id,
        account_id=row.account_id,
        kind=HoldingKind(row.kind),
        valid_from=moves.on,
        valid_to=_earlier(row.valid_to, by_hand.valid_from - timedelta(days=1) if by_hand else None),
        at=at,
    )


def _earlier(one: date | None, other: date | None) -> date | None:
    """The earlier of two last days, either of which may be open."""
    return min((day for day in (one, other) if day is not None), default=None)


def _remember(actor: Actor, plan: PlanShape, done: Reorganised, at: datetime) -> None:
    text = msgspec.json.encode(plan)
    row = Reorganisation.objects.create(
        name=plan.name,
        on=plan.on,
        plan=msgspec.to_builtins(plan),
        digest=hashlib.sha256(text).hexdigest(),
        counts={one.kind: one.count for one in _merged(done.counted)},
        applied_at=at,
    )
    audit.record(
        actor=actor,
        action="directory.reorganised",
        subject_kind="reorganisation",
        subject_id=row.pk,
        at=at,
        detail={"name": plan.name, "on": plan.on, "digest": row.digest, "counts": row.counts},
    )


def _merged(counted: Sequence[Counted]) -> list[Counted]:
    return [one for one in counted if one.count]
