"""Erasing what no law makes us keep: abandoned drafts, free words of ratings, who sent feedback that is long settled.

Called within the transaction of whoever erases, who leaves the audit row. Dossiers themselves are records.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from honglam.dossiers.access import drafts_about
from honglam.dossiers.contracts import FeedbackStatus
from honglam.dossiers.models import Draft, DraftPaper, Feedback, Rating
from honglam.dossiers.services.drafting import give_back, remove_draft
from honglam.kernel.values import SYSTEM, Actor, ActorKind

_SETTLED = [FeedbackStatus.ANSWERED.value, FeedbackStatus.PUBLISHED.value, FeedbackStatus.REFUSED.value]
_NAMED = ~Q(sender_name="", sender_phone="", sender_email="", owner_account=None)
_NOBODY = {"sender_name": "", "sender_phone": "", "sender_email": "", "owner_account": None}
_ALL = 100_000


def erase_drafts(*, before: datetime, limit: int, at: datetime) -> int:
    """Throw away up to `limit` drafts that nobody has touched since a moment, with their files."""
    old = Draft.objects.filter(saved_at__lt=before).order_by("saved_at")
    return _throw_away(old.select_for_update(skip_locked=True)[:limit], at)


def erase_drafts_of(*, account_id: UUID, at: datetime) -> int:
    """Throw away drafts about a person, by whomever they were begun; an enterprise's belong to the enterprise.

    Waits for one that is just being saved: the person is told that they are gone, and there is no second night.
    """
    return _throw_away(drafts_about(account_id=account_id).select_for_update()[:_ALL], at)


def erase_comments(*, before: datetime, limit: int, at: datetime) -> int:  # noqa: ARG001 - see EraseOld
    """Take the free words out of up to `limit` ratings given before a moment; level and reasons stay."""
    return _silence(Rating.objects.filter(rated_at__lt=before).exclude(comment="")[:limit])


def erase_comments_of(*, account_id: UUID, at: datetime) -> int:  # noqa: ARG001 - see EraseOf
    """Take the free words out of a person's ratings; what was said for an enterprise is the enterprise's."""
    own = Rating.objects.filter(dossier__owner_account_id=account_id, dossier__enterprise=None)
    return _silence(own.exclude(comment=""))


def forget_senders(*, before: datetime, limit: int, at: datetime) -> int:  # noqa: ARG001 - see EraseOld
    """Take name, contact and account out of up to `limit` cases of feedback received before a moment and settled."""
    return _forget(Feedback.objects.filter(_NAMED, status__in=_SETTLED, received_at__lt=before)[:limit])


def forget_sender(*, account_id: UUID, at: datetime) -> int:  # noqa: ARG001 - see EraseOf
    """The same for one person's settled cases."""
    return _forget(Feedback.objects.filter(_NAMED, status__in=_SETTLED, owner_account_id=account_id))


def _throw_away(drafts: QuerySet[Draft], at: datetime) -> int:
    gone = list(drafts)
    held = _with_held_papers(gone)
    for draft in gone:
        if draft.id in held:
            owner = Actor(kind=ActorKind.SYSTEM, id=draft.owner_id, enterprise_id=draft.enterprise_id, name=SYSTEM.name)
            give_back(draft, DraftPaper.objects.filter(draft=draft, held__isnull=False), actor=owner, at=at)
        remove_draft(draft, actor=SYSTEM, at=at)
    return len(gone)


def _with_held_papers(drafts: Iterable[Draft]) -> set[UUID]:
    rows = DraftPaper.objects.filter(draft__in=list(drafts), held__isnull=False)
    return set(rows.values_list("draft_id", flat=True))


def _silence(ratings: QuerySet[Rating]) -> int:
    return Rating.objects.filter(pk__in=list(ratings.values_list("pk", flat=True))).update(comment="")


def _forget(cases: QuerySet[Feedback]) -> int:
    return Feedback.objects.filter(pk__in=list(cases.values_list("pk", flat=True))).update(**_NOBODY)
