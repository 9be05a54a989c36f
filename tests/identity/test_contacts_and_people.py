"""Phone numbers, e-mail addresses, names, births, the card's QR code, masks, device names."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honglam.identity.contracts import (
    BirthFormat,
    CardUnreadable,
    Channel,
    ContactFormat,
    EmailFormat,
    FormatFault,
    NameFormat,
    PhoneFormat,
    PhoneNotMobile,
    PhoneOldPrefix,
)
from honglam.identity.rules.cards import read_card
from honglam.identity.rules.contacts import check_contact, check_email, check_phone, show_phone
from honglam.identity.rules.devices import name_device
from honglam.identity.rules.masking import mask_citizen_id, mask_contact, mask_email, mask_name, mask_phone
from honglam.identity.rules.people import check_birth, check_name, show_birth


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0912345678", "+84912345678"),
        ("0912 345 678", "+84912345678"),
        ("+84 912.345.678", "+84912345678"),
        ("84912345678", "+84912345678"),
        ("0084912345678", "+84912345678"),
        ("(0239) 3855-123", "+842393855123"),
        ("024 3855 1234", "+842438551234"),
        ("0559876543", "+84559876543"),
        ("\u202a0912345678\u202c", "+84912345678"),  # direction marks come along when a number is copied from a phone
    ],
)
def test_numbers_in_use(typed: str, stored: str) -> None:
    assert check_phone(typed) == stored


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("01681234567", PhoneOldPrefix),
        ("0912345", PhoneFormat),
        ("09123456789", PhoneFormat),
        ("0112345678", PhoneFormat),
        ("0951234567", PhoneFormat),
        ("+1 202 555 0123", PhoneFormat),
        ("không có", PhoneFormat),
        ("", PhoneFormat),
        ("٠٩١٢٣٤٥٦٧٨", PhoneFormat),
    ],
)
def test_numbers_refused(typed: str, fault: type[FormatFault]) -> None:
    with pytest.raises(fault):
        check_phone(typed)


def test_the_converted_prefix_is_told() -> None:
    with pytest.raises(PhoneOldPrefix) as caught:
        check_phone("0168 123 4567")
    assert caught.value.params == {"old": "0168", "new": "038"}


def test_a_landline_gets_no_text_message() -> None:
    with pytest.raises(PhoneNotMobile):
        check_phone("02393855123", mobile=True)


def test_numbers_are_shown_as_people_write_them() -> None:
    assert show_phone("+84912345678") == "0912 345 678"
    assert show_phone("+842393855123") == "0239 3855 123"
    assert show_phone("+842438551234") == "024 3855 1234"
    assert show_phone("0912345678") == "0912 345 678"
    assert show_phone("02393855123") == "0239 3855 123"
    assert show_phone("•••••••678") == "•••••••678"
    assert show_phone("") == ""


@given(st.from_regex(r"0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-46-9])[0-9]{7}", fullmatch=True))
def test_showing_and_reading_go_round(number: str) -> None:
    stored = check_phone(number)
    assert check_phone(show_phone(stored)) == stored


@pytest.mark.parametrize("typed", ["an@example.vn", " Nguyen.Van+An@Tinh.Gov.VN ", "a_b-c@x-y.example.com"])
def test_addresses_in_use(typed: str) -> None:
    assert check_email(typed) == typed.strip().lower()


@pytest.mark.parametrize(
    "typed",
    ["", "an", "an@", "@example.vn", "an@example", "an@@example.vn", "an@exa mple.vn", "an..b@example.vn",
     "an@-example.vn", "a" * 65 + "@example.vn", "an@" + "a" * 250 + ".vn", "an@example.vn\nbcc: b@example.vn",
     "<script>@example.vn", "nguyễn@example.vn"],
)  # fmt: skip
def test_addresses_refused(typed: str) -> None:
    with pytest.raises(EmailFormat):
        check_email(typed)


def test_a_contact_is_what_it_looks_like() -> None:
    assert check_contact("0912345678") == (Channel.PHONE, "+84912345678")
    assert check_contact("An@Example.vn") == (Channel.EMAIL, "an@example.vn")
    with pytest.raises(ContactFormat):
        check_contact("nguyễn văn an")
    with pytest.raises(PhoneNotMobile):
        check_contact("02393855123")


@given(st.text(max_size=300))
def test_any_text_is_a_contact_or_refused_by_name(text: str) -> None:
    try:
        channel, stored = check_contact(text)
    except FormatFault:
        return
    assert check_contact(stored) == (channel, stored)


def test_names_are_composed_and_spaced_once() -> None:
    assert check_name("  Nguye\u0302\u0303n   Va\u0306n  An ") == "Nguyễn Văn An"
    assert check_name("Y Ê Ban") == "Y Ê Ban"
    assert check_name("Anna-Maria O’Neil") == "Anna-Maria O’Neil"


@pytest.mark.parametrize("typed", ["", "   ", "An 123", "<b>An</b>", "An\u202eBình", "--", "A" * 101])
def test_names_refused(typed: str) -> None:
    with pytest.raises(NameFormat):
        check_name(typed)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("12/03/1985", "1985-03-12"), ("1/3/1985", "1985-03-01"), ("3/1985", "1985-03"), ("1985", "1985"),
        ("1985-03-12", "1985-03-12"), ("1985-03", "1985-03"), ("29/2/2024", "2024-02-29"), ("12.03.1985", "1985-03-12"),
    ],
)  # fmt: skip
def test_births(typed: str, stored: str) -> None:
    assert check_birth(typed) == stored
    assert check_birth(show_birth(stored)) == stored


@pytest.mark.parametrize(
    "typed", ["", "31/2/1985", "29/02/2023", "0/0/1985", "13/1985", "85", "1600", "12/03/85", "mai"]
)
def test_births_refused(typed: str) -> None:
    with pytest.raises(BirthFormat):
        check_birth(typed)


def test_no_birth_after_today() -> None:
    assert check_birth("2026", on=date(2026, 11, 22)) == "2026"
    with pytest.raises(BirthFormat):
        check_birth("23/11/2026", on=date(2026, 11, 22))


def test_a_card_is_read() -> None:
    card = read_card(
        "042085001234|183012345|Nguyễn Văn An|12031985|Nam|Xóm 1,  Xã A|25042021||Nguyễn Văn Bố|Trần Thị Mẹ"
    )
    assert (card.citizen_id, card.full_name, card.birth, card.gender) == (
        "042085001234",
        "Nguyễn Văn An",
        "1985-03-12",
        "male",
    )
    assert (card.address, card.issued, card.old_id) == ("Xóm 1, Xã A", "2021-04-25", "183012345")


def test_a_card_of_someone_whose_day_of_birth_is_unknown() -> None:
    assert read_card("042135001234||Trần Thị Bé|00001935|Nữ|Xóm 1|25042021").birth == "1935"


@pytest.mark.parametrize(
    "text",
    ["", "042085001234", "|||||||", "042085001234||Nguyễn Văn An|12031986|Nam|Xóm 1|25042021",
     "042085001234||Nguyễn Văn An|99991985|Nam|Xóm 1|25042021", "https://example.vn",
     "042085001234||<b>|12031985|Nam|x|"],
)  # fmt: skip
def test_what_is_no_card(text: str) -> None:
    with pytest.raises(CardUnreadable):
        read_card(text)


def test_masks_keep_enough_to_recognise_and_no_more() -> None:
    assert mask_citizen_id("042085001234") == "042•••••1234"
    assert mask_citizen_id("1234567") == "•••••••"
    assert mask_phone("+84912345678") == "••• ••• 678"
    assert mask_email("nguyenvanan@example.vn") == "n•••@example.vn"
    assert mask_email("") == ""
    assert mask_contact("an@example.vn") == "a•••@example.vn"
    assert mask_name("Nguyễn Văn An") == "Nguyễn V. A."
    assert mask_name("") == ""


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36", ("Chrome", "Android")),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17 Safari/604", ("Safari", "iPhone")),
        ("Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/119 Chrome/113 Safari", ("Cốc Cốc", "Windows")),
        ("curl/8", ("", "")),
    ],
)  # fmt: skip
def test_devices_have_names(user_agent: str, device: tuple[str, str]) -> None:
    assert name_device(user_agent) == device
