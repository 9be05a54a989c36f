"""The English of a Vietnamese text, from this process's memory; it looks for changes once in a second.

What is looked at is a mark of everything that the texts are made of, names in their own rows included; the texts are
read again only when it is another one. So they always belong to their mark, whatever was taken back meanwhile.
"""

from django.db import connection

from honglam.procedures.models import EnglishText, Field, LifeEvent, Procedure
from honglam.procedures.queries import memory

_NAMED = (Field, LifeEvent, Procedure)
_MARK = """
SELECT (SELECT count(*) FROM procedures_englishtext WHERE retired_at IS NULL),
       (SELECT max(changed_at) FROM procedures_englishtext WHERE retired_at IS NULL),
       (SELECT md5(string_agg(concat_ws(chr(31), name, name_en), chr(30) ORDER BY id)) FROM procedures_field
            WHERE retired_at IS NULL AND name_en <> ''),
       (SELECT md5(string_agg(concat_ws(chr(31), name, name_en), chr(30) ORDER BY id)) FROM procedures_lifeevent
            WHERE retired_at IS NULL AND name_en <> ''),
       (SELECT md5(string_agg(concat_ws(chr(31), name, name_en), chr(30) ORDER BY id)) FROM procedures_procedure
            WHERE retired_at IS NULL AND name_en <> '')
"""
_kept: dict[str, tuple[object, dict[str, str]]] = {}


def find_english(text: str) -> str:
    """The English, or the empty text. At most one query in `CATALOGUE_RECHECK_SECONDS`."""
    mark = memory.recall(_MARK, _mark)
    known = _kept.get("texts")
    if known is None or known[0] != mark:
        known = _kept["texts"] = (mark, _read())
    return known[1].get(text, "")


def _mark() -> tuple[object, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_MARK)
        return tuple(cursor.fetchone())


def _read() -> dict[str, str]:
    """Names come with their English in their own rows; what a file of the pack says goes before them."""
    found: dict[str, str] = {}
    for named in _NAMED:
        rows = named.objects.filter(retired_at=None).exclude(name_en="").values_list("name", "name_en")
        found.update(rows)
    for texts in EnglishText.objects.filter(retired_at=None).order_by("code").values_list("texts", flat=True):
        found.update(texts)
    return found
