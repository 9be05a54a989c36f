"""What is typed about people and their posts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from honglam.directory.contracts import HOLDING_KIND_LABELS, HoldingKind
from honglam.directory.forms.fields import choices
from honglam.ui.fields import DayField


class AppointForm(forms.Form):
    """Who is to hold a post. Whoever has no account yet gets one, by name and contact."""

    contact = forms.CharField(
        max_length=120, error_messages={"required": _("Enter an official e-mail address or a mobile number.")}
    )
    full_name = forms.CharField(max_length=100, required=False)
    kind = forms.ChoiceField(choices=choices(HOLDING_KIND_LABELS), initial=HoldingKind.HOLDER.value)
    valid_from = DayField()
    valid_to = DayField(required=False)


class TransferForm(forms.Form):
    """Where somebody goes: the id of a post chosen from the list, or its code as typed without scripts."""

    post = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    post_text = forms.CharField(max_length=200, required=False)
    first_day = DayField()

    def clean(self) -> dict[str, Any]:
        """One of the two ways to name the post is needed."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("post") and not cleaned.get("post_text"):
            self.add_error("post", _("Choose the new post."))
        return cleaned


class EndHoldingForm(forms.Form):
    """Somebody's last day in a post."""

    last_day = DayField()


class AbsenceForm(forms.Form):
    """Days away, and who stands in."""

    first_day = DayField()
    last_day = DayField()
    deputy = forms.IntegerField(min_value=1, max_value=2**62, error_messages={"required": _("Choose who stands in.")})


class Confirmed(forms.Form):
    """Nothing is typed: the question was answered by pressing the button."""


class SwitchForm(forms.Form):
    """The post to act in from now on."""

    post = forms.IntegerField(min_value=1, max_value=2**62)


class WorkbookForm(forms.Form):
    """A workbook with agencies, posts and staff."""

    workbook = forms.FileField(error_messages={"required": _("Choose an Excel workbook (.xlsx).")})
