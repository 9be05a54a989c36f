"""Papers that no system of this kind may hold: those with a stamp of secrecy (the law on protecting state secrets)."""

import re
from itertools import islice

from honglam.documents.rules.heading import TOP
from honglam.kernel.text import nfc

STAMPS = frozenset({"MẬT", "TỐI MẬT", "TUYỆT MẬT"})
_APART = re.compile(r"\s\|\s|\t|\s{3,}")
_FRAME = re.compile(r"[^\w\s]")


def is_stamped(text: str) -> bool:
    """Whether one of the first written lines is nothing but a stamp; what stands beside it in a column of its own, and
    the frame around it, do not matter. The words inside a sentence are no stamp."""
    written = (line for line in text.replace("\f", "\n").splitlines() if line.strip())
    return any(_bare(part) in STAMPS for line in islice(written, TOP) for part in _APART.split(nfc(line)))


def _bare(part: str) -> str:
    return " ".join(_FRAME.sub(" ", part).split())
