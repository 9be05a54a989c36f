"""What is typed when a version is decided, made public, sent back, withdrawn or ended."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from honglam.procedures.rules.writing import read_date

NO_DATE = _("Enter a date. Example: 22/11/2026.")


class TypedDay(forms.CharField):
    """A calendar day in one box, as people write it."""

    default_error_messages = {"required": NO_DATE}

    def clean(self, value: Any) -> date:
        """The day."""
        stored = read_date(super().clean(value))
        if stored is None:
            raise ValidationError(_("There is no such date. Example: 22/11/2026."), code="invalid")
        return date.fromisoformat(stored)


class DecisionForm(forms.Form):
    """The decision that announces a version."""

    number = forms.CharField(
        max_length=80, error_messages={"required": _("Enter the number and symbol, for example 1234/QĐ-UBND.")}
    )
    dated = TypedDay()
    file = forms.FileField(required=False)


class PublishForm(forms.Form):
    """The first day."""

    valid_from = TypedDay()


class NoteForm(forms.Form):
    """Why."""

    note = forms.CharField(max_length=2000, error_messages={"required": _("Say why, in a sentence.")})


class WithdrawForm(forms.Form):
    """The decision that takes an announced version back, and why."""

    number = forms.CharField(
        max_length=80, error_messages={"required": _("Enter the number and symbol, for example 1234/QĐ-UBND.")}
    )
    dated = TypedDay()
    note = forms.CharField(max_length=2000, error_messages={"required": _("Say why, in a sentence.")})


class AbolishForm(forms.Form):
    """The decision that ends a procedure, and its last day."""

    number = forms.CharField(
        max_length=80, error_messages={"required": _("Enter the number and symbol, for example 1234/QĐ-UBND.")}
    )
    dated = TypedDay()
    last_day = TypedDay()
    note = forms.CharField(max_length=2000, required=False)
