"""Messages about an account, through the notices' door."""

from datetime import datetime
from typing import Any
from uuid import UUID

from honglam.identity.models import Account
from honglam.kernel.ids import uuid7
from honglam.notices import api as notices
from honglam.notices.contracts import Kind, Letter, Recipient

HOME = "/tai-khoan/"
TOKENS = "/tai-khoan/ma-truy-cap/"
CODE_SIGN_UP = "identity.code_sign_up"
CODE_ADD = "identity.code_add"
CODE_RESET = "identity.code_reset"
CODE_CONTACT = "identity.code_contact"
ACCOUNT_EXISTS = "identity.account_exists"
ACCOUNT_UNKNOWN = "identity.account_unknown"
PASSWORD_CHANGED = "identity.password_changed"  # noqa: S105 - the name of a letter
CONTACT_CHANGED = "identity.contact_changed"
SECOND_FACTOR_CHANGED = "identity.second_factor_changed"
INVITATION = "identity.invitation"
CONFIRMED = "identity.confirmed"
HANDED_OVER = "identity.enterprise_handed_over"
TAKEN_OVER = "identity.enterprise_taken_over"
PROVIDER_LINKED = "identity.provider_linked"
PROVIDER_UNLINKED = "identity.provider_unlinked"
DATA_ASKED = "identity.data_asked"
DATA_TAKEN = "identity.data_taken"
DATA_EXTENDED = "identity.data_extended"
DATA_ANSWERED = "identity.data_answered"
MANDATE_OFFERED = "identity.mandate_offered"
MANDATE_ACCEPTED = "identity.mandate_accepted"
MANDATE_ENDED = "identity.mandate_ended"
TOKEN_ISSUED = "identity.token_issued"  # noqa: S105 - the name of a letter

# The letters this block sends and their fields; the pack's section `notices` holds their words.
LETTERS = (
    Letter(code=CODE_SIGN_UP, fields={"code": Kind.TEXT}),
    Letter(code=CODE_ADD, fields={"code": Kind.TEXT}),
    Letter(code=CODE_RESET, fields={"code": Kind.TEXT}),
    Letter(code=CODE_CONTACT, fields={"code": Kind.TEXT}),
    Letter(code=ACCOUNT_EXISTS, fields={"url": Kind.URL}),
    Letter(code=ACCOUNT_UNKNOWN, fields={"url": Kind.URL}),
    Letter(code=PASSWORD_CHANGED, fields={"at": Kind.DATETIME, "url": Kind.URL}),
    Letter(code=CONTACT_CHANGED, fields={"at": Kind.DATETIME, "url": Kind.URL}),
    Letter(code=SECOND_FACTOR_CHANGED, fields={"at": Kind.DATETIME, "url": Kind.URL}),
    Letter(
        code=TOKEN_ISSUED,
        fields={"label": Kind.TEXT, "expires_at": Kind.DATETIME, "at": Kind.DATETIME, "url": Kind.URL},
    ),
    Letter(
        code=INVITATION,
        fields={"enterprise": Kind.TEXT, "tax_code": Kind.TEXT, "inviter": Kind.TEXT, "url": Kind.URL},
    ),
    Letter(code=CONFIRMED, fields={"at": Kind.DATETIME, "url": Kind.URL}),
    Letter(
        code=HANDED_OVER,
        fields={"enterprise": Kind.TEXT, "tax_code": Kind.TEXT, "at": Kind.DATETIME, "url": Kind.URL},
    ),
    Letter(
        code=TAKEN_OVER,
        fields={
            "enterprise": Kind.TEXT,
            "tax_code": Kind.TEXT,
            "members": Kind.LIST,
            "at": Kind.DATETIME,
            "url": Kind.URL,
        },
    ),
    Letter(code=PROVIDER_LINKED, fields={"provider": Kind.TEXT, "at": Kind.DATETIME, "url": Kind.URL}),
    Letter(code=PROVIDER_UNLINKED, fields={"provider": Kind.TEXT, "at": Kind.DATETIME, "url": Kind.URL}),
    Letter(code=DATA_ASKED, fields={"due_at": Kind.DATETIME, "at": Kind.DATETIME, "url": Kind.URL}),
    Letter(code=DATA_TAKEN, fields={"due_at": Kind.DATETIME, "at": Kind.DATETIME, "url": Kind.URL}),
    Letter(
        code=DATA_EXTENDED,
        fields={"due_at": Kind.DATETIME, "reason": Kind.TEXT, "at": Kind.DATETIME, "url": Kind.URL},
    ),
    Letter(code=MANDATE_OFFERED, fields={"principal": Kind.TEXT, "at": Kind.DATETIME, "url": Kind.URL}),
    Letter(code=MANDATE_ACCEPTED, fields={"proxy": Kind.TEXT, "at": Kind.DATETIME, "url": Kind.URL}),
    Letter(code=MANDATE_ENDED, fields={"other": Kind.TEXT, "at": Kind.DATETIME, "url": Kind.URL}),
    Letter(code=DATA_ANSWERED, fields={"due_at": Kind.DATETIME, "at": Kind.DATETIME, "url": Kind.URL}),
)


def recipient_key(*, account_id: UUID) -> str:
    """How notices knows a person: opaque to them, and the name of the person's inbox."""
    return f"account:{account_id}"


def tell(*, account: Account, template: str, context: dict[str, Any], at: datetime) -> None:
    """Write to an account by every contact it has, with the running transaction."""
    notices.send(
        template=template,
        recipient=Recipient(
            key=recipient_key(account_id=account.pk),
            name=account.full_name,
            email=account.email or "",
            phone=account.phone or "",
            language=account.language,
        ),
        context={"at": at, "url": HOME, **context},
        subject_kind="account",
        subject_id=account.pk,
        at=at,
        dedupe_key=f"{template}:{uuid7()}",
    )


def write_to(*, contact: str, template: str, context: dict[str, Any], subject_id: UUID, at: datetime) -> None:
    """Write to a bare contact that may belong to nobody."""
    by_mail = "@" in contact
    notices.send(
        template=template,
        recipient=Recipient(key="", name="", email=contact if by_mail else "", phone="" if by_mail else contact),
        context=context,
        subject_kind="contact_code",
        subject_id=subject_id,
        at=at,
        dedupe_key=f"{template}:{subject_id}",
    )
