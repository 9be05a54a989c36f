"""Fields that several forms share."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class CodeField(forms.CharField):
    """A natural code: capital letters without accents, digits and hyphens."""

    default_error_messages = {
        "required": _("Enter a code. Example: SOTUPHAP."),
        "invalid": _("Use capital letters without accents, digits and hyphens only. Example: SOTUPHAP."),
    }

    def __init__(self, *, max_length: int = 60, required: bool = True) -> None:
        super().__init__(max_length=max_length, required=required)

    def clean(self, value: Any) -> str:
        """The code in capitals."""
        code = str(super().clean(value)).upper()
        if code and not re.fullmatch(r"[A-Z0-9-]+", code):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return code


def choices(labels: Mapping[Any, str]) -> list[tuple[str, Any]]:
    """Options of an enumeration with their translated words."""
    return [(str(code.value), _(label)) for code, label in labels.items()]
