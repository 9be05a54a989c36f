"""What is typed when the words of a letter are kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from honglam.notices.contracts import LetterTexts


class LetterForm(forms.Form):
    """A letter's words in Vietnamese and, where somebody wrote them, in English."""

    subject_vi = forms.CharField(max_length=300, error_messages={"required": _("Enter the subject in Vietnamese.")})
    body_vi = forms.CharField(max_length=10_000, error_messages={"required": _("Enter the letter in Vietnamese.")})
    sms_vi = forms.CharField(max_length=600, required=False)
    subject_en = forms.CharField(max_length=300, required=False)
    body_en = forms.CharField(max_length=10_000, required=False)
    sms_en = forms.CharField(max_length=600, required=False)

    @staticmethod
    def initial_of(known: LetterTexts | None) -> dict[str, Any]:
        """The form filled with the words in force."""
        if known is None:
            return {}
        by_name = {"subject": known.subject, "body": known.body, "sms": known.sms}
        return {f"{name}_{tongue}": texts.get(tongue, "") for name, texts in by_name.items() for tongue in ("vi", "en")}

    def texts(self) -> LetterTexts:
        """What was typed; line breaks as the tables keep them."""
        typed = self.cleaned_data
        found = {
            name: {
                tongue: words
                for tongue in ("vi", "en")
                if (words := typed[f"{name}_{tongue}"].replace("\r\n", "\n").strip())
            }
            for name in ("subject", "body", "sms")
        }
        return LetterTexts(subject=found["subject"], body=found["body"], sms=found["sms"])
