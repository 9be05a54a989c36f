"""Papers that no system of this kind may hold: those with a stamp of secrecy (the law on protecting state secrets)."""

import re
from itertools import islice

from honglam.documents.rules.heading import TOP
from honglam.kernel.text import nfc

STAMPS = frozenset({"MẬT", "TỐI MẬT", "TUYỆT MẬT"})
ORDINARY = "THƯỜNG"
"""What lists of papers call those that are not secret."""
_APART = re.compile(r"\s\|\s|\t|\s{3,}")
_FRAME = re.compile(r"[^\w\s]")


def is_stamped(text: str) -> bool:
    """Whether one of the first written lines is nothing but a stamp; what stands beside it in a column of its own, and
    the frame around it, do not matter. The words inside a sentence are no stamp, nor are several degrees side by side:
    those are the heads of a table that counts papers by degree."""
    written = (line for line in text.replace("\f", "\n").splitlines() if line.strip())
    return any(_bears_stamp(line) for line in islice(written, TOP))


def _bears_stamp(line: str) -> bool:
    degrees = {_bare(part) for part in _APART.split(nfc(line))} & {*STAMPS, ORDINARY}
    return len(degrees) == 1 and degrees <= STAMPS


def _bare(part: str) -> str:
    return " ".join(_FRAME.sub(" ", part).split())
