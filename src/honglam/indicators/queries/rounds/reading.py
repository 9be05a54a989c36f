"""Rows of rounds and forms as contracts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform

from honglam.directory import api as directory
from honglam.indicators.contracts import (
    FormContent,
    FormState,
    FormSummary,
    Period,
    PeriodKind,
    RoundView,
)
from honglam.indicators.models import ReportingRound, RoundForm
from honglam.indicators.rules.rounds.timing import timing_of


def period_of_round(row: ReportingRound) -> Period:
    """The period of a round."""
    return Period(kind=PeriodKind(row.kind), first_on=row.first_on, last_on=row.last_on, cut_off=row.cut_off)


def content_of(kept: Mapping[str, Any]) -> FormContent:
    """What was typed, from its JSON."""
    return FormContent(cells=kept.get("cells", {}), answers=kept.get("answers", {}), reasons=kept.get("reasons", {}))


def content_json(content: FormContent) -> dict[str, dict[str, str]]:
    """What was typed, as its row keeps it; empty cells are not kept."""
    return {
        "cells": {key: text for key, text in content.cells.items() if text},
        "answers": {key: text for key, text in content.answers.items() if text},
        "reasons": {key: text for key, text in content.reasons.items() if text},
    }


def round_view(row: ReportingRound) -> RoundView:
    """A round as a contract."""
    return RoundView(
        id=row.id,
        code=row.code,
        title=row.template.content["title"],
        period=period_of_round(row),
        due_on=row.due_on,
        receiver_id=row.receiver_id,
        receiver=directory.get_agency(agency_id=row.receiver_id).name,
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        locked_at=row.locked_at,
        provisional=bool(row.template.content.get("provisional")),
    )


def listed(rows: QuerySet[RoundForm]) -> QuerySet[RoundForm]:
    """Forms for a list: with their titles, without what their cells hold and their templates say, which is megabytes
    for a large one."""
    rows = rows.select_related("round__template").annotate(title=KeyTextTransform("title", "round__template__content"))
    return rows.defer("content", "counted", "value_ids", "round__template__content")


def summary_of(row: RoundForm, on: date) -> FormSummary:
    """A form in a list, as it stands on a day; `listed`, or with round and template joined."""
    state, title = FormState(row.state), getattr(row, "title", None)
    return FormSummary(
        id=row.id,
        round_id=row.round_id,
        title=row.round.template.content["title"] if title is None else title,
        period=period_of_round(row.round),
        agency_id=row.agency_id,
        agency=directory.get_agency(agency_id=row.agency_id).name,
        receiver=directory.get_agency(agency_id=row.receiver_id).name,
        state=state,
        due_on=row.due_on,
        until_on=row.until_on,
        timing=timing_of(
            state=state,
            due_on=row.due_on,
            until_on=row.until_on,
            sent_on=row.sent_on,
            complete=row.complete,
            on=on,
        ),
        errors=row.errors,
        warnings=row.warnings,
        holder=row.holder_name,
        edition=row.edition,
        saved_at=row.saved_at,
        sent_at=row.sent_at,
        asked=row.asked,
    )


def is_shut(row: RoundForm, on: date) -> bool:
    """Whether the lock of the round holds for this form: no more time was allowed, or that has run out too."""
    return row.round.locked_at is not None and not (row.exception_reason and row.until_on >= on)
