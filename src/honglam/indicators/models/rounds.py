"""Report templates, rounds, agencies' forms, and what is never changed of them: editions as sent, lines of history."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from honglam.indicators.contracts import FormState, PeriodKind
from honglam.kernel.ids import uuid7

_SENT = [FormState.APPROVED.value, FormState.ACCEPTED.value]


class FormTemplateRow(models.Model):
    """A report template in one version; `content` in the pack's own shape, so that an export equals the pack."""

    code = models.CharField(max_length=60, db_collation="C")
    version = models.PositiveSmallIntegerField()
    receiver = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    content = models.JSONField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="form_template_version_once"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="form_template_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}@{self.version}"


class ReportingRound(models.Model):
    """One template for one period. It stands on the version that held when it was opened.

    `total_ids`: the indicator values that its totals became when it was locked, by cell.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    template = models.ForeignKey(FormTemplateRow, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60, db_collation="C")
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in PeriodKind])
    first_on = models.DateField()
    last_on = models.DateField()
    cut_off = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField()
    receiver = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    locked_at = models.DateTimeField(null=True)
    locked_by = models.CharField(max_length=200, blank=True)
    total_ids = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            # Two rounds for one period: an agency would report twice, and the totals would count it twice.
            models.UniqueConstraint(fields=["code", "first_on", "last_on"], name="round_once_a_period"),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="round_ends_after_it_begins"),
        ]
        indexes: ClassVar = [models.Index(fields=["receiver", "-last_on", "id"], name="round_of_receiver")]

    def __str__(self) -> str:
        return f"{self.code} {self.last_on}"


class RoundForm(models.Model):
    """One agency's form in a round; the row is how it stands now, the lines are its history.

    `revision` counts saves, `edition` counts sendings; `accepted_edition` is the one in the totals, 0 until one is.
    `until_on` is `due_on`, or the later day that was allowed with `exception_reason`; `due_at` is the moment after it.
    `sent_on` is empty while the receiver has nothing of it. `value_ids`: the indicator values that its accepted edition
    became, by cell. `watch_on`: the next reminder.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey(ReportingRound, on_delete=models.PROTECT, related_name="forms", db_index=False)
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    receiver = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    sort_key = models.CharField(max_length=700, db_collation="C")
    state = models.CharField(max_length=12, choices=[(one.value, one.value) for one in FormState])
    content = models.JSONField(default=dict)
    counted = models.JSONField(default=dict)
    revision = models.IntegerField(default=0)
    edition = models.PositiveSmallIntegerField(default=0)
    accepted_edition = models.PositiveSmallIntegerField(default=0)
    errors = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    complete = models.BooleanField(default=False)
    due_on = models.DateField()
    until_on = models.DateField()
    due_at = models.DateTimeField()
    exception_reason = models.TextField(blank=True)
    asked = models.TextField(blank=True)
    holder_id = models.UUIDField(null=True)
    holder_name = models.CharField(max_length=200, blank=True)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.CharField(max_length=200, blank=True)
    sent_on = models.DateField(null=True)
    sent_at = models.DateTimeField(null=True)
    approved_by_id = models.UUIDField(null=True)
    accepted_at = models.DateTimeField(null=True)
    value_ids = models.JSONField(default=dict)
    told_on = models.DateField(null=True)
    watch_on = models.DateField(null=True)
    line_count = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            # A second form would let an agency report twice in one round.
            models.UniqueConstraint(fields=["round", "agency"], name="round_form_once_an_agency"),
            # With the receiver but never sent: nobody could say whether it was on time.
            models.CheckConstraint(
                condition=~Q(state__in=_SENT) | Q(sent_on__isnull=False, edition__gte=1), name="round_form_sent_has_day"
            ),
            models.CheckConstraint(
                condition=Q(until_on=F("due_on")) | ~Q(exception_reason=""), name="round_form_exception_has_reason"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["round", "sort_key", "id"], name="round_form_board"),
            models.Index(fields=["agency", "state", "due_at", "id"], name="round_form_of_agency"),
            models.Index(fields=["receiver", "state", "due_at", "id"], name="round_form_of_receiver"),
            models.Index(fields=["watch_on"], name="round_form_watched", condition=Q(watch_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.id)


class FormEdition(models.Model):
    """A form as its head sent it: what it said, what was computed, the reasons given. Append-only."""

    # Two editions of one number would leave the receiver to guess which was accepted.
    pk = models.CompositePrimaryKey("form_id", "number")
    form = models.ForeignKey(RoundForm, on_delete=models.PROTECT, related_name="editions", db_index=False)
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    values = models.JSONField()
    counted = models.JSONField(default=dict)
    sent_at = models.DateTimeField()
    approved_by = models.CharField(max_length=200)
    approved_title = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.form_id} {self.number}"


class FormLine(models.Model):
    """One thing that happened to a form. Append-only."""

    # Two acts cannot both be line 3: one of them would have acted on a state that it never saw.
    pk = models.CompositePrimaryKey("form_id", "line")
    form = models.ForeignKey(RoundForm, on_delete=models.PROTECT, related_name="lines", db_index=False)
    line = models.IntegerField()
    at = models.DateTimeField()
    what = models.CharField(max_length=24)
    state_from = models.CharField(max_length=12, blank=True)
    state_to = models.CharField(max_length=12)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    post_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    words = models.TextField(blank=True)
    content = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.form_id} {self.line}"
