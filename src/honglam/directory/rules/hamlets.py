"""The hamlet of a written address: the smallest place whose people all go the same way when a commune is divided.

A resolution that divides a commune names hamlets and residential groups, never houses; so one answer for “Thôn 3” is
true of everybody who lives there.
"""

import re

from honglam.kernel.text import nfc

_KINDS = (
    *("thôn", "xóm", "tổ dân phố", "tổ", "khối phố", "khối", "khu phố", "khu dân cư", "khu", "khóm", "ấp", "bản"),
    *("buôn", "làng"),
)
_SHORT = {"tdp": "tổ dân phố", "kp": "khu phố", "kdc": "khu dân cư"}
_PARTS = re.compile(r"[,;\n]| - ")
_HAMLET = re.compile(rf"(?:{'|'.join(_KINDS)})\s+(?:số\s+)?(?=\S)")
_ZEROS = re.compile(r"\b0+(?=[1-9])")


def hamlet_of(address: str) -> tuple[str, str]:
    """The hamlet, written one way (`thôn 3`), and what the address says after it; nothing where it names none.

    Accents stay: Thôn Đông and Thôn Đồng are two.
    """
    parts = [_one_way(part) for part in _PARTS.split(nfc(address))]
    for at, part in enumerate(parts):
        if _HAMLET.match(part):
            return _ZEROS.sub("", re.sub(r"\bsố\s+", "", part)), ", ".join(one for one in parts[at + 1 :] if one)
    return "", ""


def _one_way(part: str) -> str:
    words = part.casefold().replace(".", " ").split()
    return " ".join([_SHORT.get(word, word) for word in words[:1]] + words[1:])
