"""The search rows of dossiers: made after commit from what the dossier says, several at a time."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from honglam.dossiers.access import reader_tokens
from honglam.dossiers.models import Dossier, Paper
from honglam.dossiers.models.search import ON_PAPER
from honglam.files import api as files
from honglam.kernel.text import fold
from honglam.kernel.values import SYSTEM

_WORD = re.compile(r"\w+")
MOST_PAPER_WORDS = 4000
"""Of one dossier; a vector may not outgrow a megabyte, and whoever sent a book is found by its name."""
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
INSERT INTO dossiers_dossiersearch AS s (dossier_id, words, codes) VALUES (%s, array_to_tsvector(%s::text[]), %s)
ON CONFLICT (dossier_id) DO UPDATE SET words = excluded.words, codes = excluded.codes
WHERE (s.words, s.codes) IS DISTINCT FROM (excluded.words, excluded.codes)
"""
# A step changes who may read, never what the papers say: their words stay as they stand in the row.
_UPSERT_KEEPING_PAPERS = """
INSERT INTO dossiers_dossiersearch AS s (dossier_id, words, codes) VALUES (%s, array_to_tsvector(%s::text[]), %s)
ON CONFLICT (dossier_id) DO UPDATE SET codes = excluded.codes, words = excluded.words || array_to_tsvector(
    array(SELECT word FROM unnest(tsvector_to_array(s.words)) word WHERE starts_with(word, %s)))
WHERE s.codes <> excluded.codes OR tsvector_to_array(excluded.words) IS DISTINCT FROM
    array(SELECT word FROM unnest(tsvector_to_array(s.words)) word WHERE NOT starts_with(word, %s))
"""


def index_dossiers(*, dossier_ids: Iterable[UUID]) -> int:
    """Write the search rows of these dossiers, papers included; returns how many. Safe to repeat."""
    rows = _rows_of(dossier_ids)
    read = _texts_of(row["id"] for row in rows)
    return _write(
        _UPSERT, [(row["id"], words_of(row) + sorted(read.get(row["id"], ())), codes_of(row)) for row in rows]
    )


def index_readers(*, dossier_ids: Iterable[UUID]) -> int:
    """Write the search rows anew without reading the papers again; returns how many. Safe to repeat."""
    rows = _rows_of(dossier_ids)
    params = [(row["id"], words_of(row), codes_of(row), ON_PAPER, ON_PAPER) for row in rows]
    return _write(_UPSERT_KEEPING_PAPERS, params)


def _rows_of(dossier_ids: Iterable[UUID]) -> list[dict[str, Any]]:
    return list(Dossier.objects.filter(id__in=set(dossier_ids)).order_by("id").values(*_COLUMNS))


def _write(statement: str, params: Sequence[tuple[Any, ...]]) -> int:
    if params:
        with connection.cursor() as cursor:
            cursor.executemany(statement, params)
    return len(params)


def _texts_of(dossier_ids: Iterable[UUID]) -> dict[UUID, set[str]]:
    """The words that stand on the papers of each dossier, each marked as such: two queries for all of them."""
    papers = list(
        Paper.objects.filter(dossier__in=dossier_ids, file__isnull=False).values_list("dossier_id", "file_id")
    )
    texts = files.list_texts(file_ids=[file_id for _, file_id in papers]) if papers else {}
    words: dict[UUID, set[str]] = {}
    for dossier_id, file_id in papers:
        if len(words.setdefault(dossier_id, set())) < MOST_PAPER_WORDS:
            words[dossier_id].update(ON_PAPER + word for word in _WORD.findall(fold(texts.get(file_id, ""))))
    return {dossier_id: set(sorted(found)[:MOST_PAPER_WORDS]) for dossier_id, found in words.items()}


def ask_for_reading(*, dossier_ids: Iterable[UUID], at: datetime) -> int:
    """Have the files of these dossiers' papers read; how many are new."""
    rows = Paper.objects.filter(dossier__in=set(dossier_ids), file__isnull=False).values_list("file_id", flat=True)
    return files.ask_reading(actor=SYSTEM, file_ids=list(rows), at=at)


def index_papers(*, file_ids: Iterable[UUID]) -> int:
    """Write the search rows of the dossiers to which these files belong; returns how many."""
    return index_dossiers(dossier_ids=Paper.objects.filter(file__in=set(file_ids)).values_list("dossier_id", flat=True))


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
