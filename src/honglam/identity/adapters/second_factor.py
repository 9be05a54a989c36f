"""allauth's adapter for the second factor: secrets are stored encrypted, names are ours."""

import logging
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import InvalidToken
from django.utils.translation import gettext as _

from honglam.identity.contracts import SecondFactorSealed
from honglam.kernel.sealing import seal, unseal
from honglam.ui.branding import branding

log = logging.getLogger("honglam.identity")
PURPOSE = "second-factor"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """A stolen table of authenticators must not open accounts: secrets are encrypted under the installation's key."""

    def encrypt(self, text: str) -> str:
        """The text under the present key."""
        return seal(text, purpose=PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        """The text back, also from under an older key. Raises SecondFactorSealed."""
        try:
            return unseal(encrypted_text, purpose=PURPOSE)
        except InvalidToken as fault:
            log.exception("sealed under another HONGLAM_SECRET_KEY: name that one in HONGLAM_SECRET_KEY_BEFORE")
            raise SecondFactorSealed from fault

    def get_totp_issuer(self) -> str:
        """The name an authenticator app shows above the digits."""
        return str(branding().short_name)

    def get_totp_label(self, user: Any) -> str:
        """The name an authenticator app shows beside the digits."""
        return str(user.email or user.phone or user.full_name)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site a passkey is bound to."""
        return {"id": context.request.get_host().partition(":")[0], "name": str(branding().name)}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """The account a passkey is bound to."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**entity, "display_name": user.full_name, "name": self.get_totp_label(user)}

    def generate_authenticator_name(self, *_given: Any) -> str:
        """The name of a passkey that got none."""
        return _("Passkey")

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Letters are written by our services."""
