"""Reminders and escalation: on the template's days before and after the due day, each once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.indicators.contracts import OPEN_FORM_STATES, FormState
from honglam.indicators.models import RoundForm
from honglam.indicators.services.rounds.moving import moved, watch, write_line
from honglam.kernel import audit, events
from honglam.kernel.clock import local
from honglam.kernel.values import SYSTEM

_REMINDED = OPEN_FORM_STATES | {FormState.SUBMITTED}


def remind_due(*, at: datetime, limit: int = 500) -> int:
    """Remind of the forms whose day has come; returns how many. Each form in its own transaction."""
    today = local(at).date()
    ids = list(
        RoundForm.objects.filter(watch_on__lte=today).order_by("watch_on", "id").values_list("id", flat=True)[:limit]
    )
    return sum(remind_form(form_id=one, at=at) for one in ids)


@transaction.atomic
def remind_form(*, form_id: UUID, at: datetime) -> int:
    """One form: several days that were missed make one reminder; what a verb holds now waits for the next round."""
    today = local(at).date()
    rows = RoundForm.objects.select_for_update(of=("self",), skip_locked=True).select_related("round__template")
    form = rows.filter(id=form_id, watch_on__lte=today).first()
    if form is None or FormState(form.state) not in _REMINDED:
        return 0
    days = (today - form.until_on).days
    form.told_on = today
    form.line_count += 1
    watch(form, at)
    form.save(update_fields=["told_on", "watch_on", "line_count"])
    write_line(form, source=form.state, actor=SYSTEM, at=at, what="reminded", words="", detail={"days": days})
    audit.record(
        actor=SYSTEM,
        action="indicators.form_reminded",
        subject_kind="round_form",
        subject_id=form.id,
        at=at,
        detail={"days": days},
    )
    events.publish(moved(form, SYSTEM, "reminded", "", days), at=at)
    return 1
