"""One agency's form in full, and the forms of an agency."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from honglam.directory import api as directory
from honglam.indicators import access
from honglam.indicators.contracts import (
    OPEN_FORM_STATES,
    EditionView,
    FormHistory,
    FormNotFound,
    FormSide,
    FormsPage,
    FormState,
    FormView,
    Judged,
)
from honglam.indicators.models import FormEdition, FormLine, ReportingRound, RoundForm
from honglam.indicators.queries.rounds.boards import counts_of
from honglam.indicators.queries.rounds.counting import from_json
from honglam.indicators.queries.rounds.pasts import judge_form, pasts_of
from honglam.indicators.queries.rounds.reading import (
    content_of,
    is_shut,
    listed,
    period_of_round,
    round_view,
    summary_of,
)
from honglam.indicators.queries.rounds.templates import plan_for
from honglam.indicators.rules.periods import period_before
from honglam.indicators.rules.rounds.judging import judge
from honglam.indicators.rules.rounds.moves import open_moves
from honglam.kernel.clock import local
from honglam.kernel.paging import decode_moment, encode_cursor
from honglam.kernel.values import Actor

PAGE, SHOWN_ROUNDS, SHOWN_LINES = 30, 12, 200
_OWN_FIELDS = 10
"""Those of every form: its token, its revision, the button."""


def get_form(*, actor: Actor, form_id: UUID, at: datetime, judged: bool = True) -> FormView:
    """A form with everything its page shows. Raises FormNotFound.

    Not `judged`: what it holds, without findings and editions, for whoever only compares something with it.
    """
    row = access.form_for(actor, form_id)
    on, plan, pasts = local(at).date(), plan_for(row.round.template), pasts_of(row)
    sides, shut = access.sides_of(actor, row), is_shut(row, on)
    return FormView(
        summary=summary_of(row, on),
        round=round_view(row.round),
        plan=plan,
        content=content_of(row.content),
        judged=judge_form(row, pasts) if judged else Judged(values={}, findings=()),
        revision=row.revision,
        saved_by=row.saved_by,
        counted=from_json(row.counted),
        before=pasts.before,
        before_label=f"{period_before(period_of_round(row.round)).last_on:%m/%Y}",
        year_before=pasts.year_before,
        sides=sides,
        verbs=open_moves(FormState(row.state), sides, locked=shut, asked=bool(row.asked)),
        editable=FormState(row.state) in OPEN_FORM_STATES and FormSide.ENTRY in sides and not shut,
        lines=tuple(_history(line) for line in row.lines.order_by("-line")[:SHOWN_LINES]),
        editions=tuple(_edition(row, one) for one in row.editions.order_by("-number")) if judged else (),
        exception_reason=row.exception_reason,
    )


def count_fields(*, actor: Actor, form_id: UUID) -> int:
    """How many fields the page of a form has for who fills it in; 0 for everybody else.

    Each typed cell is one, and so may be each reason: for a jump, for what was counted otherwise, for a rule.
    """
    try:
        row = access.form_for(actor, form_id)
    except FormNotFound:
        return 0
    if FormSide.ENTRY not in access.sides_of(actor, row):
        return 0
    plan = plan_for(row.round.template)
    typed = sum(cell.is_typed for cell in plan.cells.values())
    return typed + 2 * len(plan.cells) + len(plan.template.rules) + len(plan.template.questions) + _OWN_FIELDS


def list_forms(*, actor: Actor, after: str, at: datetime) -> FormsPage:
    """What the own agency has to hand in, latest due first, and the newest rounds it receives."""
    on, own = local(at).date(), access.houses(actor)
    rows = listed(RoundForm.objects.filter(agency_id__in=own)).order_by("-due_at", "-id")
    if after:
        moment, last = decode_moment(after)
        rows = rows.filter(Q(due_at__lt=moment) | Q(due_at=moment, id__lt=last))
    found = list(rows[: PAGE + 1])
    more = found[PAGE - 1] if len(found) > PAGE else None
    rounds = list(
        ReportingRound.objects.filter(receiver_id__in=own)
        .select_related("template")
        .order_by("-last_on", "-id")[:SHOWN_ROUNDS]
    )
    counts = counts_of([one.id for one in rounds], on)
    return FormsPage(
        mine=tuple(summary_of(row, on) for row in found[:PAGE]),
        next_cursor=encode_cursor(more.due_at.isoformat(), str(more.id)) if more else None,
        rounds=tuple((round_view(one), counts[one.id]) for one in rounds),
        may_open=access.templates_of(actor).exists(),
    )


def _history(line: FormLine) -> FormHistory:
    agency = directory.get_agencies(agency_ids=[line.agency_id]).get(line.agency_id) if line.agency_id else None
    until = line.content.get("until_on")
    return FormHistory(
        at=line.at,
        what=line.what,
        actor=line.actor_name,
        agency=agency.name if agency else "",
        words=line.words,
        until_on=datetime.fromisoformat(until).date() if until else None,
    )


def _edition(form: RoundForm, row: FormEdition) -> EditionView:
    content = content_of(row.content)
    return EditionView(
        number=row.number,
        sent_at=row.sent_at,
        approved_by=row.approved_by,
        approved_title=row.approved_title,
        content=content,
        judged=judge(plan_for(form.round.template), content, counted=from_json(row.counted)),
    )
