"""Typing into a form: kept as typed and judged; refused only for who types, when, and over whose words."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.indicators import access
from honglam.indicators.contracts import (
    OPEN_FORM_STATES,
    FormContent,
    FormMovedOn,
    FormNotFound,
    FormPlan,
    FormShut,
    FormSide,
    FormState,
    Judged,
    RoundLocked,
    SavedForm,
)
from honglam.indicators.models import RoundForm
from honglam.indicators.queries.rounds.counting import count_form, to_json
from honglam.indicators.queries.rounds.pasts import judge_form
from honglam.indicators.queries.rounds.reading import content_json, content_of, is_shut, period_of_round
from honglam.indicators.queries.rounds.templates import plan_for
from honglam.indicators.rules.numbers import MOST_ANSWER, MOST_TEXT, kept, write_number
from honglam.indicators.services.rounds.moving import move
from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.text import whole
from honglam.kernel.values import Actor, FieldError, FieldErrors, TooLong


@transaction.atomic
def save_form(*, actor: Actor, form_id: UUID, content: FormContent, revision: int | None, at: datetime) -> SavedForm:
    """Keep what is typed. `revision` is the one that the window opened with; None says that the actor has seen all.

    Raises FormNotFound, FormShut, RoundLocked, FormMovedOn, FieldErrors for texts that are longer than what is kept.
    """
    row = _open(actor, form_id, at)
    if revision is not None and revision != row.revision:
        raise FormMovedOn(name=row.saved_by)
    before = content_of(row.content)
    row.content = content_json(_clean(plan_for(row.round.template), content))
    judged = _judged(row, actor, at)
    if FormState(row.state) is FormState.ASSIGNED:
        move(row, FormState.DRAFTED, actor=actor, at=at, what="begun")
    else:
        row.save()
    changed = sorted(
        address
        for address in {*before.cells, *row.content["cells"]}
        if before.cells.get(address, "") != row.content["cells"].get(address, "")
    )
    audit.record(
        actor=actor,
        action="indicators.form_saved",
        subject_kind="round_form",
        subject_id=row.id,
        at=at,
        detail={"revision": row.revision, "cells": {one: row.content["cells"].get(one, "") for one in changed[:200]}},
    )
    return SavedForm(revision=row.revision, judged=judged)


@transaction.atomic
def recount_form(*, actor: Actor, form_id: UUID, at: datetime) -> SavedForm:
    """Count anew what the system counts, and write it where nothing else was typed over it."""
    row = _open(actor, form_id, at)
    plan, content, old = plan_for(row.round.template), content_of(row.content), row.counted
    counted = count_form(plan, row.agency_id, period_of_round(row.round), at)
    cells = dict(content.cells)
    for address, one in counted.items():
        was = old.get(address, {}).get("value")
        if not cells.get(address) or (was is not None and cells[address] == kept(was, plan.cells[address].type)):
            cells[address] = write_number(one.value)
    row.counted = to_json(counted)
    row.content = content_json(FormContent(cells=cells, answers=content.answers, reasons=content.reasons))
    judged = _judged(row, actor, at)
    row.save()
    audit.record(
        actor=actor,
        action="indicators.form_counted",
        subject_kind="round_form",
        subject_id=row.id,
        at=at,
        detail={"cells": {address: str(one.value) for address, one in sorted(counted.items())}},
    )
    return SavedForm(revision=row.revision, judged=judged)


def _open(actor: Actor, form_id: UUID, at: datetime) -> RoundForm:
    row = access.form_for(actor, form_id, lock=True)
    if FormSide.ENTRY not in access.sides_of(actor, row):
        raise FormNotFound
    if FormState(row.state) not in OPEN_FORM_STATES:
        raise FormShut
    if is_shut(row, local(at).date()):
        raise RoundLocked
    return row


def _judged(row: RoundForm, actor: Actor, at: datetime) -> Judged:
    judged = judge_form(row)
    row.errors, row.warnings, row.complete = len(judged.errors), len(judged.unexplained), judged.is_complete
    row.revision += 1
    row.saved_at, row.saved_by = at, actor.name
    if row.holder_id is None:
        row.holder_id, row.holder_name = actor.id, actor.name
    return judged


def _clean(plan: FormPlan, content: FormContent) -> FormContent:
    """Only what the form has, in one writing; a reason is kept only for what the form can ask about."""
    questions = {one.code for one in plan.template.questions}
    rules = {f"rule:{one.code}" for one in plan.template.rules}
    asked = rules | {f"{kind}:{address}" for address in plan.cells for kind in ("jump", "counted")}
    typed = {address: content.cells.get(address, "") for address, cell in plan.cells.items() if cell.is_typed}
    answers = {code: text for code, text in content.answers.items() if code in questions}
    reasons = {key: text for key, text in content.reasons.items() if key in asked}
    cells = _whole(typed, "cell", MOST_TEXT)
    return FormContent(
        cells={address: kept(text, plan.cells[address].type) for address, text in cells.items()},
        answers=_whole(answers, "answer", MOST_ANSWER),
        reasons=_whole(reasons, "reason", MOST_ANSWER),
    )


def _whole(texts: Mapping[str, str], kind: str, most: int) -> dict[str, str]:
    """Texts as they are kept. Raises FieldErrors with each that is too long, at its field."""
    found, faults = dict[str, str](), list[FieldError]()
    for key, text in texts.items():
        try:
            found[key] = whole(text, most, field=f"{kind}.{key}")
        except TooLong as fault:
            faults.append(
                FieldError(field=fault.field or "", code=fault.code, message=fault.message, params=fault.params)
            )
    if faults:
        raise FieldErrors(faults)
    return found
