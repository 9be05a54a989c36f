"""Subscriptions that hear of one agency only follow it into its successors: nobody's software goes deaf."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from honglam.directory.contracts import Counted, Moves, Survey
from honglam.exchange.models import Subscription
from honglam.kernel import audit
from honglam.kernel.ids import uuid7
from honglam.kernel.values import Actor, text_noop

_LABEL = text_noop("subscriptions of other systems")


class SubscriptionFollower:
    """Registered in `kernel.registry.followers`."""

    def survey(self, *, moves: Moves) -> Survey:
        """How many would follow now."""
        return Survey(counted=(_counted(_of(moves).count()),))

    def follow(self, *, actor: Actor, moves: Moves, at: datetime) -> Iterable[Counted]:
        """To the one successor; where there are several, one subscription becomes one for each."""
        _go_on_in_first_post(actor, moves, at)
        rows = list(_of(moves).select_for_update().order_by("id"))
        for row in rows:
            assert row.agency_id is not None  # noqa: S101 - selected by it
            first, *others = moves.heirs[row.agency_id].to_ids
            copies = [_copy(row, agency_id, at) for agency_id in others]
            row.agency_id = first
            row.save(update_fields=["agency_id"])
            Subscription.objects.bulk_create(copies)
            audit.record_many(
                audit.Entry(
                    actor=actor,
                    action="exchange.subscription_followed",
                    subject_kind="webhook",
                    subject_id=one.pk,
                    at=at,
                    detail={"agency": one.agency_id},
                )
                for one in (row, *copies)
            )
        return [_counted(len(rows))]


def _go_on_in_first_post(actor: Actor, moves: Moves, at: datetime) -> None:
    """The posts of what ends are over too: their holders' subscriptions hear in the post they have from then on."""
    rows = list(Subscription.objects.filter(ended_at=None, post__agency__in=moves.ended_ids).select_for_update())
    Subscription.objects.filter(pk__in=[row.pk for row in rows]).update(post=None)
    audit.record_many(
        audit.Entry(
            actor=actor,
            action="exchange.subscription_followed",
            subject_kind="webhook",
            subject_id=row.pk,
            at=at,
            detail={"former_post": row.post_id},
        )
        for row in rows
    )


def _of(moves: Moves) -> "QuerySet[Subscription]":
    return Subscription.objects.filter(ended_at=None, agency__in=list(moves.heirs))


def _copy(row: Subscription, agency_id: int, at: datetime) -> Subscription:
    return Subscription(
        id=uuid7(),
        owner_id=row.owner_id,
        post_id=row.post_id,
        label=row.label,
        target=row.target,
        events=row.events,
        agency_id=agency_id,
        secret=row.secret,
        created_at=at,
        paused_at=row.paused_at,
    )


def _counted(count: int) -> Counted:
    return Counted(kind="subscriptions", label=_LABEL, count=count)
