"""Who the dossier is about, who brings it, where it is settled, how the result comes back."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from honglam.directory import api as directory
from honglam.directory.contracts import Level
from honglam.dossiers import api
from honglam.dossiers.contracts import Applicant, BringerUnnamed, DraftChange, OwnerKind, ReturnMethod, Submitter
from honglam.kernel.clock import today
from honglam.kernel.text import nfc
from honglam.kernel.values import FieldError, FieldErrors, text_noop

E = TypeVar("E", bound=StrEnum)

PLACE_TYPED = "unit_code_text"

NAME_REQUIRED = text_noop("Enter the full name as it stands on the citizen card.")
CONTACT_REQUIRED = text_noop("Enter a telephone number or an e-mail address, so that you can be told of each step.")
PLACE_UNKNOWN = text_noop("No commune or ward of that name was found. Type its name and choose one of the suggestions.")
PLACE_REQUIRED = text_noop("Choose the commune or ward where the matter is to be settled.")
ADDRESS_REQUIRED = text_noop("Enter the address to which the result is to be sent.")


def read_people(data: Mapping[str, str], *, place_needed: bool, with_numbers: bool = False) -> DraftChange:
    """The page “applicant” as a change of the draft; every fault at its field.

    `with_numbers`: telephone, e-mail and number are judged here already, six pages before filing would.
    """
    change = keep_people(data)
    errors = [*_faults(change)]
    if with_numbers and change.applicant is not None:
        errors += api.check_numbers(applicant=change.applicant)
    typed = bool(_text(data, PLACE_TYPED))
    # At a counter no name means “here”; a name that means nothing must not.
    if (place_needed or typed) and not change.unit_code:
        message, code = (PLACE_UNKNOWN, "place_unknown") if typed else (PLACE_REQUIRED, "place_required")
        errors.append(FieldError(field="unit_code", code=code, message=message))
    if errors:
        raise FieldErrors(errors)
    return change


def keep_people(data: Mapping[str, str]) -> DraftChange:
    """The same without judging: what autosave keeps of half a page."""
    return DraftChange(
        applicant=_applicant(data),
        submitter=_submitter(data),
        unit_code=_place(data),
        return_method=_one_of(ReturnMethod, _text(data, "return_method"), ReturnMethod.AT_DESK),
        return_address=_text(data, "return_address"),
    )


def _place(data: Mapping[str, str]) -> str:
    """The chosen unit; without scripts, or with a quick hand, the one that the typed name means without doubt.

    A code is that of an earlier choice where the text no longer names it: without scripts nothing takes it away.
    """
    code, typed = _text(data, "unit_code"), _text(data, PLACE_TYPED)
    if not typed or (code and _names(typed, directory.unit_label(code=code, on=today()))):
        return code
    found = directory.resolve_unit(text=typed, on=today()).unit
    return found.code if found is not None and found.level is Level.COMMUNE else ""


def _names(text: str, label: str) -> bool:
    """Whether a text is the name of a unit, or the name as it is suggested: `Xã An (một phần của Xã Bình cũ)`."""
    return text == label or (text.startswith(f"{label} (") and text.endswith(")"))


def _applicant(data: Mapping[str, str]) -> Applicant:
    return Applicant(
        name=_text(data, "applicant.name"),
        kind=_one_of(OwnerKind, _text(data, "applicant.kind"), OwnerKind.CITIZEN),
        id_number=_text(data, "applicant.id_number"),
        birth_on=_text(data, "applicant.birth_on"),
        phone=_text(data, "applicant.phone"),
        email=_text(data, "applicant.email"),
        address=_text(data, "applicant.address"),
    )


def _submitter(data: Mapping[str, str]) -> Submitter:
    """Whoever brings it, however little was typed of them; blank where the applicant does."""
    return Submitter(**{part: _text(data, f"submitter.{part}") for part in ("name", "id_number", "phone", "capacity")})


def _faults(change: DraftChange) -> list[FieldError]:
    person = change.applicant
    errors = []
    if person is not None and not person.name:
        errors.append(FieldError(field="applicant.name", code="name_required", message=NAME_REQUIRED))
    bringer = change.submitter
    if bringer is not None and not bringer.is_blank and not bringer.name:
        errors.append(FieldError(field="submitter.name", code=BringerUnnamed.code, message=BringerUnnamed.message))
    if person is not None and not (person.phone or person.email):
        errors.append(FieldError(field="applicant.phone", code="contact_required", message=CONTACT_REQUIRED))
    if change.return_method is ReturnMethod.POSTAL and not change.return_address:
        errors.append(FieldError(field="return_address", code="address_required", message=ADDRESS_REQUIRED))
    return errors


def _text(data: Mapping[str, str], name: str) -> str:
    return " ".join(nfc(data.get(name, "")).split())[:500]


def _one_of(kind: type[E], value: str, default: E) -> E:
    return kind(value) if value in {member.value for member in kind} else default
