"""What is reported to the national portal, what arrived from there, and under which code it knows a dossier."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from honglam.exchange.contracts import FilingState, ReportState
from honglam.kernel.ids import uuid7

_UNFINISHED = Q(state__in=["queued", "sending", "failed"])


class NationalLink(models.Model):
    """One dossier that both sides know. `code` is the portal's own where it was filed there; `known_at`: since when."""

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="+", primary_key=True)
    code = models.CharField(max_length=60, null=True, db_collation="C")
    known_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # Two dossiers under one national code: the citizen would read somebody else's progress at the portal.
            models.UniqueConstraint(fields=["code"], name="exchange_national_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code or self.dossier_id}"


class NationalReport(models.Model):
    """One thing that happened to a dossier, on its way to the portal. `line` is what is said of it, as of then."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+", db_index=False)
    event_id = models.UUIDField()
    topic = models.CharField(max_length=40)
    code = models.CharField(max_length=60, db_collation="C")
    line = models.JSONField()
    state = models.CharField(max_length=8, choices=[(one.value, one.value) for one in ReportState])
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, default="")
    last_fault = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            # An event heard twice must not stand twice in the progress that the citizen reads at the portal.
            models.UniqueConstraint(fields=["dossier", "event_id"], name="exchange_report_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["dossier", "id"], condition=_UNFINISHED, name="exchange_reports_in_turn"),
            models.Index(fields=["next_attempt_at"], condition=_UNFINISHED, name="exchange_to_report"),
            models.Index(fields=["state", "-id"], name="exchange_reports_by_state"),
            models.Index(
                fields=["created_at"], condition=Q(state__in=["sent", "dropped"]), name="exchange_reports_to_erase"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.code} {self.state}"


class NationalFiling(models.Model):
    """A dossier that arrived from the portal: kept as it came, whatever becomes of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey("identity.Account", on_delete=models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=60, db_collation="C")
    procedure_code = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    body = models.JSONField()
    state = models.CharField(max_length=8, choices=[(one.value, one.value) for one in FilingState])
    attempts = models.PositiveSmallIntegerField(default=0)
    received_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField(null=True)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+", null=True)
    faults = models.JSONField(default=list)
    last_error = models.CharField(max_length=300, default="")
    last_fault = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            # The portal repeats itself when an answer gets lost; the citizen filed once.
            models.UniqueConstraint(fields=["code"], name="exchange_filing_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state__in=["received", "working", "failed"]),
                name="exchange_to_file",
            ),
            models.Index(fields=["state", "-id"], name="exchange_filings_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.state}"
