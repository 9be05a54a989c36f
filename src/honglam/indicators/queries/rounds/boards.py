"""A round as its receiver sees it: counts of every form, pages of forms, totals with their coverage."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from honglam.directory import api as directory
from honglam.indicators import access
from honglam.indicators.contracts import Board, BoardCounts, FormState, RoundTotals
from honglam.indicators.models import FormEdition, RoundForm
from honglam.indicators.queries.rounds.pasts import numbers
from honglam.indicators.queries.rounds.reading import content_of, listed, round_view, summary_of
from honglam.indicators.queries.rounds.templates import plan_for
from honglam.indicators.rules.rounds.timing import WITH_RECEIVER
from honglam.indicators.rules.rounds.totals import add_up
from honglam.kernel.clock import local
from honglam.kernel.paging import BadCursor, decode_cursor, encode_cursor
from honglam.kernel.values import Actor

PAGE = 50


def get_board(*, actor: Actor, round_id: UUID, show: str, after: str, at: datetime) -> Board:
    """The board of a round. `show`: a state, or `overdue`, `incomplete`, `late`. Raises RoundNotFound, BadCursor."""
    row, on = access.round_for(actor, round_id), local(at).date()
    rows = listed(narrowed(RoundForm.objects.filter(round=row), show, on))
    if after:
        key, last = decode_cursor(after, length=2)
        rows = rows.filter(Q(sort_key__gt=str(key)) | Q(sort_key=str(key), id__gt=_uuid(last)))
    found = list(rows.order_by("sort_key", "id")[: PAGE + 1])
    more = found[PAGE - 1] if len(found) > PAGE else None
    return Board(
        round=round_view(row),
        counts=counts_of([row.id], on)[row.id],
        items=tuple(summary_of(one, on) for one in found[:PAGE]),
        next_cursor=encode_cursor(more.sort_key, str(more.id)) if more else None,
        may_steer=actor.has_role(*access.RECEIVERS),
    )


def narrowed(rows: QuerySet[RoundForm], show: str, on: date) -> QuerySet[RoundForm]:
    """The forms that a filter of the board shows."""
    if show == "overdue":
        return rows.filter(_overdue(on))
    if show == "late":
        return rows.filter(_late(on))
    if show == "incomplete":
        return rows.filter(complete=False)
    return rows.filter(state=show) if show in set(FormState) else rows


def counts_of(round_ids: Sequence[UUID], on: date) -> dict[UUID, BoardCounts]:
    """The counts of rounds, in one query."""
    rows = RoundForm.objects.filter(round_id__in=round_ids).values("round_id", "state")
    by_round: dict[UUID, list[Mapping[str, Any]]] = {one: [] for one in round_ids}
    numbered = rows.annotate(
        total=Count("id"),
        due=Count("id", filter=Q(due_on__lte=on)),
        overdue=Count("id", filter=_overdue(on)),
        full=Count("id", filter=Q(complete=True)),
        on_time=Count("id", filter=Q(sent_on__lte=F("due_on"))),
        late=Count("id", filter=_late(on)),
    )
    for one in numbered:
        by_round[one["round_id"]].append(one)
    return {key: _counts(found) for key, found in by_round.items()}


def get_totals(*, actor: Actor, round_id: UUID) -> RoundTotals:
    """What the accepted editions of a round add up to, with who is missing. Raises RoundNotFound.

    While a form is corrected, sent again or returned, its accepted edition stays in the totals (decision 0029).
    """
    row = access.round_for(actor, round_id)
    plan = plan_for(row.template)
    forms = list(RoundForm.objects.filter(round=row).order_by("sort_key", "id").only("agency_id", "accepted_edition"))
    counted = {(form.pk, form.accepted_edition): form for form in forms if form.accepted_edition}
    editions = [
        one
        for one in FormEdition.objects.filter(form_id__in=[key for key, _ in counted])
        if (one.form_id, one.number) in counted
    ]
    found = add_up(plan, [numbers(one.values) for one in editions])
    names = {form.pk: directory.get_agency(agency_id=form.agency_id).name for form in forms}
    words = {one.form_id: content_of(one.content).answers for one in editions}
    return RoundTotals(
        round=round_view(row),
        plan=plan,
        values=found.values,
        by_cell=found.by_cell,
        accepted=len(editions),
        assigned=len(forms),
        missing=tuple(names[form.pk] for form in forms if not form.accepted_edition),
        answers={
            question.code: tuple(
                (names[form.pk], words[form.pk][question.code])
                for form in forms
                if words.get(form.pk, {}).get(question.code)
            )
            for question in plan.template.questions
        },
    )


def _overdue(on: date) -> Q:
    return Q(until_on__lt=on) & ~Q(state__in=[one.value for one in WITH_RECEIVER])


def _late(on: date) -> Q:
    return Q(sent_on__gt=F("due_on")) | Q(sent_on=None, due_on__lt=on)


def _counts(found: list[Mapping[str, Any]]) -> BoardCounts:
    def summed(name: str) -> int:
        return sum(int(one[name]) for one in found)

    return BoardCounts(
        total=summed("total"),
        by_state={FormState(str(one["state"])): int(one["total"]) for one in found},
        due=summed("due"),
        overdue=summed("overdue"),
        complete=summed("full"),
        on_time=summed("on_time"),
        late=summed("late"),
    )


def _uuid(text: object) -> UUID:
    try:
        return UUID(str(text))
    except ValueError as fault:
        raise BadCursor from fault
