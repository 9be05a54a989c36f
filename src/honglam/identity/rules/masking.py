"""How personal data is shown to who does not need it: enough to recognise, too little to use."""


def mask_citizen_id(citizen_id: str) -> str:
    """`042085001234` → `042•••••1234`: place and the last four."""
    if len(citizen_id) <= 7:
        return "•" * len(citizen_id)
    return citizen_id[:3] + "•" * (len(citizen_id) - 7) + citizen_id[-4:]


def mask_phone(phone: str) -> str:
    """`+84912345678` → `••• ••• 678`: the last three."""
    return f"••• ••• {phone[-3:]}" if len(phone) > 5 else "•" * len(phone)


def mask_email(email: str) -> str:
    """`nguyenvanan@example.vn` → `n•••@example.vn`."""
    local, sign, domain = email.partition("@")
    return f"{local[:1]}•••{sign}{domain}" if local else ""


def mask_name(name: str) -> str:
    """`Nguyễn Văn An` → `Nguyễn V. A.`: the family name and initials."""
    words = name.split()
    return " ".join([*words[:1], *(f"{word[0]}." for word in words[1:])])


def mask_contact(contact: str) -> str:
    """A phone number or an e-mail address, masked."""
    return mask_email(contact) if "@" in contact else mask_phone(contact)
