"""Texts of the postal service's forms, as the pack states them."""

from typing import ClassVar

from django.db import models

from honglam.postal.contracts import PostalFormCode


class PostalForm(models.Model):
    """One form. What was issued keeps its words: a note is a snapshot."""

    code = models.CharField(max_length=30, choices=[(one.value, one.value) for one in PostalFormCode])
    title = models.CharField(max_length=200)
    legal_basis = models.CharField(max_length=300, blank=True)
    declaration = models.TextField(blank=True)
    note = models.TextField(blank=True)
    source = models.JSONField(null=True)
    provisional = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # Two texts of one form: which one was signed?
            models.UniqueConstraint(fields=["code"], name="postal_form_once"),
        ]
