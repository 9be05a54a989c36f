"""Mandates as values: given, held, offered, over a dossier; and what a session that acts under one may be."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When

from honglam.identity import access
from honglam.identity.contracts import MandateRuleView, MandateState, MandateView, Power
from honglam.identity.models import Account, Mandate, MandateRule
from honglam.identity.rules.mandates import state_on
from honglam.kernel.clock import local
from honglam.kernel.paging import Page, decode_cursor, encode_cursor, read_moment
from honglam.kernel.values import Actor
from honglam.kernel.values import Mandate as Held

LONGEST = 365
"""Days a mandate may last where no pack says otherwise (Civil Code, article 563: a year where nothing is agreed)."""
_SHOWN = 50


def rule_on(day: date) -> MandateRuleView:
    """The rule in force."""
    row = MandateRule.objects.filter(retired_at=None, valid_from__lte=day).order_by("-valid_from").first()
    if row is None:
        return MandateRuleView(longest_days=LONGEST, paper_for=(), source=None, provisional=True)
    return MandateRuleView(
        longest_days=row.longest_days, paper_for=tuple(row.paper_for), source=row.source, provisional=row.provisional
    )


def state_of(row: Mandate, *, at: datetime) -> MandateState:
    """How a row stands at a moment, by Vietnam's day. With the account of either side it is over."""
    standing = row.principal.is_active and (row.proxy is None or row.proxy.is_active)
    return state_on(
        first_day=row.first_day,
        last_day=row.last_day,
        accepted=row.accepted_at is not None,
        ended=row.ended_at is not None or not standing,
        on=local(at).date(),
    )


def list_given(*, actor: Actor, at: datetime, after: str = "", limit: int = _SHOWN) -> Page[MandateView]:
    """What the actor gave: first what still stands, then what is over, each newest first. One query."""
    return _page(Mandate.objects.filter(principal_id=access.own_id(actor)), at, after, limit)


def list_held(*, actor: Actor, at: datetime, after: str = "", limit: int = _SHOWN) -> Page[MandateView]:
    """What the actor holds or is offered, in the same order. Two queries."""
    return _page(access.mandates_for(actor), at, after, limit)


def _page(rows: QuerySet[Mandate], at: datetime, after: str, limit: int) -> Page[MandateView]:
    gone = Q(ended_at__isnull=False) | Q(principal__is_active=False) | Q(proxy__is_active=False)
    over = Case(When(gone | Q(last_day__lt=local(at).date()), then=1), default=0)
    rows = rows.select_related("principal", "proxy").annotate(over=over).order_by("over", "-offered_at", "-id")
    if after:
        group, moment, last = decode_cursor(after, length=3)
        offered_at, last_id = read_moment(moment, last)
        group = 1 if group else 0
        same = Q(offered_at__lt=offered_at) | Q(offered_at=offered_at, id__lt=last_id)
        rows = rows.filter(Q(over__gt=group) | Q(over=group) & same)
    found = list(rows[: limit + 1])
    shown = found[:limit]
    more = len(found) > limit
    return Page(
        items=[as_mandate(row, at=at) for row in shown],
        next_cursor=encode_cursor(shown[-1].over, shown[-1].offered_at, shown[-1].pk) if more else None,
    )


def list_over(*, principal_id: UUID, topics: frozenset[str], subject_id: UUID, at: datetime) -> list[MandateView]:
    """Mandates in force that cover a thing of the principal's, for the officer who settles it, newest first. One query.

    Which of them do is asked of the database as `kernel.values.Mandate.covers` asks it: cut first and asked then, the
    right one would be missing behind fifty about other topics.
    """
    on = local(at).date()
    rows = Mandate.objects.filter(
        Q(subject_id=subject_id) | Q(subject_id=None) & (Q(topics=[]) | Q(topics__overlap=sorted(topics))),
        principal_id=principal_id,
        principal__is_active=True,
        proxy__is_active=True,
        accepted_at__isnull=False,
        ended_at=None,
        first_day__lte=on,
        last_day__gte=on,
    )
    return _views(rows, at)


def held_of(view: MandateView) -> Held:
    """The mandate as an actor carries it."""
    return Held(
        id=view.id,
        principal_id=view.principal_id,
        principal_name=view.principal_name,
        powers=frozenset(power.value for power in view.powers),
        topics=frozenset(view.topics),
        subject_id=view.subject_id,
    )


def find_held(*, account_id: UUID, mandate_id: UUID, at: datetime) -> MandateView | None:
    """A mandate that the account accepted, whatever its state."""
    row = Mandate.objects.select_related("principal", "proxy").filter(pk=mandate_id, proxy_id=account_id).first()
    return as_mandate(row, at=at) if row is not None and row.accepted_at is not None else None


def get_mandate(*, actor: Actor, mandate_id: UUID, at: datetime) -> MandateView:
    """One that the actor gave, holds or is offered. Raises MandateNotFound."""
    return as_mandate(access.shown_mandate(actor, mandate_id), at=at)


def as_mandate(row: Mandate, *, at: datetime) -> MandateView:
    """The row as pages show it."""
    proxy: Account | None = row.proxy
    return MandateView(
        id=row.pk,
        principal_id=row.principal_id,
        principal_name=row.principal.full_name,
        proxy_id=row.proxy_id,
        proxy_name=proxy.full_name if proxy else "",
        proxy_number=proxy.citizen_id if proxy else "",
        contact=row.contact,
        powers=tuple(power for power in Power if power.value in row.powers),
        topics=tuple(row.topics),
        subject_id=row.subject_id,
        subject_code=row.subject_code,
        first_day=row.first_day,
        last_day=row.last_day,
        state=state_of(row, at=at),
        paper_id=row.paper_id,
        offered_at=row.offered_at,
        accepted_at=row.accepted_at,
        ended_at=row.ended_at,
    )


def _views(rows: QuerySet[Mandate], at: datetime) -> list[MandateView]:
    found: Iterable[Mandate] = rows.select_related("principal", "proxy").order_by("-offered_at", "-id")[:_SHOWN]
    return [as_mandate(row, at=at) for row in found]
