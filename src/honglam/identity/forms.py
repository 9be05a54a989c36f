"""Shapes that allauth asks for; our own pages hand their fields to the services as they are."""

from typing import Any

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
from django.utils.translation import gettext as _

from honglam.identity.contracts import PasskeyRefused
from honglam.identity.services import sign_ins
from honglam.kernel import ratelimit
from honglam.kernel.clients import client_address
from honglam.kernel.clock import now
from honglam.kernel.ratelimit import TooManyRequests


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
