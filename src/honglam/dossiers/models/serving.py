"""How agencies served, per day: what the service indices are made of."""

from typing import ClassVar

from django.db import models

NUMBERS = (
    *("received", "received_online", "received_full", "received_full_online"),
    *("received_synchronised", "received_reusing"),
    *("settled", "settled_early", "settled_on_time", "settled_overdue", "settled_at_desk", "withdrawn"),
    *("asked_never", "asked_once", "in_time_asked_more", "visited_none"),
    *("blamed_early", "blamed_on_time", "result_electronic", "all_electronic"),
    *("rated_very", "rated_satisfied", "rated_not"),
    *("steps_early", "steps_on_time", "steps_overdue"),
    *("fee_paid", "fee_paid_online"),
)
"""Columns of `ServiceDay`. What each counts: queries/serving/facts.py."""

OFFICER_NUMBERS = (
    *("settled", "settled_early", "settled_on_time", "settled_overdue", "settled_at_desk"),
    *("asked_never", "asked_once", "in_time_asked_more", "visited_none"),
    *("blamed_early", "blamed_on_time", "result_electronic", "all_electronic"),
    *("steps_early", "steps_on_time", "steps_overdue"),
)
"""Columns of `OfficerDay`: of the same numbers those that a person can have had a hand in."""


class _Served(models.Model):
    """What agencies and officers are both counted by."""

    settled = models.IntegerField(default=0)
    settled_early = models.IntegerField(default=0)
    settled_on_time = models.IntegerField(default=0)
    settled_overdue = models.IntegerField(default=0)
    settled_at_desk = models.IntegerField(default=0)
    asked_never = models.IntegerField(default=0)
    asked_once = models.IntegerField(default=0)
    in_time_asked_more = models.IntegerField(default=0)
    visited_none = models.IntegerField(default=0)
    blamed_early = models.IntegerField(default=0)
    blamed_on_time = models.IntegerField(default=0)
    result_electronic = models.IntegerField(default=0)
    all_electronic = models.IntegerField(default=0)
    steps_early = models.IntegerField(default=0)
    steps_on_time = models.IntegerField(default=0)
    steps_overdue = models.IntegerField(default=0)

    class Meta:
        abstract = True


class ServiceDay(_Served):
    """One agency's day. Counted anew from the rows whenever an event touches that day, so it is exact by construction.

    Steps count for the agency that did them, everything else for the lead agency.
    """

    # Two rows for one day of one agency: every index would count that day twice.
    pk = models.CompositePrimaryKey("on", "agency_id")
    on = models.DateField()
    agency_id = models.BigIntegerField()
    received = models.IntegerField(default=0)
    received_online = models.IntegerField(default=0)
    received_full = models.IntegerField(default=0)
    received_full_online = models.IntegerField(default=0)
    received_synchronised = models.IntegerField(default=0)
    received_reusing = models.IntegerField(default=0)
    withdrawn = models.IntegerField(default=0)
    rated_very = models.IntegerField(default=0)
    rated_satisfied = models.IntegerField(default=0)
    rated_not = models.IntegerField(default=0)
    fee_paid = models.IntegerField(default=0)
    fee_paid_online = models.IntegerField(default=0)

    class Meta:
        indexes: ClassVar = []


class OfficerDay(_Served):
    """One officer's day in one agency: the steps they finished, and dossiers settled in which they had finished one.

    Counted anew together with the agency's day. The name is the one that stood on the officer's steps.
    """

    # Two rows for one day of one officer: the officer's share would be counted twice.
    pk = models.CompositePrimaryKey("agency_id", "on", "officer_id")
    agency_id = models.BigIntegerField()
    on = models.DateField()
    officer_id = models.UUIDField()
    officer_name = models.CharField(max_length=200)

    class Meta:
        indexes: ClassVar = []


class StepDay(models.Model):
    """A day whose finished steps are told in `StepTimes` and `LateSteps`, and how many those were.

    Steps once finished stay as they are, so the lines hold as long as the day's roll-up counts as many: readers compare
    the two, and nobody has to say that something came late.
    """

    on = models.DateField(primary_key=True)
    steps = models.IntegerField()

    class Meta:
        indexes: ClassVar = []


class StepTimes(models.Model):
    """How long the steps of one procedure took that one agency finished on one day; agency 0 is all of them together.

    `steps`: `{step: {"name": …, "hours": {whole hours: how many}}}`.
    """

    # Two rows for one day of one agency: the report would count its steps twice.
    pk = models.CompositePrimaryKey("agency_id", "procedure_code", "on")
    agency_id = models.BigIntegerField()
    procedure_code = models.CharField(max_length=40, db_collation="C")
    on = models.DateField()
    steps = models.JSONField()

    class Meta:
        # A day that was told too early is told again: its lines go first.
        indexes: ClassVar = [models.Index(fields=["on"], name="steptimes_day")]


class LateSteps(models.Model):
    """How many steps of one kind a unit finished late on one day."""

    # Two rows for one day of one unit: the report would count its steps twice.
    pk = models.CompositePrimaryKey("on", "agency_id", "unit_id", "kind")
    on = models.DateField()
    agency_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    kind = models.CharField(max_length=14)
    many = models.IntegerField()

    class Meta:
        indexes: ClassVar = []
