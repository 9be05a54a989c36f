"""What the database refuses about accounts, by the name under which people are told."""

from django.db import IntegrityError

from honglam.identity.contracts import CitizenIdTaken, ContactTaken


def name_clash(*, error: IntegrityError) -> CitizenIdTaken | ContactTaken:
    """The refusal behind a broken constraint of the accounts table; any other error is raised again."""
    text = str(error)
    if "account_one_per_citizen" in text:
        return CitizenIdTaken(field="citizen_id")
    if "account_one_per_email" in text or "account_one_per_phone" in text:
        return ContactTaken(field="contact")
    raise error
