"""The QR code on a citizen card: fields between upright bars, as a hand scanner types them."""

from collections.abc import Callable
from datetime import date

from honglam.identity.contracts import CardUnreadable, CitizenCard, FormatFault, Gender
from honglam.identity.rules.citizen_ids import check_citizen_id
from honglam.identity.rules.people import check_birth, check_gender, check_name, clean_line

_GENDERS = {"nam": Gender.MALE, "nữ": Gender.FEMALE}
_FIELDS = 7


def read_card(text: str) -> CitizenCard:
    """The card's facts out of `042085001234|183012345|Nguyễn Văn An|12031985|Nam|Xóm 1, …|25042021`.

    Newer cards append parents' names behind further bars; those are not read. Raises CardUnreadable.
    """
    parts = [part.strip() for part in text.strip().split("|")]
    if len(parts) < _FIELDS:
        raise CardUnreadable
    citizen_id, old_id, name, birth, gender, address, issued = parts[:_FIELDS]
    try:
        birth_on = _day(birth)
        return CitizenCard(
            citizen_id=check_citizen_id(citizen_id, birth=birth_on or None),
            old_id=old_id if old_id.isdigit() else "",
            full_name=check_name(name),
            birth=birth_on,
            gender=_GENDERS.get(gender.casefold(), ""),
            address=clean_line(address, length=300),
            issued=_day(issued),
        )
    except FormatFault as fault:
        raise CardUnreadable from fault


def typed_card(*, citizen_id: str, full_name: str, birth: str, gender: str, on: date) -> CitizenCard:
    """What an officer read off a card and typed, where its code cannot be scanned. Each fault stands at its field."""
    born, sex = _at("birth", lambda: check_birth(birth, on=on)), _at("gender", lambda: check_gender(gender))
    number = _at("citizen_id", lambda: check_citizen_id(citizen_id, birth=born, gender_entered=sex or None, on=on))
    return CitizenCard(
        citizen_id=number,
        full_name=_at("full_name", lambda: check_name(full_name)),
        birth=born,
        gender=sex,
        old_id="",
        address="",
        issued="",
    )


def _at(field: str, read: Callable[[], str]) -> str:
    try:
        return read()
    except FormatFault as fault:
        fault.field = field
        raise


def _day(eight: str) -> str:
    """`12031985` → `1985-03-12`; `00001985`, where day and month are unknown → `1985`; nothing for nothing."""
    if not eight:
        return ""
    if len(eight) != 8 or not (eight.isascii() and eight.isdigit()):
        raise CardUnreadable
    day, month, year = eight[:2], eight[2:4], eight[4:]
    known = [part for part in (day, month, year) if part != "00"]
    return check_birth("/".join(known))
