"""Tables of cases: does a paper answer a component, whose is it, how long is it kept."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from honglam.registries.contracts import Fit, Holder, HolderKind, Origin, Standing, Status
from honglam.registries.rules.holding import Party, holder_of
from honglam.registries.rules.matching import REASONS, Held, fit_on, last_day, standing_on
from honglam.registries.rules.retention import Keeping, kept_until, may_erase

TODAY = date(2026, 11, 16)
ANY, OTHER = UUID(int=1), UUID(int=2)


def held(**changes: Any) -> Held:
    """A paper issued by the province this year, in force."""
    values: dict[str, Any] = {
        "id": ANY,
        "type_code": "A",
        "status": Status.VALID,
        "origin": Origin.ISSUED,
        "issued_on": date(2026, 6, 1),
        "valid_from": date(2026, 6, 1),
        "valid_to": None,
    }
    return Held(**{**values, **changes})


@pytest.mark.parametrize(
    ("changes", "months", "by_officer", "fit"),
    [
        ({}, None, False, Fit.FITS),
        ({}, None, True, Fit.FITS),
        ({"type_code": "C"}, None, False, Fit.WRONG_TYPE),
        ({"type_code": "B"}, None, False, Fit.FITS),
        ({"status": Status.REVOKED}, None, False, Fit.NOT_IN_FORCE),
        ({"status": Status.SUPERSEDED}, None, False, Fit.NOT_IN_FORCE),
        ({"valid_from": date(2026, 11, 17)}, None, False, Fit.NOT_IN_FORCE),
        ({"valid_to": TODAY}, None, False, Fit.FITS),
        ({"valid_to": date(2026, 11, 15)}, None, False, Fit.NOT_IN_FORCE),
        ({"erased": True}, None, False, Fit.NOT_IN_FORCE),
        ({"issued_on": date(2026, 5, 16)}, 6, False, Fit.FITS),
        ({"issued_on": date(2026, 5, 15)}, 6, False, Fit.TOO_OLD),
        ({"issued_on": None}, 6, False, Fit.UNDATED),
        ({"issued_on": None}, None, False, Fit.FITS),
        ({"hidden": True}, None, False, Fit.HIDDEN),
        ({"hidden": True}, None, True, Fit.HIDDEN),
        ({"has_file": False}, None, False, Fit.NO_FILE),
        ({"origin": Origin.CHECKED}, None, True, Fit.FITS),
        ({"origin": Origin.BROUGHT}, None, False, Fit.FITS),
        ({"origin": Origin.BROUGHT}, None, True, Fit.UNCHECKED),
        ({"type_code": "C", "status": Status.REVOKED, "hidden": True}, None, True, Fit.WRONG_TYPE),
    ],
)
def test_a_paper_fits_or_says_why_not(changes: Any, months: int | None, by_officer: bool, fit: Fit) -> None:
    found = fit_on(held(**changes), accepted={"A", "B"}, valid_months=months, on=TODAY, by_officer=by_officer)
    assert found is fit
    assert fit is Fit.FITS or REASONS[fit]


@pytest.mark.parametrize(
    ("issued_on", "months", "last"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 15), 12, date(2027, 1, 15)),
        (date(2026, 12, 31), 600, date(2076, 12, 31)),
    ],
)
def test_months_end_on_their_day_or_the_last_one(issued_on: date, months: int, last: date) -> None:
    assert last_day(issued_on, months) == last


def test_what_was_done_comes_before_what_the_dates_say() -> None:
    assert standing_on(held(status=Status.REVOKED, valid_to=date(2020, 1, 1)), TODAY) is Standing.REVOKED
    assert standing_on(held(valid_to=date(2020, 1, 1)), TODAY) is Standing.EXPIRED


NUMBER = "042085001234"


def party(**changes: Any) -> Party:
    """A citizen who files for herself, her number vouched for."""
    values: dict[str, Any] = {
        "kind": HolderKind.PERSON,
        "number": NUMBER,
        "name": "Hồng",
        "owner_id": ANY,
        "owner_number": NUMBER,
    }
    return Party(**{**values, **changes})


@pytest.mark.parametrize(
    ("changes", "number", "account"),
    [
        ({}, NUMBER, ANY),
        ({"owner_number": "042085009999"}, NUMBER, None),
        ({"owner_number": ""}, NUMBER, None),
        ({"number": ""}, NUMBER, ANY),
        ({"number": "", "owner_number": ""}, "", ANY),
        ({"owner_id": None, "owner_number": ""}, NUMBER, None),
    ],
)
def test_the_holder_is_whom_it_is_about(changes: Any, number: str, account: UUID | None) -> None:
    found = holder_of(party(**changes))
    assert found is not None
    assert (found.number, found.account_id) == (number, account)


@pytest.mark.parametrize(
    "changes",
    [
        {"number": "", "owner_id": None, "owner_number": ""},
        {"number": "", "brought_by_other": True},
        {"kind": HolderKind.ENTERPRISE, "number": ""},
    ],
)
def test_what_nobody_could_find_again_is_kept_for_nobody(changes: Any) -> None:
    assert holder_of(party(**changes)) is None


def test_an_enterprise_holds_what_is_about_it() -> None:
    found = holder_of(party(kind=HolderKind.ENTERPRISE, number="0100109106", enterprise_id=OTHER))
    assert found == Holder(kind=HolderKind.ENTERPRISE, number="0100109106", name="Hồng", enterprise_id=OTHER)


FIVE_YEARS, EVER = Keeping(months=60, because="luật"), Keeping(months=None, because="luật")


@pytest.mark.parametrize(
    ("keeping", "origin", "reused", "over_on", "erasable"),
    [
        (EVER, Origin.BROUGHT, False, None, True),
        (EVER, Origin.BROUGHT, True, None, False),
        (FIVE_YEARS, Origin.BROUGHT, True, date(2021, 11, 15), True),
        (FIVE_YEARS, Origin.CHECKED, True, date(2021, 11, 16), False),
        (FIVE_YEARS, Origin.CHECKED, False, date(2021, 11, 15), True),
        (FIVE_YEARS, Origin.ISSUED, False, None, False),
        (EVER, Origin.ISSUED, False, date(1990, 1, 1), False),
    ],
)
def test_what_may_be_erased(
    keeping: Keeping, origin: Origin, reused: bool, over_on: date | None, erasable: bool
) -> None:
    assert may_erase(keeping, origin=origin, reused=reused, over_on=over_on, on=TODAY) is erasable


def test_the_owner_reads_until_when() -> None:
    assert kept_until(FIVE_YEARS, over_on=date(2026, 11, 16)) == date(2031, 11, 16)
    assert kept_until(EVER, over_on=date(2026, 11, 16)) is None
    assert kept_until(FIVE_YEARS, over_on=None) is None
