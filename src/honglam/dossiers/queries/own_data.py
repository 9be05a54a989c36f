"""What this block tells a person of themselves: their dossiers and who looked at them, ratings, feedback, drafts."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from honglam.dossiers.access import drafts_about
from honglam.dossiers.contracts import Verb
from honglam.dossiers.models import Answers, Dossier, Feedback, HistoryEvent, Rating
from honglam.dossiers.queries.page import TOLD_WITH_REASON
from honglam.dossiers.queries.people import agency_name
from honglam.dossiers.rules.sentences import is_public
from honglam.kernel.models import AuditEntry

_MOST = 2000
_AT_A_TIME = 100


def list_own_dossiers(*, account_id: UUID) -> Iterator[dict[str, Any]]:
    """Dossiers with answers, history and rating; three queries for every hundred."""
    ids = Dossier.objects.filter(owner_account_id=account_id, enterprise=None).order_by("-id")[:_MOST]
    mine = list(ids.values_list("id", flat=True))
    for start in range(0, len(mine), _AT_A_TIME):
        yield from _told(mine[start : start + _AT_A_TIME])


def _told(ids: list[UUID]) -> Iterator[dict[str, Any]]:
    answers = dict(Answers.objects.filter(dossier_id__in=ids).values_list("dossier_id", "data"))
    ratings = {row.dossier_id: row for row in Rating.objects.filter(dossier_id__in=ids)}
    history: dict[UUID, list[dict[str, Any]]] = {}
    for line in HistoryEvent.objects.filter(dossier_id__in=ids).order_by("dossier_id", "line"):
        if is_public(Verb(line.verb)):
            history.setdefault(line.dossier_id, []).append(_line(line))
    for row in Dossier.objects.filter(id__in=ids).order_by("-id"):
        rating = ratings.get(row.id)
        yield {
            "code": row.code or row.registration_code,
            "procedure": row.procedure_name,
            "status": row.status,
            "submitted_at": row.submitted_at.isoformat(),
            "applicant": _applicant(row),
            "answers": answers.get(row.id, {}),
            "history": history.get(row.id, []),
            "rating": {"level": rating.level, "comment": rating.comment} if rating else None,
        }


def _line(line: HistoryEvent) -> dict[str, str]:
    """An act as the page of the dossier tells it: the agency, not its people, and no reason meant for colleagues."""
    reason = line.reason if Verb(line.verb) in TOLD_WITH_REASON else ""
    return {"at": line.at.isoformat(), "what": line.verb, "by": agency_name(line.unit_id), "reason": reason}


def _applicant(row: Dossier) -> dict[str, str]:
    return {
        "name": row.applicant_name,
        "id_number": row.applicant_id_number,
        "birth_on": row.applicant_birth_on,
        "phone": row.applicant_phone,
        "email": row.applicant_email,
        "address": row.applicant_address,
    }


def list_own_looks(*, account_id: UUID) -> Iterator[dict[str, Any]]:
    """Who of the authorities looked at the person's dossiers: post holder, when, by what right."""
    codes = {
        str(row["id"]): row["code"] or row["registration_code"]
        for row in Dossier.objects.filter(owner_account_id=account_id, enterprise=None)
        .order_by("-id")
        .values("id", "code", "registration_code")[:_MOST]
    }
    looks = AuditEntry.objects.filter(subject_kind="dossier", subject_id__in=list(codes), action="read")
    for look in looks.order_by("-at")[: _MOST * 10]:
        yield {
            "at": look.at.isoformat(),
            "dossier": codes[look.subject_id],
            "by": look.actor_name,
            "ground": look.detail.get("reason", ""),
        }


def list_own_drafts(*, account_id: UUID) -> Iterator[dict[str, Any]]:
    """What was begun and not filed; what a proxy began in the person's name is the person's."""
    for row in drafts_about(account_id=account_id).order_by("-id")[:_MOST]:
        yield {"begun_at": row.created_at.isoformat(), "saved_at": row.saved_at.isoformat(), "answers": row.answers}


def list_own_feedback(*, account_id: UUID) -> Iterator[dict[str, Any]]:
    """Feedback sent with the account."""
    for row in Feedback.objects.filter(owner_account_id=account_id).order_by("-id")[:_MOST]:
        yield {
            "code": row.code,
            "received_at": row.received_at.isoformat(),
            "content": row.content,
            "answer": row.answer,
            "status": row.status,
        }
