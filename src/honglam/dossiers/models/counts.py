"""Roll-ups that the counts on leaders' screens and the public page read."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from honglam.procedures.contracts import Channel

_NUMBERS = (
    *("submitted", "received", "refused", "settled_early", "settled_on_time", "settled_overdue", "withdrawn"),
    "returned",
)


class DailyCount(models.Model):
    """What an agency did on a day, per channel: one row for all procedures (`procedure_code` empty), one for each.

    Maintained from events; `rebuild_counts` makes the same from the dossiers. The key begins with the procedure, so
    that the sums over everything read one short stretch of the index.
    """

    pk = models.CompositePrimaryKey("procedure_code", "on", "agency_id", "channel")
    procedure_code = models.CharField(max_length=40, blank=True, db_collation="C")
    on = models.DateField()
    agency_id = models.BigIntegerField()
    channel = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Channel])
    submitted = models.IntegerField(default=0)
    received = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    settled_early = models.IntegerField(default=0)
    settled_on_time = models.IntegerField(default=0)
    settled_overdue = models.IntegerField(default=0)
    withdrawn = models.IntegerField(default=0)
    returned = models.IntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            # The sums over everything: rows of all procedures lie between theirs, so the numbers stand in the index.
            models.Index(
                fields=["on", "agency_id", "channel"],
                include=[*_NUMBERS],
                condition=Q(procedure_code=""),
                name="daily_count_totals",
            ),
            # Which services of an agency had dossiers: two probes for each, however long the period.
            models.Index(
                fields=["agency_id", "procedure_code", "on"],
                condition=Q(procedure_code__gt=""),
                name="daily_count_services",
            ),
        ]


class ReuseCount(models.Model):
    """How many required papers the dossiers received on a day asked for, and how many came out of a wallet.

    Kept from events, one row for each agency and procedure. A form that the product makes itself, and what is only
    shown at the desk, is no paper here. It says how a desk received: in a reorganisation it stays where it is.
    """

    pk = models.CompositePrimaryKey("on", "agency_id", "procedure_code")
    on = models.DateField()
    agency_id = models.BigIntegerField()
    procedure_code = models.CharField(max_length=40, db_collation="C")
    required = models.IntegerField(default=0)
    reused = models.IntegerField(default=0)
