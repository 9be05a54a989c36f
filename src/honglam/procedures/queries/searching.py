"""Search and browsing over the narrow search rows: two small queries about words, one about entries.

Rank: how much of what was asked the entry holds (rare words weigh more; in the name or in what people call it fully, in
summary and papers less), neighbours staying neighbours, how much of the name was typed, whole phrases, popularity.
An entry that holds less than half of what was asked is not shown while others hold more.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db import connection

from honglam.directory import api as directory
from honglam.kernel.paging import BadCursor, Page, decode_cursor, encode_cursor
from honglam.procedures.access import without_nul
from honglam.procedures.contracts import FieldView, Level, OnlineLevel, ProcedureSummary, SearchCriteria
from honglam.procedures.models import SearchEntry
from honglam.procedures.queries.versions import field_view
from honglam.procedures.rules.searching import Sought, puzzling_words, sought, split_options, typed_words

_COLUMNS = """
    e.version_id, e.procedure_id, e.code, e.name, e.name_en, e.summary, e.levels, e.online, e.has_form, e.immediate,
    e.provisional, f.id AS field_id, f.code AS field_code, f.slug, f.name AS field_name, f.name_en AS field_name_en,
    f.ministry
"""
_FROM = """
    FROM procedures_searchentry e
    JOIN procedures_field f ON f.id = e.field_id
    JOIN procedures_procedure p ON p.id = e.procedure_id
"""
_NEAR = """
    SELECT typed.word, near.word, near.entries
    FROM unnest(%s::text[]) AS typed(word)
    CROSS JOIN LATERAL (
        SELECT w.word, w.entries FROM procedures_searchword w
        ORDER BY w.word <-> typed.word LIMIT 40
    ) near
"""
_SETTLED = """
    e.version_id IN (SELECT v.id FROM procedures_procedureversion v WHERE v.content->'competent'->>'agency' = %s
                     OR (v.content->'competent'->>'level' = %s
                         AND coalesce(v.content->'competent'->>'kind', 'committee') = %s))
"""
_SHOWN = """
    WITH found AS MATERIALIZED (%(found)s),
         shown AS (SELECT *, round((held * 10 + bonus)::numeric, 4) AS score FROM found
                   WHERE held >= greatest(%%s, least(%%s, (SELECT max(held) FROM found))))
    SELECT * FROM shown %(beyond)s ORDER BY score DESC, version_id LIMIT %%s
"""
MAX_LIMIT = 100
_SCORE = re.compile(r"-?\d{1,6}(\.\d{1,4})?", re.ASCII)
# What an entry must hold, as a share of what was asked, to be shown; where none holds enough, the best that hold some.
ENOUGH, LEAST = 0.5, 0.3


def search(*, criteria: SearchCriteria, on: date, after: str | None, limit: int) -> Page[ProcedureSummary]:
    """A page of procedures in force: best first for a query, in alphabetical order without one."""
    limit = max(1, min(limit, MAX_LIMIT))
    where, params = _narrowed(criteria, on)
    wanted = understood(criteria.query) if criteria.query.strip() else None
    if wanted is None:
        return _in_order(where, params, after, limit)
    if wanted.code:
        found = _by_code(wanted.code, where, params, limit)
        if found.items:
            return found
    return _ranked(wanted, where, params, after, limit) if wanted.groups else Page(items=[])


def understood(query: str) -> Sought:
    """A query's words as they stand in the entries: typing errors mended, words typed together taken apart."""
    typed = typed_words(query)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procedures_searchentry WHERE listed")
        entries = int(cursor.fetchone()[0])
        known = _known(cursor, typed)
        puzzling = puzzling_words(typed, known)
        near = _near(cursor, puzzling, known)
        known |= _known(cursor, [part for word in puzzling for parts in split_options(word) for part in parts])
    return sought(query, known, near, entries)


def summary_of(entry: SearchEntry) -> ProcedureSummary:
    """A search row as a value."""
    return ProcedureSummary(
        procedure_id=entry.procedure_id,
        version_id=entry.version_id,
        code=entry.code,
        name=entry.name,
        name_en=entry.name_en,
        summary=entry.summary,
        field=field_view(entry.field),
        levels=tuple(Level(level) for level in entry.levels),
        online=OnlineLevel(entry.online),
        has_form=entry.has_form,
        immediate=entry.immediate,
        provisional=entry.provisional,
    )


def _known(cursor: Any, words: Sequence[str]) -> dict[str, int]:
    if not words:
        return {}
    cursor.execute("SELECT word, entries FROM procedures_searchword WHERE word = ANY(%s)", [list(set(words))])
    return dict(cursor.fetchall())


def _near(cursor: Any, words: Sequence[str], known: dict[str, int]) -> dict[str, list[str]]:
    """Candidates for each puzzling word; their frequencies join `known`."""
    near: dict[str, list[str]] = {}
    if words:
        cursor.execute(_NEAR, [list(words)])
        for typed, word, entries in cursor.fetchall():
            near.setdefault(typed, []).append(word)
            known[word] = entries
    return near


def _narrowed(criteria: SearchCriteria, on: date) -> tuple[list[str], list[Any]]:
    """The conditions that the filters put on entries."""
    where = ["e.listed", "e.valid_from <= %s", "(e.valid_to IS NULL OR e.valid_to >= %s)"]
    params: list[Any] = [on, on]
    chosen: Sequence[tuple[str, Any]] = (
        ("(f.slug = %s OR f.code = %s)", (criteria.field, criteria.field) if criteria.field else None),
        ("%s = ANY(e.levels)", criteria.level),
        (_SETTLED, _settler(criteria.agency) if criteria.agency else None),
        ("%s = ANY(e.applicants)", criteria.applicant),
        ("%s = ANY(e.channels)", criteria.channel),
        ("e.online = %s", criteria.online),
        (
            "e.procedure_id IN (SELECT l.procedure_id FROM procedures_lifeeventprocedure l"
            " JOIN procedures_lifeevent v ON v.id = l.life_event_id WHERE v.code = %s)",
            criteria.life_event,
        ),
    )
    for condition, value in chosen:
        if value:
            where.append(condition)
            params.extend(without_nul(str(one)) for one in (value if isinstance(value, tuple) else (value,)))
    return where, params


def _settler(code: str) -> tuple[str, str, str]:
    """An agency by its code, and as one of its kind at its level: that is how a commune's procedures name it."""
    agency = directory.find_agency_by_code(code=code)
    return (code, agency.level.value, agency.kind.value) if agency else (code, "", "")


def _in_order(where: list[str], params: list[Any], after: str | None, limit: int) -> Page[ProcedureSummary]:
    if after:
        where, params = [*where, "(e.sort_key, e.version_id) > (%s, %s)"], [*params, *_after(after)]
    sql = (
        f"SELECT {_COLUMNS}, e.sort_key {_FROM} WHERE {' AND '.join(where)} ORDER BY e.sort_key, e.version_id LIMIT %s"
    )
    rows = _rows(sql, [*params, limit + 1])
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(
        items=[_summary(row) for row in rows[:limit]],
        next_cursor=encode_cursor(last[-1], last[0]) if last else None,
    )


def _after(cursor: str) -> tuple[str, int]:
    """The key after which the page begins; BadCursor for what is none of ours."""
    key, version_id = decode_cursor(cursor, length=2)
    if not isinstance(key, str) or not isinstance(version_id, int) or "\0" in key:
        raise BadCursor
    return key, version_id


def _number(text: str) -> Decimal:
    """The score in a cursor of ours."""
    if not _SCORE.fullmatch(text):
        raise BadCursor
    return Decimal(text)


def _by_code(code: str, where: list[str], params: list[Any], limit: int) -> Page[ProcedureSummary]:
    """Procedures whose code is, or holds, what was typed; or an older writing, which goes on after the code."""
    condition = "(e.code = %s OR e.code LIKE %s OR starts_with(%s, e.code || '.'))"
    sql = f"SELECT {_COLUMNS} {_FROM} WHERE {' AND '.join([*where, condition])} ORDER BY e.code LIMIT %s"
    pattern = "%" + code.replace("\\", "").replace("%", "").replace("_", "") + "%"
    return Page(items=[_summary(row) for row in _rows(sql, [*params, code, pattern, code, limit])])


def _ranked(
    wanted: Sought, where: list[str], params: list[Any], after: str | None, limit: int
) -> Page[ProcedureSummary]:
    score, score_params = _score(wanted)
    any_word = " | ".join(word for group in wanted.groups for word in group.words)
    inner = f"""
        SELECT {_COLUMNS}, {score} {_FROM}
        WHERE {" AND ".join(where)} AND e.document @@ to_tsquery('simple', %s)
    """
    values = [*score_params, *params, any_word]
    values.extend([LEAST, ENOUGH])
    beyond = ""
    if after:
        score_text, version_id = _after(after)
        beyond = "WHERE (-score, version_id) > (-(%s::numeric), %s)"
        values.extend([_number(score_text), version_id])
    rows = _rows(_SHOWN % {"found": inner, "beyond": beyond}, [*values, limit + 1])
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(
        items=[_summary(row) for row in rows[:limit]],
        next_cursor=encode_cursor(str(last[-1]), last[0]) if last else None,
    )


def _score(wanted: Sought) -> tuple[str, list[Any]]:
    """SQL for two columns: `held` (share of the weights found, 0 to 1), `bonus` (what else makes it the one meant)."""
    total = sum(group.weight for group in wanted.groups)
    held: list[str] = []
    params: list[Any] = []
    for group in wanted.groups:
        held.append(
            "%s * CASE WHEN e.document @@ to_tsquery('simple', %s) THEN 1.0"
            " WHEN e.document @@ to_tsquery('simple', %s) THEN 0.6"
            " WHEN e.document @@ to_tsquery('simple', %s) THEN 0.25 ELSE 0 END"
        )
        params.extend([group.weight / total, *(_either(group.words, labels) for labels in ("AB", "C", "D"))])
    parts = [("ln(1 + p.popularity) * 0.15", []), *_neighbours(wanted, total), _named(wanted)]
    parts += [
        ("CASE WHEN %s = ANY(e.phrases) THEN 6 ELSE 0 END", [wanted.phrase]),
        ("2 * coalesce((SELECT max(similarity(each, %s)) FROM unnest(e.phrases) AS each), 0)", [wanted.phrase]),
    ]
    bonus = " + ".join(sql for sql, _ in parts)
    return f"{' + '.join(held)} AS held, {bonus} AS bonus", [*params, *(value for _, own in parts for value in own)]


def _neighbours(wanted: Sought, total: float) -> Iterator[tuple[str, list[Any]]]:
    """Points for words that stand side by side as they were typed, most of all in the name."""
    for first, second in pairwise(wanted.groups):
        share = min(first.weight, second.weight) / total
        for labels, points in (("A", 4.0), ("B", 3.0), ("", 1.0)):
            together = f"({_either(first.words, labels)}) <-> ({_either(second.words, labels)})"
            yield "CASE WHEN e.document @@ to_tsquery('simple', %s) THEN %s ELSE 0 END", [together, share * points]


def _named(wanted: Sought) -> tuple[str, list[Any]]:
    """Points for how much of its name was typed: the plain procedure before the one that holds the words among many."""
    each = "CASE WHEN e.document @@ to_tsquery('simple', %s) THEN 1.0 ELSE 0 END"
    sql = " + ".join([each] * len(wanted.groups))
    length = "greatest(3, cardinality(string_to_array(e.phrases[1], ' ')))"
    return f"4 * ({sql}) / {length}", [_either(group.words, "A") for group in wanted.groups]


def _either(words: Sequence[str], labels: str = "") -> str:
    return " | ".join(f"{word}:{labels}" if labels else word for word in words)


def _rows(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _summary(row: Sequence[Any]) -> ProcedureSummary:
    field = FieldView(id=row[11], code=row[12], slug=row[13], name=row[14], name_en=row[15], ministry=row[16])
    return ProcedureSummary(
        version_id=row[0],
        procedure_id=row[1],
        code=row[2],
        name=row[3],
        name_en=row[4],
        summary=row[5],
        levels=tuple(Level(level) for level in row[6]),
        online=OnlineLevel(row[7]),
        has_form=row[8],
        immediate=row[9],
        provisional=row[10],
        field=field,
    )
