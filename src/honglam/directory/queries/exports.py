"""What an administrator takes away as a workbook: the same sheets that an import reads."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q

from honglam.directory import access
from honglam.directory.contracts import (
    AGENCY_KIND_LABELS,
    HOLDING_KIND_LABELS,
    LEVEL_LABELS,
    ROLE_LABELS,
    AgencyKind,
    HoldingKind,
    Level,
    PostRole,
)
from honglam.directory.models import Absence, Holding, Post
from honglam.directory.queries.people import real
from honglam.kernel.values import Actor

Row = dict[str, Any]


def agency_rows(*, actor: Actor, on: date) -> Iterator[Row]:
    """Agencies in force or to come that the actor administers; labels are English msgids."""
    rows = access.administered_agencies(actor).filter(retired_at=None).exclude(valid_to__lt=on)
    for row in rows.select_related("parent", "one_stop", "administrative_unit").order_by("sort_key", "id"):
        yield {
            "code": row.code,
            "name": row.name,
            "short_name": row.short_name,
            "kind": AGENCY_KIND_LABELS[AgencyKind(row.kind)],
            "level": LEVEL_LABELS[Level(row.level)],
            "parent": row.parent.code if row.parent else "",
            "administrative_unit": row.administrative_unit.code,
            "identifier_code": row.identifier_code,
            "one_stop": row.one_stop.code if row.one_stop else "",
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
            "address": row.address,
            "phone": row.phone,
            "email": row.email,
        }


def post_rows(*, actor: Actor, on: date) -> Iterator[Row]:
    """Posts of those agencies; roles as a list of English msgids."""
    rows = Post.objects.filter(agency__in=_agencies(actor, on), retired_at=None)
    for row in rows.select_related("agency").order_by("agency__sort_key", "id"):
        yield {
            "agency": row.agency.code,
            "code": row.code,
            "title": row.title,
            "roles": [ROLE_LABELS[PostRole(role)] for role in row.roles],
            "seats": row.seats,
        }


def staff_rows(*, actor: Actor, on: date) -> Iterator[Row]:
    """Appointments in force or to come in those agencies."""
    lasting = Q(valid_to=None) | Q(valid_to__gte=on)
    rows = Holding.objects.filter(real(), lasting, post__agency__in=_agencies(actor, on))
    for row in rows.select_related("post__agency", "account").order_by("account__sort_key", "id"):
        yield {
            "full_name": row.account.full_name,
            "contact": row.account.email or row.account.phone or "",
            "agency": row.post.agency.code,
            "post": row.post.code,
            "kind": HOLDING_KIND_LABELS[HoldingKind(row.kind)],
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
        }


def absence_rows(*, actor: Actor, on: date) -> Iterator[Row]:
    """Absences in force or to come in those agencies."""
    rows = Absence.objects.filter(last_day__gte=on, cancelled_at=None, holding__post__agency__in=_agencies(actor, on))
    for row in rows.select_related("holding__post__agency", "holding__account", "deputy__account").order_by("id"):
        yield {
            "contact": row.holding.account.email or row.holding.account.phone or "",
            "agency": row.holding.post.agency.code,
            "post": row.holding.post.code,
            "first_day": row.first_day,
            "last_day": row.last_day,
            "deputy": row.deputy.account.email or row.deputy.account.phone or "",
        }


def _agencies(actor: Actor, on: date) -> Any:
    rows: Any = access.administered_agencies(actor).filter(retired_at=None).exclude(valid_to__lt=on)
    return rows.values("id")
