"""The search rows of dossiers: made after commit from what the dossier says, several at a time."""

import re
from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from honglam.dossiers.access import reader_tokens
from honglam.dossiers.models import Dossier
from honglam.kernel.text import fold

_WORD = re.compile(r"\w+")
_COLUMNS = (
    "id",
    "code",
    "registration_code",
    "procedure_code",
    "procedure_name",
    "applicant_name",
    "applicant_id_number",
    "applicant_phone",
    "submitter",
    "unit_ids",
    "lead_agency_id",
    "desk_id",
)
_UPSERT = """
INSERT INTO dossiers_dossiersearch (dossier_id, words, codes) VALUES (%s, array_to_tsvector(%s::text[]), %s)
ON CONFLICT (dossier_id) DO UPDATE SET words = excluded.words, codes = excluded.codes
"""


def index_dossiers(*, dossier_ids: Iterable[UUID]) -> int:
    """Write the search rows of these dossiers; returns how many. Safe to repeat."""
    rows = Dossier.objects.filter(id__in=set(dossier_ids)).order_by("id").values(*_COLUMNS)
    params = [(row["id"], words_of(row), codes_of(row)) for row in rows]
    if params:
        with connection.cursor() as cursor:
            cursor.executemany(_UPSERT, params)
    return len(params)


def words_of(row: dict[str, object]) -> list[str]:
    """Every word somebody may search by, without accents, and the readers' tokens."""
    submitter = row["submitter"] or {}
    assert isinstance(submitter, dict)  # noqa: S101 - JSON object or null by construction
    texts = (
        str(row["applicant_name"]),
        str(submitter.get("name", "")),
        str(row["procedure_name"]),
        str(row["procedure_code"]).replace(".", " "),
        str(row["applicant_id_number"]),
        str(submitter.get("id_number", "")),
        str(row["applicant_phone"]),
    )
    words = {word for text in texts for word in _WORD.findall(fold(text))}
    units, lead, desk = row["unit_ids"], row["lead_agency_id"], row["desk_id"]
    assert isinstance(units, list) and isinstance(lead, int) and isinstance(desk, int)  # noqa: S101 - columns
    return sorted(words) + reader_tokens(units, lead, desk)


def codes_of(row: dict[str, object]) -> str:
    """Both codes in one text; parts of either are found by trigrams."""
    return " ".join(str(code) for code in (row["code"], row["registration_code"]) if code)
