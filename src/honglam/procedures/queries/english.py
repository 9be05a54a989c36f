"""The English of a Vietnamese text, from this process's memory; it looks for changes once in some seconds."""

from time import monotonic

from django.conf import settings
from django.db.models import Count, Max

from honglam.procedures.models import EnglishText, Field, LifeEvent, Procedure

_kept: dict[str, object] = {"at": None, "mark": None, "texts": {}}


def find_english(text: str) -> str:
    """The English, or the empty text. At most one query in `CATALOGUE_RECHECK_SECONDS`."""
    texts = _texts()
    return texts.get(text, "")


def forget() -> None:
    """Look again at the next question."""
    _kept["at"] = None


def _texts() -> dict[str, str]:
    known, now = _kept["at"], monotonic()
    recheck = getattr(settings, "CATALOGUE_RECHECK_SECONDS", 1.0)
    if not isinstance(known, float) or now - known >= recheck:
        mark = EnglishText.objects.filter(retired_at=None).aggregate(Count("id"), Max("changed_at"))
        if mark != _kept["mark"]:
            _kept["texts"] = _read()
            _kept["mark"] = mark
        _kept["at"] = now
    found = _kept["texts"]
    return found if isinstance(found, dict) else {}


def _read() -> dict[str, str]:
    """Names come with their English in their own rows; what a file of the pack says goes before them."""
    found: dict[str, str] = {}
    for named in (Field, LifeEvent, Procedure):
        rows = named.objects.filter(retired_at=None).exclude(name_en="").values_list("name", "name_en")
        found.update(rows)
    for texts in EnglishText.objects.filter(retired_at=None).order_by("code").values_list("texts", flat=True):
        found.update(texts)
    return found
