"""The dossier itself: the row is the current state. What happened stands in history, what waits in tasks."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from honglam.dossiers.contracts import (
    EvidenceKind,
    Outcome,
    OwnerKind,
    PauseKind,
    RatedVia,
    ResultClass,
    ReturnMethod,
    Satisfaction,
    Status,
)
from honglam.kernel.clock import local
from honglam.kernel.ids import uuid7
from honglam.procedures.contracts import Channel

RUNNING = Q(status__in=[Status.ACCEPTED.value, Status.PROCESSING.value], paused_since=None)
"""Received, not settled, and the clock runs."""

OWNED = Q(owner_account__isnull=False)
BY_ENTERPRISE = Q(enterprise__isnull=False)
RECEIVED = Q(accepted_at__isnull=False)
ELSEWHERE = Q(accepted_at__isnull=False, received_elsewhere=True)
SETTLED = Q(resolved_at__isnull=False)
RETURNED = Q(returned_at__isnull=False)
CLOSED = Q(closed_at__isnull=False)
FEE_PAID = Q(fee_paid_at__isnull=False)
PAID_ONLINE = Q(fee_paid_online=True)
STANDING = Q(accepted_at__isnull=False, resolved_at=None, paused_since__isnull=False)
"""Received, not settled, and the clock stands still."""


class Dossier(models.Model):
    """One dossier. Columns that lists and access need are copied here, so that a list never joins per row.

    `unit_ids`: every unit that has or had work on it, the desk included. `due_at` is the appointment; while the clock
    stands (`paused_since`) it is the last one and means nothing. `returns_to`: where an answered supplement leads.
    `received_elsewhere`: taken in at a desk that is not the lead agency's. `closed_at`: refused or withdrawn.
    `extended_at`: when the one new appointment was given (see `Extension`).
    `fee_paid_at`: when the first of its fees was paid. `synchronised_at`: since when the national portal knows it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    registration_code = models.CharField(max_length=16, db_collation="C")
    code = models.CharField(max_length=60, null=True, db_collation="C")
    version = models.ForeignKey(
        "procedures.ProcedureVersion", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    procedure_code = models.CharField(max_length=40, db_collation="C")
    procedure_name = models.CharField(max_length=600)
    immediate = models.BooleanField(default=False)
    channel = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Channel])
    status = models.CharField(max_length=30, choices=[(one.value, one.value) for one in Status])
    returns_to = models.CharField(max_length=30, blank=True)
    concluded = models.CharField(max_length=10, blank=True)
    outcome = models.CharField(max_length=10, blank=True, choices=[(one.value, one.value) for one in Outcome])
    result_class = models.CharField(max_length=10, blank=True, choices=[(one.value, one.value) for one in ResultClass])

    lead_agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    desk = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    unit_ids = ArrayField(models.BigIntegerField())
    unit_code = models.CharField(max_length=20, blank=True)
    received_elsewhere = models.BooleanField(default=False, db_default=False)

    owner_account = models.ForeignKey(
        "identity.Account", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    enterprise = models.ForeignKey(
        "identity.Enterprise", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    applicant_kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in OwnerKind])
    applicant_name = models.CharField(max_length=300)
    applicant_sort_key = models.CharField(max_length=900, db_collation="C")
    applicant_id_number = models.CharField(max_length=30, blank=True, db_collation="C")
    applicant_birth_on = models.CharField(max_length=10, blank=True)
    applicant_phone = models.CharField(max_length=30, blank=True)
    applicant_email = models.CharField(max_length=120, blank=True)
    applicant_address = models.CharField(max_length=300, blank=True)
    submitter = models.JSONField(null=True)
    return_method = models.CharField(max_length=10, choices=[(one.value, one.value) for one in ReturnMethod])
    return_address = models.CharField(max_length=300, blank=True)

    submitted_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    clock_started_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    due_provisional = models.BooleanField(default=False)
    paused_since = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_by = models.CharField(max_length=20, blank=True, choices=[(one.value, one.value) for one in EvidenceKind])
    closed_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    extended_at = models.DateTimeField(null=True)
    fee_paid_at = models.DateTimeField(null=True)
    fee_paid_online = models.BooleanField(default=False, db_default=False)
    synchronised_at = models.DateTimeField(null=True)
    line_count = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            # Two dossiers under one code: a citizen would look up, and collect, somebody else's. (Constraints and not
            # `unique=True`: that would add an index for LIKE, which the C collation does not need.)
            models.UniqueConstraint(fields=["code"], name="dossier_code_once"),
            models.UniqueConstraint(fields=["registration_code"], name="dossier_registration_code_once"),
            # A received dossier without a code or an appointment could not be looked up, nor ever become late.
            models.CheckConstraint(
                condition=Q(accepted_at=None)
                | Q(code__isnull=False, clock_started_at__isnull=False, due_at__isnull=False),
                name="dossier_accepted_has_code_and_due",
            ),
            # A code before acceptance would leave a gap in the day's sequence when the dossier is refused.
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=False) | Q(code=None), name="dossier_code_only_after_acceptance"
            ),
            # "Settled" without outcome and class would vanish from every report.
            models.CheckConstraint(
                condition=~Q(status__in=[Status.RESOLVED.value, Status.RETURNED.value])
                | (Q(resolved_at__isnull=False) & ~Q(outcome="") & ~Q(result_class="")),
                name="dossier_settled_has_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.RETURNED.value) | Q(returned_at__isnull=False),
                name="dossier_returned_has_moment",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner_account", "-id"], name="dossier_by_owner", condition=OWNED),
            models.Index(fields=["enterprise", "-id"], name="dossier_by_enterprise", condition=BY_ENTERPRISE),
            models.Index(fields=["lead_agency", "-submitted_at", "-id"], name="dossier_submitted"),
            models.Index(fields=["lead_agency", "-accepted_at", "-id"], name="dossier_received", condition=RECEIVED),
            models.Index(
                fields=["lead_agency", "result_class", "-resolved_at", "-id"],
                name="dossier_settled",
                condition=SETTLED,
            ),
            # How long procedures took: read from the index alone, whatever the size of the rows.
            models.Index(
                fields=["resolved_at"],
                include=["procedure_code", "clock_started_at", "lead_agency"],
                name="dossier_times",
                condition=SETTLED,
            ),
            models.Index(fields=["lead_agency", "-returned_at", "-id"], name="dossier_returned", condition=RETURNED),
            # Which one was handed over last at a desk: its screen asks every few seconds.
            models.Index(fields=["desk", "-returned_at"], name="dossier_handed_over", condition=RETURNED),
            models.Index(
                fields=["lead_agency", "status", "-closed_at", "-id"], name="dossier_closed", condition=CLOSED
            ),
            models.Index(fields=["lead_agency", "-fee_paid_at", "-id"], name="dossier_fee_paid", condition=FEE_PAID),
            # Which services were really paid online: one probe for each service on offer, from the index alone.
            models.Index(
                fields=["lead_agency", "procedure_code", "fee_paid_at"],
                name="dossier_paid_online",
                condition=PAID_ONLINE,
            ),
            # The register of a desk, year by year (form 07).
            models.Index(fields=["desk", "accepted_at", "id"], name="dossier_register", condition=RECEIVED),
            # Taken in for others, and by others for us: few rows, whatever the size of the table.
            models.Index(fields=["desk", "accepted_at"], name="dossier_taken_for", condition=ELSEWHERE),
            models.Index(fields=["lead_agency", "accepted_at"], name="dossier_taken_by", condition=ELSEWHERE),
            models.Index(fields=["lead_agency", "due_at", "id"], name="dossier_running", condition=RUNNING),
            models.Index(fields=["lead_agency", "paused_since", "id"], name="dossier_standing", condition=STANDING),
        ]

    @property
    def filed_on(self) -> date:
        """The day on which it was lawfully filed: by it people are early or late, however long the desk takes."""
        return local(self.submitted_at).date()


class Answers(models.Model):
    """What was filled in. Beside the dossier, so that lists and changes of state do not carry it along.

    `sources`: for each question whose answer an officer took from a scanned paper, where it was read (`ReadSource`).
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, primary_key=True, related_name="content")
    data = models.JSONField()
    sources = models.JSONField(null=True)


class Pause(models.Model):
    """A stretch during which the clock stood still."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="pauses")
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in PauseKind])
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    legal_basis = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            # Two open pauses would be given back to the office twice.
            models.UniqueConstraint(fields=["dossier"], condition=Q(ended_at=None), name="pause_one_open"),
        ]


class Extension(models.Model):
    """The one apology with a new appointment, and who had the dossier when it was given.

    `was_late`: on the day of the old appointment or after it, against the law's "at least one day before".
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, primary_key=True, related_name="extension")
    extended_at = models.DateTimeField()
    old_due_at = models.DateTimeField()
    new_due_at = models.DateTimeField()
    reason = models.TextField()
    was_late = models.BooleanField()
    unit = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    step_name = models.CharField(max_length=300, blank=True)
    holder_id = models.UUIDField(null=True)
    holder_name = models.CharField(max_length=200, blank=True)
    signer_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            # A new appointment that is earlier would make a dossier late that was in time.
            models.CheckConstraint(condition=Q(new_due_at__gt=models.F("old_due_at")), name="extension_is_later"),
        ]


class Supplement(models.Model):
    """One request for what is lacking, and its answer. `items` and `replies` are lists in the same order."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="supplements")
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    reason = models.TextField()
    items = models.JSONField()
    replies = models.JSONField(null=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # The law allows one request at a time: a second open one would hide what the first asked for.
            models.UniqueConstraint(fields=["dossier"], condition=Q(closed_at=None), name="supplement_one_open"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["answer_by"], name="supplement_expiring", condition=Q(closed_at=None)),
        ]


class Rating(models.Model):
    """How content the applicant was, once per dossier. `reasons` are RatingReasons; `via` says where it was given."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, primary_key=True, related_name="rating")
    level = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Satisfaction])
    reasons = ArrayField(models.CharField(max_length=20), default=list)
    via = models.CharField(max_length=10, default=RatedVia.ACCOUNT.value)
    comment = models.TextField(blank=True)
    rated_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["rated_at"], name="rating_by_day")]
