"""Who holds which post: appoint, transfer, end."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from honglam.directory import access
from honglam.directory.contracts import (
    AgencyNotThere,
    HeldAlready,
    HoldingEnded,
    HoldingKind,
    HoldingView,
    NotProlonged,
    NotStaff,
    NotYourself,
    PostHeld,
    PostLeft,
    UnknownPost,
)
from honglam.directory.models import Holding, Post
from honglam.directory.queries.people import holding_view, holdings_from
from honglam.directory.rules.validity import check_order, covers, last_day_of_holding, overlaps
from honglam.identity import api as identity
from honglam.identity.contracts import AccountKind, AccountNotFound
from honglam.kernel import audit, events
from honglam.kernel.clock import local
from honglam.kernel.values import Actor


@transaction.atomic
def appoint(
    *,
    actor: Actor,
    post_id: int,
    account_id: UUID,
    kind: HoldingKind,
    valid_from: date,
    valid_to: date | None = None,
    at: datetime,
) -> HoldingView:
    """Give somebody a post from a day on. Raises UnknownPost, NotStaff, NotYourself, HeldAlready, AgencyNotThere."""
    post = access.get_post(actor, post_id)
    check_order(valid_from, valid_to)
    name = _check_person(actor, account_id)
    _check_there(post, valid_from)
    _check_free(post, account_id, name, valid_from, valid_to)
    row = Holding.objects.create(post=post, account_id=account_id, kind=kind, valid_from=valid_from, valid_to=valid_to)
    # Whoever may act for an agency proves more than a password, from before the first day.
    identity.require_second_factor(account_ids=[account_id], at=at)
    audit.record_many([_entry(actor, "directory.appointed", row, at)])
    held = PostHeld(holding_id=row.pk, post_id=post.pk, account_id=account_id, valid_from=valid_from)
    events.publish(held, at=at)
    return holding_view(row)


@transaction.atomic
def transfer(*, actor: Actor, holding_id: int, post_id: int, first_day: date, at: datetime) -> HoldingView:
    """Move somebody to another post: the old one ends on the day before, unless it was to end earlier.

    Both posts must be the actor's to fill.
    """
    row = access.get_holding(actor, holding_id)
    last_day = first_day - timedelta(days=1)
    if row.closed_at is not None or row.valid_to is None or last_day < row.valid_to:
        end_holding(actor=actor, holding_id=row.pk, last_day=last_day, at=at)
    return appoint(
        actor=actor,
        post_id=post_id,
        account_id=row.account_id,
        kind=HoldingKind(row.kind),
        valid_from=first_day,
        at=at,
    )


@transaction.atomic
def end_holding(*, actor: Actor, holding_id: int, last_day: date, at: datetime) -> HoldingView:
    """Set somebody's last day in a post; a day before the first one takes the appointment back.

    A last day only ever comes earlier. Raises HoldingEnded, NotProlonged.
    """
    row = access.get_holding(actor, holding_id)
    if row.closed_at is not None and row.valid_to is not None:
        raise HoldingEnded(last_day=f"{row.valid_to:%d/%m/%Y}")
    if row.valid_to is not None and last_day > row.valid_to:
        raise NotProlonged(field="last_day", last_day=f"{row.valid_to:%d/%m/%Y}")
    row.valid_to = last_day_of_holding(row.valid_from, last_day)
    row.save(update_fields=["valid_to"])
    audit.record_many([_entry(actor, "directory.holding_ended", row, at)])
    close_if_over(row=row, at=at)
    return holding_view(row)


def close_if_over(*, row: Holding, at: datetime) -> bool:
    """Tell identity and other blocks, once, that somebody's last day in a post is over."""
    today = local(at).date()
    if row.closed_at is not None or row.valid_to is None or row.valid_to >= today:
        return False
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    identity.release_second_factor(
        account_ids=[row.account_id],
        at=at,
        unless=lambda account_id: holdings_from(account_id=account_id, on=today).exists(),
    )
    left = PostLeft(holding_id=row.pk, post_id=row.post_id, account_id=row.account_id, last_day=row.valid_to)
    events.publish(left, at=at)
    return True


def _check_person(actor: Actor, account_id: UUID) -> str:
    if actor.id == account_id:
        raise NotYourself(field="contact")
    try:
        account = identity.get_account(account_id=account_id)
    except AccountNotFound as absent:
        raise NotStaff(field="contact") from absent
    if account.kind is not AccountKind.STAFF or not account.is_active:
        raise NotStaff(field="contact")
    return account.full_name


def _check_there(post: Post, on: date) -> None:
    if post.retired_at is not None:
        raise UnknownPost(field="post")
    agency = post.agency
    if agency.retired_at is not None or not covers(agency.valid_from, agency.valid_to, on):
        raise AgencyNotThere(field="valid_from", agency=agency.name, on=f"{on:%d/%m/%Y}")


def _check_free(post: Post, account_id: UUID, name: str, first: date, last: date | None) -> None:
    for other in Holding.objects.filter(post=post, account=account_id):
        if other.valid_to is not None and other.valid_to < other.valid_from:
            continue
        if overlaps((first, last), (other.valid_from, other.valid_to)):
            raise HeldAlready(field="contact", person=name)


def _entry(actor: Actor, action: str, row: Holding, at: datetime) -> audit.Entry:
    detail: dict[str, Any] = {"post": row.post_id, "account": row.account_id, "kind": row.kind}
    detail |= {"from": row.valid_from, "to": row.valid_to}
    return audit.Entry(actor=actor, action=action, subject_kind="holding", subject_id=row.pk, at=at, detail=detail)
