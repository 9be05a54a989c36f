"""What hangs on dossiers and on agencies beside the work itself: open feedback cases and open payment orders.

Both follow by the same answers as the dossiers: a case about a dossier goes where the dossier goes, an order stands at
the desk at which its dossier stands, for the agency that leads it. Codes, amounts and due times stay. Citizens' wallets
belong to their holders and name whoever issued a paper as it was called then: nothing of theirs moves.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from honglam.directory import api as directory
from honglam.directory.contracts import Asked, Belonging, Counted, Moves, Survey, UndecidedBelongings
from honglam.dossiers.contracts import FEEDBACK_OPEN, FeedbackVerb
from honglam.dossiers.models import Dossier, Feedback, FeedbackLine
from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.values import Actor, text_noop
from honglam.payments import api as payments
from honglam.payments.contracts import OrderHeirs

_CASES = text_noop("open feedback cases")
_ORDERS = text_noop("open payment orders")
_SUBJECT = "dossier"
_PIECE = 2_000


class FeedbackFollower:
    """Registered in `kernel.registry.followers`."""

    def survey(self, *, moves: Moves) -> Survey:
        """How many would follow now, and what is asked about them."""
        rows = _cases(moves)
        _, asked = _heirs(moves, rows)
        return Survey(counted=(_counted_cases(len(rows)),), asked=tuple(asked))

    def follow(self, *, actor: Actor, moves: Moves, at: datetime) -> Iterable[Counted]:
        """Hand each open case to whoever answers from now on. Raises UndecidedBelongings while a question is open."""
        rows = _cases(moves, lock=True)
        heirs, asked = _heirs(moves, rows)
        if asked:
            raise UndecidedBelongings(count=len(asked))
        for row, ways in zip(rows, heirs, strict=True):
            _hand_over(row, ways)
        Feedback.objects.bulk_update(rows, ["agency", "unit", "line_count"], batch_size=_PIECE)
        _leave_lines(rows, actor=actor, moves=moves, at=at)
        return [_counted_cases(len(rows))]


class OrderFollower:
    """Registered in `kernel.registry.followers` after the dossiers, whose new desks it reads."""

    def survey(self, *, moves: Moves) -> Survey:
        """How many open orders would go to another desk or payee."""
        count = payments.count_open_for(subject_kind=_SUBJECT, subject_ids=heirs_after(moves, _owing(moves)))
        return Survey(counted=(_counted_orders(count),))

    def follow(self, *, actor: Actor, moves: Moves, at: datetime) -> Iterable[Counted]:
        """To the desk and the agency of the dossier as they are now; for a closed one to those that succeed its own."""
        heirs = heirs_after(moves, _owing(moves))
        moved = payments.hand_over_orders(
            actor=actor, subject_kind=_SUBJECT, heirs=heirs, ended_ids=moves.ended_ids, reason=moves.name, at=at
        )
        return [_counted_orders(moved)]


def _owing(moves: Moves) -> list[UUID]:
    return payments.list_subjects_open_at(agency_ids=moves.ended_ids, subject_kind=_SUBJECT)


def desks_after(moves: Moves, subjects: Iterable[UUID]) -> dict[UUID, int]:
    """At which desk each dossier is from now on; without those that nobody can decide."""
    return {dossier_id: one.desk_id for dossier_id, one in heirs_after(moves, subjects).items()}


def heirs_after(moves: Moves, subjects: Iterable[UUID]) -> dict[UUID, OrderHeirs]:
    """At which desk each dossier is from now on, and who leads it. One that nobody can decide is asked with its
    dossier, and left out."""
    rows = list(Dossier.objects.filter(id__in=subjects).order_by("id"))
    found, _ = directory.find_heirs(moves=moves, belongings=[_owed(row, moves) for row in rows])
    heirs = ((row.id, _heirs_of(row, ways, moves)) for row, ways in zip(rows, found, strict=True))
    return {dossier_id: one for dossier_id, one in heirs if one is not None}


def _heirs_of(row: Dossier, ways: Mapping[int, int], moves: Moves) -> OrderHeirs | None:
    lead = ways.get(row.lead_agency_id, row.lead_agency_id)
    desk = row.desk_id if row.desk_id not in moves.ended_ids else ways.get(row.desk_id)
    if desk is None and row.lead_agency_id in ways:
        near = directory.one_stop_of(agency_id=lead)
        desk = near.id if near else None
    undecided = lead in moves.ended_ids and desk == row.desk_id
    return OrderHeirs(desk_id=desk, payee_id=lead) if desk is not None and not undecided else None


def _owed(row: Dossier, moves: Moves) -> Belonging:
    return Belonging(
        key=row.code or row.registration_code,
        agency_ids=tuple(sorted(moves.ended_ids & {row.desk_id, row.lead_agency_id})),
        unit_code=row.unit_code,
        address=row.applicant_address,
        procedure=row.procedure_code,
        since=local(row.submitted_at).date(),
    )


def _cases(moves: Moves, *, lock: bool = False) -> list[Feedback]:
    rows = Feedback.objects.filter(
        Q(agency__in=moves.ended_ids) | Q(unit__in=moves.ended_ids), status__in=[one.value for one in FEEDBACK_OPEN]
    )
    rows = rows.select_for_update(of=("self",)) if lock else rows
    return list(rows.select_related("dossier").order_by("id"))


def _heirs(moves: Moves, rows: list[Feedback]) -> tuple[list[dict[int, int]], list[Asked]]:
    return directory.find_heirs(moves=moves, belongings=[_belonging(row, moves) for row in rows])


def _belonging(row: Feedback, moves: Moves) -> Belonging:
    """A case about a dossier is decided by what is known of the dossier, under its code."""
    concerned = moves.ended_ids & {one for one in (row.agency_id, row.unit_id) if one is not None}
    return Belonging(
        key=row.dossier_code or row.code,
        agency_ids=tuple(sorted(concerned)),
        unit_code=row.dossier.unit_code if row.dossier else "",
        address=row.dossier.applicant_address if row.dossier else "",
        procedure=row.procedure_code,
        since=local(row.received_at).date(),
    )


def _hand_over(row: Feedback, ways: Mapping[int, int]) -> None:
    row.agency_id = ways.get(row.agency_id, row.agency_id)
    if row.unit_id is not None:
        row.unit_id = ways.get(row.unit_id, row.unit_id)
    row.line_count += 1


def _leave_lines(rows: list[Feedback], *, actor: Actor, moves: Moves, at: datetime) -> None:
    FeedbackLine.objects.bulk_create(
        [
            FeedbackLine(
                feedback=row,
                line=row.line_count,
                at=at,
                verb=FeedbackVerb.MOVE.value,
                status_to=row.status,
                actor_name=actor.name if actor.is_officer else "",
                actor_id=actor.id,
                post_id=actor.post_id,
                note=moves.name,
            )
            for row in rows
        ],
        batch_size=_PIECE,
    )
    audit.record_many(
        audit.Entry(
            actor=actor,
            action="dossiers.feedback_followed",
            subject_kind="feedback",
            subject_id=row.id,
            at=at,
            detail={"agency": row.agency_id, "unit": row.unit_id, "reason": moves.name},
        )
        for row in rows
    )


def _counted_cases(count: int) -> Counted:
    return Counted(kind="feedback", label=_CASES, count=count)


def _counted_orders(count: int) -> Counted:
    return Counted(kind="orders", label=_ORDERS, count=count)
