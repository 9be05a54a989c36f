"""The page “whose dossier”: what filing would refuse six pages later is said here, all at once."""

import pytest

from honglam.dossiers.forms.people import read_people
from honglam.kernel.values import FieldErrors

GOOD = {
    "applicant.name": "Nguyễn Thị An",
    "applicant.id_number": "042190004512",
    "applicant.phone": "0912 345 678",
    "applicant.email": "an@example.vn",
    "unit_code": "99001",
}


def faults(with_numbers: bool = True, **typed: str) -> set[str]:
    sent = GOOD | {name.replace("__", "."): value for name, value in typed.items()}
    try:
        read_people(sent, place_needed=True, with_numbers=with_numbers)
    except FieldErrors as refusal:
        return {fault.field for fault in refusal.errors}
    return set()


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({}, set()),
        ({"applicant__phone": "12"}, {"applicant.phone"}),
        ({"applicant__phone": "0162 345 6789"}, {"applicant.phone"}),
        ({"applicant__email": "an@"}, {"applicant.email"}),
        ({"applicant__id_number": "042190004"}, {"applicant.id_number"}),
        ({"applicant__id_number": "B1234567"}, set()),
        ({"applicant__id_number": ""}, set()),
        ({"applicant__kind": "enterprise"}, set()),
        ({"applicant__kind": "enterprise", "applicant__id_number": "0100109107"}, {"applicant.id_number"}),
        (
            {"applicant__phone": "12", "applicant__email": "x", "applicant__name": "", "unit_code": ""},
            {"applicant.phone", "applicant.email", "applicant.name", "unit_code"},
        ),
    ],
)
def test_every_fault_is_named_at_its_field(typed: dict[str, str], fields: set[str]) -> None:
    assert faults(**typed) == fields


def test_the_counter_may_write_down_whom_it_refuses_as_they_say() -> None:
    assert faults(with_numbers=False, applicant__phone="+856 20 5551 234") == set()
