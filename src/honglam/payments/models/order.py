"""Orders and what came in for them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from honglam.kernel.ids import uuid7
from honglam.payments.contracts import Method, Occasion, OrderState


class Order(models.Model):
    """Something owed. The subject is opaque: whoever opened the order knows what it means.

    `lines`: list of LineInput as JSON, with the law each rests on. `reference` stands in bank transfers.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=16, db_collation="C")
    key = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.UUIDField()
    subject_code = models.CharField(max_length=60, db_collation="C")
    title = models.CharField(max_length=600)
    occasion = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Occasion])
    payee = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    desk = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    account = models.ForeignKey(
        "identity.Account", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    enterprise = models.ForeignKey(
        "identity.Enterprise", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    payer_name = models.CharField(max_length=300)
    payer_address = models.CharField(max_length=300, blank=True)
    lines = models.JSONField()
    gross = models.BigIntegerField()
    amount = models.BigIntegerField()
    refunded = models.BigIntegerField(default=0)
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in OrderState])
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    paid_at = models.DateTimeField(null=True)
    method = models.CharField(max_length=10, blank=True, choices=[(one.value, one.value) for one in Method])
    cancel_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            # Two orders of one reference: a transfer would pay somebody else's fee.
            models.UniqueConstraint(fields=["reference"], name="order_reference_once"),
            # The same fee asked for twice because an event came twice or two officers pressed together.
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "key"], condition=~Q(state="cancelled"), name="order_key_once"
            ),
            # A reduction that makes more of it, or more given back than ever came in.
            models.CheckConstraint(
                condition=Q(amount__gte=0, amount__lte=F("gross"), refunded__gte=0, refunded__lte=F("amount")),
                name="order_amounts_sane",
            ),
            # "Paid" without moment and way could be found in no report.
            models.CheckConstraint(
                condition=~Q(state__in=[OrderState.PAID.value, OrderState.REFUNDED.value])
                | (Q(paid_at__isnull=False) & ~Q(method="")),
                name="order_paid_has_moment",
            ),
            # An open order over nothing would be waited for for ever.
            models.CheckConstraint(
                condition=~Q(state=OrderState.OPEN.value) | Q(amount__gt=0), name="order_open_asks_something"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["desk", "opened_at", "id"], name="order_open_by_desk", condition=Q(state="open")),
            models.Index(fields=["desk", "-paid_at", "-id"], name="order_paid_by_desk", condition=Q(state="paid")),
            models.Index(fields=["subject_code"], name="order_by_subject_code"),
            models.Index(fields=["account", "-id"], name="order_of_account", condition=Q(account__isnull=False)),
        ]


class Payment(models.Model):
    """Money that came in for an order. `surplus`: the order was settled already, so it must go back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="payments")
    method = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Method])
    amount = models.BigIntegerField()
    paid_at = models.DateTimeField()
    reference = models.CharField(max_length=100, blank=True)
    taken_by = models.UUIDField(null=True)
    taken_by_name = models.CharField(max_length=300, blank=True)
    surplus = models.BooleanField(default=False)
    voided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # Two payments that both count would make one fee income twice.
            models.UniqueConstraint(
                fields=["order"], condition=Q(surplus=False, voided_at=None), name="payment_once_per_order"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_of_something"),
        ]


class Reversal(models.Model):
    """Money on its way back: proposed by the system or asked for, decided by somebody else, paid out."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="reversals")
    amount = models.BigIntegerField()
    reason = models.TextField()
    legal_basis = models.TextField(blank=True)
    decision_number = models.CharField(max_length=60, blank=True)
    decision_on = models.DateField(null=True)
    pay_to = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10)
    asked_by = models.UUIDField(null=True)
    asked_by_name = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)
    decision_note = models.TextField(blank=True)
    paid_out_at = models.DateTimeField(null=True)
    paid_out_reference = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="reversal_of_something"),
            # One pair of hands that asks and approves could empty the till alone.
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(asked_by=None) | ~Q(decided_by=F("asked_by")),
                name="reversal_by_two_persons",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["asked_at", "id"], name="reversal_waiting", condition=~Q(state="paid_out")),
        ]
