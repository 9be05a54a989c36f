"""What an agency reported before: last period, and the one a year ago."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q

from honglam.indicators.contracts import FormState, Judged, Period, PeriodKind
from honglam.indicators.models import FormEdition, ReportingRound, RoundForm
from honglam.indicators.queries.rounds.counting import from_json
from honglam.indicators.queries.rounds.reading import content_of, period_of_round
from honglam.indicators.queries.rounds.templates import plan_for
from honglam.indicators.rules.periods import period_before, period_of
from honglam.indicators.rules.rounds.judging import Numbers, judge

_STANDS = Q(accepted_edition__gte=1) | Q(state=FormState.APPROVED.value)
"""What was accepted, in whatever state its correction is; what was sent and waits, where nothing was accepted yet."""


@dataclass(frozen=True, kw_only=True)
class Pasts:
    """The numbers of both pasts, empty where the agency reported nothing then."""

    before: Numbers = field(default_factory=dict)
    year_before: Numbers = field(default_factory=dict)


def pasts_of(form: RoundForm) -> Pasts:
    """What the receiver has of the agency from before. One query for forms, one for their newest editions."""
    period = period_of_round(form.round)
    last, year = period_before(period), year_earlier(period)
    rows = RoundForm.objects.filter(
        Q(round__first_on=last.first_on, round__last_on=last.last_on)
        | Q(round__first_on=year.first_on, round__last_on=year.last_on),
        agency_id=form.agency_id,
        round__code=form.round.code,
    ).filter(_STANDS)
    rows = rows.select_related("round").only("accepted_edition", "edition", "round__first_on", "round__last_on")
    days = {(row.pk, row.accepted_edition or row.edition): _days(row.round) for row in rows}
    editions = FormEdition.objects.filter(form_id__in=[key for key, _ in days])
    by_day = {
        days[one.form_id, one.number]: numbers(one.values) for one in editions if (one.form_id, one.number) in days
    }
    return Pasts(before=by_day.get(_days(last), {}), year_before=by_day.get(_days(year), {}))


def _days(time: Period | ReportingRound) -> tuple[date, date]:
    return time.first_on, time.last_on


def judge_form(form: RoundForm, pasts: Pasts | None = None) -> Judged:
    """The form as it stands, judged against its pasts and what was counted."""
    known = pasts or pasts_of(form)
    return judge(
        plan_for(form.round.template),
        content_of(form.content),
        before=known.before,
        year_before=known.year_before,
        counted=from_json(form.counted),
    )


def year_earlier(period: Period) -> Period:
    """The same stretch one year before."""
    if period.kind is PeriodKind.YEAR:
        return period_before(period)
    day = period.last_on.replace(year=period.last_on.year - 1, day=min(period.last_on.day, 28))
    return period_of(period.kind, day, period.cut_off)


def numbers(kept: dict[str, str]) -> dict[str, Decimal]:
    """The numbers of an edition."""
    return {address: Decimal(text) for address, text in kept.items()}
