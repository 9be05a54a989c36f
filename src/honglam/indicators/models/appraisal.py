"""Scoring rounds: the round with its set as it read, each agency's sheet, each criterion, what is final, appeals."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from honglam.indicators.contracts import AppealState, PeriodKind, SheetState, SheetVerb
from honglam.kernel.ids import uuid7

_POINTS: dict[str, Any] = {"max_digits": 9, "decimal_places": 4, "null": True}


class ScoringRound(models.Model):
    """A round over one version of a set for one period. `content` is the set as it read when the round was opened."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField(max_length=300)
    index = models.CharField(max_length=40, db_collation="C")
    set_code = models.CharField(max_length=40, db_collation="C")
    content = models.JSONField()
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in PeriodKind])
    first_on = models.DateField()
    last_on = models.DateField()
    cut_off = models.PositiveSmallIntegerField(default=0)
    owner = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=[(one.value, one.value) for one in SheetState])
    self_due_on = models.DateField()
    appraise_due_on = models.DateField()
    explain_due_on = models.DateField()
    appeal_days = models.PositiveSmallIntegerField()
    appeal_until_on = models.DateField(null=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    filled_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # Two rounds for one period: nobody could say which rank is the rank.
            models.UniqueConstraint(fields=["owner", "index", "first_on", "last_on"], name="scoring_once_a_period"),
            # A limit before the one it follows would close a step before it opens.
            models.CheckConstraint(
                condition=Q(first_on__lte=F("last_on"))
                & Q(self_due_on__lte=F("appraise_due_on"))
                & Q(appraise_due_on__lte=F("explain_due_on")),
                name="scoring_dates_in_order",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "-last_on"], name="scoring_by_state")]


class RoundSubject(models.Model):
    """One agency in a round. `next_agency` and `due_at` say whose move is next, for the worklist; None: nobody's.

    `watch_on`: the day of the next reminder. `revision` counts all but the notes of whoever appraises, `noted` all but
    what the agency saves.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey(ScoringRound, on_delete=models.PROTECT, related_name="subjects")
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    sort_key = models.CharField(max_length=400, db_collation="C")
    state = models.CharField(max_length=20, choices=[(one.value, one.value) for one in SheetState])
    next_agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", null=True)
    due_at = models.DateTimeField(null=True)
    watch_on = models.DateField(null=True)
    revision = models.PositiveIntegerField(default=0)
    noted = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            # An agency that stood twice in a round would have two ranks.
            models.UniqueConstraint(fields=["round", "agency"], name="scoring_agency_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_agency", "due_at", "id"], name="scoring_waiting"),
            models.Index(fields=["watch_on"], condition=Q(watch_on__isnull=False), name="scoring_watched"),
        ]


class CriterionEntry(models.Model):
    """What is said of one criterion of one agency. After the sheet is final the database refuses every change."""

    subject = models.ForeignKey(RoundSubject, on_delete=models.PROTECT, related_name="entries")
    code = models.CharField(max_length=20, db_collation="C")
    position = models.PositiveSmallIntegerField()
    measured = models.JSONField()
    self_given = models.JSONField(default=dict)
    self_points = models.DecimalField(**_POINTS)
    self_reason = models.TextField(blank=True)
    self_by = models.CharField(max_length=200, blank=True)
    evidence = models.JSONField(default=list)
    judged_given = models.JSONField(default=dict)
    judged_points = models.DecimalField(**_POINTS)
    judged_reason = models.TextField(blank=True)
    judged_by = models.CharField(max_length=200, blank=True)
    explanation = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            # A criterion that stood twice on a sheet would count twice.
            models.UniqueConstraint(fields=["subject", "code"], name="scoring_criterion_once"),
        ]


class FinalScore(models.Model):
    """The points that count; append-only. A granted appeal is another row that points at the one it replaces."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(CriterionEntry, on_delete=models.PROTECT, related_name="finals")
    points = models.DecimalField(**_POINTS)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, related_name="+", null=True)
    note = models.TextField(blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            # Two first finals of one criterion: the sum would depend on which is read.
            models.UniqueConstraint(
                fields=["entry"], condition=Q(replaces__isnull=True), name="scoring_one_first_final"
            ),
        ]


class RoundStep(models.Model):
    """What was done to a sheet, by whom, in which post; append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.ForeignKey(RoundSubject, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=20, choices=[(one.value, one.value) for one in SheetVerb])
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    words = models.TextField(blank=True)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200)
    post = models.CharField(max_length=200, blank=True)
    agency_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subject", "at"], name="scoring_history")]


class Appeal(models.Model):
    """An agency's appeal against the final points of one criterion, and its answer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(CriterionEntry, on_delete=models.PROTECT, related_name="appeals")
    words = models.TextField()
    evidence = models.JSONField(default=list)
    filed_by = models.CharField(max_length=200)
    filed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in AppealState])
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # Two open appeals against one score could be answered with two different numbers.
            models.UniqueConstraint(
                fields=["entry"], condition=Q(state=AppealState.OPEN.value), name="scoring_one_open_appeal"
            ),
            # An answer without words or without a name is no answer.
            models.CheckConstraint(
                condition=Q(state=AppealState.OPEN.value)
                | (~Q(answer="") & ~Q(answered_by="") & Q(answered_at__isnull=False)),
                name="scoring_appeal_answered",
            ),
        ]
