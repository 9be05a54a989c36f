"""Accounts and series come from the pack: applied once, nothing to do twice; a broken file is named with its line."""

from pathlib import Path

import pytest
from django.utils import translation

from honglam.kernel.values import SYSTEM
from honglam.pack import api
from honglam.payments.models import BankAccount, ReceiptSeries
from tests.dossiers.scene import MORNING
from tests.pack.folders import UNITS_AND_AGENCIES, keep_sections, only_sections, write_pack

SECTIONS = (*UNITS_AND_AGENCIES, "payments")
ACCOUNT = """\
accounts:
  - code: TK-XA-99001
    agency: UBND-XA-99001
    bin: "970403"
    bank: Ngân hàng Mẫu
    number: "0011012345678"
    holder: UBND xã An
    provisional: true
"""
SERIES = """\
series:
  - code: BIEN-LAI
    form_number: 01BLP-MAU
    symbol: "AB-{yy}"
    title: Biên lai thu phí, lệ phí
    provisional: true
"""
SECOND = ACCOUNT.partition("\n")[2]
ACCOUNTS_FILE, SERIES_FILE = "payments/accounts.yaml", "payments/series.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The money of the smallest pack with the agencies that it is about; other blocks ask for files of their own."""
    keep_sections(monkeypatch, SECTIONS)
    return only_sections("trivial", SECTIONS, tmp_path / "pack")


@pytest.mark.parametrize("pack", ["trivial", "ha_tinh"])
def test_what_is_shipped_is_sound(pack: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_sections(monkeypatch, SECTIONS)
    assert api.check(path=only_sections(pack, SECTIONS, tmp_path / pack)).errors == ()


@pytest.mark.django_db
def test_what_is_applied_is_exported_the_same_and_what_goes_is_retired(folder: Path, tmp_path: Path) -> None:
    api.apply(path=folder, actor=SYSTEM, at=MORNING)
    assert api.plan(path=folder).changes == ()
    api.export(path=tmp_path / "export")
    assert api.plan(path=tmp_path / "export").changes == ()
    assert (tmp_path / "export" / ACCOUNTS_FILE).exists()
    changed = ACCOUNT.replace("TK-XA-99001", "TK-MOI")
    write_pack(folder, {ACCOUNTS_FILE: changed})
    api.apply(path=folder, actor=SYSTEM, at=MORNING)
    assert dict(BankAccount.objects.values_list("code", "retired_at")) == {"TK-XA-99001": MORNING, "TK-MOI": None}
    assert ReceiptSeries.objects.filter(retired_at=None).count() == 1


BROKEN: dict[str, tuple[str, str, list[str]]] = {
    "no series at all": (
        SERIES_FILE,
        "series: []\n",
        ["payments/series.yaml:1: A series of receipts is missing: fees could not be taken at the counter."],
    ),
    "an agency that is nowhere": (
        ACCOUNTS_FILE,
        ACCOUNT.replace("UBND-XA-99001", "UBND-XA-00000"),
        ["payments/accounts.yaml:3: accounts[0].agency: There is no agency UBND-XA-00000."],
    ),
    "two accounts of one agency": (
        ACCOUNTS_FILE,
        ACCOUNT + SECOND.replace("TK-XA-99001", "TK-HAI"),
        [
            "payments/accounts.yaml:10: accounts[1].agency: "
            "The accounts “TK-HAI” and “TK-XA-99001” belong to one agency.",
        ],
    ),
    "the same account twice": (
        ACCOUNTS_FILE,
        ACCOUNT + SECOND,
        ["payments/accounts.yaml:9: accounts[1]: “TK-XA-99001” is already defined in payments/accounts.yaml:2."],
    ),
    "a bank's number of five digits": (
        ACCOUNTS_FILE,
        ACCOUNT.replace("970403", "97040"),
        [r"payments/accounts.yaml:4: accounts[0].bin: “97040” does not have the form ^\d{6}$."],
    ),
    "a bank's number that is no text": (
        ACCOUNTS_FILE,
        ACCOUNT.replace('"970403"', "970403"),
        ["payments/accounts.yaml:4: accounts[0].bin: Expected a text; write “970403” in quotes."],
    ),
    "an account number with spaces": (
        ACCOUNTS_FILE,
        ACCOUNT.replace("0011012345678", "0011 0123 4567"),
        ["payments/accounts.yaml:6: accounts[0].number: “0011 0123 4567” does not have the form ^[0-9A-Z]{6,19}$."],
    ),
    "no holder": (
        ACCOUNTS_FILE,
        ACCOUNT.replace("    holder: UBND xã An\n", ""),
        ["payments/accounts.yaml:2: accounts[0].holder: “holder” is missing."],
    ),
    "an empty holder": (
        ACCOUNTS_FILE,
        ACCOUNT.replace("UBND xã An", '""'),
        ["payments/accounts.yaml:7: accounts[0].holder: This text must not be empty."],
    ),
    "an unknown key": (
        ACCOUNTS_FILE,
        ACCOUNT.replace("holder:", "holders:"),
        [
            "payments/accounts.yaml:2: accounts[0].holder: “holder” is missing.",
            "payments/accounts.yaml:7: accounts[0].holders: The key “holders” is unknown. Did you mean “holder”?",
        ],
    ),
    "a symbol with small letters": (
        SERIES_FILE,
        SERIES.replace("AB-{yy}", "ab-{yy}"),
        [
            "payments/series.yaml:4: series[0].symbol: “ab-{yy}” does not have the form "
            r"^[A-Z0-9Đ/-]*(\{yy\})?[A-Z0-9Đ/-]*$.",
        ],
    ),
    "a symbol too long for a receipt": (
        SERIES_FILE,
        SERIES.replace("AB-{yy}", "A" * 21),
        ["payments/series.yaml:4: series[0].symbol: This text is longer than 20 characters."],
    ),
    "no file of the right words": (
        SERIES_FILE,
        "hàng loạt: có\n",
        ["payments/series.yaml:1: The key “hàng loạt” is unknown. Known here: series."],
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_told_where_and_why(folder: Path, case: str) -> None:
    name, text, told = BROKEN[case]
    write_pack(folder, {name: text})
    with translation.override("en"):
        assert [str(error) for error in api.check(path=folder).errors] == told


def test_files_that_are_no_text_are_refused(folder: Path) -> None:
    (folder / ACCOUNTS_FILE).write_bytes(ACCOUNT.encode("utf-16"))
    assert [error.code for error in api.check(path=folder).errors] == ["not_utf8"]
