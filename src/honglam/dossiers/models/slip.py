"""Official forms: what the pack says of them, and each one that was issued."""

from typing import ClassVar

from django.db import models

from honglam.dossiers.contracts import SlipKind
from honglam.dossiers.models.dossier import Dossier
from honglam.kernel.ids import uuid7


class SlipForm(models.Model):
    """The number, title and texts of an official form, as the pack gives them."""

    code = models.CharField(max_length=30, unique=True, choices=[(one.value, one.value) for one in SlipKind])
    number = models.CharField(max_length=10)
    title = models.CharField(max_length=300)
    paper = models.CharField(max_length=4, default="A5")
    texts = models.JSONField(default=dict)
    source = models.JSONField(null=True)
    provisional = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code


class Slip(models.Model):
    """A form as issued. It is printed from `content` for ever, whatever becomes of agencies and names."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="slips")
    kind = models.CharField(max_length=30, choices=[(one.value, one.value) for one in SlipKind])
    form_number = models.CharField(max_length=10, blank=True)
    book = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    book_year = models.SmallIntegerField()
    number = models.IntegerField()
    issued_at = models.DateTimeField()
    content = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            # Two slips with one number in one book: an applicant could hold an appointment that belongs to another.
            models.UniqueConstraint(fields=["book", "kind", "book_year", "number"], name="slip_number_once"),
        ]
