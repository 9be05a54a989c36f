"""Shapes that allauth asks for, and the terms of a mandate; other pages hand their fields to the services directly."""

from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from honglam.identity.contracts import MandatePeriod, MandateSubject, MandateTerms, PasskeyRefused, Power
from honglam.identity.rules.people import clean_line
from honglam.identity.services import sign_ins
from honglam.kernel import ratelimit
from honglam.kernel.clients import client_address
from honglam.kernel.clock import now
from honglam.kernel.ratelimit import TooManyRequests

CODE_LIVES = timedelta(minutes=2)
"""Longer than a code is right: none is taken twice (RFC 6238, section 5.2)."""


class _CountedTries:
    """Counts tries of the second step in the database, which all web processes share, and remembers misses."""

    user: Any
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        """The code, if it is right. Digits may be typed in groups."""
        self.cleaned_data["code"] = self.cleaned_data["code"].replace(" ", "").replace("-", "")
        try:
            sign_ins.require_second_step_try(account_id=self.user.pk)
        except TooManyRequests as refusal:
            raise ValidationError(_(refusal.message)) from refusal
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError as error:
            _remember_miss(self.user.pk)
            raise ValidationError(
                _("This code is not right. Please enter the present one, or a recovery code.")
            ) from error
        spent = sha256(f"{self.user.pk}:{code}".encode()).hexdigest()
        if not ratelimit.allow(f"code:{spent}", limit=1, per=CODE_LIVES):
            raise ValidationError(_("This code was used already. Please wait for the next one."))
        ratelimit.forget(sign_ins.second_step_bucket(account_id=self.user.pk))
        return code


def _remember_miss(account_id: Any) -> None:
    request = context.request
    sign_ins.refuse(
        account_id=account_id,
        method="second_step",
        address=client_address(request),
        user_agent=request.META.get("HTTP_USER_AGENT", ""),
        at=now(),
    )


class SecondStepForm(_CountedTries, AuthenticateForm):  # type: ignore[misc]
    """The code at sign-in."""


class SecondStepAgainForm(_CountedTries, ReauthenticateForm):  # type: ignore[misc]
    """The code before a delicate act."""


class DeviceAnswer(forms.JSONField):
    """What a device answered: an object, or nothing that we read. Python's JSON reader has limits of its own."""

    widget = forms.HiddenInput
    longest = 20_000

    def to_python(self, value: Any) -> Any:
        """The object; ValidationError for anything else."""
        try:
            answer = super().to_python(value) if len(str(value or "")) <= self.longest else None
        except (ValueError, RecursionError) as error:
            raise ValidationError(_(PasskeyRefused.message)) from error
        if not isinstance(answer, dict):
            raise ValidationError(_(PasskeyRefused.message))
        return answer


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey."""

    credential = DeviceAnswer()


class PasskeySignInForm(LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of a password."""

    credential = DeviceAnswer()


class PasskeyStepForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as second step."""

    credential = DeviceAnswer()


class PasskeyAgainForm(ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey before a delicate act."""

    credential = DeviceAnswer()


def read_terms(data: QueryDict, *, on: date) -> MandateTerms:
    """The terms of a mandate as typed; each fault at its field. Raises MandatePeriod, MandateSubject."""
    first, last = _day(data.get("first_day", "")) or on, _day(data.get("last_day", ""))
    if last is None:
        raise MandatePeriod(field="last_day")
    scope = data.get("scope", "")
    topics = {*data.getlist("topics")} if scope == "fields" else set()
    if scope == "procedures":
        topics = set(data.get("procedures", "").replace(",", " ").split())
    subject = _uuid(data.get("subject_id", "")) if scope == "dossier" else None
    if (scope in ("fields", "procedures") and not topics) or (scope == "dossier" and subject is None) or not scope:
        raise MandateSubject(field="scope")
    return MandateTerms(
        contact=data.get("contact", ""),
        powers=frozenset(power for power in Power if power.value in data.getlist("powers")),
        first_day=first,
        last_day=last,
        topics=frozenset(topics),
        subject_id=subject,
        subject_code=clean_line(data.get("subject_code", ""), length=60) if subject else "",
    )


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text.strip(), "%d/%m/%Y").date()  # noqa: DTZ007 - a day of the calendar
    except ValueError:
        return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
