"""Phone numbers of Viet Nam and e-mail addresses: one writing for each, and a name for each mistake.

Numbering plan: Circular 22/2014/TT-BTTTT; area codes as converted in 2017; mobile numbers of eleven digits became ten
in September to November 2018.
"""

import re
import unicodedata

from honglam.identity.contracts import Channel, ContactFormat, EmailFormat, PhoneFormat, PhoneNotMobile, PhoneOldPrefix

_MOBILE = re.compile(r"(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-46-9])\d{7}", re.ASCII)
_AREA_CODES = "20[3-9]|21[0-689]|22[0-25-9]|23[2-9]|25[1245-9]|26[0-39]|27[0-7]|29[0-4679]"
_LANDLINE = re.compile(rf"(?:({_AREA_CODES})[2-9]\d{{6}}|(24|28)[2-9]\d{{7}})", re.ASCII)
# Old three-digit prefix (without the leading zero) → new two-digit prefix.
_CONVERTED = {
    "162": "32", "163": "33", "164": "34", "165": "35", "166": "36", "167": "37", "168": "38", "169": "39",
    "120": "70", "121": "79", "122": "77", "126": "76", "128": "78",
    "123": "83", "124": "84", "125": "85", "127": "81", "129": "82",
    "186": "56", "188": "58", "199": "59",
}  # fmt: skip
_DRESSING = re.compile(r"[\s.\-()\u200b-\u200e\u202a-\u202e\u00a0]+")
_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])",
    re.ASCII,
)
EMAIL_MAX = 254
LOCAL_PART_MAX = 64


def check_phone(value: str, *, mobile: bool = False) -> str:
    """The number in E.164 (`+84912345678`). With `mobile` a landline is refused. Raises a `FormatFault` by name."""
    national = _national(value)
    if _MOBILE.fullmatch(national):
        return "+84" + national
    if _LANDLINE.fullmatch(national):
        if mobile:
            raise PhoneNotMobile
        return "+84" + national
    new = _CONVERTED.get(national[:3])
    if new and len(national) == 10 and national.isdigit():
        raise PhoneOldPrefix(old="0" + national[:3], new="0" + new)
    raise PhoneFormat


def show_phone(phone: str) -> str:
    """A stored number, international or national, as people write it: `0912 345 678`, `0239 3855 123`.

    What is no number of ten or eleven digits (a masked one, a foreign one) stays as it is.
    """
    digits = "0" + phone[3:] if phone.startswith("+84") else phone
    if not (digits.isdecimal() and digits.startswith("0") and len(digits) in (10, 11)):
        return phone
    if digits.startswith("02"):
        area = 3 if digits[1:3] in ("24", "28") else 4
        return f"{digits[:area]} {digits[area : area + 4]} {digits[area + 4 :]}"
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}"


def check_email(value: str) -> str:
    """The address in lower case. Raises EmailFormat."""
    address = unicodedata.normalize("NFKC", value).strip().lower()
    local_part = address.partition("@")[0]
    if len(address) > EMAIL_MAX or len(local_part) > LOCAL_PART_MAX or not _EMAIL.fullmatch(address):
        raise EmailFormat
    return address


def check_contact(value: str) -> tuple[Channel, str]:
    """A mobile number or an e-mail address, whichever it looks like, in its stored writing.

    Raises the fault of the kind it looks like, or ContactFormat where it looks like neither.
    """
    if "@" in value:
        return Channel.EMAIL, check_email(value)
    if any(letter.isdigit() for letter in value):
        return Channel.PHONE, check_phone(value, mobile=True)
    raise ContactFormat


def _national(value: str) -> str:
    """The digits after the trunk zero or the country code; the text itself where there is neither."""
    bare = _DRESSING.sub("", unicodedata.normalize("NFKC", value))
    for lead in ("+84", "0084", "84", "0"):
        if bare.startswith(lead) and len(bare) - len(lead) in (9, 10):
            return bare[len(lead) :]
    return bare
