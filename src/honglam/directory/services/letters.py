"""What the directory writes to its people, in the words of the pack."""

from datetime import datetime
from typing import Any
from uuid import UUID

from honglam.directory.models import Absence, Holding
from honglam.directory.queries.agencies import get_agency
from honglam.identity import api as identity
from honglam.notices import api as notices
from honglam.notices.contracts import Kind, Letter

APPOINTED = "directory.appointed"
STANDS_IN = "directory.stands_in"
AWAY = "directory.away"
LETTERS = (
    Letter(
        code=APPOINTED,
        fields={"title": Kind.TEXT, "agency": Kind.TEXT, "valid_from": Kind.DATE, "url": Kind.URL},
    ),
    Letter(
        code=STANDS_IN,
        fields={
            "title": Kind.TEXT,
            "agency": Kind.TEXT,
            "absent": Kind.TEXT,
            "first_day": Kind.DATE,
            "last_day": Kind.DATE,
            "url": Kind.URL,
        },
    ),
    Letter(
        code=AWAY,
        fields={
            "title": Kind.TEXT,
            "agency": Kind.TEXT,
            "deputy": Kind.TEXT,
            "first_day": Kind.DATE,
            "last_day": Kind.DATE,
            "url": Kind.URL,
        },
    ),
)
_POSTS = "/to-chuc/vi-tri/"
_ABSENCES = "/to-chuc/vang-mat/"


def tell_appointed(*, holding_id: int, event_id: UUID, at: datetime) -> None:
    """Tell somebody that they hold a post."""
    row = Holding.objects.select_related("post").get(pk=holding_id)
    facts = {"title": row.post.title, "agency": get_agency(row.post.agency_id).name, "valid_from": row.valid_from}
    _send(APPOINTED, row.account_id, facts, row.pk, event_id, at)


def tell_deputy(*, holding_id: int, deputy_id: UUID, event_id: UUID, at: datetime) -> None:
    """Tell a deputy whom they stand in for, and when; nothing when the absence was cancelled meanwhile."""
    absences = Absence.objects.filter(holding=holding_id, deputy__account=deputy_id, cancelled_at=None)
    row = absences.select_related("holding__post", "holding__account").order_by("-id").first()
    if row is None:
        return
    facts = _facts_of(row) | {"absent": row.holding.account.full_name}
    _send(STANDS_IN, deputy_id, facts, holding_id, event_id, at)


def tell_absent(*, absence_id: int, event_id: UUID, at: datetime) -> None:
    """Tell somebody for whom others registered an absence: until it is cancelled a deputy acts in their post."""
    rows = Absence.objects.filter(pk=absence_id, cancelled_at=None)
    row = rows.select_related("holding__post", "deputy__account").first()
    if row is None:
        return
    facts = _facts_of(row) | {"deputy": row.deputy.account.full_name, "url": _ABSENCES}
    _send(AWAY, row.holding.account_id, facts, row.holding_id, event_id, at)


def _facts_of(row: Absence) -> dict[str, Any]:
    post = row.holding.post
    return {
        "title": post.title,
        "agency": get_agency(post.agency_id).name,
        "first_day": row.first_day,
        "last_day": row.last_day,
    }


def _send(
    template: str, account_id: UUID, facts: dict[str, object], holding_id: int, event_id: UUID, at: datetime
) -> None:
    notices.send(
        template=template,
        recipient=identity.recipient_of(account_id=account_id, by_phone=True),
        context={"url": _POSTS, **facts},
        subject_kind="holding",
        subject_id=str(holding_id),
        at=at,
        dedupe_key=f"{template}:{event_id}",
    )
