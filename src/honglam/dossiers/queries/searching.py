"""Finding dossiers: by code, by name without accents, by number. What an officer may not read is not even looked at."""

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from honglam.dossiers.access import case_of, searcher_tokens
from honglam.dossiers.contracts import DossierNotFound, DossierSummary, PublicStatus, Status
from honglam.dossiers.models import Dossier
from honglam.dossiers.models.search import ON_PAPER
from honglam.dossiers.queries.lists import fetch, in_order, page_of
from honglam.dossiers.rules.numbers import in_one_piece, looks_like_code, normalise, spellings
from honglam.dossiers.rules.parties import OVERSEERS, may_read
from honglam.kernel.paging import Page, decode_id
from honglam.kernel.text import fold
from honglam.kernel.values import Actor

_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_MOST_WORDS = 8
_SHORT = 6
"""Digits of a procedure's number; people's numbers have nine and more."""
_NEWEST = UUID(int=(1 << 128) - 1)
_FINISHED = (Status.RETURNED.value, Status.RESOLVED.value, Status.REFUSED.value, Status.WITHDRAWN.value)

_BY_WORDS = """
SELECT dossier_id FROM dossiers_dossiersearch
WHERE words @@ %s::tsquery AND dossier_id < %s ORDER BY dossier_id DESC LIMIT %s
"""
_BY_WHOLE_CODE = """
SELECT s.dossier_id FROM dossiers_dossier d JOIN dossiers_dossiersearch s ON s.dossier_id = d.id
WHERE (d.code = ANY(%s) OR d.registration_code = ANY(%s)) AND s.words @@ %s::tsquery AND d.id < %s
ORDER BY d.id DESC LIMIT %s
"""
_BY_CODE = """
SELECT dossier_id FROM dossiers_dossiersearch
WHERE upper(codes) LIKE %s AND words @@ %s::tsquery AND dossier_id < %s ORDER BY dossier_id DESC LIMIT %s
"""


def find_by_code(*, actor: Actor, code: str, at: datetime) -> UUID | None:
    """The dossier that a scanned or typed code opens for this actor."""
    dossier = by_exact_code(code)
    if dossier is None:
        return None
    return dossier.id if may_read(actor, case_of(dossier, at=at).facts) else None


def look_up(*, code: str) -> PublicStatus:
    """For whoever only knows a code: the code and whether it is finished, no more (TT 01/2018/TT-VPCP Đ16)."""
    dossier = by_exact_code(code)
    if dossier is None:
        raise DossierNotFound(field="code")
    return PublicStatus(code=dossier.code or dossier.registration_code, finished=dossier.status in _FINISHED)


def by_exact_code(code: str) -> Dossier | None:
    """The dossier of a typed code: the one of its receipt, or the one from before."""
    forms = spellings(code)
    return Dossier.objects.filter(Q(code__in=forms) | Q(registration_code__in=forms)).first()


def search_dossiers(
    *, actor: Actor, query: str, after: str | None, limit: int, at: datetime, on_papers: bool = False
) -> Page[DossierSummary]:
    """Dossiers the officer may read, newest first. A code finds itself, any part of one its likes; else words.

    `on_papers`: by what was read from the papers. Posts that only watch see personal data covered and may not.
    """
    readers = searcher_tokens(actor)
    if not readers or not query.strip():
        return Page(items=[])
    before = decode_id(after) if after else _NEWEST
    if on_papers and is_overseer(actor):
        return Page(items=[])
    by_code = looks_like_code(query) and not on_papers
    ids = _ids_by_code(query, readers, before, limit + 1) if by_code else []
    if not ids:
        ids = _ids_by_words(actor, query, readers, before, limit + 1, on_papers=on_papers)
    rows = in_order(ids, fetch(Dossier.objects.filter(id__in=ids)))
    return page_of(rows, limit, at=at, masked=is_overseer(actor))


def is_overseer(actor: Actor) -> bool:
    """Whether the post only watches: then lists cover personal data."""
    return not actor.roles - OVERSEERS - {"administrator"}


def words_query(query: str, readers: list[str], before: str = "") -> str:
    """The search as a tsquery: one of the readers, and every word after its mark; the last one may be unfinished."""
    words = [before + word for word in _WORD.findall(fold(query))[:_MOST_WORDS]]
    parts = [_lexeme(word) for word in words[:-1]] + [f"{_lexeme(word)}:*" for word in words[-1:]]
    return " & ".join([readers_query(readers), *parts])


def readers_query(readers: list[str]) -> str:
    """One of the tokens under which the actor may find a dossier."""
    return "(" + " | ".join(_lexeme(reader) for reader in readers) + ")"


def _ids_by_code(query: str, readers: list[str], before: UUID, limit: int) -> list[UUID]:
    """A whole code is looked up where codes are unique: all codes share most of their trigrams."""
    forms = list(spellings(query))
    whole = _ids(_BY_WHOLE_CODE, [forms, forms, readers_query(readers), before, limit])
    if whole:
        return whole
    part = normalise(query).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return _ids(_BY_CODE, [f"%{part}%", readers_query(readers), before, limit])


def _ids_by_words(
    actor: Actor, query: str, readers: list[str], before: UUID, limit: int, *, on_papers: bool
) -> list[UUID]:
    if on_papers:
        # on a paper a number stands as it was printed, in groups or not
        return _ids(_BY_WORDS, [words_query(query, readers, ON_PAPER), before, limit])
    asked = words_query(in_one_piece(query), readers)
    if is_overseer(actor):
        asked = _overseers_query(query, readers)
    return _ids(_BY_WORDS, [asked, before, limit]) if asked else []


def _overseers_query(query: str, readers: list[str]) -> str:
    """Without numbers of people: what is covered on the page could be guessed digit by digit, a word being begun.

    Short numbers, as codes of procedures have them, are found whole.
    """
    words = _WORD.findall(fold(query))[:_MOST_WORDS]
    named = [word for word in words if not _DIGIT.search(word)]
    whole = [_lexeme(word) for word in words if _DIGIT.search(word) and len(word) <= _SHORT]
    if not named:
        return " & ".join([readers_query(readers), *whole]) if whole else ""
    return " & ".join([words_query(" ".join(named), readers), *whole])


def _ids(statement: str, params: list[Any]) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return [row[0] for row in cursor.fetchall()]


def _lexeme(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
