"""Tables of the pure rules: QR text, signatures, what a message of the gateway means, matching, sums."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honglam.kernel.numerals import read_money
from honglam.payments.contracts import (
    AttemptState,
    CallOutcome,
    LineState,
    ReductionUnknown,
    StatementEntry,
)
from honglam.payments.rules import calls, closing, matching, money, signing, vietqr
from tests.payments.conftest import line

NAPAS_SAMPLE = (
    "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA"
    "530370454061800005802VN62340107NPS68690819thanh toan don hang63042E2E"
)
"""The example of NAPAS's own specification, checksum included."""
NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)


def elements(text: str) -> dict[str, str]:
    """An EMV text taken apart."""
    found, at = {}, 0
    while at < len(text):
        length = int(text[at + 2 : at + 4])
        found[text[at : at + 2]] = text[at + 4 : at + 4 + length]
        at += 4 + length
    return found


def test_the_checksum_is_that_of_the_standard() -> None:
    assert vietqr.crc16("123456789") == "29B1"
    assert NAPAS_SAMPLE[-4:] == vietqr.crc16(NAPAS_SAMPLE[:-4])


def test_a_transfer_says_bank_account_amount_and_words() -> None:
    text = vietqr.transfer(bank_bin="970403", account="0011012345678", amount=180_000, note="HL23456789AB")
    tags = elements(text)
    assert text.startswith(NAPAS_SAMPLE[:73])  # payload version, dynamic, the same account at the same bank
    assert (tags["53"], tags["54"], tags["58"]) == ("704", "180000", "VN")
    assert elements(tags["62"]) == {"08": "HL23456789AB"}
    assert tags["63"] == vietqr.crc16(text[:-4])


@pytest.mark.parametrize(
    "wrong",
    [
        {"bank_bin": "97040"},
        {"account": ""},
        {"account": "12 34"},
        {"amount": 0},
        {"amount": -5},
        {"amount": 10**13},
    ],
)
def test_a_transfer_that_no_bank_would_take_is_refused(wrong: dict[str, object]) -> None:
    whole: dict[str, object] = {"bank_bin": "970403", "account": "0011012345678", "amount": 1, "note": "HL"}
    with pytest.raises(ValueError, match=r".+"):
        vietqr.transfer(**{**whole, **wrong})  # type: ignore[arg-type]


@given(st.integers(min_value=1, max_value=10**13 - 1), st.text(alphabet="HL23456789ABĐàố -", min_size=1, max_size=60))
def test_every_transfer_can_be_taken_apart_again(amount: int, note: str) -> None:
    if not vietqr.plain(note):
        return
    text = vietqr.transfer(bank_bin="970436", account="0123456789", amount=amount, note=note)
    tags = elements(text)
    assert tags["54"] == str(amount)
    assert text.isascii()
    assert tags["63"] == vietqr.crc16(text[:-4])


def test_the_signature_covers_every_parameter_in_one_order() -> None:
    told = {"b": "2", "a": "một đồng", "signature": "ignored"}
    assert signing.canonical(told) == "a=m%E1%BB%99t%20%C4%91%E1%BB%93ng&b=2"
    made = signing.signed({"b": "2", "a": "1"}, secret="k", hash_name="sha256")
    assert signing.is_genuine(made, secret="k", hash_name="sha256")
    for changed in ({**made, "a": "3"}, {**made, "c": ""}, {"b": "2", "signature": made["signature"]}):
        assert not signing.is_genuine(changed, secret="k", hash_name="sha256")
    assert not signing.is_genuine(made, secret="k", hash_name="sha512")
    assert not signing.is_genuine(
        signing.signed({"a": "1"}, secret="", hash_name="sha256"), secret="", hash_name="sha256"
    )


GOOD = {
    "merchant": "M",
    "attempt": "01a22039-1dc5-7731-a84d-d799bd26cda6",
    "transaction": "GD1",
    "amount": "8000",
    "state": "paid",
    "at": NOW.isoformat(),
}


def test_a_whole_message_is_read() -> None:
    read = calls.read(GOOD)
    assert read is not None
    assert (read.amount, read.state, read.attempt) == (8000, "paid", UUID(GOOD["attempt"]))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[(name, "") for name in calls.NEEDED],
        *[(name, "x" * 201) for name in calls.NEEDED],
        ("attempt", "not an id"),
        ("amount", "8000.5"),
        ("amount", "-8000"),
        ("amount", "0"),
        ("amount", "8e3"),
        ("amount", "٨٠٠٠"),
        ("amount", "99999999999999"),
        ("state", "PAID"),
        ("at", "yesterday"),
        ("at", "2026-11-16T09:00:00"),
    ],
)
def test_a_message_that_makes_no_sense_is_none(name: str, value: str) -> None:
    assert calls.read({**GOOD, name: value}) is None


@pytest.mark.parametrize(
    ("age", "stale"),
    [(timedelta(0), False), (timedelta(hours=24), False), (timedelta(hours=25), True), (-timedelta(hours=1), True)],
)
def test_a_message_grows_old(age: timedelta, stale: bool) -> None:
    read = calls.read({**GOOD, "at": (NOW - age).isoformat()})
    assert read is not None
    assert calls.is_stale(read, now=NOW) is stale


W, P, F, X = AttemptState.WAITING, AttemptState.PAID, AttemptState.FAILED, AttemptState.EXPIRED
MEANINGS = [
    # told, what we know, order open, same transaction → what it does
    ("paid", W, True, False, CallOutcome.PAID),
    ("paid", F, True, False, CallOutcome.PAID),  # the failure was told too early
    ("paid", X, True, False, CallOutcome.PAID),  # late, but the money is there
    ("paid", W, False, False, CallOutcome.SURPLUS),  # paid at the counter meanwhile
    ("paid", P, False, True, CallOutcome.REPEATED),
    ("paid", P, False, False, CallOutcome.SURPLUS),  # charged twice
    ("failed", W, True, False, CallOutcome.FAILED),
    ("failed", P, False, False, CallOutcome.OVERTAKEN),
    ("failed", F, True, False, CallOutcome.REPEATED),
    ("failed", X, True, False, CallOutcome.FAILED),
    ("waiting", W, True, False, CallOutcome.NOTED),
    ("waiting", P, False, False, CallOutcome.OVERTAKEN),
    ("waiting", F, True, False, CallOutcome.OVERTAKEN),
    ("waiting", X, True, False, CallOutcome.OVERTAKEN),
]


@pytest.mark.parametrize(("told", "known", "order_open", "same", "outcome"), MEANINGS)
def test_what_a_message_does(
    told: str, known: AttemptState, order_open: bool, same: bool, outcome: CallOutcome
) -> None:
    assert calls.meaning(told=told, known=known, order_open=order_open, same=same) is outcome


def test_questions_become_rarer_and_end() -> None:
    pauses = []
    while (pause := calls.next_question(len(pauses))) is not None:
        pauses.append(pause)
    assert pauses == sorted(pauses)
    assert sum(pauses, timedelta()) > timedelta(days=1)


def entry(text: str, amount: int = 8000, ref: str = "FT1", row: int = 2) -> StatementEntry:
    return StatementEntry(booked_on=date(2026, 11, 16), amount=amount, text=text, bank_ref=ref, row=row)


ONE, TWO = UUID(int=1), UUID(int=2)
OWED = {
    "HL23456789AB": matching.Owed(id=ONE, amount=8000, open=True),
    "HLABCDEFGHJK": matching.Owed(id=TWO, amount=9000, open=False),
}
MATCHES = [
    ("HL23456789AB", 8000, LineState.MATCHED, ""),
    ("hl23456789ab nop phi", 8000, LineState.MATCHED, ""),
    ("MBVCB.123.HL 2345 6789 AB.CT tu 0123", 8000, LineState.MATCHED, ""),
    ("HL23456789AB", 7999, LineState.AMBIGUOUS, "other_amount"),
    ("HLABCDEFGHJK", 9000, LineState.AMBIGUOUS, "paid_already"),
    ("HL23456789AB va HLABCDEFGHJK", 8000, LineState.AMBIGUOUS, "several_orders"),
    ("HL99999999ZZ", 8000, LineState.UNMATCHED, "no_reference"),
    ("nộp lệ phí", 8000, LineState.UNMATCHED, "no_reference"),
    ("", 8000, LineState.UNMATCHED, "no_reference"),
]


@pytest.mark.parametrize(("text", "amount", "state", "note"), MATCHES)
def test_a_transfer_is_recognised_by_reference_and_amount(text: str, amount: int, state: LineState, note: str) -> None:
    found = matching.match(entry(text, amount), OWED, ())
    assert (found.state, found.note) == (state, note)


def test_an_order_is_paid_by_one_line_of_a_file() -> None:
    found = matching.match_all([entry("HL23456789AB"), entry("HL23456789AB", ref="FT2", row=3)], OWED)
    assert [one.state for one in found] == [LineState.MATCHED, LineState.AMBIGUOUS]


def test_the_same_line_of_another_file_is_known_again() -> None:
    assert matching.fingerprints([entry("a", row=2)]) == matching.fingerprints([entry("b", row=9)])
    assert matching.fingerprints([entry("a", ref="")]) != matching.fingerprints([entry("b", ref="")])


def test_equal_lines_without_a_number_are_told_apart_by_their_turn() -> None:
    one, other = entry("a", ref=""), entry("b", ref="")
    twice = matching.fingerprints([one, other, one])
    assert len(set(twice)) == 3
    assert matching.fingerprints([other, one, one, one])[:3] == [twice[1], twice[0], twice[2]], "in any file"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1215000", 1_215_000),
        ("1.215.000", 1_215_000),
        ("1,215,000", 1_215_000),
        ("1.215.000 đ", 1_215_000),
        ("1.215.000 VND", 1_215_000),
        ("0", 0),
        ("1.21", None),
        ("1.215.00", None),
        ("1.215,000", None),
        ("-5", None),
        ("5e3", None),
        ("", None),
        ("12345678901234", None),
    ],
)
def test_amounts_as_people_write_them(text: str, amount: int | None) -> None:
    assert read_money(text) == amount


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=0, max_value=100))
def test_a_reduction_never_makes_more_of_it(gross: int, percent: int) -> None:
    left = money.reduced(gross, percent)
    assert 0 <= left <= gross
    assert abs(left * 100 - gross * (100 - percent)) <= 50


def test_what_another_body_took_is_taken_off_kind_by_kind() -> None:
    lines = (line(), line(5000, code="PHI", kind="fee"), line(2000, code="LP2"))
    after = money.with_part_elsewhere(lines, amount=12_000, reference="BL 1", name="Bưu cục đã thu")
    assert after is not None
    assert [(one.kind, one.amount) for one in after[3:]] == [("charge", -10_000), ("fee", -2_000)]
    assert money.total(after) == 3000
    assert money.with_part_elsewhere(after, amount=12_000, reference="BL 1", name="x") is None, "once per receipt"
    halved = money.with_reduction(after, code="LP", name="Người cao tuổi", evidence="CCCD")
    assert halved[0].amount == 4000, "of the whole fee, not of what is left of it"
    assert [(one.kind, one.amount) for one in halved[3:]] == [("charge", -6000), ("fee", -5000)]
    assert (money.total(halved), money.taken_elsewhere(halved)) == (0, {"BL 1": 11_000})


def test_after_a_reduction_no_kind_comes_to_less_than_nothing() -> None:
    lines = (line(), line(5000, code="PHI", kind="fee", grantable=()))
    credited = money.with_part_elsewhere(lines, amount=7000, reference="BL 1", name="Bưu cục đã thu")
    assert credited is not None
    after = money.with_reduction(credited, code="LP", name="Người cao tuổi", evidence="CCCD")
    assert [(one.kind, one.amount) for one in after[2:]] == [("charge", -4000), ("fee", -3000)]
    assert {one.name for one in after[2:]} == {"Bưu cục đã thu"}
    assert closing.by_kind(after) == (2000, 0, 0)


def test_a_reduction_is_granted_on_its_own_line_only() -> None:
    lines = (line(), line(code="PHI"))
    after = money.with_reduction(lines, code="PHI", name="Người cao tuổi", evidence="CCCD")
    assert [one.amount for one in after] == [8000, 4000]
    assert after[1].legal_basis == "Đ4, 02/2020/NQ-HĐND; CCCD"
    with pytest.raises(ReductionUnknown):
        money.with_reduction(after, code="PHI", name="Người cao tuổi", evidence="CCCD")
