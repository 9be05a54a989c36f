"""Committees, their decisions, the seats that follow from these, and their meetings."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from honglam.directory.contracts import CommitteeKind, DecisionKind, MemberRole
from honglam.directory.models.agency import Agency


class Committee(models.Model):
    """A body that people sit in besides their posts. It has no rights in the product: its members have theirs."""

    code = models.CharField(max_length=60, unique=True, db_collation="C")
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in CommitteeKind])
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    standing = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, related_name="teams", null=True)
    duties = models.TextField(blank=True)
    ended_on = models.DateField(null=True)
    source = models.JSONField(null=True)
    provisional = models.BooleanField(default=False)
    sort_key = models.CharField(max_length=600, db_collation="C")
    search = models.TextField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["sort_key", "id"], name="committee_by_name")]


class CommitteeDecision(models.Model):
    """One decision. People record one after another; only a pack corrects what it stated itself."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="decisions")
    code = models.CharField(max_length=60, db_collation="C")
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in DecisionKind])
    symbol = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=400)
    issuer = models.CharField(max_length=300, blank=True)
    decided_on = models.DateField(null=True)
    effective_on = models.DateField()
    releases = ArrayField(models.CharField(max_length=70), default=list)
    unnamed = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)
    source = models.JSONField(null=True)
    provisional = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200, blank=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # The same decision counted twice would end a seat twice.
            models.UniqueConstraint(fields=["committee", "code"], name="decision_once_a_committee"),
        ]


class CommitteeMember(models.Model):
    """A seat. `valid_from`, `valid_to` and `ended_by` follow from the decisions and are set with each of them."""

    decision = models.ForeignKey(CommitteeDecision, on_delete=models.PROTECT, related_name="members")
    number = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=16, choices=[(one.value, one.value) for one in MemberRole])
    person = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=400)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True)
    note = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    ended_by = models.ForeignKey(CommitteeDecision, on_delete=models.PROTECT, related_name="+", null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # Two people under one number: a release would hit either.
            models.UniqueConstraint(fields=["decision", "number"], name="member_once_a_decision"),
        ]


class CommitteeMeeting(models.Model):
    """A meeting. What it concluded is never rewritten from a screen: tasks stand on it."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="meetings")
    code = models.CharField(max_length=60, db_collation="C")
    title = models.CharField(max_length=400)
    held_on = models.DateField()
    chair = models.CharField(max_length=200, blank=True)
    symbol = models.CharField(max_length=100, blank=True)
    conclusions = ArrayField(models.TextField(), default=list)
    source = models.JSONField(null=True)
    provisional = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200, blank=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # A conclusion would become a task of two meetings.
            models.UniqueConstraint(fields=["committee", "code"], name="meeting_once_a_committee"),
        ]
