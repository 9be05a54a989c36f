"""People and agencies as pages show them; covered for readers who do not need personal data."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from honglam.directory import api as directory
from honglam.dossiers.contracts import AgencyRef, Applicant, OwnerKind, Submitter
from honglam.dossiers.models import Dossier
from honglam.identity import api as identity
from honglam.kernel.clock import today
from honglam.kernel.values import DomainError, FieldError

_DOT = "•"
_SHOWN = 3


def agency_ref(agency_id: int) -> AgencyRef:
    """An agency by its name of today; directory answers from memory."""
    agency = directory.get_agency(agency_id=agency_id)
    return AgencyRef(id=agency.id, name=agency.name, short_name=agency.short_name)


def agency_name(agency_id: int | None) -> str:
    """The name, empty for nobody."""
    return directory.get_agency(agency_id=agency_id).name if agency_id is not None else ""


def unit_and_agency(unit_id: int) -> str:
    """A unit with the agency that it belongs to: what people know is the agency."""
    unit = directory.get_agency(agency_id=unit_id)
    if unit.agency_id == unit.id:
        return unit.name
    return f"{unit.name} – {directory.get_agency(agency_id=unit.agency_id).name}"


def applicant_of(dossier: Dossier, *, masked: bool) -> Applicant:
    """Whom the dossier is about. Enterprises stand in a public register: only their contacts are covered."""
    plain = Applicant(
        kind=OwnerKind(dossier.applicant_kind),
        name=dossier.applicant_name,
        id_number=dossier.applicant_id_number,
        birth_on=dossier.applicant_birth_on,
        phone=dossier.applicant_phone,
        email=dossier.applicant_email,
        address=dossier.applicant_address,
    )
    if not masked:
        return plain
    public = plain.kind is not OwnerKind.CITIZEN
    return Applicant(
        kind=plain.kind,
        name=plain.name if public else identity.mask_name(name=plain.name),
        id_number=plain.id_number if public else mask_number(plain.id_number),
        birth_on=plain.birth_on[:4],
        phone=mask_number(plain.phone),
        email=identity.mask_email(email=plain.email) if plain.email else "",
        address=plain.address if public else mask_address(plain.address),
    )


def submitter_of(stored: Mapping[str, Any] | None, *, masked: bool) -> Submitter | None:
    """Who brought it, if somebody else."""
    if not stored:
        return None
    if not masked:
        return Submitter(**stored)
    return Submitter(
        name=identity.mask_name(name=stored.get("name", "")),
        id_number=mask_number(stored.get("id_number", "")),
        phone=mask_number(stored.get("phone", "")),
        capacity=stored.get("capacity", ""),
    )


def shown_name(name: str, kind: str, *, masked: bool) -> str:
    """An applicant's name in a list."""
    return identity.mask_name(name=name) if masked and kind == OwnerKind.CITIZEN.value else name


def shown_number(number: str, kind: str, *, masked: bool) -> str:
    """An applicant's number in a list."""
    return mask_number(number) if masked and kind == OwnerKind.CITIZEN.value else number


def mask_number(number: str) -> str:
    """The last three digits of any number: enough to tell two people apart on the telephone."""
    return _DOT * max(len(number) - _SHOWN, 0) + number[-_SHOWN:] if len(number) > _SHOWN else _DOT * len(number)


def mask_address(address: str) -> str:
    """Only commune and province: `Thôn 3, xã Bình Minh, tỉnh Nam` → `…, xã Bình Minh, tỉnh Nam`."""
    parts = [part.strip() for part in re.split(r"[,;]", address) if part.strip()]
    if len(parts) <= 1:
        return "…" if parts else ""
    return "…, " + ", ".join(parts[-2:])


def check_numbers(applicant: Applicant) -> list[FieldError]:
    """Numbers by which people are found, told and identified must be such numbers; a passport has letters."""
    faults = []
    for name, value, check in _numbers(applicant):
        try:
            if value.strip():
                check(value=value)
        except DomainError as fault:
            found = FieldError(field=f"applicant.{name}", code=fault.code, message=fault.message, params=fault.params)
            faults.append(found)
    return faults


def in_one_writing(applicant: Applicant) -> Applicant:
    """The same person with numbers as all are kept, however they were typed."""
    plain: dict[str, Any] = {name: _plain(check, value) for name, value, check in _numbers(applicant)}
    return replace(applicant, **plain)


def bringer_in_one_writing(submitter: Submitter) -> Submitter:
    """The same for whoever brings it."""
    return replace(
        submitter,
        id_number=_plain(identity.check_citizen_id, submitter.id_number),
        phone=_plain(_national, submitter.phone),
    )


def _plain(check: Callable[..., str], value: str) -> str:
    """`042 085 001234` → `042085001234`; what is no such number stays as it is."""
    try:
        return check(value=value)
    except DomainError:
        return value


def _national(*, value: str) -> str:
    """`+84 912 345 678` → `0912345678`, as people and the national portal write it. Raises what `check_phone` does."""
    return "0" + identity.check_phone(value=value).removeprefix("+84")


def _numbers(applicant: Applicant) -> list[tuple[str, str, Callable[..., str]]]:
    """(field, value, what checks it and gives it back in its one writing)."""
    numbers: list[tuple[str, str, Callable[..., str]]] = [
        ("phone", applicant.phone, _national),
        ("email", applicant.email, identity.check_email),
    ]
    number = applicant.id_number.strip()
    if applicant.kind is not OwnerKind.CITIZEN:
        numbers.append(("id_number", number, identity.check_tax_code))
    elif number.replace(" ", "").isdigit():
        numbers.append(("id_number", number, partial(identity.check_citizen_id, on=today())))
    return numbers
