"""Receipts, their books, and the closed days of a cash desk."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from honglam.kernel.ids import uuid7
from honglam.payments.models.order import Order, Payment


class BankAccount(models.Model):
    """A bank account that collects for an agency, as the pack gives it."""

    code = models.CharField(max_length=40, unique=True)
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    bank_bin = models.CharField(max_length=6)
    bank_name = models.CharField(max_length=200)
    number = models.CharField(max_length=19)
    holder = models.CharField(max_length=200)
    source = models.JSONField(null=True)
    provisional = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code


class ReceiptSeries(models.Model):
    """A series of receipts (mẫu số, ký hiệu). `{yy}` in the symbol is the year."""

    code = models.CharField(max_length=40, unique=True)
    form_number = models.CharField(max_length=40)
    symbol = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    note = models.CharField(max_length=500, blank=True)
    source = models.JSONField(null=True)
    provisional = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code


class ReceiptBook(models.Model):
    """The last number of a desk's book of one series in a year. Touched last in its transaction."""

    pk = models.CompositePrimaryKey("series_id", "desk_id", "year")
    series_id = models.BigIntegerField()
    desk_id = models.BigIntegerField()
    year = models.SmallIntegerField()
    last = models.IntegerField()


class Receipt(models.Model):
    """A receipt as issued; it is printed from `content` for ever. Voided ones keep their number."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="receipts")
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="receipt")
    series = models.ForeignKey(ReceiptSeries, on_delete=models.PROTECT, related_name="+", db_index=False)
    symbol = models.CharField(max_length=20)
    desk = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.SmallIntegerField()
    number = models.IntegerField()
    on = models.DateField()
    issued_at = models.DateTimeField()
    cashier_id = models.UUIDField(null=True)
    cashier = models.CharField(max_length=300, blank=True)
    method = models.CharField(max_length=10)
    amount = models.BigIntegerField()
    content = models.JSONField()
    voided_at = models.DateTimeField(null=True)
    voided_by_name = models.CharField(max_length=300, blank=True)
    void_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            # Two receipts of one number: two payers could each prove the other's payment.
            models.UniqueConstraint(fields=["series", "desk", "year", "number"], name="receipt_number_once"),
            models.CheckConstraint(condition=Q(voided_at=None) | ~Q(void_reason=""), name="receipt_void_says_why"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["desk", "on", "cashier_id"], name="receipt_by_day"),
        ]


class DayClosing(models.Model):
    """A cashier's day, counted and closed; then confirmed by somebody else. Nothing of that day changes any more."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    desk = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    cashier_id = models.UUIDField()
    cashier = models.CharField(max_length=300)
    on = models.DateField()
    issued = models.IntegerField()
    voided = models.IntegerField()
    total = models.BigIntegerField()
    fees = models.BigIntegerField()
    charges = models.BigIntegerField()
    other = models.BigIntegerField()
    counted = models.BigIntegerField()
    note = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    closed_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_by_name = models.CharField(max_length=300, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # A day closed twice would hand its cash over twice.
            models.UniqueConstraint(fields=["desk", "cashier_id", "on"], name="day_closed_once"),
            # Control sum: what the columns say is what the rows say.
            models.CheckConstraint(condition=Q(total=F("fees") + F("charges") + F("other")), name="closing_sums_agree"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("cashier_id")), name="closing_by_two_persons"
            ),
        ]
