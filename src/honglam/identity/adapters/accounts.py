"""Django's backend and allauth's account adapter: thin, they hand everything to the services."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from honglam.identity.contracts import AccountKind, WrongPassword
from honglam.identity.models import Account
from honglam.identity.queries import list_providers
from honglam.identity.services.sign_ins import TRIES_PER_ACCOUNT, WINDOW
from honglam.kernel import ratelimit
from honglam.kernel.clients import client_address, limit_key
from honglam.kernel.returning import is_own_page
from honglam.kernel.text import nfc


class AccountBackend(BaseBackend):
    """Finds the account of a session. Passwords are compared by `services.sign_ins`, which also counts tries."""

    def get_user(self, user_id: Any) -> Account | None:
        """The active account of this id."""
        return Account.objects.filter(pk=user_id, is_active=True).first()


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's view of our accounts."""

    error_messages = {**DefaultAccountAdapter.error_messages, "incorrect_password": lazy(WrongPassword.message)}

    def get_login_stages(self) -> list[str]:
        """After the first step comes the second one, where the account has it; nothing else."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Whether this is the present password; tries are counted."""
        bucket = f"password:{user.pk}"
        if not ratelimit.allow(bucket, limit=TRIES_PER_ACCOUNT, per=WINDOW):
            raise ValidationError(_(ratelimit.TooManyRequests.message))
        right = bool(user.check_password(nfc(password)))
        if right:
            ratelimit.forget(bucket)
        return right

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Ways to prove oneself again; whoever has neither password nor second factor goes back to the provider."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if not methods and getattr(user, "is_authenticated", False) and list_providers(account_id=user.pk):
            methods = [{"id": "provider", "description": _("Sign in again"), "url": reverse("identity:provider")}]
        return methods

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Officers go to their desk, everybody else to the front page."""
        staff = getattr(request.user, "kind", "") == AccountKind.STAFF.value
        return str(settings.LOGIN_REDIRECT_URL_STAFF if staff else settings.LOGIN_REDIRECT_URL)

    def is_safe_url(self, url: str) -> bool:
        """Only addresses of this very site."""
        return is_own_page(url)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where the request comes from, behind our own proxies only; allauth asks to count tries, for nothing else."""
        return limit_key(client_address(request)) or "0.0.0.0"  # noqa: S104 - a name for "unknown", nothing listens there

    def respond_user_inactive(self, *_: Any) -> HttpResponse:
        """A closed account looks like none."""
        return redirect("identity:sign_in")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages speak for themselves."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Letters are written by our services."""
