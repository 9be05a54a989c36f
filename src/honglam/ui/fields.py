"""Fields of forms that people of every block type the same way."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from honglam.kernel.values import text_noop

# What Django's own forms say and its Vietnamese catalogue leaves in English; ours is asked after it.
BORROWED = (
    text_noop("Null characters are not allowed."),
    text_noop("Enter a complete value."),
    text_noop("Enter a valid UUID."),
)


class DayParts(forms.Widget):
    """Three boxes named `name-day`, `name-month`, `name-year`, as ui's date_input draws them."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        """What was typed, part by part."""
        del files
        return {part: str(data.get(f"{name}-{part}", "")).strip() for part in ("day", "month", "year")}


class DayField(forms.Field):
    """A calendar day typed as day, month and year."""

    widget = DayParts
    default_error_messages = {
        "required": _("Enter a date. Example: 22/11/2026."),
        "invalid": _("There is no such date. Example: 22/11/2026."),
    }

    def to_python(self, value: Any) -> date | None:
        """The day, or None where nothing was typed."""
        if not value or not any(value.values()):
            return None
        if not all(re.fullmatch(r"[0-9]{1,4}", part) for part in value.values()):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            day = date(int(value["year"]), int(value["month"]), int(value["day"]))
        except ValueError as fault:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from fault
        if not date(1900, 1, 1) <= day <= date(2200, 1, 1):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day
