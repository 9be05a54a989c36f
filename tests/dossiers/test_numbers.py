"""Codes and slip numbers: every writing of them, and no gap and no double under many hands."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from honglam.directory.queries import memory
from honglam.dossiers import api
from honglam.dossiers.contracts import CodeNotUnderstood
from honglam.dossiers.models import Dossier, Slip
from honglam.dossiers.rules.numbers import (
    format_code,
    in_one_piece,
    is_registration_code,
    looks_like_code,
    normalise,
    parse_code,
    spellings,
)
from honglam.kernel.ids import new_code
from tests.dossiers.scene import MORNING, Scene, vn

agencies = st.from_regex(r"\A[A-Y][0-9]{2}(\.[0-9]{1,3}){0,6}\Z")
days = st.dates(date(2019, 1, 1), date(2099, 12, 31))


@given(agencies, days, st.integers(1, 9_999_999))
def test_a_code_reads_back(agency: str, on: date, number: int) -> None:
    text = format_code(agency, on, number)
    parsed = parse_code(text)
    assert (parsed.agency, parsed.on, parsed.number) == (agency, on, number)
    assert str(parsed) == text
    assert parse_code(f" {text.lower()} ") == parsed


@pytest.mark.parametrize(
    ("text", "agency", "on", "number"),
    [
        ("H27.7-261122-0001", "H27.7", date(2026, 11, 22), 1),
        ("H15.50.05.13-261008-0975", "H15.50.05.13", date(2026, 10, 8), 975),
        ("000.00.00.H27-190515-0001", "000.00.00.H27", date(2019, 5, 15), 1),
        ("G15-20261122-0150001", "G15", date(2026, 11, 22), 150001),
        ("h27.7–261122–0001", "H27.7", date(2026, 11, 22), 1),
        ("H27.7 - 261122 - 0001", "H27.7", date(2026, 11, 22), 1),
    ],
)
def test_forms_that_are_met(text: str, agency: str, on: date, number: int) -> None:
    parsed = parse_code(text)
    assert (parsed.agency, parsed.on, parsed.number) == (agency, on, number)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("042 085 001234", "042085001234"),
        ("0912 345 678", "0912345678"),
        ("0912.345.678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        (" 0239 3855 123 ", "02393855123"),
        ("0912345678", "0912345678"),
        ("2.000635", "2.000635"),
        ("15.03.1990", "15.03.1990"),
        ("0100109106-001", "0100109106-001"),
        ("Nguyễn An 0912 345 678", "Nguyễn An 0912 345 678"),
        ("H27.7-261122-0001", "H27.7-261122-0001"),
    ],
)
def test_a_number_read_out_in_groups_is_one_number(typed: str, kept: str) -> None:
    assert in_one_piece(typed) == kept


@pytest.mark.parametrize(
    "text",
    ["", "H27.7", "H27.7-261322-0001", "H27.7-261122-1", "Z27-261122-0001", "H27.7-261122-0001; DROP", "DK-ABCDEFGHJK"],
)
def test_what_is_no_code(text: str) -> None:
    with pytest.raises(CodeNotUnderstood):
        parse_code(text)


def test_the_codes_of_one_day_grow_a_digit() -> None:
    assert format_code("H27.7", date(2026, 11, 22), 9999) == "H27.7-261122-9999"
    assert format_code("H27.7", date(2026, 11, 22), 10000) == "H27.7-261122-10000"


def test_registration_codes_are_told_apart() -> None:
    code = f"DK-{new_code()}"
    assert is_registration_code(code.lower())
    assert looks_like_code(code)
    assert not is_registration_code("H27.7-261122-0001")
    assert not looks_like_code("Hồng Lam")
    assert not looks_like_code("042085001234")


def test_old_prefixes_are_understood() -> None:
    assert spellings("000.00.00.h27-190515-0001") == ("000.00.00.H27-190515-0001", "H27-190515-0001")
    assert normalise("h27.7_261122_0001") == "H27.7-261122-0001"


@pytest.mark.parametrize(
    ("scanned", "code"),
    [
        ("https://dvc.example.vn/tra-cuu/?ma=H27.7-261122-0001", "H27.7-261122-0001"),
        ("HTTPS://DVC.EXAMPLE.VN/TRA-CUU/?MA=h27.7-261122-0001", "H27.7-261122-0001"),
        (" http://localhost:8000/tra-cuu/?lang=vi&ma=H27.7%2D261122%2D0001#x\n", "H27.7-261122-0001"),
        ("https://dvc.example.vn/tra-cuu/?ma=DK-23456789AB", "DK-23456789AB"),
    ],
)
def test_the_square_code_of_our_papers_is_read_as_the_code_in_it(scanned: str, code: str) -> None:
    assert normalise(scanned) == code
    assert spellings(scanned) == (code,)
    assert looks_like_code(scanned)


@pytest.mark.parametrize("typed", ["https://dvc.example.vn/tra-cuu/", "https://dvc.example.vn/?q=ma=1", "ma=H27.7"])
def test_other_addresses_are_no_codes(typed: str) -> None:
    assert not looks_like_code(typed)


def test_what_a_scanner_types_opens_the_dossier(scene: Scene) -> None:
    accepted = scene.walk_in()
    scanned = f"https://dvc.example.vn/tra-cuu/?ma={accepted.code}"
    assert api.find_by_code(actor=scene.reception, code=scanned) == accepted.dossier_id


def test_codes_of_a_day_and_of_the_next(scene: Scene) -> None:
    codes = [scene.walk_in(at).code for at in (MORNING, MORNING, vn("2026-11-17 08:00"))]
    assert codes == ["X99.3-261116-0001", "X99.3-261116-0002", "X99.3-261117-0001"]


def test_the_date_of_a_code_is_vietnams(scene: Scene) -> None:
    """Half past midnight in Vietnam is still yesterday in UTC."""
    assert scene.walk_in(vn("2026-11-17 00:30")).code == "X99.3-261117-0001"


def test_a_refused_dossier_takes_no_code(scene: Scene) -> None:
    first = scene.submitted()
    api.refuse_dossier(
        actor=scene.reception, dossier_id=first, reason="Sai thẩm quyền", legal_basis="Điều 4", at=MORNING
    )
    assert scene.accept(scene.submitted()).code == "X99.3-261116-0001"


def test_a_rollback_gives_the_number_back(scene: Scene) -> None:
    class _TakeBackError(Exception):
        pass

    with pytest.raises(_TakeBackError), transaction.atomic():
        assert scene.walk_in().code == "X99.3-261116-0001"
        raise _TakeBackError
    assert scene.walk_in().code == "X99.3-261116-0001"


def test_slip_books_are_per_desk_form_and_year(scene: Scene) -> None:
    scene.walk_in(vn("2026-12-31 09:00"))
    scene.walk_in(vn("2026-12-31 10:00"))
    scene.walk_in(vn("2027-01-04 09:00"))
    books = list(Slip.objects.order_by("id").values_list("book_year", "number"))
    assert books == [(2026, 1), (2026, 2), (2027, 1)]


def _together(hands: int, act: Callable[[int], None]) -> list[BaseException]:
    """Run `act` in several threads that start at the same moment."""
    start, faults = threading.Barrier(hands), []

    def run(number: int) -> None:
        try:
            start.wait(timeout=20)
            act(number)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return faults


def test_many_hands_take_codes_without_gap_or_double(open_scene: Scene) -> None:
    hands, each = 6, 5
    faults = _together(hands, lambda _: [open_scene.walk_in() for _ in range(each)] and None)
    assert faults == []
    numbers = sorted(parse_code(str(code)).number for code in Dossier.objects.values_list("code", flat=True))
    assert numbers == list(range(1, hands * each + 1))
    assert sorted(Slip.objects.values_list("number", flat=True)) == numbers
    memory.forget()


def test_one_key_in_many_hands_makes_one_dossier(open_scene: Scene) -> None:
    answers: list[str] = []
    faults = _together(4, lambda _: answers.append(open_scene.walk_in(key="the-same").code))
    assert faults == []
    assert set(answers) == {"X99.3-261116-0001"}
    assert Dossier.objects.count() == 1
    memory.forget()


def test_one_dossier_is_accepted_once(open_scene: Scene) -> None:
    dossier_id = open_scene.submitted()
    faults = _together(4, lambda _: open_scene.accept(dossier_id) and None)
    assert len(faults) == 3
    assert {type(fault).__name__ for fault in faults} == {"TransitionRefused"}
    assert list(Dossier.objects.values_list("code", flat=True)) == ["X99.3-261116-0001"]
    memory.forget()
