"""What is typed when a calendar is kept: a day that differs, the hours of work, how far days off are known."""

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from honglam.pack.contracts import Source
from honglam.ui.fields import DayField
from honglam.worktime.contracts import DAY_KIND_LABELS, DayKind, Session, SessionPeriod, SpecialDay


class Cited(forms.Form):
    """The document that says so; a limit of a citizen rests on it."""

    document = forms.CharField(max_length=200, required=False)
    article = forms.CharField(max_length=100, required=False)
    dated = DayField(required=False)

    def source(self) -> Source | None:
        """The citation, or None where no document was named."""
        typed = self.cleaned_data
        if not typed["document"]:
            return None
        return Source(document=typed["document"], article=typed["article"] or None, date=typed["dated"])


class DayForm(Cited):
    """A date off, or a weekend date at work."""

    on = DayField()
    kind = forms.ChoiceField(
        choices=[(kind.value, _(label)) for kind, label in DAY_KIND_LABELS.items()],
        error_messages={"required": _("Choose what differs on this day.")},
    )
    name = forms.CharField(max_length=200, error_messages={"required": _("Enter the occasion, for example Tết.")})
    provisional = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """A day that counts for certain names the document that announced it."""
        typed = super().clean() or {}
        if not typed.get("document") and not typed.get("provisional"):
            self.add_error("document", _("Name the document, or mark the day as not confirmed."))
        return typed

    @staticmethod
    def initial_of(known: SpecialDay) -> dict[str, Any]:
        """The form filled with what is said of a day."""
        source = known.source
        return {
            "on": known.on,
            "kind": known.kind.value,
            "name": known.name,
            "provisional": known.provisional,
            "document": source.document if source else "",
            "article": (source.article if source else "") or "",
            "dated": source.date if source else None,
        }

    def day(self) -> SpecialDay:
        """What was typed, as the service takes it."""
        typed = self.cleaned_data
        return SpecialDay(
            on=typed["on"],
            kind=DayKind(typed["kind"]),
            name=typed["name"],
            provisional=typed["provisional"],
            source=self.source(),
        )


class HoursForm(Cited):
    """The sessions of a working day from a date on, written as people write them: 07:00-11:30."""

    valid_from = DayField()
    sessions = forms.CharField(
        max_length=200, error_messages={"required": _("Enter the hours of work, for example 07:00-11:30, 13:30-17:00.")}
    )

    @staticmethod
    def spell(sessions: tuple[Session, ...]) -> str:
        """Sessions as they are typed."""
        return ", ".join(f"{one.opens:%H:%M}-{one.closes:%H:%M}" for one in sessions)

    def clean_sessions(self) -> tuple[Session, ...]:
        """The sessions in the order typed."""
        found = []
        for written in self.cleaned_data["sessions"].replace("–", "-").split(","):
            edges = written.strip().split("-")
            try:
                opens, closes = (_clock(edge.strip()) for edge in edges)
            except ValueError as fault:
                text = _("“%(text)s” is not understood. Example: 07:00-11:30, 13:30-17:00.")
                raise ValidationError(text % {"text": written.strip()}, code="invalid") from fault
            found.append(Session(opens, closes))
        return tuple(found)

    def period(self) -> SessionPeriod:
        """What was typed, without an end."""
        typed = self.cleaned_data
        return SessionPeriod(valid_from=typed["valid_from"], sessions=typed["sessions"], source=self.source())


def _clock(text: str) -> time:
    """A time of day as people write it: 7:30, 07:30, 7h30. Raises ValueError."""
    read = re.fullmatch(r"(\d{1,2})[:h](\d{2})", text, re.ASCII)
    if read is None:
        raise ValueError(text)
    return time(int(read[1]), int(read[2]))


class HorizonForm(forms.Form):
    """The last date whose days off are known."""

    announced_through = DayField()


class Confirmed(forms.Form):
    """Nothing but the question answered."""
