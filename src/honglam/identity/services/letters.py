"""Messages about an account, through the notices' door."""

from datetime import datetime
from typing import Any
from uuid import UUID

from honglam.identity.models import Account
from honglam.kernel.ids import uuid7

# The codes of the letters this block sends; the pack's section `notices` holds their words.
CODE_SIGN_UP = "identity.code_sign_up"
CODE_ADD = "identity.code_add"
CODE_RESET = "identity.code_reset"
ACCOUNT_EXISTS = "identity.account_exists"
ACCOUNT_UNKNOWN = "identity.account_unknown"
PASSWORD_CHANGED = "identity.password_changed"  # noqa: S105 - the name of a letter
CONTACT_CHANGED = "identity.contact_changed"
SECOND_FACTOR_CHANGED = "identity.second_factor_changed"
INVITATION = "identity.invitation"


def recipient_key(*, account_id: UUID) -> str:
    """How notices knows a person: opaque to them, and the name of the person's inbox."""
    return f"account:{account_id}"


def tell(*, account: Account, template: str, context: dict[str, Any], at: datetime) -> None:
    """Write to an account by every contact it has, with the running transaction."""
    from honglam.notices import api as notices
    from honglam.notices.contracts import Recipient

    notices.send(
        template=template,
        recipient=Recipient(
            key=recipient_key(account_id=account.pk),
            name=account.full_name,
            email=account.email or "",
            phone=account.phone or "",
        ),
        context=context,
        subject_kind="account",
        subject_id=account.pk,
        at=at,
        dedupe_key=f"{template}:{uuid7()}",
    )


def write_to(*, contact: str, template: str, context: dict[str, Any], subject_id: UUID, at: datetime) -> None:
    """Write to a bare contact that may belong to nobody."""
    by_mail = "@" in contact
    from honglam.notices import api as notices
    from honglam.notices.contracts import Recipient

    notices.send(
        template=template,
        recipient=Recipient(key="", name="", email=contact if by_mail else "", phone="" if by_mail else contact),
        context=context,
        subject_kind="contact_code",
        subject_id=subject_id,
        at=at,
        dedupe_key=f"{template}:{subject_id}",
    )
