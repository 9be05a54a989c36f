"""E-mail over SMTP, through Django's connection; text and simple HTML, the same Message-ID at every attempt."""

import smtplib
from email.utils import formataddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from honglam.notices.contracts import DeliveryFault, Outgoing, Trouble
from honglam.notices.rules.writing import as_html

_PERMANENT = 500


def hand_over(message: Outgoing) -> str:
    """Give the message to the server; returns its Message-ID. Raises `DeliveryFault`."""
    if not message.address.isascii():
        # No server of ours may promise such an address (RFC 6531), and the mail library breaks off over some of them.
        raise DeliveryFault("the address has letters beyond ASCII", trouble=Trouble.ADDRESS_REFUSED, final=True)
    try:
        _written(message).send()
    except smtplib.SMTPRecipientsRefused as refusal:
        code, words = next(iter(refusal.recipients.values()))
        raise DeliveryFault(
            f"{code} {_words(words)}", trouble=Trouble.ADDRESS_REFUSED, final=code >= _PERMANENT
        ) from refusal
    except smtplib.SMTPDataError as refusal:
        final = refusal.smtp_code >= _PERMANENT
        said = f"{refusal.smtp_code} {_words(refusal.smtp_error)}"
        raise DeliveryFault(said, trouble=Trouble.MESSAGE_REFUSED, final=final) from refusal
    except (smtplib.SMTPException, OSError) as error:
        # Signing in, greeting, a broken line: the server's or our own trouble, not this message's.
        raise DeliveryFault(f"{type(error).__name__}: {error}", trouble=Trouble.UNREACHABLE) from error
    except (ValueError, UnicodeError) as error:
        raise DeliveryFault(f"{type(error).__name__}: {error}", trouble=Trouble.MESSAGE_REFUSED, final=True) from error
    return message_id(message)


def message_id(message: Outgoing) -> str:
    """RFC 5322: ours for ever, whatever happens between the server's answer and our commit."""
    return f"<{message.id}@{urlsplit(settings.PUBLIC_URL).hostname or 'honglam'}>"


def _written(message: Outgoing) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[formataddr((message.name, message.address), charset="utf-8") if message.name else message.address],
        headers={"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"},
        connection=get_connection(),
    )
    mail.attach_alternative(as_html(message.body, title=message.subject, language=message.language), "text/html")
    return mail


def _words(answer: bytes | str) -> str:
    return answer.decode(errors="replace") if isinstance(answer, bytes) else answer
