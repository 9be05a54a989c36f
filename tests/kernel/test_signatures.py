"""What another system signed is told from what it did not."""

from datetime import UTC, datetime, timedelta

from honglam.kernel.signatures import is_genuine, sign

NINE = datetime(2026, 11, 16, 2, tzinfo=UTC)


def test_a_signature_holds_for_these_bytes_and_this_quarter_of_an_hour() -> None:
    now = int(NINE.timestamp())
    told = sign(secret="x", timestamp=now, body=b"{}")
    good = {"secret": "x", "timestamp": str(now), "signature": told, "body": b"{}", "at": NINE}
    assert is_genuine(**good)  # type: ignore[arg-type]
    for change in (
        {"body": b"{} "},
        {"secret": "y"},
        {"timestamp": str(now + 1)},
        {"timestamp": "-1"},
        {"timestamp": "²"},
        {"signature": "v1="},
        {"signature": "đ"},
        {"at": NINE + timedelta(minutes=16)},
    ):
        assert not is_genuine(**{**good, **change})  # type: ignore[arg-type]
