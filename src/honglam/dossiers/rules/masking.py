"""What remains of personal data for readers who do not need it: enough to tell two people apart, no more."""

import re
from dataclasses import replace

from honglam.dossiers.contracts import Applicant, OwnerKind, Submitter

_SHOWN_DIGITS = 3
_DOT = "•"


def mask_name(name: str) -> str:
    """`Nguyễn Thị Hồng Lam` → `Nguyễn T. H. L.`: the family name and initials."""
    words = name.split()
    if len(words) <= 1:
        return name[:1] + "." if name else ""
    return " ".join([words[0], *(f"{word[0]}." for word in words[1:])])


def mask_number(number: str) -> str:
    """`042085001234` → `•••••••••234`."""
    if len(number) <= _SHOWN_DIGITS:
        return _DOT * len(number)
    return _DOT * (len(number) - _SHOWN_DIGITS) + number[-_SHOWN_DIGITS:]


def mask_email(email: str) -> str:
    """`lam.nguyen@example.vn` → `l•••@example.vn`."""
    local, at, host = email.partition("@")
    return f"{local[:1]}{_DOT * 3}@{host}" if at else ""


def mask_address(address: str) -> str:
    """Only the last part (commune, province): `Thôn 3, xã Cẩm Bình, Hà Tĩnh` → `…, xã Cẩm Bình, Hà Tĩnh`."""
    parts = [part.strip() for part in re.split(r"[,;]", address) if part.strip()]
    return "…, " + ", ".join(parts[-2:]) if len(parts) > 1 else ("…" if parts else "")


def mask_applicant(applicant: Applicant) -> Applicant:
    """A person covered. The names of enterprises are public (they stand in the register), their numbers too."""
    if applicant.kind is not OwnerKind.CITIZEN:
        return replace(applicant, phone=mask_number(applicant.phone), email=mask_email(applicant.email))
    return replace(
        applicant,
        name=mask_name(applicant.name),
        id_number=mask_number(applicant.id_number),
        birth_on=applicant.birth_on[:4],
        phone=mask_number(applicant.phone),
        email=mask_email(applicant.email),
        address=mask_address(applicant.address),
    )


def mask_submitter(submitter: Submitter) -> Submitter:
    """The person who brought it, covered."""
    return replace(
        submitter,
        name=mask_name(submitter.name),
        id_number=mask_number(submitter.id_number),
        phone=mask_number(submitter.phone),
    )
